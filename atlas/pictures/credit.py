"""What every picture says of itself: whose boundaries, which sources, which date and snapshot."""

import os
from collections.abc import Collection, Iterable

from atlas.language.i18n import format_date, translate
from atlas.store.snapshot import Snapshot

APPROVAL = "ATLAS_MAP_APPROVAL"  # the map's approval number as the operator sets it


def say_boundaries(lang: str) -> str:
    """Say whose the boundaries are, what they are worth, and the approval number if there is one."""
    number = os.environ.get(APPROVAL, "")
    parts = [
        translate(lang, "Sketch map; its boundaries decide nothing. WGS-84 / CGCS2000."),
        translate(lang, "Boundaries: Tianditu"),
        f"{translate(lang, 'Map approval number')} {number}" if number else "",
    ]
    return " · ".join(filter(None, parts))


def say_newest(snapshot: Snapshot, lang: str) -> str:
    """Say the date of the newest document."""
    newest = max(snapshot["sources"]["published_date"], default="")
    return translate(lang, "Documents up to {date}", date=format_date(newest, lang))


def say_snapshot(snapshot: Snapshot, lang: str) -> str:
    """Say whose picture it is, of which date and snapshot."""
    atlas = translate(lang, "Beijing Cell and Gene Therapy Atlas")
    return " · ".join([atlas, say_newest(snapshot, lang), f"{translate(lang, 'Snapshot')} {snapshot.snapshot_id}"])


def say_sources(snapshot: Snapshot, used: Collection[str], lang: str) -> str:
    """Name the sources in use by their titles; blank if there are none."""
    sources = snapshot["sources"]
    titles = [title for one, title in zip(sources["source_id"], sources[f"title_{lang}"], strict=True) if one in used]
    return translate(lang, "Sources: {titles}", titles=" · ".join(titles)) if titles else ""


def list_chart_notes(snapshot: Snapshot, caption: str, used: Iterable[str], lang: str) -> tuple[str, ...]:
    """List what stands below a chart that is taken away: its caption, the sources in use, date and snapshot."""
    return tuple(filter(None, (caption, say_sources(snapshot, set(used), lang), say_snapshot(snapshot, lang))))
