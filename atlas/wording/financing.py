"""Say a financing round, and what stands on the timeline, in words."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from atlas.language.i18n import mark, translate
from atlas.store.snapshot import Snapshot
from atlas.wording.sentences import say_figure
from atlas.wording.table_text import LIST_JOINTS

TITLES = {"policies": "name", "events": "title"}
Row = Mapping[str, Any]


def say_item(snapshot: Snapshot, table: str, key: str, lang: str) -> str:
    """Name a policy, an event or a financing round."""
    row = snapshot.find_row(table, key)
    return str(row[f"{TITLES[table]}_{lang}"]) if table in TITLES else say_round(snapshot, row, lang)


def say_round(snapshot: Snapshot, row: Row, lang: str) -> str:
    """Say who raised how much in which round; an amount that is blank is not disclosed."""
    firm, stated = snapshot.name(row["entity_id"], lang), str(row[f"round_{lang}"])
    amount = translate(lang, "amount not disclosed")
    if pd.notna(row["amount"]):
        amount = say_figure(snapshot, row["amount"], row["unit_code"], row["qualifier_code"], lang)
    return " · ".join([firm, stated or translate(lang, "round not stated"), amount])


def say_investors(snapshot: Snapshot, row: Row, lang: str) -> str:
    """Say who led a financing round and who else took part; blank for what is none."""
    parts = ((row.get("lead_ids", ()), mark("Led by {names}")), (row.get("investor_ids", ()), mark("With {names}")))
    return " · ".join(
        translate(lang, text, names=LIST_JOINTS[lang].join(snapshot.name(one, lang) for one in ids))
        for ids, text in parts
        if ids
    )
