"""Write static/: geometry, marks and the hatch, each with a content hash in its name.

Run `python tools/build_static.py` after a change in data/geo or in the colours and marks of
`codes.csv`. `static/manifest.json` tells the atlas the names; a test holds all of it to its sources.
"""

import argparse
import hashlib
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw

from atlas.pictures.svg import NAMESPACE, element
from atlas.pictures.window import BLEED_PX, Window, write_shapes
from atlas.selection.bounds import HOME
from atlas.store.snapshot import Snapshot
from atlas.style.palette import PALETTES
from atlas.style.symbols import CLUSTER, HALO_PX, RINGS, SHAPES, SPOT_PX, outline_marker, size_cluster
from atlas.write_file import write_files
from components.map.camera import WIDE, camera_on
from components.map.new_looks import SHAPE
from components.signs.static_files import HALO, SPOT
from tools.derive_geo import to_geojson

ROOT = Path(__file__).resolve().parents[1]
GROUND = ("neighbours", "districts", "rivers", "outline")
MARKED = ("entity_kind", "area_kind")  # vocabularies whose codes have a mark on the map
TITLES = {"zh": "北京细胞与基因治疗产业图谱", "en": "Beijing CGT Atlas"}
TITLE_FONT = ROOT / "static" / "fonts" / "NotoSansSC-Bold.otf"
TITLE_PX, BASELINE = 18, 20
SIZE, RING_SIZE = 64, 128  # pixels of one mark and of one ring in the picture of marks
SUPERSAMPLE = 4
Box = tuple[float, float, float, float]


def draw_marker_svg(marker: str, color: str) -> str:
    """Draw a mark as a small SVG for labels."""
    points = " ".join(f"{x * 16:.2f},{y * 16:.2f}" for x, y in outline_marker(marker))
    fill = f'fill="none" stroke="{color}" stroke-width="2"' if marker == "ring" else f'fill="{color}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><polygon points="{points}" {fill}/></svg>\n'


def _circle(pen: ImageDraw.ImageDraw, box: Box, across: float, lines: Sequence[tuple[str, float]]) -> None:
    """Draw a circle `across` pixels wide on screen into a box, its lines (colour, pixels) over one another."""
    scale = (box[2] - box[0]) / across
    widest = max(width for _, width in lines)
    for color, width in lines:
        inset = (widest - width) / 2 * scale
        pen.ellipse(
            [box[0] + inset, box[1] + inset, box[2] - inset, box[3] - inset], outline=color, width=round(width * scale)
        )


