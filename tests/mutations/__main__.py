"""The whole run of mutations (`make mutate`): both cores, resumable, with figures and a table of what fails."""

import argparse
import csv
import hashlib
import json
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.mutations.batches import pack
from tests.mutations.work import Record, cases, judge_all, show_all
from tests.screen import ROOT

OUT = ROOT / ".mutations"
SEEN = ("app.py", "atlas", "components", "pages", "data", "static/manifest.json", "tests/mutations")
CHUNK, LIFE = 16, 24  # cases judged at a time; tasks of a process, after which what it remembers is given back


def _fingerprint() -> str:
    """Tell code and data apart: what was found of others is of no use."""
    files = [path for name in SEEN for path in ([ROOT / name] if (ROOT / name).is_file() else (ROOT / name).rglob("*"))]
    digest = hashlib.sha256()
    for path in sorted(one for one in files if one.is_file() and one.suffix != ".pyc"):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _read_journal(path: Path, *, is_kept: bool) -> list[Record]:
    """Read what an earlier run found of the same code and data; else begin a new journal."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    records = [json.loads(line) for line in lines if line.endswith("}")]
    if records and (is_kept or records[0].get("of") == _fingerprint()):
        return records[1:]
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"of": _fingerprint()}) + "\n", encoding="utf-8")
    return []


def _run(path: Path, records: list[Record], names: list[str], jobs: int, sample: int) -> None:
    """Judge and show what the journal does not hold yet."""
    judged = {one["case"] for one in records if "case" in one}
    left = [name for name in names if name not in judged]
    chunks = [left[start : start + CHUNK] for start in range(0, len(left), CHUNK)]
    context = multiprocessing.get_context("spawn")
    with context.Pool(jobs, maxtasksperchild=LIFE) as pool, path.open("a", encoding="utf-8") as journal:

        def note(found: Iterator[list[Record]], what: str, total: int) -> None:
            for number, part in enumerate(found, start=1):
                records.extend(part)
                journal.writelines(f"{json.dumps(one, ensure_ascii=False)}\n" for one in part)
                journal.flush()
                sys.stdout.write(f"\r{what} {number} / {total}   ")
                sys.stdout.flush()

        note(pool.imap_unordered(judge_all, chunks), "judged", len(chunks))
        verdicts = {one["case"]: one for one in records if "case" in one}
        wanted = [verdicts[name] for name in names if not verdicts[name]["refused"]]
        batches = pack((cases()[one["case"]], frozenset(map(tuple, one["touched"]))) for one in wanted)
        done = {one["batch"] for one in records if "batch" in one}
        due = [[case.name for case in batch] for batch in batches if batch[0].name not in done]
        note(pool.imap_unordered(partial(show_all, sample=sample), due), "shown", len(due))
    sys.stdout.write("\n")


def _report(records: list[Record], names: set[str], out: Path) -> int:
    """Print the figures and write the table of what fails; give how many cases fail."""
    verdicts = [one for one in records if one.get("case") in names]
    shown = [one for one in records if "pages" in one]
    groups = {name: case.group for name, case in cases().items()}
    for group, count in Counter(groups[one["case"]] for one in verdicts).items():
        accepted = sum(groups[one["case"]] == group and not one["refused"] for one in verdicts)
        sys.stdout.write(f"{group}: {count} cases, {accepted} accepted\n")
    refused = Counter(one["refused"].split(":")[0] for one in verdicts if one["refused"])
    sys.stdout.write(f"refused: {', '.join(f'{code} {count}' for code, count in refused.most_common())}\n")
    failures = [(one["case"], one["refused"]) for one in verdicts if one["refused"].startswith("error")]
    failures += [(" + ".join(one["shown"]), incident) for one in shown for incident in one["incidents"]]
    with (out / "failures.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([("case", "incident"), *failures])
    kinds = Counter(incident.split(": ", 1)[1] for _, incident in failures)
    for kind, count in kinds.most_common():
        example = next(case for case, incident in failures if incident.endswith(kind))
        sys.stdout.write(f"{count} x {kind}\n    {example[:200]}\n")
    totals = {name: sum(one[name] for one in shown) for name in ("pages", "pictures", "files")}
    failed = {case for case, _ in failures}
    accepted = sum(not one["refused"] for one in verdicts)
    sys.stdout.write(
        f"{len(verdicts)} cases, {accepted} accepted, {len(verdicts) - accepted} refused; {len(shown)} versions shown: "
        + ", ".join(f"{count} {name}" for name, count in totals.items())
        + f"; {len(failures)} incidents in {len(failed)} cases\n"
    )
    return len(failed)


def main() -> int:
    """Run all cases, or those whose name holds a text; 1 if any fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutations", description=__doc__)
    parser.add_argument("--jobs", type=int, default=multiprocessing.cpu_count())
    parser.add_argument(
        "--only", nargs="+", default=[""], help="only cases whose name holds one of these, or of such a group"
    )
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the journal and the table of failures")
    parser.add_argument("--sample", type=int, default=1, help="open every so manieth page and file of a version only")
    parser.add_argument("--keep", action="store_true", help="go on with the journal though code or data have changed")
    options = parser.parse_args()
    started = time.monotonic()
    names = [
        one.name for one in cases().values() if any(text in one.name or text == one.group for text in options.only)
    ]
    records = _read_journal(options.out / "journal.jsonl", is_kept=options.keep)
    _run(options.out / "journal.jsonl", records, names, options.jobs, options.sample)
    failed = _report(records, set(names), options.out)
    sys.stdout.write(f"{time.monotonic() - started:.0f} s\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
