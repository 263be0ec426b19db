"""Tell where the server's time goes in a refilter, by function: `python -m benchmarks.profile_server 1000`."""

import argparse
import asyncio
import cProfile
import os
import pstats
import sys
import tempfile
from pathlib import Path
from typing import Any
from unittest.mock import patch

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

from benchmarks.servers import UNPACED, PlainServer
from components import serve
from tools.drive.server import ROOT
from tools.drive.sessions import visit
from tools.drive.synthetic import make_folder
from tools.drive.walks import FILTERS, to_query

OUT = "ATLAS_PROFILE"
FIRST_RUNS = 2  # the server's own first visitor's and ours
MOST = 60


def serve_profiled() -> None:
    """Serve the atlas; after each run but the first write the profile of all of them."""
    profile, run_script, runs = cProfile.Profile(), ScriptRunner._run_script, iter(range(10**9))  # noqa: SLF001

    def run(self: ScriptRunner, *args: Any) -> None:
        if next(runs) < FIRST_RUNS:
            run_script(self, *args)
            return
        profile.runcall(run_script, self, *args)
        profile.dump_stats(os.environ[OUT])

    with patch.object(ScriptRunner, "_run_script", run):
        serve.main()


class ProfiledServer(PlainServer):
    """The atlas in a process of its own, profiled."""

    def __init__(self, data: Path, out: Path) -> None:
        super().__init__("profile_server.py", data)
        self.environment |= {OUT: str(out), **UNPACED}
        self.command, self.folder = [sys.executable, "-m", "benchmarks.profile_server"], ROOT


async def _walk(port: int) -> int:
    async with visit(port) as visitor:
        await visitor.run()
        for chosen in FILTERS:
            await visitor.run(to_query(chosen))
    return len(FILTERS)


def main() -> None:
    """Walk through the filters once and print the functions that took most, their callees included."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=0, help="synthetic entities")
    parser.add_argument("--sort", choices=("cumulative", "tottime"), default="cumulative")
    count, sort = vars(parser.parse_args()).values()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "profile"
        with ProfiledServer(make_folder(Path(folder) / "data", count), out) as server:
            runs = asyncio.run(_walk(server.port))
        sys.stdout.write(f"{runs} refilters; divide by that\n")
        pstats.Stats(str(out), stream=sys.stdout).sort_stats(sort).print_stats(MOST)


if __name__ == "__main__":
    serve_profiled() if OUT in os.environ else main()
