"""When a count is zero and when it is not disclosed."""


def count_known(named: int, fits: int, may_fit: int) -> int | None:
    """Count who fits, if that is known: the one rule of the map's fill and of the comparison.

    Parameters
    ----------
    named
        How many the documents name, whatever is chosen.
    fits, may_fit
        How many of them surely fit, and how many fit or may fit (`find_possible`).

    Returns
    -------
    count
        Zero only where the documents name somebody and state of each what rules them out. None (not
        disclosed) where they name nobody, or where nobody surely fits but somebody may.
    """
    return None if not named or (may_fit and not fits) else fits
