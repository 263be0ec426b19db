"""Measure this app beside the naive way and plotly; `make bench` runs this."""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks.load import Growth, Load, measure_clicks, measure_crowd, measure_growth, measure_siege
from benchmarks.lookups import LOOKUP_SIZE, format_lookups, judge_lookups, measure_lookups
from benchmarks.measure import Measured, measure_app
from benchmarks.report import (
    CLICK_TARGETS_MS,
    OWN,
    TARGET_SIZE,
    format_load,
    format_size,
    format_targets,
    judge_clicks,
    judge_load,
    judge_own,
    judge_size,
)
from benchmarks.servers import PLOTLY, list_apps
from tools.drive.siege import Siege
from tools.drive.synthetic import make_folder

SIZES = (100, 1000, 10000)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions: about three minutes, rougher figures")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="numbers of synthetic entities")
    parser.add_argument("--skip-browser", action="store_true", help="measure the server only")
    parser.add_argument("--skip-load", action="store_true", help="leave the many sessions and reruns out")
    return parser.parse_args()


def measure_sizes(options: argparse.Namespace, folder: Path) -> dict[int, dict[str, Measured]]:
    """Measure every app on the atlas's own data and at each size."""
    found: dict[int, dict[str, Measured]] = {}
    for count in (OWN, *options.sizes):
        data = make_folder(folder / str(count), count)
        visits = {OWN: 3, TARGET_SIZE: 2}.get(count, 1)
        found[count] = {
            app: measure_app(
                app,
                count,
                data,
                rounds=1 if options.quick or app == PLOTLY else 2,
                visits=0 if options.skip_browser else 1 if options.quick or app == PLOTLY else visits,
            )
            for app in list_apps()
        }
        _say(format_size(count, found[count]))
    return found


def measure_load(options: argparse.Namespace, folder: Path) -> tuple[dict[int, Load], Growth, Siege]:
    """Measure many sessions, many reruns and foreign handshakes on the atlas's own data."""
    crowds, seconds, reruns = ((20,), 20, 100) if options.quick else ((50, 100), 45, 1000)
    loads = {sessions: measure_crowd(folder, sessions=sessions, seconds=seconds) for sessions in crowds}
    growth = measure_growth(folder, reruns=reruns)
    siege = measure_siege(folder, handshakes=55, seconds=20)
    _say(format_load(loads, growth, siege))
    return loads, growth, siege


def main() -> None:
    """Measure everything and say which targets are reached."""
    options, start = _read_options(), time.monotonic()
    if PLOTLY not in list_apps():
        _say(["plotly is not installed, so its column is left out; `make bench` installs it"])
    _say([f"{os.cpu_count()} processors; load of the machine before: {os.getloadavg()[0]:.1f}"])
    with tempfile.TemporaryDirectory() as folder:
        found = measure_sizes(options, Path(folder))
        targets = [*judge_own(found[OWN])]
        if TARGET_SIZE in found:
            targets += judge_size(found[TARGET_SIZE])
        for count in CLICK_TARGETS_MS:
            if count in found:
                clicks = measure_clicks(Path(folder) / str(count), clicks=30 if options.quick else 120)
                targets += judge_clicks(count, clicks)
        if LOOKUP_SIZE in found:
            lookups = measure_lookups(Path(folder) / str(LOOKUP_SIZE))
            _say(format_lookups(LOOKUP_SIZE, lookups))
            targets += judge_lookups(lookups)
        if not options.skip_load:
            targets += judge_load(*measure_load(options, Path(folder) / str(OWN)))
    _say(format_targets(targets))
    _say([f"\nTook {(time.monotonic() - start) / 60:.1f} minutes."])


if __name__ == "__main__":
    main()
