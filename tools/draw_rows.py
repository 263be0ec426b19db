"""Draw rows at random for a second reading against the documents: `python -m tools.draw_rows 1` prints 150 of them."""

import argparse
import csv
import random
import sys

from atlas.store.folder_store import DATA
from atlas.store.schema import TABLES

COUNT = 150
APART = ("locators", "sources")  # they are the documents, not what is said of them


def draw(seed: int, count: int = COUNT) -> list[tuple[str, str, dict[str, str]]]:
    """Draw rows with a source of every table, the same for a seed and a state of the data.

    Returns
    -------
    rows
        Table, key and cells that are not blank, as text, in the order of the tables.
    """
    named = [
        (name, table.write_key(row), {column: cell for column, cell in row.items() if cell})
        for name, table in TABLES.items()
        if "source_id" in table.column_names and name not in APART
        for row in _read_rows(name)
    ]
    chosen = sorted(random.Random(seed).sample(range(len(named)), count))  # noqa: S311 - a draw, no secret
    return [named[place] for place in chosen]


def _read_rows(name: str) -> list[dict[str, str]]:
    text = (DATA / "entities" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def main() -> None:
    """Print what is drawn."""
    parser = argparse.ArgumentParser(prog="python -m tools.draw_rows", description=__doc__)
    parser.add_argument("seed", type=int)
    parser.add_argument("--count", type=int, default=COUNT)
    options = parser.parse_args()
    for number, (table, key, cells) in enumerate(draw(options.seed, options.count), start=1):
        sys.stdout.write(f"{number}. {table} : {key}\n")
        sys.stdout.writelines(f"    {column}: {cell}\n" for column, cell in cells.items())


if __name__ == "__main__":
    main()
