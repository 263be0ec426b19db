"""The command `datapackage`: describe the tables, and record what the files hold."""

import argparse
import json
import os
from pathlib import Path
from typing import Any

from atlas.commands.faults import say_problem, warn_of_problems, write_output
from atlas.commands.terminal import say, warn
from atlas.errors import Problem
from atlas.language.i18n import translate
from atlas.store.datapackage import build_datapackage
from atlas.store.files import PATHS, RECORD
from atlas.store.folder_store import FolderStore
from atlas.store.record import read_record
from atlas.store.store import find_problems


def add_arguments(_parser: argparse.ArgumentParser, _lang: str) -> None:
    """Add nothing: the data folder is all that it needs."""


def run(options: argparse.Namespace) -> int:
    """Write the record and tell which files have fewer rows; 1 and nothing written if a file cannot be read."""
    folder, lang = options.data, options.lang
    before, doubts = read_record(folder)
    for problem in doubts:  # a record that cannot be read is replaced, but its rows are not compared
        warn(say_problem(problem, lang))
    built: dict[str, Any] = build_datapackage(folder)
    after = {one["name"]: one.get("rows") for one in built["resources"]}
    if unread := [name for name, rows in after.items() if rows is None]:
        warn_of_problems(_explain(folder, unread), lang, most=len(PATHS))
        return 1
    text = json.dumps(built, ensure_ascii=False, indent=1) + "\n"
    # a link keeps leading where it leads: the file behind it is replaced
    write_output(Path(os.path.realpath(folder / RECORD)), text.encode(), lang)
    for name in sorted(before):
        if after.get(name, 0) < before[name]:
            counts = {"file": PATHS[name], "count": after.get(name, 0), "before": before[name]}
            say(translate(lang, "{file}: {count} rows, {before} before. Was that meant?", **counts))
    return 0


def _explain(folder: Path, unread: list[str]) -> list[Problem]:
    """Tell why some files cannot be read: nothing would be recorded of them, and lost rows go unseen."""
    names = {Path(PATHS[name]).name for name in unread}
    found = [one for one in find_problems(FolderStore(folder).read()) if one.file in names and one.row is None]
    explained = {one.file for one in found}
    return found + [Problem("unreadable", name, detail="UTF-8") for name in sorted(names - explained)]
