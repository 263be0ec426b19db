"""What the browser is told to fetch at once, not one after the other: fonts, the map's code and its shapes."""

from functools import cache
from pathlib import Path

from starlette.datastructures import QueryParams
from streamlit import file_util

from atlas.language.i18n import LANGUAGES
from atlas.links.parameters import LANG
from atlas.style.palette import PALETTES
from components.door.ways import is_page
from components.signs.static_files import list_fonts, list_map_files, static_url

CODE = Path(file_util.get_static_dir()) / "static" / "js"
MAP_CODE = ("DeckGlJsonChart.*.js", "webgl-device.*.js")  # what Streamlit loads when a page has a map


def announce(path: str, query: bytes) -> str:
    """Write the Link header of a page; blank for what is none."""
    if not is_page(path):
        return ""
    if path != "/":
        return _announce_fonts()
    lang = QueryParams(query).get(LANG, "")
    return f"{_announce_fonts()}, {_announce_map(lang if lang in LANGUAGES else LANGUAGES[0])}"


@cache
def _announce_map(lang: str) -> str:
    code = [f"/static/js/{path.name}" for pattern in MAP_CODE for path in sorted(CODE.glob(pattern))]
    links = [f"<{url}>; rel=modulepreload" for url in code]
    links += [f"<{url}>; rel=preload; as=fetch; crossorigin" for url in list_map_files(lang)]
    links += [
        f'<{static_url(f"ground-{theme}")}>; rel=preload; as=image; media="(prefers-color-scheme: {theme})"'
        for theme in PALETTES
    ]
    return ", ".join(links)


@cache
def _announce_fonts() -> str:
    sheet, files = list_fonts()
    links = [f"<{url}>; rel=preload; as=font; type=font/woff2; crossorigin" for url in files]
    return ", ".join([f"<{sheet}>; rel=preload; as=style", *links])
