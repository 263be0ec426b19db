"""A picture to take away: title, what is drawn, its notes, sources, date and credit, on a page of 16:9."""

from dataclasses import dataclass

from atlas.pictures.charts import FONT
from atlas.pictures.svg import NAMESPACE, break_lines, element, number, say, write_text
from atlas.style.palette import PALETTES
from atlas.style.symbols import NAME_PX

WIDTH, HEIGHT = 1280, 720
MARGIN = 28
TITLE_PX, SUBTITLE_PX, NOTE_PX = 26, 15, 12.5
HEAD_PX = 78  # room of title and subtitle
LINE_PX = 17  # of the notes
MOST_LINES = 3  # of one note


@dataclass(frozen=True)
class Picture:
    """What a picture says and shows.

    Attributes
    ----------
    title, subtitle
        What it shows, and what was chosen.
    description
        What is seen, in words, for those who do not see it.
    notes
        What stands below, each in lines of its own: units, sources, date, credit.
    drawing
        SVG elements.
    size
        Width and height of the drawing in its own pixels; it is scaled into its room.
    """

    title: str
    subtitle: str
    description: str
    notes: tuple[str, ...]
    drawing: str
    size: tuple[float, float]


def room_for(notes: tuple[str, ...]) -> tuple[int, int]:
    """Tell how wide and high a drawing may be above some notes, pixels."""
    return WIDTH - 2 * MARGIN, HEIGHT - HEAD_PX - MARGIN - LINE_PX * len(_break_notes(notes))


def _break_notes(notes: tuple[str, ...]) -> list[str]:
    return [line for note in notes for line in break_lines(note, WIDTH - 2 * MARGIN, NOTE_PX, MOST_LINES)]


def write_picture(picture: Picture, theme: str) -> str:
    """Write a picture as an SVG document of `WIDTH` by `HEIGHT` pixels in the colours of a theme."""
    palette, width = PALETTES[theme], WIDTH - 2 * MARGIN
    title, subtitle = (
        break_lines(text, width, size, 1)[0]
        for text, size in ((picture.title, TITLE_PX * 1.06), (picture.subtitle, SUBTITLE_PX))
    )
    lines = _break_notes(picture.notes)
    below = HEIGHT - MARGIN / 2 - LINE_PX * len(lines)
    notes = [
        write_text(line, MARGIN, below + LINE_PX * (position + 0.5), NOTE_PX, fill=palette.muted)
        for position, line in enumerate(lines)
    ]
    return element(
        "svg",
        element("title", say(picture.title), id="title"),
        element("desc", say(picture.description), id="desc"),
        element("rect", width=WIDTH, height=HEIGHT, fill=palette.paper),
        write_text(title, MARGIN, 30, TITLE_PX, fill=palette.ink, font_weight=700),
        write_text(subtitle, MARGIN, 60, SUBTITLE_PX, fill=palette.muted),
        _fit_drawing(picture),
        *notes,
        xmlns=NAMESPACE,
        width=WIDTH,
        height=HEIGHT,
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
        aria_labelledby="title desc",
        font_family=FONT,
        font_size=NAME_PX,
    )


def _fit_drawing(picture: Picture) -> str:
    width, height = room_for(picture.notes)
    return element(
        "svg",
        picture.drawing,
        x=MARGIN,
        y=HEAD_PX,
        width=width,
        height=height,
        viewBox=f"0 0 {number(picture.size[0])} {number(picture.size[1])}",
    )
