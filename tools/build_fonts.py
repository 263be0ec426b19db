"""Write static/fonts: the characters that the atlas needs of Noto Sans SC, for the server and for the browser.

Run `make fonts` when a text uses a character that a test misses. The server draws pictures with the
OpenType files; the browser fetches the first half, and the second only for a character in it.
The same fonts and texts give the same bytes. Terms: static/fonts/OFL.txt.
"""

import argparse
import hashlib
import io
import sys
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

from atlas.write_file import write_files
from components.signs.static_files import URL

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "static" / "fonts"
INSTALLED = Path("/usr/share/fonts/opentype/noto")  # where Debian's fonts-noto-cjk lies
FACE, FAMILY = "Noto Sans CJK SC", "Noto Sans SC"
# style -> (file, its SHA-256, the CSS weights that it serves)
STYLES = {
    "Regular": (
        "NotoSansCJK-Regular.ttc",
        "b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a",
        "100 500",
    ),
    "Bold": ("NotoSansCJK-Bold.ttc", "faa5f3656a78b2e2d450d27fe8382c778bc2b6bb5ea29c986664a6a435056ceb", "600 900"),
}
SHOWN = ("app.py", "atlas/**/*.py", "components/**/*.py", "pages/**/*.py", "static/*.css")
PRINTED = ("data/**/*.csv", "data/**/*.geojson", "locale/**/*.po")
HAN = range(0x4E00, 0xA000)
# rows of GB 2312: signs, numerals, full-width forms, Greek, letters of pinyin with their tones
SIGN_ROWS = {1: 94, 2: 94, 3: 94, 6: 94, 8: 32}
LEVEL_1_ROWS = range(16, 56)
SIGNS = "–—‘’“”…‰′″‹›€™→←↑↓↗↘≈≠≤≥−·•●○■□▲△▼▽◆◇★☆✓"
THIN_SPACES = "\u2009\u202f"  # in English thousands; the face has none
FEATURES = ["kern", "tnum", "mark", "ccmp"]


def _gb_row(row: int, cells: int = 94) -> str:
    """Give the characters of one row of GB 2312."""
    pairs = bytes(byte for cell in range(1, cells + 1) for byte in (row + 0xA0, cell + 0xA0))
    return pairs.decode("gb2312", errors="ignore")


def list_level_1() -> set[str]:
    """List the 3,755 Han characters of GB 2312 level 1: what everyday Chinese is written with."""
    return {char for row in LEVEL_1_ROWS for char in _gb_row(row)}


def read_characters(patterns: Iterable[str]) -> set[str]:
    """Read every printable character of some files of the atlas."""
    texts = (path.read_text(encoding="utf-8") for pattern in patterns for path in ROOT.glob(pattern))
    return {char for text in texts for char in set(text) if char.isprintable()}


def choose_characters() -> tuple[set[str], set[str]]:
    """Choose what the browser fetches at once: all that the screen shows today and all signs; and the rest."""
    latin = {chr(code) for code in [*range(0x20, 0x7F), *range(0xA0, 0x100)]}
    signs = {char for row, cells in SIGN_ROWS.items() for char in _gb_row(row, cells)}
    first = read_characters((*SHOWN, *PRINTED)) | latin | signs | set(SIGNS + THIN_SPACES)
    return first, list_level_1() - first


def read_face(folder: Path, style: str) -> TTFont:
    """Open the Simplified Chinese face of one style; `SystemExit` if the file is not the one expected."""
    name, digest, _ = STYLES[style]
    path = folder / name
    if not path.is_file():
        message = f"{path} is missing. On Debian: apt-get install fonts-noto-cjk"
        raise SystemExit(message)
    data = path.read_bytes()
    if (found := hashlib.sha256(data).hexdigest()) != digest:
        message = f"{name}: SHA-256 is {found}, expected {digest}"
        raise SystemExit(message)
    names = [font["name"].getDebugName(1) for font in TTCollection(io.BytesIO(data), lazy=True)]
    # the time of writing would change the bytes
    font = TTFont(io.BytesIO(data), fontNumber=names.index(FACE), recalcTimestamp=False)
    for table in font["cmap"].tables:
        if table.isUnicode() and ord(" ") in table.cmap:
            # the face's space is 0.22 em: narrow enough, and better than a box in a picture
            table.cmap.update(dict.fromkeys(map(ord, THIN_SPACES), table.cmap[ord(" ")]))
    return font


