"""All that the operator sets, read and judged before the server says that it is ready."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path

from atlas.errors import SettingError
from atlas.language.i18n import mark
from atlas.pictures.credit import APPROVAL
from atlas.store.folder_store import DATA
from components.cached import FOLDER
from components.door.addresses import MOST_PORT, Address, read_address
from components.door.answers import say
from components.door.limits import PREFIX, Limits, name_limit, read_limits, read_number
from components.tiles import GROUND_SETTINGS, NOT_ORIGINS, Ground, is_origin, read_ground

PORT, DEFAULT_PORT = "PORT", 8501
HOSTS = "ATLAS_HOSTS"  # names, beside the loopback ones, under which readers know this server
FRAMED_BY = "ATLAS_FRAMED_BY"  # origins of the pages that may show the atlas inside them
DATA_FOLDER = mark("a folder that holds the folder entities")
HOST_NAMES = mark("names of hosts, each with or without a port, separated by spaces")
MISSPELT = mark("the name {meant}; there is no such setting")
IS_WRONG = mark("expected {expected}")
ALIKE = 0.85  # of 1: names of other programs begin with ATLAS_, too, and are none of ours misspelt


@dataclass(frozen=True)
class Settings:
    """What the operator has set.

    Attributes
    ----------
    port
        Where the server listens on 127.0.0.1.
    data
        Data folder, absolute.
    hosts
        Names under which readers know this server.
    framed_by
        Origins of the pages that may frame the atlas.
    ground
        The ground under the map; None if there is none.
    """

    port: int
    data: Path
    hosts: tuple[Address, ...]
    framed_by: tuple[str, ...]
    ground: Ground | None
    limits: Limits


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; a relative data folder is meant from the working directory.

    Raises
    ------
    SettingError
        If one means nothing.
    """
    _find_slips(environment)
    return Settings(
        port=read_number(PORT, environment.get(PORT, "").strip() or str(DEFAULT_PORT), 1, MOST_PORT),
        data=_read_data_folder(environment),
        hosts=_read_hosts(environment),
        framed_by=_read_origins(environment),
        ground=read_ground(environment),
        limits=read_limits(environment),
    )


def _find_slips(environment: Mapping[str, str]) -> None:
    """Refuse a name that is nearly one of ours: what is meant to guard would silently not be set."""
    known = {FOLDER, HOSTS, FRAMED_BY, *GROUND_SETTINGS, APPROVAL, *(name_limit(one.name) for one in fields(Limits))}
    for name, value in environment.items():
        alike = get_close_matches(name, known, 1, ALIKE) if name.startswith(PREFIX) and name not in known else []
        if alike:
            raise SettingError(name, value, MISSPELT, meant=alike[0])


def _read_data_folder(environment: Mapping[str, str]) -> Path:
    text = environment.get(FOLDER, "")
    folder = (Path(text) if text else DATA).absolute()
    if not (folder / "entities").is_dir():
        raise SettingError(FOLDER, text, DATA_FOLDER)
    return folder


def _read_hosts(environment: Mapping[str, str]) -> tuple[Address, ...]:
    text = environment.get(HOSTS, "")
    found = [read_address(name) for name in text.split()]
    if None in found:
        raise SettingError(HOSTS, text, HOST_NAMES)
    return tuple(one for one in found if one)


def _read_origins(environment: Mapping[str, str]) -> tuple[str, ...]:
    text = environment.get(FRAMED_BY, "")
    if not all(map(is_origin, text.split())):
        raise SettingError(FRAMED_BY, text, NOT_ORIGINS)
    return tuple(text.split())


def explain(error: SettingError) -> str:
    """Say in one line, in every language, which setting is wrong, its value and what is expected."""
    expected = say(error.expected, **error.values)
    said = [line.format(expected=text) for line, text in zip(say(IS_WRONG), expected, strict=True)]
    return f"{error.name}={error.value!r}: {' / '.join(said)}"
