"""What the browser tells, read with care: a message may hold anything, and only what means something is heard."""

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

LONGEST = 200  # characters of a text that is told; ids and codes are shorter
MOST = 100  # items of a list that is told


def read_told(key: str, part: str) -> str:
    """Read a text that one of our components told under a name; blank if it is none."""
    return _clean(_look(st.session_state.get(key), part))


def is_told(key: str, part: str) -> bool:
    """Tell whether one of our components told of something that has no further words."""
    return _look(st.session_state.get(key), part) is True


def read_rows(told: object, count: int) -> list[int]:
    """Read which rows of a table with so many are ticked, by number, from what the table told."""
    rows = _look(_look(told, "selection"), "rows")
    return [one for one in _list(rows) if type(one) is int and 0 <= one < count]


def read_picked(key: str) -> list[str]:
    """Read the ids of what was clicked on the map: `i` of a mark, `adcode` of a district."""
    objects = _look(_look(st.session_state.get(key), "selection"), "objects")
    layers = list(objects.values()) if isinstance(objects, Mapping) else []
    picked = [one for layer in layers[:MOST] for one in _list(layer)][:MOST]
    named = [part for one in picked for part in (one, _look(one, "properties"))]
    ids = [_clean(_look(one, "i")) or _clean(_look(one, "adcode")) for one in named]
    return [name for name in ids if name]


def read_codes(key: str, pick: str) -> list[str]:
    """Read the codes of the bars of a chart that were clicked, told under the name of the chart's selection."""
    picked = _list(_look(_look(st.session_state.get(key), "selection"), pick))
    return [code for code in (_clean(_look(one, "code")) for one in picked) if code]


def read_choices(key: str, known: Iterable[str]) -> list[str]:
    """Read what is chosen among options; what is none of them is left out."""
    held = st.session_state.get(key)
    values = held if isinstance(held, (list, tuple)) else [held]
    options = set(known)
    return [one for one in values if isinstance(one, str) and one in options]


def _look(held: object, name: str) -> Any:
    return held.get(name) if isinstance(held, Mapping) else None


def _list(held: object) -> list[Any]:
    return held[:MOST] if isinstance(held, list) else []


def _clean(told: object) -> str:
    """Give a text as it is if it is a short one of signs that can be shown; half a surrogate pair cannot."""
    return told if isinstance(told, str) and len(told) <= LONGEST and told.isprintable() else ""
