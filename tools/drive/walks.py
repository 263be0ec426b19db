"""What the visitors do: the filters that every app walks through, and the steps of a real visit."""

import random
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pandas as pd

Filter = dict[str, tuple[str, ...]]

FILTERS: tuple[Filter, ...] = (
    {"kind": ("company",)},
    {"kind": ("platform",)},
    {},
    {"area": ("110115",)},
    {"area": ("110115",), "kind": ("company",)},
    {"area": ("110108", "110115")},
    {"modality": ("car_t",)},
    {"modality": ("car_t", "msc"), "area": ("110108",)},
    {"modality": ("car_t", "msc")},
    {"area": ("110114",)},
    {"area": ("110114", "110108"), "kind": ("company",)},
    {"kind": ("company", "platform")},
    {"kind": ("clinical_site",)},
    {"area": ("110105",), "kind": ("clinical_site", "company")},
    {"area": ("110105", "110106")},
    {"modality": ("msc",)},
    {"modality": ("exosome",)},
    {"area": ("110112", "110113", "110114", "110115")},
    {"area": ("110112", "110113"), "kind": ("company",)},
    {"kind": ("company",), "modality": ("car_t",)},
)


def to_query(chosen: Filter, **others: str) -> str:
    """Write a filter as the atlas's query string."""
    return urlencode({**{name: ",".join(values) for name, values in chosen.items()}, **others})


def read_ids(folder: Path, most: int = 40) -> list[str]:
    """Read some ids of companies and districts that a visitor may select."""
    entities, areas = (
        pd.read_csv(folder / "entities" / f"{name}.csv", dtype=str, keep_default_na=False)
        for name in ("companies", "areas")
    )
    districts = areas.loc[areas["kind_code"] == "district", "area_id"]
    inside = entities.loc[entities["area_id"].isin(districts), "entity_id"]
    return [*inside.head(most), *districts]


def walk_as_visitor(ids: list[str], seed: int) -> Iterator[str]:
    """Give the query strings of one visit, without end: refilter, select, clear, switch the language."""
    rng = random.Random(seed)  # noqa: S311 - the same walk each time, no secret
    chosen: Filter = {}
    others = {"lang": "zh"}
    while True:
        yield to_query(chosen, **others)
        step = rng.random()
        if step < 0.5:  # noqa: PLR2004 - half of the steps refilter
            chosen = rng.choice(FILTERS)
        elif step < 0.8:  # noqa: PLR2004 - three in ten select
            others = {**others, "sel": rng.choice(ids)}
        elif step < 0.9:  # noqa: PLR2004 - one in ten clears
            chosen, others = {}, {"lang": others["lang"]}
        else:
            others = {**others, "lang": "en" if others["lang"] == "zh" else "zh"}
