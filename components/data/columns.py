"""Choose the table to look at, and which of its columns."""

import streamlit as st

from atlas.links.parameters import COLUMNS, TABLE
from atlas.selection.filter import Filter
from atlas.selection.row_filter import count_rows
from atlas.store.schema import ENTITY_TABLES, TABLES
from atlas.store.snapshot import Snapshot
from atlas.wording.table_text import list_main_columns, name_columns, name_table, order_columns
from components.boundary import guard
from components.pieces import show_text
from components.state import read_lang, read_parameter, write_table, write_url
from components.told import read_choices
from components.words import escape_markdown, label

TABLE_KEY, COLUMNS_KEY = "pick_table", "pick_columns"


def pick_table(snapshot: Snapshot, filter: Filter) -> tuple[str, list[str]]:
    """Show both choices; give the table's name and the columns to show, in the table's order."""
    name = next(iter(read_parameter(TABLE)), ENTITY_TABLES[0].name)
    counts = count_rows(snapshot, filter).items()
    titles = {one: f"{name_table(TABLES[one], read_lang())} · {count}" for one, count in counts}
    st.session_state[TABLE_KEY] = name
    st.selectbox(
        label("Table"),
        list(titles),
        format_func=titles.__getitem__,
        key=TABLE_KEY,
        label_visibility="collapsed",
        width=320,
        on_change=guard(_hear_table),
        args=(tuple(titles),),
    )
    columns = list(read_parameter(COLUMNS)) or list_main_columns(TABLES[name], read_lang())
    _pick_columns(name, columns)
    return name, order_columns(TABLES[name], columns)


def _hear_table(known: tuple[str, ...]) -> None:
    for name in read_choices(TABLE_KEY, known):
        write_table(name)


def _pick_columns(table_name: str, columns: list[str]) -> None:
    table, lang = TABLES[table_name], read_lang()
    names, key = name_columns(table, lang), f"{COLUMNS_KEY}_{table_name}"
    st.session_state[key] = columns

    def write() -> None:
        wanted = read_choices(key, table.column_names)
        usual = list_main_columns(table, lang)
        write_url(TABLE, table_name)  # the columns mean nothing without it
        write_url(COLUMNS, "" if set(wanted) == set(usual) else ",".join(wanted))

    shown = label("Columns {shown} of {total}", shown=len(columns), total=len(table.columns))
    with st.popover(shown, key="columns"):
        st.pills(
            label("Columns to show"),
            table.column_names,
            selection_mode="multi",
            format_func=lambda one: escape_markdown(names[one]),
            key=key,
            on_change=guard(write),
        )
        show_text(label("A figure always comes with its qualifier, unit and date."))
