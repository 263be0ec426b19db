"""Close the ways by which Streamlit would ask an outside host for this machine's address."""

from streamlit import net_util

HERE = "127.0.0.1"


def _find_no_external_ip() -> None:
    """Stand for a request to an outside host, which blocks the event loop until it is answered."""


def _find_internal_ip() -> str:
    """Stand for a socket that is connected to an outside address to learn its own."""
    return HERE


def stay_inside() -> None:
    """Put these in place of Streamlit's own; the door lets nothing come so far, this holds when it is rebuilt."""
    net_util.get_external_ip = _find_no_external_ip
    net_util.get_internal_ip = _find_internal_ip
