"""About the data: the tables about the tables."""

from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from atlas.analysis.dossier import rank_gaps
from atlas.language.i18n import format_date, translate
from atlas.panels.evidence import prove
from atlas.store.schema import TABLES
from atlas.store.snapshot import Snapshot, to_rows
from components.cached import load_snapshot
from components.frame.frame import show_notices, show_switches
from components.panels.figures import write_proof
from components.search.search import show_search
from components.state import is_bare, read_lang, read_view
from components.words import escape_html, label

MAP = "pages/explore/map.py"  # where a choice of the search box is shown


def _show_head() -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f"<h1>{label('About the data')}</h1>")
        st.space("stretch")
        show_search(MAP)
        show_switches()


def open_about() -> list[DeltaGenerator]:
    """Show the head of the page and give its tabs."""
    snapshot, (_, dropped) = load_snapshot(), read_view()
    show_notices(dropped)
    if not is_bare():
        _show_head()
    counts = {
        label("Sources"): len(snapshot["sources"]),
        label("Data dictionary"): len(TABLES),
        label("Disagreements"): len(snapshot["conflicts"]),
        label("Gaps and omissions"): len(snapshot["gaps"]) + len(snapshot["omissions"]),
    }
    names = [f"{name} {count}" for name, count in counts.items()]
    return list(st.tabs([*names, label("Terms of use")]))


def _table(heads: list[str], rows: list[list[str]]) -> None:
    """Show a table; the cells are HTML already."""
    head = "".join(f"<th>{escape_html(name)}</th>" for name in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    st.html(f'<div class="wide"><table class="plain"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>')


def _two(row: dict[str, object], stem: str) -> str:
    return escape_html(row[f"{stem}_{read_lang()}"])


def _uses(snapshot: Snapshot) -> pd.Series:
    tables = [
        snapshot[table.name][column.name]
        for table in TABLES.values()
        for column in table.columns
        if column.refers_to == "sources.source_id"
    ]
    uses: pd.Series = pd.concat(tables)
    return uses.value_counts()


def show_sources() -> None:
    """List the sources with dates, terms, warnings and how many rows rest on each."""
    snapshot, lang = load_snapshot(), read_lang()
    words, uses = snapshot.vocabulary, _uses(snapshot)
    rows = [
        [
            f"<b>{_two(row, 'title')}</b><br>{_two(row, 'note')}",
            escape_html(words.word("source_kind", row["kind_code"], lang)),
            _two(row, "publisher"),
            escape_html(format_date(row["published_date"], lang)) or _two(row, "published_note"),
            escape_html(format_date(row["accessed_date"], lang)),
            escape_html("; ".join(words.word("usage_warning", code, lang) for code in row["warning_codes"])),
            str(uses.get(row["source_id"], 0)),
        ]
        for row in to_rows(snapshot["sources"])
    ]
    _table(
        [
            label("Title"),
            label("Kind of source"),
            label("Publisher"),
            label("Published"),
            label("Read"),
            label("Beware"),
            label("Rows"),
        ],
        rows,
    )


def show_dictionary() -> None:
    """Show every table's columns as the schema defines them."""
    snapshot, lang = load_snapshot(), read_lang()
    for table in TABLES.values():
        with st.expander(
            f"{label(table.title)} · {table.name}.csv · {label('{count} rows', count=len(snapshot[table.name]))}"
        ):
            rows = [
                [
                    f"<code>{column.name}</code>",
                    escape_html(translate(lang, column.meaning)),
                    label(column.type),
                    label("required") if column.required else "",
                    escape_html(column.vocabulary or column.refers_to or ""),
                ]
                for column in table.columns
            ]
            _table(
                [label("Column"), label("Meaning"), label("Type"), label("Required"), label("Codes or reference")], rows
            )


def show_conflicts() -> None:
    """Show sources that disagree, how their scopes differ and what the atlas shows."""
    snapshot, lang = load_snapshot(), read_lang()
    rows = [
        [
            f"<b>{_two(row, 'topic')}</b>",
            escape_html(snapshot.vocabulary.word("conflict_kind", row["kind_code"], lang)),
            _two(row, "scope"),
            _two(row, "shown"),
            _printed(snapshot, row["rows"]),
        ]
        for row in to_rows(snapshot["conflicts"])
    ]
    _table(
        [label("Matter"), label("About"), label("Scopes"), label("What the atlas shows"), label("Rows that disagree")],
        rows,
    )


def _printed(snapshot: Snapshot, named: tuple[str, ...]) -> str:
    """Show the rows that disagree, each with its words as printed and its source."""
    rows = [snapshot.find_row(*name.split(":", 1)) for name in named]
    proofs = [write_proof(prove(snapshot, row, read_lang())) for row in rows if "as_printed" in row]
    return "<br>".join(proofs)


def show_gaps() -> None:
    """Show what the sources do not say, what changes most views first, and what was read but not carried over."""
    snapshot = load_snapshot()
    st.html(f"<h3>{label('What the sources do not say')}</h3>")
    _table(
        [
            label("What is missing"),
            label("What cannot be shown"),
            label("Views it would change"),
            label("Who could know"),
        ],
        [
            [f"<b>{_two(row, 'topic')}</b>", _two(row, "effect"), _say_views(snapshot, row), _two(row, "remedy")]
            for row in rank_gaps(snapshot)
        ],
    )
    st.html(f"<h3>{label('Read and not carried over')}</h3>")
    _table(
        [label("Statement"), label("Why not"), label("Source")],
        [
            [f"<b>{_two(row, 'subject')}</b>", _two(row, "reason"), write_proof(prove(snapshot, row, read_lang()))]
            for row in to_rows(snapshot["omissions"])
        ],
    )


def _say_views(snapshot: Snapshot, row: dict[str, Any]) -> str:
    """Say how many views a gap would change, and which."""
    words = [snapshot.vocabulary.word("view", code, read_lang()) for code in row["view_codes"]]
    return f"<b>{len(words)}</b> <small>{escape_html(' · '.join(words))}</small>"


def show_licences() -> None:
    """Show the terms of each source, and the note on boundaries."""
    snapshot = load_snapshot()
    rows = [
        [f"<b>{_two(row, 'title')}</b>", _two(row, "publisher"), _two(row, "licence")]
        for row in to_rows(snapshot["sources"])
    ]
    _table([label("Source"), label("Publisher"), label("Terms of use")], rows)
    sketch = label("Boundaries are a sketch and decide nothing; the map has not been reviewed.")
    st.html(f"<p>{sketch} {label('Before publication it needs a review and an approval number.')}</p>")
