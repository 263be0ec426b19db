"""Read the files of a data folder once, whole and all at one moment: the same bytes are parsed, checked and hashed."""

import errno
import hashlib
import os
import stat
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from atlas.errors import Problem
from atlas.store.schema import TABLES

KEYS = {"districts": "adcode", "neighbours": "adcode", "rivers": "river_id"}  # file -> what names its shapes
GEO_NAMES = tuple(KEYS)
RECORD = "datapackage.json"
# where each table and geometry lies, relative to the data folder
PATHS = {
    **{name: f"entities/{name}.csv" for name in TABLES},
    **{name: f"geo/{name}.geojson" for name in GEO_NAMES},
}
TRIES = 50
# file systems stamp changes by the kernel's tick, up to 10 ms: two changes may bear one stamp
SETTLE_SECONDS = 0.02
SETTLE_NANOSECONDS = int(SETTLE_SECONDS * 1e9)  # whole: a float does not tell the clock's nanoseconds apart
# without O_NONBLOCK, opening a FIFO that nobody writes to waits for ever; without O_BINARY, Windows changes line ends
FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
State = tuple[int, ...]  # of one file: what tells a change of it, the time of its last change at the end; () if none


def read_file(path: Path) -> bytes | Problem:
    """Read a file's bytes, or say why that is not possible; a directory, device, FIFO or socket is no file."""
    return _read(path)[0]


def _read(path: Path) -> tuple[bytes | Problem, State]:
    """Read a file, with its state when it was opened."""
    try:
        handle = os.open(path, FLAGS)
        with open(handle, "rb") as file:  # noqa: PTH123 - the descriptor is checked before anything is read
            seen = os.fstat(handle)
            if not stat.S_ISREG(seen.st_mode):
                return Problem("not_a_file", path.name), _describe(seen)
            return file.read(), _describe(seen)
    except (OSError, ValueError) as error:
        return _explain(path, error), _look_at(path)


def _explain(path: Path, error: Exception) -> Problem:
    """Say why a file could not be opened."""
    number = getattr(error, "errno", None)
    # the system's own words would be English on a Chinese page
    code, detail = "not_read", errno.errorcode.get(number or 0) or str(error)
    # Windows says of a directory that it is not permitted; a link that leads nowhere stands there
    leads_nowhere = isinstance(error, FileNotFoundError) and path.is_symlink()
    if leads_nowhere or isinstance(error, IsADirectoryError) or (isinstance(error, PermissionError) and path.is_dir()):
        code = "not_a_file"
    elif isinstance(error, FileNotFoundError):
        code = "missing_file"
    elif isinstance(error, PermissionError):
        code = "not_permitted"
    return Problem(code, path.name, detail=detail if code == "not_read" else "")


def _describe(seen: os.stat_result) -> State:
    # st_ctime is the time of creation on Windows
    return (
        seen.st_dev,
        seen.st_ino,
        seen.st_mode,
        seen.st_size,
        seen.st_mtime_ns,
        max(seen.st_ctime_ns, seen.st_mtime_ns),
    )


def _look_at(path: Path) -> State:
    try:
        return _describe(path.stat())
    except (OSError, ValueError):
        return ()


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


def look_at_files(folder: Path) -> dict[str, State]:
    """Tell the files' states without reading them: a change of a file changes its state."""
    return {name: _look_at(path) for name, path in list_paths(folder).items()}


def is_settled(states: dict[str, State], moment: int) -> bool:
    """Tell whether all files had these states at a moment, by nanoseconds of the clock, before they were looked at.

    A change shortly before may hide another one; then that cannot be told.
    """
    newest = max((state[-1] for state in states.values() if state), default=0)
    # a time far ahead is a clock that was set back, or a time that was copied: no change happens then
    return not moment - SETTLE_NANOSECONDS < newest <= time.time_ns()


class FolderReader:
    """Reads a data folder again and again: what has not changed since is not opened again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._held: dict[str, tuple[State, bytes | Problem]] = {}

    def has_changed(self) -> bool:
        """Tell whether any file has changed since the last reading, without opening it."""
        return look_at_files(self.folder) != {name: state for name, (state, _) in self._held.items()}

    def read(self) -> DataFiles:
        """Read all files as they stood at one moment; again, if one of them changed meanwhile.

        Files that never rest are returned as `unread`, all of them.
        """
        for _ in range(TRIES):
            moment = time.time_ns()
            states = look_at_files(self.folder)
            if is_settled(states, moment) and self._read_changed(states):
                return self._collect()
            time.sleep(SETTLE_SECONDS)
        self._held = {}
        return DataFiles({}, {name: Problem("unsettled", Path(place).name) for name, place in PATHS.items()})

    def _read_changed(self, states: dict[str, State]) -> bool:
        """Read the files that are in another state than they were; tell whether each is still in the given one."""
        paths, still = list_paths(self.folder), True
        for name, state in states.items():
            if name not in self._held or self._held[name][0] != state:
                found, read_in = _read(paths[name])
                self._held[name] = read_in, found
                still = still and read_in == state
        return still

    def _collect(self) -> DataFiles:
        contents: dict[str, bytes] = {}
        unread: dict[str, Problem] = {}
        for name, (_, found) in self._held.items():
            if isinstance(found, bytes):
                contents[name] = found
            elif name != RECORD or found.code != "missing_file":  # a folder without a record is sound
                unread[name] = found
        return DataFiles(contents, unread)
