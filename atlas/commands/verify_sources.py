"""The command `verify-sources`: hold the data against the documents, and name the documents that cannot be read."""

import argparse
from pathlib import Path

from atlas.commands.faults import WrongRequest, say_problem
from atlas.commands.terminal import say
from atlas.language.i18n import mark, translate
from atlas.store.folder_store import load_folder
from atlas.store.source_check import find_uncovered, read_documents, verify_sources


def add_arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Add the folder of the documents."""
    parser.add_argument("folder", type=Path, help=translate(lang, "folder of the source documents"))
    parser.add_argument(
        "--uncovered", action="store_true", help=translate(lang, "also list the figures that no row prints")
    )


def run(options: argparse.Namespace) -> int:
    """Name every document that cannot be read and every statement that is not found; 1 if there is one."""
    folder, lang = options.folder, options.lang
    if not folder.is_dir():
        text = mark("{folder} is no folder.") if folder.exists() else mark("There is no folder {folder}.")
        raise WrongRequest(translate(lang, text, folder=folder))
    tables = load_folder(options.data).tables
    documents, problems = read_documents(folder, tables["sources"])
    for problem in problems:
        say(say_problem(problem, lang))
    checked, missing = verify_sources(tables, documents)
    # a document that was not read has its line already
    for row in missing:
        if row.source_id in documents:
            say(f"{row.table} {row.key}: {row.source_id} {row.locator}: {row.as_printed}")
    counts = {"checked": checked, "missing": len(missing)}
    say(translate(lang, "{checked} statements checked, {missing} not found.", **counts))
    if unread := sum(row.source_id not in documents for row in missing):
        say(translate(lang, "{count} of them belong to documents that were not read.", count=unread))
    if options.uncovered:
        for source, place, words in find_uncovered(tables, documents):
            say(f"{source} {place}: {words}")
    return 1 if missing or problems or not checked else 0
