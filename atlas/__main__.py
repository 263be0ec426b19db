"""Start the command line of `atlas.commands`: `python -m atlas --help`."""

import signal
import sys

from atlas.commands.terminal import end_quietly, ending_at_once, prepare_streams


def main() -> int:
    """Run one command; 0 if all is well, 1 if something was found, 2 if what is asked for cannot be understood."""
    prepare_streams()
    with ending_at_once():
        from atlas.commands.arguments import run_command  # noqa: PLC0415 - takes two seconds; Ctrl-C is quiet meanwhile
    return end_quietly(lambda: run_command(sys.argv[1:]))


if __name__ == "__main__":
    code = main()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # all is done: Ctrl-C while the interpreter clears up is quiet, too
    sys.exit(code)
