"""Tell what the bytes of a refilter are, by what is drawn: `python -m benchmarks.profile_bytes 1000`."""

import argparse
import asyncio
import sys
import tempfile
from collections import Counter
from pathlib import Path

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.servers import OURS, open_server
from tools.drive.sessions import visit
from tools.drive.synthetic import make_folder
from tools.drive.walks import FILTERS, to_query

MOST = 40
SHOWN = 60  # characters of an element


def _name(message: ForwardMsg) -> str:
    """Name a message by what it draws and the start of what stands in it."""
    kind, delta = str(message.WhichOneof("type")), message.delta
    if kind != "delta":
        return kind
    if delta.WhichOneof("type") != "new_element":
        return f"block {delta.add_block.WhichOneof('type') or 'container'}"
    kind = str(delta.new_element.WhichOneof("type"))
    body = getattr(delta.new_element, kind)
    words = getattr(body, "label", "") or getattr(body, "component_name", "") or getattr(body, "body", "")
    return f"{kind} {words[:SHOWN]!r}"


async def _walk(port: int) -> list[tuple[str, list[ForwardMsg]]]:
    runs = []
    async with visit(port) as visitor:
        await visitor.run()
        for _ in range(2):
            for chosen in FILTERS:
                await visitor.run(query := to_query(chosen))
                runs.append((query, visitor.messages))
    return runs


def main() -> None:
    """Walk through the filters twice and print the last round's largest kinds of message."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=0, help="synthetic entities")
    parser.add_argument("--filter", type=int, default=0, help="number of the filter (tools/drive/walks.py)")
    count, number = vars(parser.parse_args()).values()
    with (
        tempfile.TemporaryDirectory() as folder,
        open_server(OURS, make_folder(Path(folder) / "data", count)) as server,
    ):
        query, messages = asyncio.run(_walk(server.port))[len(FILTERS) + number]
    sizes, counts = Counter[str](), Counter[str]()
    for message in messages:
        sizes[_name(message)] += message.ByteSize()
        counts[_name(message)] += 1
    write = sys.stdout.write
    write(f"?{query}: {sum(sizes.values()):,} bytes in {len(messages)} messages\n")
    for name, size in sizes.most_common(MOST):
        write(f"{size:8,} {counts[name]:4} {name}\n")


if __name__ == "__main__":
    main()
