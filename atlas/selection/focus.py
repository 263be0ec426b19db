"""What can be looked at: all that has a card, and what stands for it on the map."""

from atlas.geo.geometry import place_id
from atlas.selection.dimensions import beijing_areas
from atlas.store.memory import remember
from atlas.store.snapshot import Snapshot


@remember()
def list_holders(snapshot: Snapshot) -> dict[str, str]:
    """For each product with an owner or a site in Beijing, that entity: the owner before the site."""
    here, rows = set(snapshot.entities["entity_id"]), snapshot["products"]
    pairs = zip(rows["product_id"], rows["owner_id"], rows["site_id"], strict=True)
    holders = {product: next((one for one in pair if one in here), "") for product, *pair in pairs}
    return {product: holder for product, holder in holders.items() if holder}


def find_holder(snapshot: Snapshot, focus: str) -> str:
    """Tell what stands on the map for the focus: of a product its owner, else its site; else the thing itself."""
    return list_holders(snapshot).get(focus, focus)


@remember()
def selectable_ids(snapshot: Snapshot) -> frozenset[str]:
    """List all that can be chosen: Beijing's entities and their products, districts, zones, parks and points."""
    entities, areas = snapshot.entities, beijing_areas(snapshot)
    pinned = entities.dropna(subset=["longitude"])
    places = map(place_id, pinned["longitude"], pinned["latitude"])
    return frozenset().union(entities["entity_id"], areas["area_id"], places, list_holders(snapshot))
