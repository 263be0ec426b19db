"""The parameters of single pages in the URL: which page has which, and what may stand in each."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from atlas.analysis.comparison import MOST, list_comparable
from atlas.analysis.policy import list_purposes, list_support_areas, list_support_stages
from atlas.analysis.value_chain import list_cells
from atlas.language.i18n import LANGUAGES
from atlas.panels.pipeline import list_scopes
from atlas.pictures.map_features import list_layers
from atlas.selection.view import View
from atlas.store.schema import ENTITY_TABLES, TABLES
from atlas.store.snapshot import Snapshot
from atlas.style.layers import ON_DEMAND

LANG, PRESENT = "lang", "present"  # of every page
PART, PANELS, PIPELINE = "view", "panels", "pipeline"  # map: what of the city, which panels, whose pipeline
OPEN = "open"  # map: which list lies open
DRAWN = "map"  # map: how it is drawn
SHOW, HIDE = "show", "hide"  # map: layers on demand that are switched on, kinds and layers that are switched off
AREAS, CELL = "areas", "cell"  # what compare sets side by side, what chain opens
SECTION, PURPOSE, SUPPORT_STAGE, SUPPORT_AREA = "section", "purpose", "support_stage", "support_area"  # policy
TABLE, COLUMNS = "table", "cols"  # data
# names of pages that others lead to
MAP = "map"
PROFILE = "profile"
ON = "true"
CITY, KEY_PLACES = "city", "places"  # what the map can show at first
HEADLINES, MARKET, STAGES, CARD = "headlines", "market", "pipeline", "card"  # panels that can be presented
MOST_PANELS = 2
UNPLACED = "unplaced"  # the list of those without a place
PLAIN = "svg"  # the map as a plain drawing, without WebGL
SECTIONS = ("targets", "measures", "problems", "timeline")
Url = Mapping[str, str]


@dataclass(frozen=True)
class Parameter:
    """What may stand in a parameter.

    Attributes
    ----------
    list_options
        Gives the values that mean something, of a snapshot and the URL's other parameters.
    most
        How many may stand there at once, separated by commas; None for any number.
    """

    list_options: Callable[[Snapshot, Url], Collection[str]]
    most: int | None = 1


def _list_columns(snapshot: Snapshot, url: Url) -> list[str]:
    table = next(iter(read_values(TABLE, url, snapshot)[0]), ENTITY_TABLES[0].name)
    return TABLES[table].column_names


PARAMETERS = {
    LANG: Parameter(lambda _snapshot, _url: LANGUAGES),
    PRESENT: Parameter(lambda _snapshot, _url: (ON,)),
    PART: Parameter(lambda _snapshot, _url: (KEY_PLACES, CITY)),
    PANELS: Parameter(lambda _snapshot, _url: (CARD, HEADLINES, MARKET, STAGES), MOST_PANELS),
    PIPELINE: Parameter(lambda snapshot, _url: list_scopes(snapshot)),
    OPEN: Parameter(lambda _snapshot, _url: (UNPLACED,)),
    DRAWN: Parameter(lambda _snapshot, _url: (PLAIN,)),
    SHOW: Parameter(lambda _snapshot, _url: ON_DEMAND, None),
    HIDE: Parameter(lambda snapshot, _url: [one for one in list_layers(snapshot) if one not in ON_DEMAND], None),
    AREAS: Parameter(lambda snapshot, _url: list_comparable(snapshot), MOST),
    CELL: Parameter(lambda snapshot, _url: list_cells(snapshot)),
    SECTION: Parameter(lambda _snapshot, _url: SECTIONS),
    PURPOSE: Parameter(lambda snapshot, _url: list_purposes(snapshot)),
    SUPPORT_STAGE: Parameter(lambda snapshot, _url: list_support_stages(snapshot)),
    SUPPORT_AREA: Parameter(lambda snapshot, _url: list_support_areas(snapshot), None),
    TABLE: Parameter(lambda _snapshot, _url: TABLES),
    COLUMNS: Parameter(_list_columns, None),
}
# name of each page, as in its URL -> its own parameters
PAGES: dict[str, tuple[str, ...]] = {
    MAP: (PART, PANELS, PIPELINE, OPEN, DRAWN, SHOW, HIDE),
    "compare": (AREAS,),
    "chain": (CELL,),
    "policy": (SECTION, PURPOSE, SUPPORT_STAGE, SUPPORT_AREA),
    PROFILE: (),
    "data": (TABLE, COLUMNS),
    "about": (),
}


def read_values(name: str, url: Url, snapshot: Snapshot) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read one of `PARAMETERS`.

    Returns
    -------
    known
        The values that mean something, in the URL's order; none where it is not set.
    dropped
        `name=value` of each value that means nothing or is too many.
    """
    asked = dict.fromkeys(value for value in url.get(name, "").split(",") if value)
    if not asked:
        return (), ()
    options = PARAMETERS[name].list_options(snapshot, url)
    known = [value for value in asked if value in options][: PARAMETERS[name].most]
    return tuple(known), tuple(f"{name}={value}" for value in asked if value not in known)


def keep_known(url: Url, snapshot: Snapshot) -> dict[str, str]:
    """Keep of the URL's parameters what means something; the others are blank."""
    known = View.from_url(url, snapshot)[0].to_url()
    return {
        name: ",".join(read_values(name, url, snapshot)[0]) if name in PARAMETERS else known.get(name, "")
        for name in url
    }


def read_all(url: Url, snapshot: Snapshot) -> tuple[View, tuple[str, ...]]:
    """Read the View, with `name=value` of all in the URL that means nothing, on whichever page."""
    view, dropped = View.from_url(url, snapshot)
    wrong = [value for name in PARAMETERS for value in read_values(name, url, snapshot)[1]]
    return view, (*dropped, *wrong)
