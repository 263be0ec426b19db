"""The command `export`: take a table or the map away by the URL's names, whole or not at all."""

import argparse
import os
from collections.abc import Collection
from dataclasses import replace
from functools import partial
from pathlib import Path

from atlas.commands.faults import NotWritten, WrongRequest, say_obstacle, say_refusal, write_output
from atlas.commands.terminal import warn
from atlas.export import FORMATS, TooManyRows, export_table, list_formats, say_misfit
from atlas.export.xlsx import CellTooLong
from atlas.geo.geometry import label_points
from atlas.language.i18n import mark, translate
from atlas.links.parameters import CITY as WHOLE_CITY
from atlas.links.parameters import HIDE, KEY_PLACES, PARAMETERS, SHOW, read_values
from atlas.links.renamed import follow_renamed
from atlas.pictures.formats import PICTURE_FORMATS
from atlas.pictures.map_features import choose_layers
from atlas.pictures.map_picture import write_map
from atlas.pictures.render import NotRendered
from atlas.pictures.window import fit_window
from atlas.selection.bounds import CITY, HOME, find_aim
from atlas.selection.conditions import TITLES, say_value
from atlas.selection.dimensions import DIMENSIONS, list_options
from atlas.selection.filter import MOST_KM, MOST_Q
from atlas.selection.filter import PARAMETERS as FILTERS
from atlas.selection.metrics import list_metrics
from atlas.selection.row_filter import MAPPED, drop_idle
from atlas.selection.view import View
from atlas.store.files import PATHS, RECORD
from atlas.store.folder_store import load_folder
from atlas.store.schema import TABLES
from atlas.store.snapshot import Snapshot
from atlas.style.palette import PALETTES
from atlas.write_file import NotOrdinary, check_place

MAP = "map"  # what can be taken away beside the tables
LISTS = (SHOW, HIDE)
NO_FILTERS = ("metric", "sel", *LISTS)  # they leave nobody out, but the map shows them
VIEWS = {KEY_PLACES: HOME, WHOLE_CITY: CITY}
# what may stand in those filters whose values are not listed
HINTS = {
    "q": mark("at most {most_q} characters, all of them visible"),
    "km": mark("kilometres, more than 0 and at most {most_km}, with one decimal at most"),
    "from": mark("2025, 2025-06 or 2025-06-10"),
    "to": mark("2025, 2025-06 or 2025-06-10"),
    "near": mark("the id of an organisation, zone or park whose position is known"),
    "sel": mark("the id of an organisation, product, district, zone or park"),
}


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Add what `export` can be told."""
    parser.add_argument("table", help=translate(lang, "{map} or one of {tables}", map=MAP, tables=", ".join(TABLES)))
    forms = {"formats": ", ".join(FORMATS), "pictures": ", ".join(PICTURE_FORMATS)}
    parser.add_argument(
        "--format", default="csv", help=translate(lang, "one of {formats}; of the map, {pictures}", **forms)
    )
    for name in (*FILTERS, *NO_FILTERS):
        text = mark("{name}=... of the address") if name in FILTERS else mark("{name}=... of the address (map)")
        parser.add_argument(
            f"--{name}",
            action="append",
            dest=f"filter_{name}",
            metavar=name.upper(),
            help=translate(lang, text, name=name),
        )
    parser.add_argument(
        "--view", default="", help=translate(lang, "what the map shows of the city: {views}", views=", ".join(VIEWS))
    )
    parser.add_argument(
        "--theme", default="", help=translate(lang, "colours of the map: {themes}", themes=", ".join(PALETTES))
    )
    parser.add_argument("-o", "--output", required=True, help=translate(lang, "the file to write"))


def run(options: argparse.Namespace) -> int:
    """Write the file, whole; whatever is not known is named, and then nothing is written."""
    lang = options.lang
    _check_names(options)
    path = _check_output(options)
    snapshot = load_folder(options.data)
    view = _read_view(options, snapshot)
    try:
        content = _write(options, snapshot, view)
    except (CellTooLong, TooManyRows) as error:
        why = say_misfit(error, lang)
        raise NotWritten(translate(lang, "{reason} Nothing was written.", reason=why)) from error
    except NotRendered as error:
        raise NotWritten(translate(lang, "The picture could not be drawn: {reason}", reason=error)) from error
    write_output(path, content, lang)
    return 0


def _write(options: argparse.Namespace, snapshot: Snapshot, view: View) -> bytes:
    """Write the content of the file that is asked for."""
    if options.table != MAP:
        return export_table(snapshot, view.filter, options.table, options.format, lang=options.lang).content
    svg = write_map(
        snapshot,
        view,
        layers=choose_layers(snapshot, *(read_values(name, _read_asked(options), snapshot)[0] for name in LISTS)),
        points=label_points(snapshot.geometry["districts"], snapshot.entities),
        find_window=partial(fit_window, find_aim(snapshot, view) or VIEWS[options.view or KEY_PLACES]),
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


def _check_output(options: argparse.Namespace) -> Path:
    """Tell where to write; what stands there is looked at before the work is done."""
    path, lang = Path(options.output), options.lang
    # a name that ends in / means a folder, even where there is none yet
    if not path.name or options.output.endswith(("/", os.sep)):
        raise WrongRequest(say_obstacle(NotOrdinary(path, "folder"), lang))
    own = [options.data / place for place in (*PATHS.values(), RECORD)]
    try:
        is_there, has_folder = check_place(path) is not None, path.parent.is_dir()
        is_own = is_there and any(one.exists() and one.samefile(path) for one in own)
    except NotOrdinary as error:
        raise WrongRequest(say_obstacle(error, lang)) from error
    except OSError as error:
        raise NotWritten(say_refusal(path, error, lang)) from error
    if is_own:
        text = mark("{file} belongs to the data themselves. Nothing was written; name another file.")
        raise WrongRequest(translate(lang, text, file=path))
    if not has_folder:
        text = mark("{file} cannot be written: there is no folder {folder}.")
        raise NotWritten(translate(lang, text, file=path, folder=path.parent))
    return path


def _read_asked(options: argparse.Namespace) -> dict[str, str]:
    """Give what is asked by the URL's names; a list that is given twice asks for both."""
    given = {name: getattr(options, f"filter_{name}") for name in (*FILTERS, *NO_FILTERS)}
    joints = dict.fromkeys((*DIMENSIONS, *LISTS), ",")  # two values of what holds one are no value of it
    return {name: joints.get(name, "\n").join(values) for name, values in given.items() if values is not None}


