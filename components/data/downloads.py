"""Take the table away: one button a format, written when it is asked for."""

from functools import partial

import streamlit as st

from atlas.export import FORMATS, holds_rows, list_formats, name_file, say_too_many
from atlas.export.content import gather_content
from atlas.selection.filter import Filter
from atlas.store.snapshot import Snapshot
from components.cached import write_export
from components.state import read_lang
from components.words import label


def show_downloads(snapshot: Snapshot, filter: Filter, table_name: str) -> None:
    """Show a button for each format that the table can be written in."""
    lang = read_lang()
    content = gather_content(snapshot, filter, table_name, lang)
    with st.container(horizontal=True, gap="small", key="downloads", width="content"):
        for name in list_formats(table_name):
            form = FORMATS[name]
            fits = holds_rows(content, form)
            st.download_button(
                label(form.title),
                partial(write_export, snapshot, filter, table_name, name, lang),
                file_name=name_file(content, form),
                mime=form.media_type,
                key=f"download_{name}",
                help=label("All columns, as filtered") if fits else say_too_many(form, lang),
                on_click="ignore",
                disabled=content.rows.empty or not fits,
            )
