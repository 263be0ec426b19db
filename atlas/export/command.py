"""The command `export`: take a table away by the URL's names, whole or not at all."""

import argparse
import os
import sys
from pathlib import Path

from atlas.errors import AtlasError, DataError
from atlas.export import FORMATS, export_table, list_formats
from atlas.export.xlsx import CellTooLong
from atlas.i18n import LANGUAGES, mark, translate
from atlas.schema import TABLES
from atlas.selection import DIMENSIONS, SINGLE, Selection
from atlas.store import EntityStore, Snapshot

UNKNOWN = 2  # exit code: the command asks for what there is not
NO_FILTERS = ("metric", "sel")
FILTERS = (*DIMENSIONS, *(name for name in SINGLE if name not in NO_FILTERS))


class WrongRequest(AtlasError):
    """The command asks for what there is not; the message is in the reader's language."""


def add_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `export` to the command line."""
    parser = commands.add_parser("export", help="write a table, as a selection leaves it, to a file")
    parser.add_argument("table", help=f"one of {', '.join(TABLES)}")
    parser.add_argument("--format", default="csv", help=f"one of {', '.join(FORMATS)}")
    for name in FILTERS:
        parser.add_argument(f"--{name}", default="", dest=f"filter_{name}", help=f"{name}=... of the address")
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
        export = export_table(snapshot, selection, options.table, options.format, lang=options.lang)
        write_whole(options.output, export.content)
    except WrongRequest as error:
        sys.stderr.write(f"{error}\n")
        return UNKNOWN
    except CellTooLong as error:
        text = mark("Table {table}, row {row}, column {column}: the text is too long for a cell. Nothing was written.")
        said = translate(options.lang, text, table=error.table, row=error.row, column=error.column)
        sys.stderr.write(f"{said}\n")
        return 1
    except OSError as error:
        reason = error.strerror or str(error)
        sys.stderr.write(f"{translate(options.lang, 'The file cannot be written: {reason}', reason=reason)}\n")
        return 1
    except DataError as error:
        sys.stderr.write(f"{translate(options.lang, '{count} problems found.', count=len(error.problems))}\n")
        return 1
    return 0


def _check_names(options: argparse.Namespace) -> None:
    for asked, known in ((options.table, TABLES), (options.format, FORMATS)):
        if asked not in known:
            raise WrongRequest(
                translate(options.lang, "Not known: {asked}. Known: {known}", asked=asked, known=", ".join(known))
            )
    if options.format not in list_formats(options.table):
        text = mark("The table {table} has no positions and cannot be written as {format}.")
        raise WrongRequest(translate(options.lang, text, table=options.table, format=options.format))


def _read_selection(options: argparse.Namespace, snapshot: Snapshot) -> Selection:
    asked = {name: getattr(options, f"filter_{name}") for name in FILTERS}
    selection, dropped = Selection.from_url(asked, snapshot)
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
