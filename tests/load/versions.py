"""Edit the data many times, each version shown by a session before the next, and measure what memory it leaves.

`make versions` runs this: 1,500 versions take about half an hour.
"""

import argparse
import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

from tests.frozen import FROZEN
from tests.load.test_editing import DISTRICT, FIRM, IDS, MAP_FILE, Editor
from tests.tables import record_files
from tools.drive.server import Server
from tools.drive.sessions import Visitor, visit
from tools.drive.walks import walk_as_visitor

MOST_MB = 40  # that so many versions may leave
FIRST_CLICKS, EVERY = 40, 100
PATIENCE = 200  # clicks until a version has to be there


async def show_next(visitor: Visitor, query: str) -> set[str]:
    """Click once as a browser that holds nothing; give the versions that the answer names."""
    visitor.forget()
    run = await visitor.run(query)
    if run.failed:
        message = f"{query}: failed"
        raise RuntimeError(message)
    payload = b"".join(message.SerializeToString() for message in visitor.messages)
    return {version.decode() for version, _, _ in MAP_FILE.findall(payload)}


async def measure_versions(server: Server, editor: Editor, count: int) -> list[float]:
    """Measure the server's memory at the start and after every hundred versions, MB."""
    walk = walk_as_visitor([FIRM, DISTRICT, *IDS], 3)
    async with visit(server.port) as reader, visit(server.port) as seldom:
        for _ in range(FIRST_CLICKS):
            await show_next(reader, next(walk))
        found = [server.resident_mb()]
        for number in range(1, count + 1):
            editor.mark(number % 2)
            newest = list(editor.versions)[-1]
            for _ in range(PATIENCE):
                if newest in await show_next(reader, next(walk)):
                    break
            else:
                message = f"version {number} is not shown"
                raise RuntimeError(message)
            if number % 7 == 0:  # who holds an old version for longer
                await show_next(seldom, next(walk))
            if number % EVERY == 0:
                found.append(server.resident_mb())
                sys.stdout.write(f"{number} versions: {found[-1]:.0f} MB\n")
                sys.stdout.flush()
    return found


def main() -> int:
    """Measure, and say whether the bound holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=1500)
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory() as place:
        folder = Path(shutil.copytree(FROZEN, Path(place) / "data"))
        record_files(folder)
        editor = Editor(folder)
        editor.mark(0)
        with Server(folder) as server:
            first, *further = asyncio.run(measure_versions(server, editor, count))
    growth = max(further, default=first) - first
    sys.stdout.write(f"{count} versions leave {growth:.0f} MB; {MOST_MB} are allowed\n")
    return int(growth > MOST_MB)


if __name__ == "__main__":
    sys.exit(main())
