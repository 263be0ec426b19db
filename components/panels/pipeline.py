"""Pipeline stages: the country's counts, the parks' and firms' own, and the named products chosen."""

import pandas as pd
import streamlit as st

from atlas.charts import draw_bars
from atlas.store import Snapshot
from atlas.summarise import COUNTRY, NOT_STATED, PipelineCounts, count_pipeline, list_pipeline_scopes, list_products
from components.frame import theme_type
from components.map.palette import PALETTES
from components.panels.figures import say_as_of, say_quantity, show_proofs, to_rows
from components.state import read_lang
from components.words import escape_html, label

NAMED = "named"


def _scope_name(snapshot: Snapshot, scope: str) -> str:
    if scope == NAMED:
        return label("Named products of this selection")
    return snapshot.name(scope, read_lang())


def _title(snapshot: Snapshot, counts: PipelineCounts) -> str:
    """State the finding, computed from the counts: the two fullest stages and their share."""
    if counts.unexplained is None:
        return label("Pipeline stages")
    fullest = counts.stages.nlargest(2, "count").sort_index()
    first, second = (snapshot.vocabulary.word("stage", code, read_lang()) for code in fullest["stage_code"])
    share = round(100 * fullest["count"].sum() / counts.stages["count"].sum())
    return label("{first} and {second} hold {share}% of the staged pipeline", first=first, second=second, share=share)


def _show_bars(rows: pd.DataFrame) -> None:
    palette = PALETTES[theme_type()]
    spec = draw_bars(rows, color=palette.company, ink=palette.ink, muted=palette.muted)
    alt = "; ".join(f"{name}: {text}" for name, text in zip(rows["name"], rows["text"], strict=True))
    st.vega_lite_chart(spec=spec, theme=None, height=spec["height"], key="pipeline_chart", alt=alt)


def _show_counts(snapshot: Snapshot, scope: str) -> None:
    counts, lang, words = count_pipeline(snapshot, scope), read_lang(), snapshot.vocabulary
    rows = to_rows(counts.stages)
    figures = [say_quantity(snapshot, row["count"], row["unit_code"], row["qualifier_code"]) for row in rows]
    names = [words.word("stage", row["stage_code"], lang) for row in rows]
    bars = [
        {"name": name, "count": row["count"], "text": figure, "is_rest": False}
        for name, row, figure in zip(names, rows, figures, strict=True)
    ]
    proofs = list(zip([f"{name}: {figure}" for name, figure in zip(names, figures, strict=True)], rows, strict=True))
    caption = say_as_of(rows[0]) if rows else ""
    if counts.total is not None:
        total = {str(name): value for name, value in counts.total.items()}
        figure = say_quantity(snapshot, total["count"], total["unit_code"], total["qualifier_code"])
        caption = f"{label('In all')} {figure} · {say_as_of(total)}"
        proofs.append((f"{label('In all')}: {figure}", total))
        if counts.unexplained:
            rest = say_quantity(snapshot, counts.unexplained, total["unit_code"], total["qualifier_code"])
            bars.append(
                {
                    "name": words.word("stage", NOT_STATED, lang),
                    "count": counts.unexplained,
                    "text": rest,
                    "is_rest": True,
                }
            )
            caption += f" · {label('Stage not stated: the total less all stages, not rescaled')}"
    if bars:
        _show_bars(pd.DataFrame(bars))
    st.html(f'<p class="caption">{escape_html(caption)}</p>')
    show_proofs(snapshot, proofs, "proof_pipeline")


def _show_named(snapshot: Snapshot, shown: pd.DataFrame) -> None:
    products, lang, words = list_products(snapshot, shown["entity_id"]), read_lang(), snapshot.vocabulary
    if products.empty:
        nothing = label("The sources name no product of this selection.")
        st.html(f'<p class="empty">{nothing} {label("Take a filter away to see more.")}</p>')
        return
    counts = products["stage_code"].value_counts()
    order = [code for code in words.codes("stage") if code in counts]
    bars = [
        {
            "name": words.word("stage", code, lang),
            "count": int(counts[code]),
            "text": label("{count} named", count=counts[code]),
            "is_rest": code == NOT_STATED,
        }
        for code in order
    ]
    _show_bars(pd.DataFrame(bars))
    named = [
        (f"{row[f'name_{lang}'] or row['name_zh']} · {words.word('stage', row['stage_code'], lang)}", row)
        for row in to_rows(products)
    ]
    st.html(f'<p class="caption">{label("Only what the sources name; not a register.")}</p>')
    show_proofs(snapshot, named, "proof_pipeline")


def show_pipeline_panel(snapshot: Snapshot, shown: pd.DataFrame) -> None:
    """Show the panel with its switch between scopes."""
    scopes = [*list_pipeline_scopes(snapshot), NAMED]
    st.session_state.setdefault("pipeline_scope", COUNTRY)
    scope = str(st.session_state["pipeline_scope"])
    title = _title(snapshot, count_pipeline(snapshot, scope)) if scope != NAMED else label("Named products by stage")
    st.html(f'<h3 class="panel-title">{escape_html(title)}</h3>')
    st.selectbox(
        label("Whose pipeline"),
        scopes,
        format_func=lambda one: _scope_name(snapshot, one),
        key="pipeline_scope",
        label_visibility="collapsed",
    )
    if scope == NAMED:
        _show_named(snapshot, shown)
    else:
        _show_counts(snapshot, scope)
