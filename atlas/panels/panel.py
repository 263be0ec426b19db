"""What every panel has: a title, what to know of it, and what stands behind it."""

from dataclasses import dataclass

from atlas.panels.evidence import Evidence

NO_EVIDENCE = Evidence()


@dataclass(frozen=True, eq=False, kw_only=True)
class Panel:
    """What a panel says in one language, as plain text: page, picture, slide and command line draw the same.

    Attributes
    ----------
    title
        States what the panel shows.
    notes
        How it is to be read, and what it cannot show; where it shows nothing, why, and what to do.
    evidence
        What stands behind the panel as a whole.
    sources
        Documents of what its parts say, where these have evidence of their own.
    """

    title: str
    notes: tuple[str, ...] = ()
    evidence: Evidence = NO_EVIDENCE
    sources: frozenset[str] = frozenset()

    @property
    def note(self) -> str:
        """The notes as one text."""
        return " ".join(self.notes)

    @property
    def source_ids(self) -> frozenset[str]:
        """Every document that the panel rests on."""
        return self.evidence.source_ids | self.sources
