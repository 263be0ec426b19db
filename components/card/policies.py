"""The policies that reach a place: those of the place itself first, those of the city and the country folded."""

from typing import Any

from atlas.analysis.dossier import Dossier
from atlas.language.i18n import format_date
from atlas.selection.dimensions import beijing_areas
from atlas.store.snapshot import Snapshot, say_name, to_rows
from components.panels.proofs import fold_html, fold_proofs
from components.state import read_lang
from components.words import escape_html, label

Row = dict[str, Any]


def write_policies(snapshot: Snapshot, dossier: Dossier) -> tuple[str, ...]:
    """Write the policies that reach what is chosen, each with its level, its date and its source, as pieces of HTML."""
    rows = to_rows(dossier.tables["policies"]) if "policies" in dossier.tables else []
    own = dossier.row.get("area_id", "") if dossier.row is not None else ""
    inside = {own, *beijing_areas(snapshot)["area_id"]}
    near = [row for row in rows if row["area_id"] in inside]
    above = [row for row in rows if row["area_id"] not in inside]
    written = []
    if near:
        title = f"{label('Policies')} {len(near)}"
        written.append(f'<h4 class="list-title">{escape_html(title)}</h4>{_write_list(snapshot, near)}')
    if above:
        title = label("{count} policies of the whole city or country", count=len(above))
        written.append(fold_html(title, _write_list(snapshot, above)))
    return tuple(written)


def _write_list(snapshot: Snapshot, rows: list[Row]) -> str:
    return f'<ul class="rows">{"".join(f"<li>{_say_policy(snapshot, row)}</li>" for row in rows)}</ul>'


def _say_policy(snapshot: Snapshot, row: Row) -> str:
    lang, words = read_lang(), snapshot.vocabulary
    facts = [
        words.word("policy_level", row["level_code"], lang),
        format_date(row["issued_date"], lang) or label("Date not stated"),
        words.word("policy_status", row["status_code"], lang),
    ]
    said = f"<b>{escape_html(say_name(row, lang))}</b> <small>{escape_html(' · '.join(facts))}</small>"
    return f"{said}{fold_proofs(snapshot, row)}"