def draw_atlas(kinds: pd.DataFrame, areas: pd.DataFrame) -> tuple[bytes, dict[str, dict[str, Any]]]:
    """Draw all marks and rings side by side as PNG, a line a theme; also give each one's place, by theme."""
    tiles = [(code, SIZE) for code in [*kinds["code"], HALO, SPOT, CLUSTER]] + [(ring, RING_SIZE) for ring in RINGS]
    tiles += [(f"{SHAPE}{shape}", SIZE) for shape in sorted(SHAPES)]
    lefts = [sum(size for _, size in tiles[:number]) for number in range(len(tiles))]
    width = sum(size for _, size in tiles)
    mapping: dict[str, dict[str, Any]] = {}
    picture = Image.new("RGBA", (width * SUPERSAMPLE, RING_SIZE * SUPERSAMPLE * len(PALETTES)))
    pen = ImageDraw.Draw(picture)
    markers = dict(zip(kinds["code"], kinds["marker"], strict=True))
    for line, (theme, palette) in enumerate(PALETTES.items()):
        fills = dict(zip(kinds["code"], kinds[f"color_{theme}"], strict=True))
        area = areas[f"color_{theme}"].iloc[0]
        mapping[theme] = {}
        for (code, size), left in zip(tiles, lefts, strict=True):
            x, y, big = left * SUPERSAMPLE, line * RING_SIZE * SUPERSAMPLE, size * SUPERSAMPLE
            box = (x, y, x + big, y + big)
            if code in markers:
                corners = [(x + dx * big, y + dy * big) for dx, dy in outline_marker(markers[code])]
                pen.polygon(corners, fill=fills[code] or palette.muted)
                pen.line([*corners, corners[0], corners[1]], fill=palette.paper, width=big // 16, joint="curve")
            elif code.startswith(SHAPE):  # tinted for a kind that this picture does not know yet
                shape = outline_marker(code.removeprefix(SHAPE))
                pen.polygon([(x + dx * big, y + dy * big) for dx, dy in shape], fill="#FFFFFF")
            elif code == CLUSTER:
                pen.ellipse(box, fill=palette.panel)
                _circle(pen, box, size_cluster(100), [(palette.paper, 4.4), (palette.ink, 2.4)])
            elif code == HALO:
                _circle(pen, box, HALO_PX, [(palette.focus, 3.6)])
            else:
                color = palette.muted if code in RINGS else area  # how exact a mark is, or where an area lies
                _circle(pen, box, RINGS.get(code, SPOT_PX), [(palette.paper, 3.6), (color, 1.5)])
            place = {"x": left, "y": line * RING_SIZE, "width": size, "height": size}
            mapping[theme][code] = {**place, "mask": code.startswith(SHAPE)}
    small = picture.resize((width, RING_SIZE * len(PALETTES)), Image.Resampling.LANCZOS)
    data = io.BytesIO()
    small.save(data, "PNG", optimize=True)
    return data.getvalue(), mapping


def outline_text(font: TTFont, text: str, size: float) -> tuple[str, float]:
    """Outline a line of text: its SVG path with the baseline at `BASELINE`, and its width in pixels."""
    glyphs, names, scale = font.getGlyphSet(), font.getBestCmap(), size / font["head"].unitsPerEm
    pen, x = SVGPathPen(glyphs, ntos=lambda number: f"{number:.2f}".rstrip("0").rstrip(".")), 0.0
    for char in text:
        glyph = glyphs[names[ord(char)]]
        glyph.draw(TransformPen(pen, (scale, 0, 0, -scale, x, BASELINE)))
        x += glyph.width * scale
    return pen.getCommands(), x


def draw_title_svg(font: TTFont, lang: str, theme: str) -> str:
    """Draw the atlas's name for the page head as outlines, the same with whatever fonts the reader has."""
    path, width = outline_text(font, TITLES[lang], TITLE_PX)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width + 4:.0f}" height="28" role="img" '
        f'aria-label="{TITLES[lang]}"><path fill="{PALETTES[theme].ink}" d="{path}"/></svg>\n'
    )


def draw_hatch() -> bytes:
    """Draw tiles of diagonal lines and, beside them, a plain field, both to be tinted by the map.

    The map uses the middle tile: what lies round it is what smoothing mixes in at its edges.
    """
    size = 32
    big = size * SUPERSAMPLE
    tile = Image.new("RGBA", (big, big))
    pen = ImageDraw.Draw(tile)
    for shift in (-big, 0, big):
        pen.line([(shift - 8, big + 8), (shift + big + 8, -8)], fill=(0, 0, 0, 255), width=2 * SUPERSAMPLE)
    picture = Image.new("RGBA", (size * 5, size * 3), (0, 0, 0, 255))
    for column in range(3):
        for line in range(3):
            picture.paste(tile.resize((size, size), Image.Resampling.LANCZOS), (column * size, line * size))
    data = io.BytesIO()
    picture.save(data, "PNG", optimize=True)
    return data.getvalue()


def draw_ground_svg(shapes: dict[str, gpd.GeoDataFrame], theme: str) -> str:
    """Draw what lies under the marks in the map's first view, for the moments before the map itself is drawn."""
    snapshot, palette = Snapshot("", {}, {name: shapes[name] for name in GROUND}), PALETTES[theme]
    camera, (wide, high) = camera_on(HOME), WIDE
    window = Window(camera["longitude"], camera["latitude"], camera["zoom"], wide, high)
    neighbours, districts, rivers, outline = ("".join(write_shapes(snapshot, name, window)) for name in GROUND)
    line = {"fill": "none", "stroke": palette.ink}
    drawn = [
        element("path", d=neighbours, fill=palette.neighbour),
        element("path", d=districts, fill=palette.paper, stroke=palette.ink, stroke_opacity="0.4"),
        element("path", d=rivers, fill="none", stroke=palette.water, stroke_opacity="0.7"),
        element("path", d=outline, stroke_opacity="0.8", stroke_width="1.5", **line),
    ]
    size = {"width": wide + 2 * BLEED_PX, "height": high + 2 * BLEED_PX}
    box = f"{-BLEED_PX} {-BLEED_PX} {size['width']} {size['height']}"
    return element("svg", *drawn, xmlns=NAMESPACE, viewBox=box, **size) + "\n"


