"""A financing round says its amount or that none is disclosed, and who led it; its investors are tied to the firm."""

import pytest

from atlas.analysis.relations import list_relations
from atlas.selection.view import View
from atlas.wording.financing import say_investors, say_item, say_round
from tests.tables import make_snapshot

FIRMS = [{"entity_id": one, "name_zh": one, "name_en": one, "area_id": "110000"} for one in ("firm", "lead", "other")]
ROUNDS = [
    {"financing_id": "d", "entity_id": "firm", "round_zh": "D轮", "round_en": "Series D", "lead_ids": "lead"}
    | {"amount": "4", "unit_code": "cny_100m", "qualifier_code": "exact", "investor_ids": "other"},
    {"financing_id": "blank", "entity_id": "firm"},
]
CODES = [{"vocabulary": "relation", "code": "put_in", "order": "1", "roles": "investment"}]
SNAPSHOT = make_snapshot(
    codes=[*CODES, {"vocabulary": "relation", "code": "park", "order": "2", "roles": "tenancy"}],
    areas=[{"area_id": "110000", "kind_code": "city"}],
    companies=FIRMS,
    financings=ROUNDS,
)


@pytest.mark.parametrize(
    ("key", "lang", "said"),
    [
        ("d", "zh", "firm · D轮 · 4亿元"),
        ("d", "en", "firm · Series D · CNY 400 million"),
        ("blank", "zh", "firm · 轮次未注明 · 金额未披露"),
        ("blank", "en", "firm · round not stated · amount not disclosed"),
    ],
)
def test_a_round_says_firm_round_and_amount_or_what_is_not_known(key, lang, said):
    assert say_round(SNAPSHOT, SNAPSHOT.find_row("financings", key), lang) == said
    assert say_item(SNAPSHOT, "financings", key, lang) == said


def test_who_led_a_round_is_told_apart_from_who_joined():
    assert say_investors(SNAPSHOT, SNAPSHOT.find_row("financings", "d"), "en") == "Led by lead · With other"
    assert say_investors(SNAPSHOT, SNAPSHOT.find_row("financings", "blank"), "en") == ""


def test_every_investor_is_tied_to_the_firm():
    found = list_relations(SNAPSHOT, View(), SNAPSHOT.entities)
    assert {(one.from_id, one.kind_code, one.to_id) for one in found} == {
        ("lead", "put_in", "firm"),
        ("other", "put_in", "firm"),
    }
