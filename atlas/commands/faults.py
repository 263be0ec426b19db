"""Say on the command line what went wrong, in the reader's language: what, where, and how to mend it."""

import errno
from collections.abc import Sequence
from pathlib import Path

from atlas.commands.terminal import say, warn
from atlas.errors import AtlasError, Problem
from atlas.language.i18n import mark, translate
from atlas.write_file import NotOrdinary, write_file

VALUE_MAX = 60  # characters of a value that are shown
REASONS = {
    errno.ENOSPC: mark("the disk is full"),
    errno.EDQUOT: mark("your share of the disk is used up"),
    errno.EFBIG: mark("the file would be larger than is allowed here"),
    errno.EACCES: mark("you have no permission"),
    errno.EPERM: mark("you have no permission"),
    errno.EROFS: mark("the disk can only be read"),
    errno.ENOENT: mark("there is no such file or folder"),
    errno.ENOTDIR: mark("a part of the path is no folder"),
    errno.EISDIR: mark("it is a folder"),
    errno.ENAMETOOLONG: mark("the name is too long"),
    errno.ELOOP: mark("links lead in a circle"),
    errno.EIO: mark("the disk has a fault"),
}
OBSTACLES = {
    "link": mark("{file} is a link. Nothing was written; name the file that it leads to."),
    "folder": mark("{file} is a folder. Nothing was written; name a file in it."),
    "other": mark("{file} is a device or a pipe. Nothing was written; name an ordinary file."),
}


class WrongRequest(AtlasError):
    """The command asks for what there is not; its arguments are lines in the reader's language."""


class NotWritten(AtlasError):
    """A file could not be written; the message is in the reader's language."""


def say_reason(error: OSError, lang: str) -> str:
    """Say why the system refused; in its own words where ours have none."""
    known = REASONS.get(error.errno or 0)
    return translate(lang, known) if known else error.strerror or str(error)


def say_problem(problem: Problem, lang: str) -> str:
    """Say a problem in a line: file, row, column, value, the row's key, what is wrong, and how to mend it."""
    what, remedy = (translate(lang, text) for text in problem.texts)
    value = repr(shorten(problem.value)) if problem.value is not None else ""
    place = [problem.file, str(problem.row or ""), problem.column or "", value]
    key = f" ({problem.key})" if problem.key else ""
    return f"{' : '.join(part for part in place if part)}{key} - {what.format(detail=shorten(problem.detail))} {remedy}"


def shorten(text: str) -> str:
    """Cut a text that would fill the screen."""
    return text if len(text) <= VALUE_MAX * 4 else f"{text[:VALUE_MAX]}…"


def say_problems(problems: Sequence[Problem], lang: str) -> None:
    """Say every problem as the command's answer, and how many there are."""
    for problem in problems:
        say(say_problem(problem, lang))
    say(translate(lang, "{count} problems found.", count=len(problems)))


def warn_of_problems(problems: Sequence[Problem], lang: str, most: int = 10) -> None:
    """Say why data cannot be used: the first problems, how many there are, and what lists them all."""
    for problem in problems[:most]:
        warn(say_problem(problem, lang))
    warn(translate(lang, "{count} problems found.", count=len(problems)))
    if len(problems) > most:
        warn(translate(lang, "For all of them: {command}", command="python -m atlas validate"))


def write_output(path: Path, content: bytes, lang: str) -> None:
    """Write a command's file whole or not at all.

    Raises
    ------
    WrongRequest
        If the place is taken by what is no ordinary file.
    NotWritten
        If the system refuses.
    """
    try:
        write_file(path, content)
    except NotOrdinary as error:
        raise WrongRequest(say_obstacle(error, lang)) from error
    except OSError as error:
        raise NotWritten(say_refusal(path, error, lang)) from error


def say_obstacle(error: NotOrdinary, lang: str) -> str:
    """Say what stands where a file should go."""
    return translate(lang, OBSTACLES[error.kind], file=error.path)


def say_refusal(path: Path, error: OSError, lang: str) -> str:
    """Say why a file cannot be written."""
    return translate(lang, "{file} cannot be written: {reason}", file=path, reason=say_reason(error, lang))
