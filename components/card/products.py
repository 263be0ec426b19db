"""Products and trials on a card, each leading to its own."""

import streamlit as st

from atlas.panels.card import ProductLine
from components.panels.choices import show_choices
from components.pieces import show_title
from components.render import render
from components.words import escape_markdown, label


def show_products(products: tuple[ProductLine, ...]) -> None:
    """List products and trials, each leading to its card."""
    if not products:
        return
    show_title(f"{label('Products and trials')} {len(products)}", 4, "list-title")
    for one in products:
        with st.container(gap=None, key=f"product_{one.product_id}"):
            show_choices([(one.product_id, one.name)], say=_say_strongly)
            st.html(render("product.html", text=one.text))


def _say_strongly(name: str) -> str:
    return f"**{escape_markdown(name)}**"