def _read_view(options: argparse.Namespace, snapshot: Snapshot) -> View:
    """Read what is chosen, without what says nothing of the table; that is told."""
    asked, lang = follow_renamed(_read_asked(options), snapshot), options.lang
    view, unknown = View.from_url(asked, snapshot)
    unknown += tuple(wrong for name in LISTS for wrong in read_values(name, asked, snapshot)[1])
    unknown += tuple(f"{name}=" for name, value in asked.items() if not value.strip(", "))
    looks = {}
    if options.table != MAP:  # a table has no look
        looks = {**{name: asked.get(name, "") for name in NO_FILTERS}, "view": options.view, "theme": options.theme}
    foreign = [f"{name}={value}" for name, value in looks.items() if value]
    if unknown or foreign:
        text = mark("Not known: {asked}. Nothing was written.")
        said = [translate(lang, text, asked=", ".join(dict.fromkeys([*unknown, *foreign])))]
        said += [_say_known(snapshot, name, lang) for name in dict.fromkeys(one.split("=")[0] for one in unknown)]
        if foreign:
            said.append(translate(lang, "{names}: only of the map.", names=", ".join(f"--{one}" for one in looks)))
        raise WrongRequest(*said)
    return _keep_heard(options, view, asked)


def _say_known(snapshot: Snapshot, name: str, lang: str) -> str:
    """Say what may stand in a filter."""
    if name in HINTS:
        known = translate(lang, HINTS[name], most_q=MOST_Q, most_km=MOST_KM)
    elif name in DIMENSIONS:
        options = list_options(snapshot, name)
        known = ", ".join(f"{one} ({say_value(snapshot, name, one, lang)})" for one in options)
    else:
        known = ", ".join(list_metrics(snapshot) if name == "metric" else PARAMETERS[name].list_options(snapshot, {}))
    return translate(lang, "What --{name} knows: {known}", name=name, known=known)


def _keep_heard(options: argparse.Namespace, view: View, asked: dict[str, str]) -> View:
    """Take away the filters that say nothing of what is asked for, and name them."""
    filter = drop_idle(view.filter, MAPPED if options.table == MAP else options.table)
    said = filter.to_url()
    idle = [name for name in asked if name in TITLES and name not in said]
    if idle:
        names = ", ".join(f"{translate(options.lang, TITLES[name])} (--{name})" for name in idle)
        text = mark("These filters leave nothing out of {table}, and the file does not name them: {filters}")
        warn(translate(options.lang, text, table=options.table, filters=names))
    return replace(view, filter=filter)
