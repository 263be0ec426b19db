"""Read what is asked on the command line, run it, and say in the reader's language what cannot be done."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from typing import NoReturn

from atlas.commands import datapackage, export, validate, verify_sources
from atlas.commands.data_folder import OPTION, choose_folder
from atlas.commands.faults import NotWritten, WrongRequest, say_reason, warn_of_problems
from atlas.commands.terminal import OutputLost, finish_speaking, stop_speaking, warn
from atlas.errors import DataError
from atlas.language.i18n import LANGUAGES, mark, translate

PROGRAM = "python -m atlas"
FOUND, WRONG = 1, 2  # exit codes: something is not as it should be; what is asked for cannot be understood
LANG = "--lang"
COMMANDS = {
    "validate": (mark("check all tables"), validate),
    "verify-sources": (mark("look for every as_printed in the documents"), verify_sources),
    "datapackage": (mark("write data/datapackage.json"), datapackage),
    "export": (mark("write a table or the map, as a selection leaves it, to a file"), export),
}
# what argparse says by itself
WORDS = (
    mark("usage: "),
    mark("positional arguments"),
    mark("options"),
    mark("show this help message and exit"),
    mark("argument %(argument_name)s: %(message)s"),
    mark("expected one argument"),
    mark("invalid choice: %(value)r (choose from %(choices)s)"),
    mark("the following arguments are required: %s"),
    mark("unrecognized arguments: %s"),
    mark("ambiguous option: %(option)s could match %(matches)s"),
    mark("ignored explicit argument %r"),
)


class _Parser(argparse.ArgumentParser):
    """Says in a line what is not understood, and where help is."""

    def __init__(self, *, lang: str, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]  # as argparse declares them
        self.lang = lang

    def error(self, message: str) -> NoReturn:
        text = mark("Not understood: {reason}. Help: {command} --help")
        warn(translate(self.lang, text, reason=message, command=self.prog))
        raise SystemExit(WRONG)


@contextmanager
def _speaking(lang: str) -> Iterator[None]:
    """Let argparse say its own words in a language: it asks a function named `_` for each."""
    before = vars(argparse)["_"]
    vars(argparse)["_"] = partial(translate, lang)
    try:
        yield
    finally:
        vars(argparse)["_"] = before


def find_language(words: Sequence[str]) -> str:
    """Find the language in which to say what is wrong with the words themselves."""
    given = [after for word, after in pairwise(words) if word == LANG]
    given += [word.partition("=")[2] for word in words if word.startswith(f"{LANG}=")]
    return next((one for one in given if one in LANGUAGES), LANGUAGES[0])


def build_parser(lang: str) -> argparse.ArgumentParser:
    """Build the parser of all commands; language and data folder may stand before or after the command."""

    def share(parser: argparse.ArgumentParser, *, is_first: bool) -> None:
        unset = None if is_first else argparse.SUPPRESS  # then the word before the command holds
        parser.add_argument(OPTION, default=unset, help=translate(lang, "the data folder"))
        about = translate(lang, "language of messages, names and words")
        parser.add_argument(LANG, choices=LANGUAGES, default=unset, help=about)

    about = mark("Validate the data, verify it against the documents, take tables away, write the data package.")
    parser = _Parser(lang=lang, prog=PROGRAM, description=translate(lang, about))
    share(parser, is_first=True)
    commands = parser.add_subparsers(dest="command", metavar="command", parser_class=partial(_Parser, lang=lang))  # type: ignore[call-overload]  # a class but for the language
    for name, (title, module) in COMMANDS.items():
        command = commands.add_parser(name, help=translate(lang, title), description=translate(lang, title))
        share(command, is_first=False)
        module.add_arguments(command, lang)
        command.set_defaults(run=module.run)
    return parser


def run_command(words: Sequence[str]) -> int:
    """Run one command; 0 if all is well, 1 if something was found, 2 if what is asked for cannot be understood."""
    lang = find_language(words)
    try:
        code = _understand(words, lang)
        finish_speaking()
    except OutputLost as lost:
        if lost.is_pipe:
            raise
        stop_speaking()
        warn(translate(lang, "The answer cannot be written: {reason}", reason=say_reason(lost.error, lang)))
        return FOUND
    return code


def _understand(words: Sequence[str], lang: str) -> int:
    with _speaking(lang):
        try:
            options = build_parser(lang).parse_args(words)
        except SystemExit as end:  # help was asked for, or what is asked for was not understood
            return int(end.code or 0)
    options.lang = options.lang or LANGUAGES[0]
    if not options.command:
        text = mark("Name a command: {commands}. Help: {command} --help")
        warn(translate(lang, text, commands=", ".join(COMMANDS), command=PROGRAM))
        return WRONG
    return _answer(partial(_run, options), options.lang)


def _run(options: argparse.Namespace) -> int:
    options.data = choose_folder(options.data, options.lang)
    return int(options.run(options))


def _answer(run: Callable[[], int], lang: str) -> int:
    """Run a command and say what ends it; whatever else happens is a fault of the atlas itself."""
    try:
        return run()
    except WrongRequest as error:
        for line in error.args:
            warn(line)
        return WRONG
    except NotWritten as error:
        warn(str(error))
    except DataError as error:
        warn_of_problems(error.problems, lang)
    except OSError as error:
        text = mark("{file} cannot be read: {reason}")
        warn(translate(lang, text, file=error.filename or "", reason=say_reason(error, lang)))
    return FOUND
