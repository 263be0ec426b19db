"""Twenty readers click while somebody edits the data: every answer is of one whole, sound version."""

import asyncio
import itertools
import logging
import os
import random
import re
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from atlas.store.files import FolderReader
from tests.frozen import FROZEN
from tests.tables import read_rows, record_files, table_path, write_rows
from tools.drive.server import Server
from tools.drive.sessions import Visitor, visit
from tools.drive.walks import read_ids, walk_as_visitor

SESSIONS, EDITS, PAUSE_SECONDS = 20, 200, 0.15
MEMORY_MB = 20  # 14 were measured
QUIET_CLICKS = 8  # of each reader, before and after the edits
SEEN_VERSIONS = 5
LOG = logging.getLogger(__name__)
IDS = read_ids(FROZEN)
FIRM, DISTRICT = "bosheng-zhuoyue", "110115"
MAP_FILE = re.compile(rb"/map/([0-9a-f]{12})/(zh|en)/(\w+)\.json")
SNAPSHOT = re.compile(r"(?:快照|数据版本|Snapshot) ?([0-9a-f]{12})".encode())
MARKED = re.compile(rb"Marked (\d+) (firm|district)")


@dataclass
class Editor:
    """Edits the data as people and programs do, and remembers what each sound version says."""

    folder: Path
    versions: dict[str, tuple[int, int]] = field(default_factory=dict)  # number -> what firm and district are marked
    marks: list[int] = field(default_factory=lambda: [0, 0])
    counter: itertools.count = field(default_factory=lambda: itertools.count(1))

    def note(self) -> None:
        """Remember the version that the files now are."""
        self.versions[FolderReader(self.folder).read().snapshot_id] = (self.marks[0], self.marks[1])

    def mark(self, what: int) -> None:
        """Rename the firm or the district after the next number."""
        self.marks[what] = next(self.counter)
        table, key, value, word = (
            ("companies", "entity_id", FIRM, "firm"),
            ("areas", "area_id", DISTRICT, "district"),
        )[what]
        name = f"Marked {self.marks[what]} {word}"
        rows = read_rows(self.folder, table)
        next(row for row in rows if row[key] == value).update(name_zh=name, name_en=name)
        write_rows(self.folder, table, rows)
        self.note()

    def add_row(self) -> None:
        """Add a row that changes nothing of what is marked."""
        rows = read_rows(self.folder, "omissions")
        write_rows(self.folder, "omissions", [*rows, {**rows[-1], "omission_id": f"more-{next(self.counter)}"}])
        self.note()

    def spoil(self, how: str) -> None:
        """Make a file unsound for a moment, then put it back."""
        path = table_path(self.folder, random.Random(next(self.counter)).choice(["companies", "areas", "codes"]))  # noqa: S311
        whole = path.read_bytes()
        spoiled = {
            "header": b"wrong" + whole,
            "cut": whole[: len(whole) // 2],
            "empty": b"",
            "binary": b"\xff\xfe" + whole,
        }[how]
        path.write_bytes(spoiled)
        time.sleep(PAUSE_SECONDS)
        path.write_bytes(whole)

    def edit(self, number: int) -> None:
        """Make one of the edits in turn."""
        steps = [
            lambda: self.mark(0),
            lambda: self.spoil("header"),
            lambda: self.mark(1),
            self.add_row,
            lambda: self.spoil("cut"),
            lambda: self.mark(0),
            lambda: self.spoil("empty"),
            lambda: os.utime(table_path(self.folder, "companies")),
            lambda: self.mark(1),
            lambda: self.spoil("binary"),
        ]
        steps[number % len(steps)]()


@dataclass
class Findings:
    """What the readers saw."""

    answers: int = 0
    files: int = 0
    versions: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0


def judge(payload: bytes, editor: Editor, found: Findings) -> tuple[str, list[str]]:
    """Judge one answer: one version, a sound one, and only what that one says; give it with its map's files."""
    named = {one.decode() for one, _, _ in MAP_FILE.findall(payload)} | {
        one.decode() for one in SNAPSHOT.findall(payload)
    }
    if len(named) != 1 or not named <= set(editor.versions):
        found.faults.append(f"an answer of the versions {sorted(named)}")
        return "", []
    (version,) = named
    firm, district = editor.versions[version]
    for number, word in MARKED.findall(payload):
        expected = firm if word == b"firm" else district
        if int(number) != expected:
            found.faults.append(f"{version} says {word.decode()} {int(number)}, not {expected}")
    found.versions.add(version)
    return version, [
        f"/map/{version}/{lang.decode()}/{name.decode()}.json" for _, lang, name in set(MAP_FILE.findall(payload))
    ]


async def fetch(address: str, path: str) -> tuple[int, bytes]:
    """Fetch a file as the map does."""

    def ask() -> tuple[int, bytes]:
        try:
            with urllib.request.urlopen(f"{address}{path}", timeout=30) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, b""

    return await asyncio.to_thread(ask)


async def click_on(visitor: Visitor, server: Server, query: str, editor: Editor, found: Findings) -> None:
    """Click once as a browser that holds nothing, and fetch what the map then asks for."""
    visitor.forget()
    run = await visitor.run(query)
    payload = b"".join(message.SerializeToString() for message in visitor.messages)
    found.answers += 1
    found.slowest = max(found.slowest, run.seconds)
    if run.failed:
        found.faults.append(f"{query}: failed")
        return
    version, files = judge(payload, editor, found)
    await asyncio.sleep(random.Random(query).uniform(0, 0.3))  # noqa: S311 - versions come and go meanwhile
    for path in files:
        status, body = await fetch(server.address, path)
        found.files += 1
        if status != 200:
            found.faults.append(f"{path}: {status}")
        for number, word in MARKED.findall(body):
            if int(number) != editor.versions[version][word == b"district"]:
                found.faults.append(f"{path} says {word.decode()} {int(number)}")


async def read_on(server: Server, editor: Editor, found: Findings, done: asyncio.Event, seed: int) -> None:
    """Click until the editing is done, then a few times more."""
    walk = walk_as_visitor([FIRM, DISTRICT, *IDS], seed)
    async with visit(server.port) as visitor:
        while not done.is_set():
            await click_on(visitor, server, next(walk), editor, found)
            await asyncio.sleep(0.5)


async def crowd(server: Server, editor: Editor, found: Findings) -> tuple[float, float]:
    """Let everybody read before, while and after the edits are made; give the memory before and after, MB."""
    done = asyncio.Event()
    readers = [asyncio.create_task(read_on(server, editor, found, done, seed)) for seed in range(SESSIONS)]

    def edit_all() -> None:
        for number in range(EDITS):
            editor.edit(number)
            time.sleep(PAUSE_SECONDS)

    async def read_quietly() -> float:
        clicked = found.answers
        while found.answers < clicked + SESSIONS * QUIET_CLICKS:  # noqa: ASYNC110 - twenty readers count
            await asyncio.sleep(0.2)
        return server.resident_mb()

    before = await read_quietly()
    await asyncio.to_thread(edit_all)
    after = await read_quietly()
    done.set()
    await asyncio.gather(*readers)
    return before, after


def test_edits_under_twenty_clicking_readers_give_no_wrong_answer_and_leave_no_memory(folder):
    record_files(folder)
    editor, found = Editor(folder), Findings()
    editor.mark(0)
    editor.mark(1)
    with Server(folder) as server:
        before, after = asyncio.run(crowd(server, editor, found))
    seen = (
        f"{found.answers} answers, {found.files} files, {len(found.versions)} versions, slowest {found.slowest:.1f} s, "
        f"{before:.0f} to {after:.0f} MB"
    )
    LOG.info(seen)
    assert found.faults == [], seen
    assert len(found.versions) > SEEN_VERSIONS, seen
    assert after - before < MEMORY_MB, seen
