"""Make a data folder of any size: the atlas's own tables and n invented companies."""

import random
import shutil
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from atlas.store.folder_store import DATA, load_folder
from atlas.store.schema import TABLES
from atlas.store.snapshot import Snapshot
from atlas.write_file import write_file

SEED = 20261123
SOURCE = "doc-000"


def _points_within(shape: shapely.Geometry, rng: random.Random) -> Iterator[tuple[float, float]]:
    """Draw points inside a shape, without end."""
    shapely.prepare(shape)
    west, south, east, north = shape.bounds
    while True:
        longitude, latitude = round(rng.uniform(west, east), 5), round(rng.uniform(south, north), 5)
        if shape.covers(shapely.Point(longitude, latitude)):
            yield longitude, latitude


def invent_companies(snapshot: Snapshot, count: int) -> pd.DataFrame:
    """Invent companies, one district after the other.

    Parameters
    ----------
    snapshot
        Gives the districts, the codes and a locator that the rows may name.
    count
        How many.

    Returns
    -------
    companies
        Text columns of `companies.csv`, each row valid by `atlas.store.schema`; positions are random
        points inside the district named, with a fixed seed.
    """
    rng = random.Random(SEED)  # noqa: S311 - the same points each time, no secret
    districts: gpd.GeoDataFrame = snapshot.geometry["districts"]
    areas = [
        (adcode, _points_within(shape, rng))
        for adcode, shape in zip(districts["adcode"], districts.geometry, strict=True)
    ]
    words, locators = snapshot.vocabulary, snapshot["locators"]
    locator = locators.loc[locators["source_id"] == SOURCE, "locator"].iloc[0]
    codes = zip(cycle(areas), cycle(words.codes("modality")), cycle(words.codes("chain_step")), strict=False)
    rows = []
    for number, ((adcode, points), modality, step) in zip(range(count), codes, strict=False):
        longitude, latitude = next(points)
        rows.append(
            {
                "entity_id": f"synthetic-{number:05d}",
                "kind_code": "company",
                "name_zh": f"合成企业{number:05d}",
                "name_en": f"Synthetic company {number:05d}",
                "area_id": adcode,
                "chain_step_code": step,
                "chain_basis_code": words.codes("basis")[0],
                "modality_codes": modality,
                "description_zh": "为测速而虚构的企业，不存在。",
                "description_en": "Invented to measure speed; it does not exist.",
                "is_named": "true",
                "longitude": str(longitude),
                "latitude": str(latitude),
                "precision_code": "campus",
                "position_source_id": SOURCE,
                "position_note_zh": "虚构的位置。",
                "position_note_en": "An invented position.",
                "source_id": SOURCE,
                "locator": locator,
                "as_printed": f"合成{number:05d}",
            }
        )
    return pd.DataFrame(rows).reindex(columns=TABLES["companies"].column_names, fill_value="")


def make_folder(folder: Path, count: int, source: Path = DATA) -> Path:
    """Copy data and add invented companies; `DataError` if the result cannot be shown."""
    shutil.copytree(source, folder)
    if count:
        path = folder / "entities" / "companies.csv"
        own = pd.read_csv(path, dtype=str, keep_default_na=False)
        invented = invent_companies(load_folder(folder), count)
        write_file(path, pd.concat([own, invented]).to_csv(index=False, lineterminator="\n").encode())
    load_folder(folder)
    return folder
