"""Old links find what is called otherwise now."""

import pandas as pd
import pytest

from atlas.links.parameters import read_all
from atlas.links.renamed import follow_renamed
from atlas.store.snapshot import Snapshot
from tests.screen import open_app, read_url


def test_a_former_id_is_followed_wherever_an_id_may_stand(snapshot):
    asked = {"sel": "haidian", "areas": "110114,haidian", "lang": "zh"}
    assert follow_renamed(asked, snapshot) == {"sel": "110108", "areas": "110114,110108", "lang": "zh"}
    assert read_all(follow_renamed(asked, snapshot), snapshot)[0].focus == "110108"


def test_a_former_code_is_followed_only_where_its_vocabulary_stands(snapshot):
    assert follow_renamed({"purpose": "trials,review"}, snapshot) == {"purpose": "clinical_trial,review"}
    assert follow_renamed({"stage": "trials", "q": "haidian"}, snapshot)["stage"] == "trials"


@pytest.mark.parametrize(
    ("vocabulary", "old", "asked", "now"),
    [
        ("chain_step", "kits", {"step": "kits,midstream"}, {"step": "reagents,midstream"}),
        ("entity_kind", "lab", {"hide": "lab", "kind": "lab"}, {"hide": "laboratory", "kind": "laboratory"}),
        ("entity_kind", "lab", {"metric": "count_lab"}, {"metric": "count_laboratory"}),
        ("measure", "firms_all", {"metric": "firms_all"}, {"metric": "cgt_firms"}),
        ("chain_step", "kits", {"cell": "110108:kits"}, {"cell": "110108:reagents"}),
        ("id", "brain", {"cell": "brain:reagents"}, {"cell": "110108:reagents"}),
    ],
)
def test_a_code_is_followed_in_every_parameter_that_holds_it(snapshot, vocabulary, old, asked, now):
    new = {"kits": "reagents", "lab": "laboratory", "firms_all": "cgt_firms", "brain": "110108"}[old]
    rows = pd.DataFrame([{"vocabulary": vocabulary, "old": old, "new": new, "reason_zh": "", "reason_en": ""}])
    changed = Snapshot("renamed", {**snapshot.tables, "renamed": rows}, snapshot.geometry)
    assert follow_renamed(asked, changed) == now


def test_what_was_not_renamed_stays_and_a_blank_too(snapshot):
    url = {"sel": "110108", "kind": "company,platform", "q": "", "near": "at_116.30000_40.00000"}
    assert follow_renamed(url, snapshot) == url


def test_what_is_typed_is_searched_as_it_was_typed(snapshot):
    assert follow_renamed({"q": "haidian"}, snapshot) == {"q": "haidian"}


def test_a_page_opened_by_an_old_link_shows_what_is_meant_and_says_the_new_address():
    app = open_app(sel="haidian")
    assert read_url(app, "sel") == "110108"
    assert "海淀区" in " ".join(str(one.proto.body) for one in app.get("html"))
