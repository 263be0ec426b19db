"""About the data: the tables about the tables."""

from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from atlas.analysis.dossier import rank_gaps
from atlas.language.i18n import format_date
from atlas.links.parameters import MAP
from atlas.panels.evidence import Proof, prove
from atlas.store.schema import TABLES
from atlas.store.snapshot import Snapshot, to_rows
from components.cached import load_snapshot
from components.frame.frame import show_notices, show_switches
from components.pieces import show_title
from components.render import render
from components.search.search import show_search
from components.state import is_bare, read_lang, read_view
from components.words import label


def _show_head() -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        show_title(label("About the data"), 1, "")
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


def _say(row: dict[str, Any], *stems: str) -> dict[str, object]:
    """Give some columns of a row in the reader's language, by the stems of their names."""
    return {stem: row[f"{stem}_{read_lang()}"] for stem in stems}


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
    sources = [
        {
            **_say(row, "title", "note", "publisher"),
            "kind": words.word("source_kind", row["kind_code"], lang),
            "published": format_date(row["published_date"], lang) or row[f"published_note_{lang}"],
            "read": format_date(row["accessed_date"], lang),
            "beware": "; ".join(words.word("usage_warning", code, lang) for code in row["warning_codes"]),
            "uses": uses.get(row["source_id"], 0),
        }
        for row in to_rows(snapshot["sources"])
    ]
    st.html(render("about_sources.html", sources=sources))


def show_dictionary() -> None:
    """Show every table's columns as the schema defines them."""
    snapshot = load_snapshot()
    for table in TABLES.values():
        with st.expander(
            f"{label(table.title)} · {table.name}.csv · {label('{count} rows', count=len(snapshot[table.name]))}"
        ):
            st.html(render("about_columns.html", table=table))


def show_conflicts() -> None:
    """Show sources that disagree, how their scopes differ and what the atlas shows."""
    snapshot, lang = load_snapshot(), read_lang()
    conflicts = [
        {
            **_say(row, "topic", "scope", "shown"),
            "kind": snapshot.vocabulary.word("conflict_kind", row["kind_code"], lang),
            "proofs": _prove(snapshot, row["rows"]),
        }
        for row in to_rows(snapshot["conflicts"])
    ]
    st.html(render("about_conflicts.html", conflicts=conflicts))


def _prove(snapshot: Snapshot, named: tuple[str, ...]) -> list[Proof]:
    """Give the words as printed, and the source, of each of the rows that disagree."""
    rows = [snapshot.find_row(*name.split(":", 1)) for name in named]
    return [prove(snapshot, row, read_lang()) for row in rows if "as_printed" in row]


def show_gaps() -> None:
    """Show what the sources do not say, what changes most views first, and what was read but not carried over."""
    snapshot, lang = load_snapshot(), read_lang()
    show_title(label("What the sources do not say"), 3, "")
    gaps = [
        {
            **_say(row, "topic", "effect", "remedy"),
            "views": [snapshot.vocabulary.word("view", code, lang) for code in row["view_codes"]],
        }
        for row in rank_gaps(snapshot)
    ]
    st.html(render("about_gaps.html", gaps=gaps))
    show_title(label("Read and not carried over"), 3, "")
    omissions = [
        {**_say(row, "subject", "reason"), "proof": prove(snapshot, row, lang)}
        for row in to_rows(snapshot["omissions"])
    ]
    st.html(render("about_omissions.html", omissions=omissions))


def show_licences() -> None:
    """Show the terms of each source, and the note on boundaries."""
    sources = [_say(row, "title", "publisher", "licence") for row in to_rows(load_snapshot()["sources"])]
    st.html(render("about_licences.html", sources=sources))
    st.html(render("about_boundaries.html"))
