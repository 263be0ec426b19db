"""See that the system gives as many descriptors as the limits promise connections."""

import sys

from atlas.errors import SettingError
from atlas.language.i18n import mark
from components.door.connections import BACKLOG
from components.door.limits import Limits, name_limit

OWN = 64  # descriptors of the server itself: files, pipes, the loop
SCRIPT = 3  # of a session beside its connections: the event loop that Streamlit makes for its script
KEPT = 128  # sessions that Streamlit keeps for two minutes after their connection is lost
TOO_MANY = mark("no more than {most}, as the system gives {given} descriptors (ulimit -n)")


def make_room(limits: Limits) -> None:
    """Ask the system for the descriptors; `SettingError` if it does not give as many.

    Without this the server would accept no connection at all once they are used up.
    """
    if sys.platform == "win32":
        return  # no such limit
    import resource  # noqa: PLC0415 - not there on Windows

    fixed = SCRIPT * KEPT + 2 * BACKLOG + OWN
    needed = limits.connections + SCRIPT * limits.sessions + fixed
    given, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if given >= needed or given == resource.RLIM_INFINITY:
        return
    if most != resource.RLIM_INFINITY and most < needed:
        fits = max(0, most - fixed) // (limits.connections_per_session + SCRIPT)
        raise SettingError(name_limit("sessions"), str(limits.sessions), TOO_MANY, most=fits, given=most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (needed, most))
