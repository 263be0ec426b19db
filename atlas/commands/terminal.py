"""Speak to whoever started the command: in any encoding, and quietly to the end when nobody listens any longer.

This module imports nothing slow, so that Ctrl-C is quiet while the rest of the atlas is still being imported.
"""

import errno
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

# what the shell reports of a program that a signal ended: 128 and the signal's number
INTERRUPTED = 128 + 2
NOBODY_LISTENS = 128 + 13
UNSAID = 1  # the disk that the answer goes to is full
# what moves the cursor, colours or turns round the text, and halves of signs; a line is one line
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")


class OutputLost(Exception):
    """What is said cannot be written; `is_pipe` where the reader has gone."""

    def __init__(self, error: OSError) -> None:
        self.error, self.is_pipe = error, error.errno == errno.EPIPE
        super().__init__(str(error))


def say(line: str) -> None:
    """Say a line of the answer."""
    _write(sys.stdout, line)


def warn(line: str) -> None:
    """Say a line about the answer, or why there is none."""
    _write(sys.stderr, line)


def _write(stream: TextIO | None, line: str) -> None:
    if stream is None:  # closed by whoever started the command
        return
    shown = UNSEEN.sub(lambda sign: sign[0].encode("unicode_escape").decode(), line)
    try:
        stream.write(f"{shown}\n")
    except OSError as error:
        raise OutputLost(error) from error


def finish_speaking() -> None:
    """Bring out all that was said; `OutputLost` if that cannot be."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            try:
                stream.flush()
            except OSError as error:
                raise OutputLost(error) from error


def prepare_streams() -> None:
    """Let signs that the terminal's encoding lacks come as their code point instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


@contextmanager
def ending_at_once() -> Iterator[None]:
    """Let Ctrl-C end the process without a word: an import that is interrupted prints where it was."""
    # somebody who runs the command in the background has Ctrl-C ignored
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def end_quietly(run: Callable[[], int]) -> int:
    """Run a command; Ctrl-C and a reader who has gone end it without a word, with the code that shells know."""
    try:
        code = run()
        finish_speaking()
    except KeyboardInterrupt:
        stop_speaking()
        return INTERRUPTED
    except OutputLost as lost:
        stop_speaking()
        return NOBODY_LISTENS if lost.is_pipe else UNSAID
    return code


def stop_speaking() -> None:
    """Drop what was not yet brought out: else the interpreter tries once more and complains."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # it may be no file at all
            stream.flush()
            continue
        with suppress(OSError, ValueError, AttributeError):
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
