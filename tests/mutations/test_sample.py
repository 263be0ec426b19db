"""A sample of the mutations, the same each time: what validates is shown; `make mutate` runs all of them."""

import zlib

import pytest

from atlas.store import check_names
from atlas.store.schema import REQUIRED_CODES
from tests.mutations.batches import judge, pack, show_batch, write
from tests.mutations.cases import Case
from tests.mutations.draft import Draft
from tests.mutations.show import open_folder, show, validate
from tests.mutations.work import cases
from tests.screen import MAP, open_app, show_failure

CASES, EVERY = 60, 8  # cases drawn; of their visits and files, every so manieth
# what once was accepted and could not be shown: refused with this, or shown (blank)
KNOWN = {
    "two entity kinds with rows, plain": "",
    "two entity kinds with rows, coloured": "",
    "all optional cells blank": "",
    "all optional texts blank": "",
    "no rows but codes, areas, sources, locators": "",
    "no organisations": "",
    "pipeline_counts.count: all 0": "",
    "codes: without unit km2": "missing_row",
    "codes: without relation in_park": "sole_role",
    "events.date: all 9999": "far_date",
    "products: aimaituosai renamed as in companies": "taken_id",
}
# where a code that the atlas itself names is said
SAID = {
    ("stage", "not_stated"): (MAP, {}),
    ("unit", "institutions"): ("pages/explore/compare.py", {}),
    ("unit", "km2"): (MAP, {"sel": "daxing-base"}),
    ("unit", "products"): ("pages/explore/compare.py", {}),
}


def draw() -> list[Case]:
    """Draw some of all cases, the same each time."""
    return sorted(cases().values(), key=lambda case: zlib.crc32(f"drawn {case.name}".encode()))[:CASES]


def find_incidents(drawn: list[Case]) -> list[str]:
    """Show the cases that are accepted, together where they can be; give what fails."""
    verdicts = [(case, judge(case)) for case in drawn]
    assert [one.refused for _, one in verdicts if one.refused.startswith("error")] == []
    batches = pack((case, one.touched) for case, one in verdicts if not one.refused)
    shown = [one for batch in batches for _, one in show_batch(batch, sample=EVERY)]
    return [incident for one in shown for incident in one.incidents]


def test_what_is_drawn_of_the_mutations_is_refused_or_shown():
    assert find_incidents(draw()) == []


@pytest.mark.parametrize("name", KNOWN)
def test_what_once_was_accepted_and_not_shown_is_refused_or_shown(name):
    assert judge(cases()[name]).refused == KNOWN[name]
    if not KNOWN[name]:
        assert find_incidents([cases()[name]]) == []


def test_every_code_that_the_atlas_names_has_a_page_that_says_it():
    assert set(SAID) == set(REQUIRED_CODES)


@pytest.mark.parametrize("code", REQUIRED_CODES)
def test_without_a_code_that_the_atlas_names_a_page_fails(code, monkeypatch):
    monkeypatch.setattr(check_names, "REQUIRED_CODES", ())
    draft = Draft()
    cases()[f"codes: without {' '.join(code)} and its users"].change(draft)
    with write(draft) as folder:
        assert validate(folder) == []
        page, url = SAID[code]
        with open_folder(folder):
            assert show_failure(open_app(page, **url)) != ""


def test_the_run_sees_what_fails(monkeypatch):
    monkeypatch.setattr("components.map.page.show_filters", None)
    monkeypatch.setattr("atlas.export.csv.LIVE", None)
    with write(Draft()) as folder:
        found = " ".join(show(folder, sample=80).incidents)
    assert "pages/explore/map.py?lang=zh: TypeError" in found
    assert "startswith first arg must be str" in found