def read_shapes(data: Path) -> dict[str, gpd.GeoDataFrame]:
    """Read the geometry; add the districts with their names in each language, and Beijing's outline."""
    shapes = {path.stem: gpd.read_file(path) for path in sorted((data / "geo").glob("*.geojson"))}
    areas = pd.read_csv(data / "entities" / "areas.csv", dtype=str, keep_default_na=False).set_index("area_id")
    codes = pd.read_csv(data / "entities" / "codes.csv", dtype=str, keep_default_na=False)
    words = codes[codes["vocabulary"] == "area_kind"].set_index("code")
    districts = shapes["districts"]
    for lang in TITLES:
        # n and s: what the map's tooltip calls the name and the line below it
        kinds = areas["kind_code"].map(words[f"word_{lang}"])
        tips = pd.DataFrame({"n": areas[f"name_{lang}"], "s": kinds})
        shapes[f"districts-{lang}"] = districts[["adcode", "geometry"]].join(tips, on="adcode")
    shapes["districts"] = districts[["adcode", "geometry"]]
    shapes["outline"] = gpd.GeoDataFrame({"id": ["110000"]}, geometry=[districts.union_all()], crs=4326)
    return shapes


def build_files(data: Path) -> tuple[dict[str, bytes], dict[str, dict[str, Any]]]:
    """Make all static files: contents by hashed name, and the manifest."""
    contents: dict[str, bytes] = {}
    names: dict[str, str] = {}

    def add(stem: str, suffix: str, content: bytes) -> None:
        name = f"{stem}-{hashlib.sha256(content).hexdigest()[:10]}.{suffix}"
        contents[name], names[stem] = content, name

    shapes = read_shapes(data)
    for stem, table in shapes.items():
        # .json: browsers and proxies know its type
        add(stem, "json", to_geojson(table).encode())
    codes = pd.read_csv(data / "entities" / "codes.csv", dtype=str, keep_default_na=False)
    marked = codes[codes["vocabulary"].isin(MARKED)]
    marked = marked[marked["marker"] != ""]
    kinds = marked[marked["vocabulary"] == "entity_kind"]
    atlas, mapping = draw_atlas(kinds, marked[marked["vocabulary"] == "area_kind"].tail(1))
    add("marks", "png", atlas)
    bold = TTFont(TITLE_FONT)
    for theme in PALETTES:
        add(f"ground-{theme}", "svg", draw_ground_svg(shapes, theme).encode())
        for lang in TITLES:
            add(f"title-{lang}-{theme}", "svg", draw_title_svg(bold, lang, theme).encode())
        for row in marked.to_dict("records"):
            svg = draw_marker_svg(row["marker"], row[f"color_{theme}"] or PALETTES[theme].muted)
            add(f"mark-{row['code']}-{theme}", "svg", svg.encode())
    add("hatch", "png", draw_hatch())
    return contents, {"files": names, "marks": mapping}


def main() -> None:
    """Write the files, and take away those of an earlier run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / "data")
    parser.add_argument("--out", type=Path, default=ROOT / "static")
    options = parser.parse_args()
    contents, manifest = build_files(options.data)
    named = options.out / "manifest.json"
    before = json.loads(named.read_text(encoding="utf-8"))["files"].values() if named.is_file() else ()
    written = {options.out / name: content for name, content in contents.items()}
    write_files({**written, named: (json.dumps(manifest, indent=1, sort_keys=True) + "\n").encode()})
    for name in {*before} - {*contents}:  # only now does nothing name them
        (options.out / name).unlink(missing_ok=True)
    sys.stdout.write(f"{len(contents)} files in {options.out.name}/\n")


if __name__ == "__main__":
    main()
