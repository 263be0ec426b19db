"""All that knows pydeck and deck.gl's JSON: layers, expressions instead of functions, click masks, and the deck itself.

pydeck writes a text as an expression that the browser evaluates for each row; that is how a layer's look can follow
the data without a copy of it. What must stay a text says so by `as_text`.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias

import pydeck as pdk
from pydeck.bindings import deck
from pydeck.bindings.json_tools import default_serialize

Layer: TypeAlias = Any  # pydeck has no types
Color = list[int]  # red, green, blue, alpha, each 0 to 255
TOOLTIP = {"html": "<b>{n}</b><br>{s}"}  # deck.gl fills in the fields `n` and `s` of the row under the pointer
CLEAR: Color = [0, 0, 0, 0]
# the whole pattern picture is one tile
HATCH_MAPPING = {"hatch": {"x": 32, "y": 32, "width": 32, "height": 32, "mask": True}}
UNSEEN = {"pickable": True, "opacity": 0}  # hears clicks over everything and hides nothing
# deck.gl leaves out what is more transparent than the cut-off: unseen icons would not be hit
UNSEEN_ICONS = {**UNSEEN, "alpha_cutoff": -1}

# each deck would look for Jupyter's widgets anew, on the disk: 3 ms a run
deck.has_jupyter_extra = cache(deck.has_jupyter_extra)


class CompactDeck(pdk.Deck):  # type: ignore[misc]  # pydeck has no types
    """A deck that writes itself without white space: a tenth of the time and half of the bytes."""

    def to_json(self) -> str:
        """Serialise for the browser."""
        return json.dumps(self, default=default_serialize, ensure_ascii=False, separators=(",", ":"))


def make_deck(layers: Sequence[Layer], camera: Mapping[str, float], nearest_zoom: float, style_url: str) -> CompactDeck:
    """Put layers together, from the ground up.

    Parameters
    ----------
    camera
        Longitude, latitude and zoom.
    style_url
        Of an operator's own ground; blank for none.
    """
    # named together with no provider, even no style at all would be fetched from one
    below = {"map_style": style_url} if style_url else {"map_provider": None}
    return CompactDeck(
        layers=list(layers),
        **below,
        initial_view_state=pdk.ViewState(**camera, min_zoom=7, max_zoom=nearest_zoom, transition_duration=800),
        tooltip=TOOLTIP,
    )


def make_layer(kind: str, name: str, data: object, **options: Any) -> Layer:
    """Make a layer of a kind of deck.gl's; `data` are rows, or the address from which the browser fetches them."""
    return pdk.Layer(kind, data=data, id=name, **options)


def as_text(text: str) -> pdk.types.String:
    """Keep a text what it is."""
    return pdk.types.String(text)


def read_or(field: str, usual: object) -> str:
    """Write the expression of a row's field, or of the usual value where the row has none.

    What most rows share is sent once; a text that is usual is given in quotes.
    """
    return f"{field}?{field}:{usual}"


def pick_by(field: str, values: Mapping[str, object], otherwise: object) -> str:
    """Write the expression that gives each shape of a file the value of its field; the file itself stays as it is."""
    picks = "".join(f"properties.{field}=='{key}'?{value}:" for key, value in values.items())
    return f"{picks}{otherwise}"


def pick_masked(mask: bytes, shown: object, hidden: object) -> str:
    """Write the expression that looks up in a mask of 0 and 1 whether a row of a file, at its place `x`, is there."""
    return f"('{mask.decode()}')[x]=='1'?{shown}:{hidden}"


def hatch(fill: str, picture_url: str, scale: float) -> dict[str, Any]:
    """Give the options that hatch shapes in the colours of `fill`, clear where there is no hatch.

    Streamlit drops the trigger by which deck.gl would look at a pattern again: so every shape has the pattern,
    and the colour says where it shows.
    """
    return {
        "filled": True,
        "get_fill_color": fill,
        "get_fill_pattern": "properties.adcode?'hatch':'hatch'",
        "get_fill_pattern_scale": scale,
        "fill_pattern_mask": True,
        "fill_pattern_atlas": as_text(picture_url),
        "fill_pattern_mapping": HATCH_MAPPING,
        "extensions": [{"@@type": "FillStyleExtension", "pattern": True}],
    }
