"""The command line: validate the data, verify it against the documents, take tables away, write the data package."""

import argparse
import json
import os
import sys
from pathlib import Path

from atlas.datapackage import build_datapackage
from atlas.export import command as export_command
from atlas.i18n import LANGUAGES, translate
from atlas.intake.files import PATHS, RECORD
from atlas.intake.read import read_text_table
from atlas.intake.record import read_record
from atlas.provenance import find_uncovered, verify_sources
from atlas.schema import TABLES
from atlas.store import DATA, EntityStore
from atlas.views import find_view_problems


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _validate(options: argparse.Namespace) -> int:
    store = EntityStore(options.data)
    problems = store.find_problems()
    problems = problems or find_view_problems(store.load())  # views can be judged only by sound tables
    for problem in problems:
        what, remedy = (translate(options.lang, text) for text in problem.texts)
        place = [
            problem.file,
            str(problem.row or ""),
            problem.column or "",
            repr(problem.value) if problem.value is not None else "",
        ]
        _say(f"{' : '.join(part for part in place if part)} - {what.format(detail=problem.detail)} {remedy}")
    _say(translate(options.lang, "{count} problems found.", count=len(problems)))
    return 1 if problems else 0


def _verify_sources(options: argparse.Namespace) -> int:
    tables = {
        name: read_text_table(options.data / "entities" / f"{name}.csv", table)[0] for name, table in TABLES.items()
    }
    checked, missing = verify_sources(tables, options.folder)
    for row in missing:
        _say(f"{row.table} {row.key}: {row.source_id} {row.locator}: {row.as_printed}")
    _say(
        translate(
            options.lang, "{checked} statements checked, {missing} not found.", checked=checked, missing=len(missing)
        )
    )
    if options.uncovered:
        for source, place, words in find_uncovered(tables, options.folder):
            _say(f"{source} {place}: {words}")
    return 1 if missing or not checked else 0


def _datapackage(options: argparse.Namespace) -> int:
    before, _ = read_record(options.data)
    text = json.dumps(build_datapackage(options.data), ensure_ascii=False, indent=1) + "\n"
    (options.data / RECORD).write_text(text, encoding="utf-8")
    after, _ = read_record(options.data)
    for name in sorted(before):
        if after.get(name, 0) < before[name]:
            counts = {"file": PATHS[name], "count": after.get(name, 0), "before": before[name]}
            _say(translate(options.lang, "{file}: {count} rows, {before} before. Was that meant?", **counts))
    return 0


def main() -> int:
    """Run one command; 0 if all is well, 1 if something was found."""
    parser = argparse.ArgumentParser(prog="python -m atlas", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("ATLAS_DATA") or DATA), help="the data folder")
    parser.add_argument("--lang", choices=LANGUAGES, default="zh", help="language of the messages")
    commands = parser.add_subparsers(required=True)
    commands.add_parser("validate", help="check all tables").set_defaults(run=_validate)
    verify = commands.add_parser("verify-sources", help="look for every as_printed in the documents")
    verify.add_argument("folder", type=Path, help="folder of the source documents")
    verify.add_argument("--uncovered", action="store_true", help="also list the figures that no row prints")
    verify.set_defaults(run=_verify_sources)
    commands.add_parser("datapackage", help="write data/datapackage.json").set_defaults(run=_datapackage)
    export_command.add_command(commands)
    options = parser.parse_args()
    return int(options.run(options))


if __name__ == "__main__":
    sys.exit(main())
