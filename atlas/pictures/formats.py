"""The kinds of file that a picture can be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from atlas.export import write_slug, write_stem
from atlas.language.i18n import mark, translate
from atlas.pictures.render import render_png
from atlas.selection.conditions import Condition
from atlas.store.snapshot import Snapshot

PNG_SCALE = 1.5  # 1920 by 1080 pixels


@dataclass(frozen=True)
class PictureFormat:
    """A kind of file; its key in `PICTURE_FORMATS` is its suffix, too.

    Attributes
    ----------
    title
        English name; the catalogues translate it.
    write
        Makes the file's content of an SVG document.
    """

    title: str
    media_type: str
    write: Callable[[str], bytes]


def _write_png(svg: str) -> bytes:
    return render_png(svg, scale=PNG_SCALE)


PICTURE_FORMATS = {
    "png": PictureFormat(mark("PNG picture"), "image/png", _write_png),
    "svg": PictureFormat(mark("SVG drawing"), "image/svg+xml", str.encode),
}


def name_chart(snapshot: Snapshot, what: str, conditions: Sequence[Condition], format_name: str, lang: str) -> str:
    """Name a chart's file after what it shows, its filters and the snapshot: its figures have dates of their own."""
    words = write_slug(" ".join([what, *(one.word for one in conditions)]), lang)
    stem = translate(lang, "cgt-{what}_snapshot-{snapshot}", what=words, snapshot=snapshot.snapshot_id)
    return f"{stem}.{format_name}"


def name_picture(snapshot: Snapshot, what: str, conditions: Sequence[Condition], format_name: str, lang: str) -> str:
    """Name a picture's file after what it shows, its filters and the date of the newest source."""
    date = str(max(snapshot["sources"]["published_date"], default=""))
    return f"{write_stem(what, conditions, date, lang)}.{format_name}"
