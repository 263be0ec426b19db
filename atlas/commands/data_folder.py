"""Which data folder a command works on, and what is wrong with one that is none."""

import os
from pathlib import Path

from atlas.commands.faults import WrongRequest, say_reason
from atlas.language.i18n import mark, translate
from atlas.store.files import PATHS
from atlas.store.folder_store import DATA

SETTING = "ATLAS_DATA"
OPTION = "--data"


def choose_folder(asked: str | None, lang: str) -> Path:
    """Choose the folder that the option names, else the setting, else the atlas's own.

    A relative one starts where the command was given.

    Raises
    ------
    WrongRequest
        If there is no such folder, or it holds no data of the atlas; names who asked for it.
    """
    named = os.environ.get(SETTING, "")
    folder = Path(asked) if asked is not None else Path(named) if named else DATA
    setting = OPTION if asked is not None else SETTING if named else OPTION
    parts = {Path(place).parent for place in PATHS.values()}
    try:
        is_there, is_folder = folder.exists(), folder.is_dir()
        is_ours = is_folder and any((folder / part).is_dir() for part in parts)
    except OSError as error:
        text = mark("{setting}: the folder {folder} cannot be read: {reason}")
        reason = say_reason(error, lang)
        raise WrongRequest(translate(lang, text, setting=setting, folder=folder, reason=reason)) from error
    if is_ours:
        return folder
    if not is_there:
        text = mark("{setting}: there is no folder {folder}. Name the folder that holds the data.")
    elif not is_folder:
        text = mark("{setting}: {folder} is no folder. Name the folder that holds the data.")
    else:
        text = mark("{setting}: the folder {folder} holds no data of the atlas: {parts} are missing.")
    names = ", ".join(f"{part}/" for part in sorted(parts))
    raise WrongRequest(translate(lang, text, setting=setting, folder=folder, parts=names))
