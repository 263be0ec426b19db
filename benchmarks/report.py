"""Say what was measured: one table of figures with ratios, one of the targets."""

from collections.abc import Callable, Iterable

import numpy as np

from benchmarks.load import Growth, Load
from benchmarks.measure import Measured
from benchmarks.servers import NAIVE, OURS
from tools.drive.sessions import Run
from tools.drive.siege import Siege

OWN = 0  # added entities of the run on the atlas's own data
TARGET_SIZE = 1000
LOAD_TARGETS = {50: (500, 450), 100: (600, 320)}  # by sessions: p95 in ms, memory in MB
CLICK_TARGETS_MS = {1000: 150, 10_000: 400}  # by number of entities
MEASURES: tuple[tuple[str, str, Callable[[Measured], float]], ...] = (
    ("first run, kB", ".0f", lambda one: one.first.size / 1000),
    ("refilter that keeps nearly all, kB", ".0f", lambda one: one.bytes_nearly_all / 1000),
    ("refilter, median, kB", ".0f", lambda one: one.bytes_median / 1000),
    ("districts resent (1 = yes)", ".0f", lambda one: float(one.resends_geometry)),
    ("refilter on the server, p50, ms", ".0f", lambda one: one.rerun_ms(50)),
    ("refilter on the server, p95, ms", ".0f", lambda one: one.rerun_ms(95)),
    ("same, filter not met before, p50, ms", ".0f", lambda one: one.rerun_ms(50, again=False)),
    ("same, filter met before, p50, ms", ".0f", lambda one: one.rerun_ms(50, again=True)),
    ("computing time of a refilter, ms", ".0f", lambda one: one.cpu_ms),
    ("memory of the process, MB", ".0f", lambda one: one.resident_mb),
    ("first lines of the map in Chromium, median, s", ".2f", lambda one: median(one.first_pictures)),
    ("first draw in Chromium, median, s", ".2f", lambda one: median(one.first_draws)),
    ("refilter in Chromium, median, s", ".2f", lambda one: median(one.refilters)),
    ("runs that failed", ".0f", lambda one: float(one.failed)),
)


def median(values: list[float]) -> float:
    """Give the median; not a number if there is no value."""
    return float(np.median(values)) if values else float("nan")


def percentile_ms(load: Load, percentile: int) -> float:
    """Give a percentile of the waiting times of many sessions, milliseconds."""
    return float(np.percentile([1000 * run.seconds for run in load.runs], percentile)) if load.runs else float("nan")


def _show(value: float, form: str) -> str:
    return "–" if np.isnan(value) else f"{value:{form}}"


def format_size(count: int, sides: dict[str, Measured]) -> Iterable[str]:
    """Write one size's table in Markdown; the last column is naive / ours."""
    yield f"\n### {f'{count:,} synthetic entities' if count else 'The own data of the atlas'}\n"
    yield f"| | {' | '.join(sides)} | naive / ours |"
    yield "|---|" + "---:|" * (len(sides) + 1)
    for title, form, read in MEASURES:
        values = {app: read(side) for app, side in sides.items()}
        ours, naive = values[OURS], values.get(NAIVE, float("nan"))
        ratio = naive / ours if ours > 0 else float("nan")
        yield f"| {title} | {' | '.join(_show(value, form) for value in values.values())} | {_show(ratio, '.2f')} |"


def format_load(loads: dict[int, Load], growth: Growth, siege: Siege) -> Iterable[str]:
    """Write what many sessions, many reruns and foreign handshakes did to one process."""
    yield "\n### One process under load\n"
    yield "| | |\n|---|---:|"
    for sessions, load in loads.items():
        times = " / ".join(f"{percentile_ms(load, part):.0f}" for part in (50, 95, 100))
        yield f"| sessions with 5 s think time | {sessions} |"
        yield f"| reruns | {len(load.runs)} |"
        yield f"| rerun, p50 / p95 / max, ms | {times} |"
        yield f"| errors | {load.errors} |"
        yield f"| memory of the process with all sessions open, MB | {load.resident_mb:.0f} |"
    yield f"| memory after {growth.reruns:,} reruns of one session, MB | {growth.end_mb:.0f} |"
    yield f"| growth since it had settled, MB | {growth.end_mb - growth.settled_mb:.1f} |"
    yield f"| a reader under foreign handshakes, p95, as a multiple of the usual | {siege.ratio:.2f} |"
    yield f"| foreign handshakes let in | {siege.let_in} |"


