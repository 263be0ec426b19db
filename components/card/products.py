"""Products and trials on a card, each leading to its own."""

import streamlit as st

from atlas.panels.card import ProductLine
from components.boundary import guard
from components.panels.text import write_line
from components.state import select
from components.words import escape_html, escape_markdown, label


def show_products(products: tuple[ProductLine, ...]) -> None:
    """List products and trials, each leading to its card."""
    if not products:
        return
    st.html(f'<h4 class="list-title">{escape_html(label("Products and trials"))} {len(products)}</h4>')
    for one in products:
        with st.container(gap=None, key=f"product_{one.product_id}"):
            st.button(
                f"**{escape_markdown(one.name)}**",
                key=f"go_{one.product_id}",
                type="tertiary",
                on_click=guard(select),
                args=(one.product_id,),
            )
            st.html(f'<p class="caption">{write_line(one.text)}</p>')
