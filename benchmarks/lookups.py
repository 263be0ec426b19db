"""What the server computes while one types and filters: suggestions and facet counts, beside the naive way."""

import gc
import itertools
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from atlas.language.i18n import LANGUAGES
from atlas.search.find import find
from atlas.search.index import build_index
from atlas.selection.dimensions import DIMENSIONS, find_masks, list_options
from atlas.selection.filter import Filter, count_facet
from atlas.store.folder_store import load_folder
from atlas.store.snapshot import Snapshot
from tools.drive.walks import FILTERS

LOOKUP_SIZE = 10_000
ROUNDS = 5
TYPED = (
    *(
        "s",
        "h",
        "hd",
        "zgc",
        "hcqy",
        "ymsz",
        "yimiaoshenzhou",
        "合成",
        "艺妙神州",
        "company",
        "Immuno",
        "IM19",
        "00042",
    ),
    # typing errors, noise, long names
    *("yimaoshenzou", "合城企业", "synthetik compny", "qqqqzzzz", "00042"),
    *("北京诺思兰德生物技术股份有限公司", "Synthetic company 99999"),
)
SUGGESTION_MS = 30
FACETS_MS = 20


@dataclass(frozen=True)
class Lookups:
    """What one size cost, computing time in milliseconds.

    Attributes
    ----------
    index_ms
        Once a snapshot: gathering the names with their pinyin.
    suggestions, facets, naive_facets
        One time a query, and one a selection: all facets of it.
    """

    index_ms: float
    suggestions: list[float]
    facets: list[float]
    naive_facets: list[float]


def _time(work: Callable[..., object], *given: object) -> float:
    """Time the process's own computing, which hangs less on what else the machine does; milliseconds."""
    start = time.process_time()
    work(*given)
    return 1000 * (time.process_time() - start)


def _own_values(snapshot: Snapshot) -> pd.DataFrame:
    """Give each entity's values of every dimension as sets: what the naive way filters row by row."""
    rows = range(len(snapshot.entities))
    return pd.DataFrame(
        {
            dimension: [{value for value, mask in find_masks(snapshot, dimension).items() if mask[row]} for row in rows]
            for dimension in DIMENSIONS
        }
    )


def _count_naively(owned: pd.DataFrame, filter: Filter, options: dict[str, list[str]]) -> dict[str, list[int]]:
    """Count every facet as one would at first: filter the rows, then count each value among them."""
    counts = {}
    for dimension in DIMENSIONS:
        left = owned
        for other in DIMENSIONS:
            wanted = set(filter[other])
            if wanted and other != dimension:
                left = left[[not wanted.isdisjoint(own) for own in left[other]]]
        counts[dimension] = [sum(value in own for own in left[dimension]) for value in options[dimension]]
    return counts


def _count(snapshot: Snapshot, filter: Filter) -> dict[str, list[int]]:
    return {dimension: list(count_facet(snapshot, filter, dimension).values()) for dimension in DIMENSIONS}


def _list_filters(snapshot: Snapshot) -> list[Filter]:
    urls = [{name: ",".join(values) for name, values in chosen.items()} for chosen in FILTERS]
    return [Filter.from_url(url, snapshot)[0] for url in urls]


def measure_lookups(folder: Path) -> Lookups:
    """Measure suggestions and facet counts on a data folder, each answer computed anew.

    Raises
    ------
    RuntimeError
        If the naive way counts otherwise.
    """
    snapshot = load_folder(folder)
    index_ms = _time(build_index, snapshot)
    index, chosen = build_index(snapshot), _list_filters(snapshot)
    options, owned = {name: list_options(snapshot, name) for name in DIMENSIONS}, _own_values(snapshot)
    if any(_count(snapshot, one) != _count_naively(owned, one, options) for one in chosen):
        message = "the naive way counts otherwise"
        raise RuntimeError(message)
    gc.collect()
    gc.freeze()  # as the app does once its data is loaded
    queries = list(itertools.product(TYPED, LANGUAGES)) * ROUNDS
    return Lookups(
        index_ms,
        [_time(find, index, query, lang) for query, lang in queries],
        [_time(_count, snapshot, one) for one in chosen * ROUNDS],
        [_time(_count_naively, owned, one, options) for one in chosen],
    )


def _percentiles(times: Sequence[float]) -> str:
    return " | ".join(f"{np.percentile(times, part):.1f}" for part in (50, 95))


def format_lookups(count: int, found: Lookups) -> Iterable[str]:
    """Write the figures in Markdown."""
    yield f"\n### Suggestions and facet counts, {count:,} synthetic entities, computing time\n"
    yield "| | p50, ms | p95, ms | target, ms |\n|---|---:|---:|---:|"
    yield f"| suggestions for what is typed | {_percentiles(found.suggestions)} | {SUGGESTION_MS} |"
    yield f"| counts of all {len(DIMENSIONS)} facets | {_percentiles(found.facets)} | {FACETS_MS} |"
    yield f"| the same, naive | {_percentiles(found.naive_facets)} | |"
    yield f"| index of names, once a snapshot | {found.index_ms:.0f} | | 2000 |"


def judge_lookups(found: Lookups) -> Iterable[tuple[str, float, str, float]]:
    """Hold the figures against the targets: what, figure, sign, target."""
    yield "suggestions at 10,000, p95, ms", float(np.percentile(found.suggestions, 95)), "<=", SUGGESTION_MS
    yield "counts of all facets at 10,000, p95, ms", float(np.percentile(found.facets, 95)), "<=", FACETS_MS
