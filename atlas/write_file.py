"""Write files whole or not at all: each is written beside its place, synced, and then takes it.

A full disk, a crash or Ctrl-C leaves the old file as it was. Every writer of the atlas goes this way; a test holds it.
"""

import errno
import os
import secrets
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

from atlas.errors import AtlasError

PART = "atlas-{}.part"  # a file that is not yet whole; hidden, and no table or geometry to any reader
ORDINARY = 0o666  # mode of a new file, less the user's mask
PRIVATE = 0o600


class NotOrdinary(AtlasError):
    """What stands in a file's place is no ordinary file; `kind` is `link`, `folder` or `other`."""

    def __init__(self, path: Path, kind: str) -> None:
        self.path, self.kind = path, kind
        super().__init__(f"{path} is no ordinary file but a {kind}")


def check_place(path: Path) -> os.stat_result | None:
    """Tell how the file stands that would be replaced; None if there is none.

    Raises
    ------
    NotOrdinary
        If there is a link, a folder, a device, a pipe or a socket.
    OSError
        If the file is protected against writing, or the folder cannot be reached.
    """
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        kinds = {stat.S_IFLNK: "link", stat.S_IFDIR: "folder"}
        raise NotOrdinary(path, kinds.get(stat.S_IFMT(found.st_mode), "other"))
    if not os.access(path, os.W_OK):  # its folder would let it be replaced all the same
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    return found


def write_file(path: Path, content: bytes) -> None:
    """Write one file; see `write_files`."""
    write_files({path: content})


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write some files: none takes its place before all are on the disk.

    A file that is replaced keeps its mode, and its owner as far as the system allows.

    Raises
    ------
    NotOrdinary, OSError
        As `check_place`, or if the disk refuses; then every file is as it was.
    """
    with ExitStack() as stack:
        for folder in {path.parent for path in contents}:
            _sweep(folder)
        parts = [(stack.enter_context(_write_part(path, content)), path) for path, content in contents.items()]
        for part, path in parts:
            part.replace(path)
    for folder in {path.parent for path in contents}:
        _sync_folder(folder)


@contextmanager
def _write_part(path: Path, content: bytes) -> Iterator[Path]:
    """Write a file beside its place; what has not been moved there by the end is taken away."""
    old = check_place(path)
    file, part = _open_part(path.parent, PRIVATE if old else ORDINARY)
    try:
        with file:
            file.write(content)
            if old:
                _keep_owner(part, old)
                part.chmod(stat.S_IMODE(old.st_mode))
            file.flush()
            os.fsync(file.fileno())
            if sys.platform != "win32":
                yield part  # held until it has taken its place, so that nobody sweeps it
        if sys.platform == "win32":  # an open file cannot be moved there
            yield part
    finally:
        part.unlink(missing_ok=True)


def _open_part(folder: Path, mode: int) -> tuple[IO[bytes], Path]:
    while True:
        part = folder / f".{PART.format(secrets.token_hex(8))}"
        file = os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode), "wb")
        _hold(file.fileno(), waits=True)
        if os.fstat(file.fileno()).st_nlink:
            return file, part
        file.close()  # swept between being made and being held


def _keep_owner(part: Path, old: os.stat_result) -> None:
    if sys.platform != "win32":
        with suppress(OSError):  # only root may give a file away
            os.chown(part, old.st_uid, old.st_gid)


def _sync_folder(folder: Path) -> None:
    """Bring the folder's new entries to the disk, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


if sys.platform == "win32":

    def _hold(descriptor: int, *, waits: bool) -> None:
        """Do nothing: an open file cannot be deleted on Windows."""

else:
    import fcntl

    def _hold(descriptor: int, *, waits: bool) -> None:
        """Hold a file as its writer; without waiting, `BlockingIOError` if another one holds it."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
        except OSError:
            if not waits:
                raise


def _sweep(folder: Path) -> None:
    """Take away what a writer that crashed left in a folder: our own parts that nobody holds."""
    flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    for part in folder.glob(f".{PART.format('[0-9a-f]' * 16)}"):
        with suppress(OSError):
            descriptor = os.open(part, flags)
            try:
                if stat.S_ISREG(os.fstat(descriptor).st_mode):
                    _hold(descriptor, waits=False)
                    part.unlink()
            finally:
                os.close(descriptor)
