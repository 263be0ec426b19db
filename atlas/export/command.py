"""The command `export`: take a table or the map away by the URL's names, whole or not at all."""

import argparse
import os
import sys
from collections.abc import Collection
from functools import partial
from pathlib import Path

from atlas.bounds import CITY, HOME, find_aim
from atlas.briefing.formats import PICTURE_FORMATS
from atlas.briefing.map_picture import write_map
from atlas.briefing.render import NotRendered
from atlas.briefing.window import fit_window
from atlas.errors import AtlasError, DataError
from atlas.export import FORMATS, export_table, list_formats
from atlas.export.xlsx import CellTooLong
from atlas.geo import label_points
from atlas.i18n import LANGUAGES, mark, translate
from atlas.marks import choose_layers
from atlas.palette import PALETTES
from atlas.parameters import CITY as WHOLE_CITY
from atlas.parameters import HIDE, KEY_PLACES, SHOW, read_values
from atlas.schema import TABLES
from atlas.selection import DIMENSIONS, SINGLE, Selection
from atlas.store import EntityStore, Snapshot

UNKNOWN = 2  # exit code: the command asks for what there is not
MAP = "map"  # what can be taken away beside the tables
NO_FILTERS = ("metric", "sel", SHOW, HIDE)  # they leave nobody out, but the map shows them
VIEWS = {KEY_PLACES: HOME, WHOLE_CITY: CITY}
FILTERS = (*DIMENSIONS, *(name for name in SINGLE if name not in NO_FILTERS))


class WrongRequest(AtlasError):
    """The command asks for what there is not; the message is in the reader's language."""


def add_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `export` to the command line."""
    parser = commands.add_parser("export", help="write a table or the map, as a selection leaves it, to a file")
    parser.add_argument("table", help=f"{MAP} or one of {', '.join(TABLES)}")
    parser.add_argument(
        "--format", default="csv", help=f"one of {', '.join(FORMATS)}; of the map, {', '.join(PICTURE_FORMATS)}"
    )
    for name in FILTERS:
        parser.add_argument(f"--{name}", default="", dest=f"filter_{name}", help=f"{name}=... of the address")
    for name in NO_FILTERS:
        parser.add_argument(f"--{name}", default="", dest=f"filter_{name}", help=f"{name}=... of the address (map)")
    parser.add_argument("--view", default="", help=f"what the map shows of the city: {', '.join(VIEWS)}")
    parser.add_argument("--theme", default="", help=f"colours of the map: {', '.join(PALETTES)}")
    # the general --lang may stand here, too
    parser.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help="language of names and words")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the file to write")
    parser.set_defaults(run=run_export)


def run_export(options: argparse.Namespace) -> int:
    """Write the file; 2 if something asked for is not known, and then nothing is written."""
    try:
        _check_names(options)
        snapshot = EntityStore(options.data).load()
        selection = _read_selection(options, snapshot)
        write_whole(options.output, _write(options, snapshot, selection))
    except WrongRequest as error:
        sys.stderr.write(f"{error}\n")
        return UNKNOWN
    except CellTooLong as error:
        text = mark("Table {table}, row {row}, column {column}: the text is too long for a cell. Nothing was written.")
        said = translate(options.lang, text, table=error.table, row=error.row, column=error.column)
        sys.stderr.write(f"{said}\n")
        return 1
    except NotRendered as error:
        sys.stderr.write(f"{translate(options.lang, 'The picture could not be drawn: {reason}', reason=error)}\n")
        return 1
    except OSError as error:
        reason = error.strerror or str(error)
        sys.stderr.write(f"{translate(options.lang, 'The file cannot be written: {reason}', reason=reason)}\n")
        return 1
    except DataError as error:
        sys.stderr.write(f"{translate(options.lang, '{count} problems found.', count=len(error.problems))}\n")
        return 1
    return 0


def _write(options: argparse.Namespace, snapshot: Snapshot, selection: Selection) -> bytes:
    """Write the content of the file that is asked for."""
    if options.table != MAP:
        return export_table(snapshot, selection, options.table, options.format, lang=options.lang).content
    svg = write_map(
        snapshot,
        selection,
        layers=choose_layers(
            snapshot, *(read_values(name, _read_asked(options), snapshot)[0] for name in (SHOW, HIDE))
        ),
        points=label_points(snapshot.geometry["districts"], snapshot.entities),
        find_window=partial(fit_window, find_aim(snapshot, selection) or VIEWS[options.view or KEY_PLACES]),
        lang=options.lang,
        theme=options.theme or "light",
    )
    return PICTURE_FORMATS[options.format].write(svg)


def _check_names(options: argparse.Namespace) -> None:
    formats = PICTURE_FORMATS if options.table == MAP else FORMATS
    asked: list[tuple[str, Collection[str]]] = [(options.table, (*TABLES, MAP)), (options.format, formats)]
    asked += [(look, known) for look, known in ((options.view, VIEWS), (options.theme, PALETTES)) if look]
    for name, known in asked:
        if name not in known:
            raise WrongRequest(
                translate(options.lang, "Not known: {asked}. Known: {known}", asked=name, known=", ".join(known))
            )
    if options.table != MAP and options.format not in list_formats(options.table):
        text = mark("The table {table} has no positions and cannot be written as {format}.")
        raise WrongRequest(translate(options.lang, text, table=options.table, format=options.format))


def _read_asked(options: argparse.Namespace) -> dict[str, str]:
    """Give what is asked by the URL's names."""
    return {name: getattr(options, f"filter_{name}") for name in (*FILTERS, *NO_FILTERS)}


def _read_selection(options: argparse.Namespace, snapshot: Snapshot) -> Selection:
    asked = _read_asked(options)
    selection, dropped = Selection.from_url(asked, snapshot)
    dropped += tuple(wrong for name in (SHOW, HIDE) for wrong in read_values(name, asked, snapshot)[1])
    if options.table != MAP:
        looks = {**{name: asked[name] for name in NO_FILTERS}, "view": options.view, "theme": options.theme}
        dropped = (*dropped, *(f"{name}={value}" for name, value in looks.items() if value))  # a table has no look
    if dropped:
        text = mark("Not known: {asked}. Nothing was written.")
        raise WrongRequest(translate(options.lang, text, asked=", ".join(dropped)))
    return selection


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: a temporary one beside it takes its place at the end."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
