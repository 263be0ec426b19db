"""See that the system gives as many descriptors as the limits promise connections."""

import sys

from atlas.errors import SettingError
from atlas.i18n import mark
from components.door.connections import BACKLOG
from components.door.limits import Limits, name_limit

OWN = 64  # descriptors of the server itself: files, pipes, the loop
TOO_FEW = mark("with {sessions} sessions no more than {most}: the system gives {given} descriptors (ulimit -n)")


def make_room(limits: Limits) -> None:
    """Ask the system for the descriptors; `SettingError` if it does not give as many.

    Without this the server would accept no connection at all once they are used up.
    """
    if sys.platform == "win32":
        return  # no such limit
    import resource  # noqa: PLC0415 - not there on Windows

    needed = limits.connections + 2 * BACKLOG + OWN
    given, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if given >= needed or given == resource.RLIM_INFINITY:
        return
    if most != resource.RLIM_INFINITY and most < needed:
        allowed = max(0, most - 2 * BACKLOG - OWN) // limits.sessions
        name = name_limit("connections_per_session")
        raise SettingError(
            name, str(limits.connections_per_session), TOO_FEW, sessions=limits.sessions, most=allowed, given=most
        )
    resource.setrlimit(resource.RLIMIT_NOFILE, (needed, most))
