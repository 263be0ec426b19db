"""The map's layers, one entry each, from the ground up: the live map, the drawing and the pictures draw these."""

from dataclasses import dataclass

from atlas.language.i18n import mark

RELATIONS = "relations"


@dataclass(frozen=True)
class Layer:
    """A layer of the map; `components.map.layers` and `atlas.pictures.static_map` each say how it is drawn.

    Attributes
    ----------
    title
        What its switch in the legend is called, in English; blank for what no switch turns off.
    is_on_demand
        Whether a reader has to switch it on.
    over_ground
        How opaque it is over an operator's ground, which shows the same; 0 where it is not drawn there.
    """

    title: str = ""
    is_on_demand: bool = False
    over_ground: float = 1.0


# name, in the URL too -> what it is
LAYERS = {
    "neighbours": Layer(mark("Neighbouring provinces"), over_ground=0),
    "districts": Layer(mark("Districts"), over_ground=0.45),
    "rivers": Layer(mark("Rivers"), over_ground=0),
    "areas": Layer(mark("Zones and parks (sketched extent)")),
    "chosen": Layer(),  # below the names, or its line would cross them
    "labels": Layer(mark("Names")),
    "radius": Layer(),
    RELATIONS: Layer(mark("Relations"), is_on_demand=True),
    "marks": Layer(),  # each kind of organisation has its switch
}
SWITCHED = tuple(name for name, layer in LAYERS.items() if layer.title)
ON_DEMAND = tuple(name for name, layer in LAYERS.items() if layer.is_on_demand)