def judge_size(sides: dict[str, Measured]) -> Iterable[tuple[str, float, str, float]]:
    """Hold a size against the targets: what, figure, `at most` or `at least`, target."""
    ours, naive = sides[OURS], sides[NAIVE]
    failed = ours.failed + naive.failed
    yield "runs that failed", failed, "<=", 0
    yield "districts resent", float(ours.resends_geometry), "<=", 0
    # an error's page is small and quick; its figures mean nothing
    ratios = (
        (
            "bytes of a refilter that keeps nearly all, naive / ours",
            naive.bytes_nearly_all / ours.bytes_nearly_all,
            ">=",
            15,
        ),
        ("bytes of the median refilter, naive / ours", naive.bytes_median / ours.bytes_median, ">=", 15),
        ("server time of a refilter, ours / naive", ours.rerun_ms(50) / naive.rerun_ms(50), "<=", 0.5),
        ("server time of a refilter, p50, ms", ours.rerun_ms(50), "<=", 80),
        ("server time of a refilter, p95, ms", ours.rerun_ms(95), "<=", 150),
    )
    yield from ((title, float("nan") if failed else value, sign, goal) for title, value, sign, goal in ratios)


def judge_clicks(count: int, runs: list[Run]) -> Iterable[tuple[str, float, str, float]]:
    """Hold any click of one visitor against the targets."""
    times = [1000 * run.seconds for run in runs]
    failed = any(run.failed for run in runs)
    value = float("nan") if failed else float(np.percentile(times, 95))
    yield f"any click at {count:,}, p95, ms", value, "<=", CLICK_TARGETS_MS[count]


def judge_own(sides: dict[str, Measured]) -> Iterable[tuple[str, float, str, float]]:
    """Hold the real page's first draw against the naive chart of the same points."""
    yield "first draw, ours / naive", median(sides[OURS].first_draws) / median(sides[NAIVE].first_draws), "<=", 1.25


def judge_load(loads: dict[int, Load], growth: Growth, siege: Siege) -> Iterable[tuple[str, float, str, float]]:
    """Hold the load against the targets."""
    for sessions, load in loads.items():
        most_ms, most_mb = LOAD_TARGETS.get(sessions, LOAD_TARGETS[min(LOAD_TARGETS)])
        yield f"p95 of {sessions} sessions, ms", percentile_ms(load, 95), "<=", most_ms
        yield f"errors of {sessions} sessions", load.errors, "<=", 0
        yield f"memory with {sessions} sessions, MB", load.resident_mb, "<=", most_mb
    yield "growth over many reruns, MB", growth.end_mb - growth.settled_mb, "<=", 10
    yield "p95 under foreign handshakes, as a multiple of the usual", siege.ratio, "<=", 2
    yield "foreign handshakes let in, and failed runs beside them", siege.let_in + siege.failed, "<=", 0


def format_targets(targets: Iterable[tuple[str, float, str, float]]) -> Iterable[str]:
    """Write which targets are reached."""
    yield "\n### Targets\n"
    yield "| | measured | target | |\n|---|---:|---:|---|"
    for title, value, sign, target in targets:
        reached = value >= target if sign == ">=" else value <= target
        verdict = "not measured" if np.isnan(value) else "reached" if reached else "NOT reached"
        yield f"| {title} | {_show(value, '.2f')} | {sign} {target:g} | {verdict} |"
