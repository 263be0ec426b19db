"""Read the files of a data folder once, whole and all at one moment: the same bytes are parsed, checked and hashed."""

import hashlib
import os
import stat
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from atlas.errors import Problem
from atlas.schema import TABLES

KEYS = {"districts": "adcode", "neighbours": "adcode", "rivers": "river_id"}  # file -> what names its shapes
GEO_NAMES = tuple(KEYS)
RECORD = "datapackage.json"
# where each table and geometry lies, relative to the data folder
PATHS = {
    **{name: f"entities/{name}.csv" for name in TABLES},
    **{name: f"geo/{name}.geojson" for name in GEO_NAMES},
}
TRIES = 50
SETTLE_SECONDS = 0.02  # file systems stamp changes by the kernel's tick, up to 10 ms: two changes may bear one stamp
# without O_NONBLOCK, opening a FIFO that nobody writes to waits for ever; without O_BINARY, Windows changes line ends
FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
State = tuple[tuple[int, ...], ...]


def read_file(path: Path) -> bytes | Problem:
    """Read a file's bytes, or say why that is not possible; a directory, device, FIFO or socket is no file."""
    try:
        handle = os.open(path, FLAGS)
        with open(handle, "rb") as file:  # noqa: PTH123 - the descriptor is checked before anything is read
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return Problem("not_a_file", path.name)
            return file.read()
    except FileNotFoundError:
        # a link that leads nowhere stands there, but cannot be opened
        return Problem("not_a_file" if path.is_symlink() else "missing_file", path.name)
    except IsADirectoryError:
        return Problem("not_a_file", path.name)
    except PermissionError:
        # Windows says the same of a directory
        return Problem("not_a_file" if path.is_dir() else "not_permitted", path.name)
    except (OSError, ValueError) as error:
        return Problem("not_read", path.name, detail=getattr(error, "strerror", None) or str(error))


@dataclass(frozen=True, eq=False)
class DataFiles:
    """The bytes of a data folder's files, as they all stood at one moment.

    Attributes
    ----------
    contents
        Bytes by name of table or geometry, and of the data package's record by `RECORD`.
    unread
        Why a file that must be there could not be read, by the same names.
    """

    contents: Mapping[str, bytes]
    unread: Mapping[str, Problem]

    def hash_content(self, names: Iterable[str]) -> str:
        """Hash the content of some files; the first twelve digits of a SHA-256."""
        digest = hashlib.sha256()
        for name in names:
            content = self.contents.get(name)
            # with its length, so that what moves from one file's end to the next one's start is another content
            digest.update(f"{name}\0{-1 if content is None else len(content)}\0".encode() + (content or b""))
            digest.update(repr(self.unread.get(name)).encode())
        return digest.hexdigest()[:12]

    @property
    def snapshot_id(self) -> str:
        """The number of tables and geometries."""
        return self.hash_content(PATHS)

    @property
    def version(self) -> str:
        """The number of everything that is checked, the record too."""
        return self.hash_content([*PATHS, RECORD])


def list_paths(folder: Path) -> dict[str, Path]:
    """List the files that are read; whatever else lies in the folder is nobody's business."""
    return {**{name: folder / place for name, place in PATHS.items()}, RECORD: folder / RECORD}


def look_at_files(folder: Path) -> State:
    """Tell the files' state without reading them: a change of any of them changes it."""
    return tuple(_look_at(path) for path in list_paths(folder).values())


def _look_at(path: Path) -> tuple[int, ...]:
    try:
        seen = path.stat()
    except (OSError, ValueError):
        return ()
    return seen.st_dev, seen.st_ino, seen.st_mode, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns


def is_settled(state: State) -> bool:
    """Tell whether the newest change is old enough that a further one would bear another stamp."""
    now = time.time_ns()
    newest = max((seen[-1] for seen in state if seen), default=0)
    return not 0 <= now - newest < SETTLE_SECONDS * 1e9


def read_data_files(folder: Path) -> DataFiles:
    """Read all files of a data folder at one moment: again, if one of them changed meanwhile.

    Files that never rest are returned as `unread`, all of them.
    """
    for _ in range(TRIES):
        state = look_at_files(folder)
        if is_settled(state):
            files = _read_once(folder)
            if look_at_files(folder) == state:
                return files
        time.sleep(SETTLE_SECONDS)
    return DataFiles({}, {name: Problem("unsettled", Path(place).name) for name, place in PATHS.items()})


def _read_once(folder: Path) -> DataFiles:
    contents: dict[str, bytes] = {}
    unread: dict[str, Problem] = {}
    for name, path in list_paths(folder).items():
        found = read_file(path)
        if isinstance(found, bytes):
            contents[name] = found
        elif name != RECORD or found.code != "missing_file":  # a folder without a record is sound
            unread[name] = found
    return DataFiles(contents, unread)
