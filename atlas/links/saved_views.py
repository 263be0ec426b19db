"""Saved views: links that are presented one after the other."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from atlas.errors import Problem
from atlas.links.parameters import LANG, PAGES, PARAMETERS, PRESENT, Url, read_all
from atlas.selection.view import PARAMETERS as SHARED
from atlas.store.memory import remember
from atlas.store.snapshot import Snapshot, to_rows

FILE = "views.csv"
OF_THE_READER = (LANG, PRESENT)  # no view sets them


@dataclass(frozen=True)
class SavedView:
    """One saved view.

    Attributes
    ----------
    page
        Name of the page, a key of `PAGES`.
    parameters
        Name and value of each parameter in the URL.
    """

    view_id: str
    name_zh: str
    name_en: str
    page: str
    parameters: tuple[tuple[str, str], ...]


@remember()
def list_views(snapshot: Snapshot) -> tuple[SavedView, ...]:
    """List the views in the order of presentation; one of a page that does not exist is left out."""
    rows = to_rows(snapshot["views"].sort_values("order", kind="stable"))
    return tuple(
        SavedView(row["view_id"], row["name_zh"], row["name_en"], row["page"], tuple(parse_qsl(row["parameters"])))
        for row in rows
        if row["page"] in PAGES
    )


def find_position(snapshot: Snapshot, page: str, url: Url) -> int | None:
    """Tell which of the views a page's URL shows, from 0; None if it shows none of them."""
    asked = {name: value for name, value in url.items() if name not in OF_THE_READER and name in {*SHARED, *PARAMETERS}}
    views = enumerate(list_views(snapshot))
    return next((number for number, one in views if one.page == page and dict(one.parameters) == asked), None)


def find_view_problems(snapshot: Snapshot) -> list[Problem]:
    """List what in the views means nothing: pages that do not exist, parameters and values unknown to the page."""
    problems = []
    for number, row in enumerate(to_rows(snapshot["views"]), start=2):
        url = dict(parse_qsl(row["parameters"], keep_blank_values=True))
        if row["page"] not in PAGES:
            problems.append(Problem("unknown_page", FILE, number, "page", row["page"], row["page"]))
        elif wrong := _find_wrong(snapshot, row["page"], url):
            problems.append(Problem("unknown_parameter", FILE, number, "parameters", row["parameters"], wrong))
    return problems


def _find_wrong(snapshot: Snapshot, page: str, url: Url) -> str:
    """Name the parameters that the page does not have and the values that mean nothing; blank if all is well."""
    foreign = [name for name in url if name not in {*SHARED, *PAGES[page]}]
    blank = [f"{name}=" for name, value in url.items() if not value]
    return ", ".join([*foreign, *blank, *read_all(url, snapshot)[1]])
