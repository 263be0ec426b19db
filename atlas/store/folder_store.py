"""The data folder as a store: a table a file, read whole and all at one moment."""

from pathlib import Path

from atlas.store.files import PATHS, FolderReader
from atlas.store.read import empty_geometry, empty_table, parse_geometry, parse_text_table
from atlas.store.record import find_cut_files
from atlas.store.schema import TABLES
from atlas.store.snapshot import Snapshot
from atlas.store.store import Part, Reading, load

DATA = Path(__file__).resolve().parents[2] / "data"


class FolderStore:
    """The data folder; what has not changed since the last time is neither read nor parsed again."""

    def __init__(self, folder: Path = DATA) -> None:
        self.folder = folder
        self._reader = FolderReader(folder)
        self._parsed: dict[str, tuple[bytes | None, Part]] = {}

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    def has_changed(self) -> bool:
        """Tell whether any file has changed since the last reading, without opening it."""
        return self._reader.has_changed()

    def read(self) -> Reading:
        """Read all files at one moment."""
        files = self._reader.read()
        for name, place in PATHS.items():
            raw, held = files.contents.get(name), self._parsed.get(name)
            if held is None or held[0] is not raw:
                self._parsed[name] = raw, _parse(name, raw, Path(place).name)
        parts = {name: part for name, (_, part) in self._parsed.items()}
        lost = (*find_cut_files(files), *files.unread.values())
        return Reading(files.version, files.snapshot_id, parts, lost)


def _parse(name: str, raw: bytes | None, file: str) -> Part:
    if name not in TABLES:
        rows, problems = parse_geometry(raw, file) if raw is not None else (empty_geometry(), [])
    else:
        table = TABLES[name]
        rows, problems = parse_text_table(raw, file, table) if raw is not None else (empty_table(table), [])
    return Part(name, rows, tuple(problems))


def load_folder(folder: Path = DATA) -> Snapshot:
    """Read and check a data folder; `DataError` with all problems if there are any."""
    return load(FolderStore(folder))