def _rename(font: TTFont, style: str) -> None:
    """Name the subset as the atlas asks for it; copyright, trademark and licence stay."""
    postscript, full = f"NotoSansSC-{style}", FAMILY if style == "Regular" else f"{FAMILY} {style}"
    names = {1: FAMILY, 2: style, 3: f"2.004;subset;{postscript}", 4: full, 6: postscript}
    font["name"].names = [record for record in font["name"].names if record.nameID in (0, 5, 7, 13, 14)]
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    table = font["CFF "].cff
    table.fontNames = [postscript]
    table[0].FamilyName, table[0].FullName = FAMILY, full


def cut_font(font: TTFont, style: str, characters: set[str], flavor: str | None) -> bytes:
    """Cut a font down to some characters; without hints, which no screen of today needs."""
    options = Options()
    options.hinting, options.layout_features = False, FEATURES
    options.name_IDs, options.name_languages = ["*"], [0x409]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(map(ord, characters)))
    subsetter.subset(font)
    _rename(font, style)
    font.flavor = flavor
    data = io.BytesIO()
    font.save(data)
    return data.getvalue()


def write_ranges(characters: Iterable[str]) -> str:
    """Write characters as the ranges of CSS."""
    codes = sorted(map(ord, characters))
    breaks = [None, *(pair for pair in pairwise(codes) if pair[1] != pair[0] + 1), None]
    starts = [pair[1] if pair else codes[0] for pair in breaks[:-1]]
    ends = [pair[0] if pair else codes[-1] for pair in breaks[1:]]
    return ", ".join(
        f"U+{start:X}" if start == end else f"U+{start:X}-{end:X}" for start, end in zip(starts, ends, strict=True)
    )


def write_rule(name: str, style: str, ranges: str) -> str:
    """Write the CSS rule of one file."""
    return (
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {STYLES[style][2]}; font-display: swap;\n'
        f'  src: url("{URL}fonts/{name}") format("woff2"); unicode-range: {ranges}; }}\n'
    )


def build_files(folder: Path) -> dict[str, bytes]:
    """Make all files: the contents by name."""
    first, rest = choose_characters()
    contents: dict[str, bytes] = {}
    rules = ["/* Written by tools/build_fonts.py. A later rule goes before an earlier one. */\n"]
    for style in STYLES:
        contents[f"NotoSansSC-{style}.otf"] = cut_font(read_face(folder, style), style, first | rest, None)
    for part, characters, ranges in (
        ("rest", rest, f"U+{HAN.start:X}-{HAN.stop - 1:X}"),
        ("screen", first, write_ranges(first)),
    ):
        for style in STYLES:
            data = cut_font(read_face(folder, style), style, characters, "woff2")
            name = f"{part}-{style.lower()}-{hashlib.sha256(data).hexdigest()[:10]}.woff2"
            contents[name] = data
            rules.append(write_rule(name, style, ranges))
    sheet = "".join(rules).encode()
    contents[f"faces-{hashlib.sha256(sheet).hexdigest()[:10]}.css"] = sheet
    return contents


def main() -> None:
    """Write the files, and take away those of an earlier run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fonts", type=Path, default=INSTALLED, help="folder with the files of fonts-noto-cjk")
    options = parser.parse_args()
    contents = build_files(options.fonts)
    written = {OUT / name: content for name, content in contents.items()}
    write_files(written)
    for path in {*OUT.glob("*.woff2"), *OUT.glob("*.css")} - {*written}:
        path.unlink()
    for name, content in contents.items():
        sys.stdout.write(f"{name}: {len(content):,} bytes\n")


if __name__ == "__main__":
    main()
