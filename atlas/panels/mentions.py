"""What is named for areas and groups, though for no single organisation: beside what a filter leaves, on cards."""

from collections.abc import Sequence
from dataclasses import dataclass

from atlas.language.i18n import mark, translate
from atlas.panels.evidence import Evidence, Row, gather_evidence
from atlas.panels.panel import Panel
from atlas.panels.text import Line, Look, Span
from atlas.selection.dimensions import DIMENSIONS
from atlas.selection.row_filter import follow_filter
from atlas.selection.view import View
from atlas.store.memory import remember
from atlas.store.snapshot import Snapshot, to_rows
from atlas.wording.table_text import LIST_JOINTS

KEPT = 128
SAID = {"modality_code": "modality", "field_code": "field"}  # column -> the dimension that says it
NO_PLACE = mark("Place not stated")


@dataclass(frozen=True, eq=False, kw_only=True)
class MentionsPanel(Panel):
    """What areas and groups are named for, each with what stands behind it."""

    lines: tuple[tuple[Line, Evidence], ...]


@remember(KEPT)
def say_mentions(snapshot: Snapshot, view: View, lang: str) -> MentionsPanel | None:
    """Say for which areas and groups of the home area what is asked for is named; None if nothing such is asked."""
    filter = view.filter
    if not any(filter[name] for name, dimension in DIMENSIONS.items() if dimension.mentioned):
        return None
    rows = to_rows(follow_filter(snapshot, filter, "mentions"))
    rows = [row for row in rows if snapshot.home in snapshot.ancestors.get(row["area_id"], ())]
    if not rows:
        return None
    note = mark("Said of the area or group as a whole: the documents do not say which of its organisations it is.")
    return MentionsPanel(
        title=translate(lang, "Named for {count} areas or groups, counted as nobody's", count=_count_whom(rows)),
        notes=(translate(lang, note),),
        sources=frozenset(str(row["source_id"]) for row in rows),
        lines=tuple((say_mention(snapshot, row, lang), gather_evidence(snapshot, [("", row)], lang)) for row in rows),
    )


def _count_whom(rows: Sequence[Row]) -> int:
    return len({(row["area_id"], row["group_zh"]) for row in rows})


def say_mention(snapshot: Snapshot, row: Row, lang: str) -> Line:
    """Say what is named for whom, how the source speaks of it, and what to know about it."""
    what = [DIMENSIONS[name].say(snapshot, row[column], lang) for column, name in SAID.items() if row[column]]
    whom = [snapshot.name(row["area_id"], lang) or translate(lang, NO_PLACE), row[f"group_{lang}"]]
    kind = snapshot.vocabulary.word("mention_kind", row["kind_code"], lang)
    names = LIST_JOINTS[lang].join(snapshot.name(one, lang) for one in row["entity_ids"])
    named = translate(lang, "Named in it: {names}", names=names) if names else ""
    rest = " · ".join(filter(None, [*dict.fromkeys(whom), kind, row[f"note_{lang}"], named]))
    return (Span(" · ".join(what), Look.STRONG), Span(f" {rest}"))
