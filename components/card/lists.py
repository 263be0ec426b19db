"""The lists of a card as HTML: figures, pipelines, relations, policies, events, ranks and disagreements."""

from atlas.panels.card_lists import CardList
from components.render import render


def write_list(listed: CardList | None, *, has_proofs: bool = False) -> str:
    """Write a list as HTML; blank where there is none.

    Parameters
    ----------
    has_proofs
        Whether each line opens its own proof; a narrow card has one note for all of them.
    """
    return "" if listed is None else render("card_list.html", listed=listed, has_proofs=has_proofs)
