"""Write GeoJSON (RFC 7946, EPSG:4326): only what may be drawn as a pin gets a point."""

import json
from typing import Any

import pandas as pd

from atlas.export.content import Content, clean_text
from atlas.geo.geometry import is_pinned
from atlas.store.schema import POSITION, Table


def has_position(table: Table) -> bool:
    """Tell whether a table says where its rows are."""
    return {column.name for column in POSITION} <= set(table.column_names)


def write_geojson(content: Content) -> bytes:
    """Write a feature a pinned row, with the table's columns as properties.

    The rows that may not be drawn as a pin stand in the member `unplaced`, by key; further members
    name the table, the filters, the snapshot, the date and the credit.
    """
    names, pinned = content.table.column_names, is_pinned(content.rows)
    rows = zip(content.keys, pinned, *(content.rows[name] for name in names), strict=True)
    features, unplaced = [], []
    for key, is_drawn, *cells in rows:
        if is_drawn:
            features.append(_make_feature(key, dict(zip(names, map(_plain, cells), strict=True))))
        else:
            unplaced.append(key)
    collection = {
        "type": "FeatureCollection",
        "table": content.table.name,
        "snapshot_id": content.snapshot.snapshot_id,
        "as_of_date": content.as_of_date,
        "credit": content.credit,
        "filters": [{"name": one.name, "value": one.value, "word": one.word} for one in content.conditions],
        "unplaced": unplaced,
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _make_feature(key: str, properties: dict[str, Any]) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [properties["longitude"], properties["latitude"]]}
    return {"type": "Feature", "id": key, "geometry": point, "properties": properties}


def _plain(cell: Any) -> Any:
    """Turn a typed cell into what JSON knows; a blank is null."""
    if isinstance(cell, tuple):
        return [clean_text(one) for one in cell]
    if isinstance(cell, str):
        return clean_text(cell) or None
    if pd.isna(cell):
        return None
    return cell.item() if hasattr(cell, "item") else cell
