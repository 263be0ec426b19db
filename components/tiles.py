"""A ground of the operator's own under the map: named by them, off by default, always credited."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from atlas.errors import SettingError
from atlas.language.i18n import mark

STYLE = "ATLAS_MAP_STYLE"  # address of a style sheet of their tile server, or of Tianditu with their token
CREDIT = "ATLAS_MAP_CREDIT"  # whose map it is, as they must name it
HOSTS = "ATLAS_MAP_HOSTS"  # further origins that the style's tiles, signs and letters come from
GROUND_SETTINGS = (STYLE, CREDIT, HOSTS)
ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?")
MOST_PORT = 65535
NOT_ADDRESS = mark("the address of a style sheet, with http or https and a host")
NOT_ORIGINS = mark("origins, each a scheme and a host alone, separated by spaces")
NOBODY = mark("the credit of the map that {style} names")


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


def is_origin(text: str) -> bool:
    """Tell whether a text is an origin: scheme, host and perhaps a port, nothing else."""
    match = ORIGIN.fullmatch(text)
    return bool(match and int((match[1] or ":0")[1:]) <= MOST_PORT)


def _find_origin(style: str) -> str:
    """Give the origin of a style sheet's address; blank if it is no address."""
    try:
        parts = urlsplit(style)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"


def read_ground(environment: Mapping[str, str] = os.environ) -> Ground | None:
    """Read the operator's ground from the environment; None if they name none.

    Raises
    ------
    SettingError
        If an address is none, or nobody is credited.
    """
    style, credit = environment.get(STYLE, "").strip(), environment.get(CREDIT, "").strip()
    hosts = environment.get(HOSTS, "").split()
    if not all(map(is_origin, hosts)):
        raise SettingError(HOSTS, " ".join(hosts), NOT_ORIGINS)
    if not style:
        return None
    origin = _find_origin(style)
    if not is_origin(origin):
        raise SettingError(STYLE, style, NOT_ADDRESS)
    if not credit:
        raise SettingError(CREDIT, credit, NOBODY, style=STYLE)
    return Ground(style, credit, tuple(dict.fromkeys([origin, *hosts])))
