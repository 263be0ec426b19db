"""Colours of the map and the charts in both themes, as the look draws them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """One theme's colours, `#RRGGBB`; `steps` run from least to most."""

    paper: str
    panel: str
    ink: str
    muted: str
    neighbour: str
    water: str
    company: str
    platform: str
    area: str
    area_name: str  # the same colour, dark enough to be read
    focus: str
    steps: tuple[str, ...]


PALETTES = {
    "light": Palette(
        paper="#FAF9F6",
        panel="#FFFFFF",
        ink="#1C2733",
        muted="#5B6875",
        neighbour="#EBE9E3",
        water="#8FB3CC",
        company="#0072B2",
        platform="#D55E00",
        area="#B08900",
        area_name="#775D00",
        focus="#C2185B",
        steps=("#F1F5F9", "#DCE7F1", "#C7D8E8", "#B1CAE0", "#9ABBD8"),
    ),
    "dark": Palette(
        paper="#0E1A27",
        panel="#152434",
        ink="#EAF0F6",
        muted="#9FB0C0",
        neighbour="#0A121B",
        water="#2E5570",
        company="#56B4E9",
        platform="#F0914B",
        area="#E0B83C",
        area_name="#E0B83C",
        focus="#FF5FA2",
        steps=("#1B2D40", "#223852", "#284361", "#2F4E6E", "#35587A"),
    ),
}
