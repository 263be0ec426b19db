"""A ground of the operator's own under the map: named by them, off by default, always credited."""

import os
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

STYLE = "ATLAS_MAP_STYLE"  # address of a style sheet of their tile server, or of Tianditu with their token
CREDIT = "ATLAS_MAP_CREDIT"  # whose map it is, as they must name it
HOSTS = "ATLAS_MAP_HOSTS"  # further origins that the style's tiles, signs and letters come from
ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?")


@dataclass(frozen=True)
class Ground:
    """A ground of tiles in WGS-84 or CGCS2000.

    Attributes
    ----------
    style_url
        Address of a MapLibre style sheet.
    credit
        The line that names whose map it is.
    origins
        Where the browser may fetch from.
    """

    style_url: str
    credit: str
    origins: tuple[str, ...]


def read_ground() -> Ground | None:
    """Read the operator's ground from the environment; None if they name none.

    Raises
    ------
    ValueError
        If an address is none, or nobody is credited.
    """
    style = os.environ.get(STYLE, "").strip()
    if not style:
        return None
    parts, credit = urlsplit(style), os.environ.get(CREDIT, "").strip()
    origins = (f"{parts.scheme}://{parts.netloc}", *os.environ.get(HOSTS, "").split())
    if wrong := [one for one in origins if not ORIGIN.fullmatch(one)]:
        message = f"{STYLE}, {HOSTS}: not an address of a server: {' '.join(wrong)}"
        raise ValueError(message)
    if not credit:
        message = f"{CREDIT} is empty: say whose map {STYLE} is"
        raise ValueError(message)
    return Ground(style, credit, tuple(dict.fromkeys(origins)))
