"""Codes and their words, order, colours and marks, as `codes.csv` gives them."""

from collections.abc import Hashable, Sequence
from typing import Any

import pandas as pd

from atlas.errors import UnknownCode
from atlas.store.schema import GROUPS
from atlas.style.palette import PALETTES

NOT_STATED = "not_stated"  # the code, in any vocabulary, of what a source leaves open


class Vocabulary:
    """Look-ups over `codes.csv`."""

    def __init__(self, codes: pd.DataFrame) -> None:
        ordered = codes.sort_values(["vocabulary", "order"], kind="stable")
        self._rows: dict[tuple[str, str], dict[Hashable, object]] = {
            (row["vocabulary"], row["code"]): row for row in ordered.to_dict("records")
        }
        self._in_role: dict[str, list[str]] = {}
        for code, roles in zip(ordered["code"], ordered["roles"], strict=True):
            for role in roles:
                self._in_role.setdefault(role, []).append(code)
        self._codes = ordered.groupby("vocabulary", sort=False)["code"].agg(list).to_dict()

    def codes(self, vocabulary: str) -> list[str]:
        """List the codes of a vocabulary, in order; none if there is no such vocabulary."""
        return self._codes.get(vocabulary, [])

    def row(self, vocabulary: str, code: str) -> dict[Hashable, object]:
        """Find one code's row; `UnknownCode` if there is none."""
        try:
            return self._rows[vocabulary, code]
        except KeyError:
            raise UnknownCode(vocabulary, code) from None

    def word(self, vocabulary: str, code: str, lang: str) -> str:
        """Say a code in a language; a blank code stays blank."""
        return str(self.row(vocabulary, code)[f"word_{lang}"]) if code else ""

    def unit(self, code: str, value: float, lang: str) -> str:
        """Say a unit as it follows a figure: 1 firm, 2 firms."""
        one = str(self.row("unit", code)[f"word_one_{lang}"]) if value == 1 and code else ""
        return one or self.word("unit", code, lang)

    def note(self, vocabulary: str, code: str, lang: str) -> str:
        """Say what a code means here; blank where that is plain."""
        return str(self.row(vocabulary, code)[f"note_{lang}"])

    def applies(self, vocabulary: str, code: str, column: str) -> bool:
        """Tell whether a column makes sense for what a code names; if not, a blank there is no fact that is missing."""
        inapplicable: Any = self.row(vocabulary, code)["inapplicable"] if code else ()
        return column not in inapplicable

    def color(self, vocabulary: str, code: str, theme: str) -> str:
        """Give a code's colour in a theme (`light` or `dark`), `#RRGGBB`; a neutral one where none is given."""
        return str(self.row(vocabulary, code)[f"color_{theme}"]) or PALETTES[theme].muted

    def marker(self, vocabulary: str, code: str) -> str:
        """Give the shape of a code's mark; a blank code has none."""
        return str(self.row(vocabulary, code)["marker"]) if code else ""

    def fill(self, vocabulary: str, code: str) -> str:
        """Tell how a bar or span of a code is drawn: `solid`, `light`, `outlined`; a blank code has none."""
        return str(self.row(vocabulary, code)["fill"]) if code else ""

    def list_in_role(self, role: str) -> list[str]:
        """List the codes that have a role of `ROLES`, in order."""
        return self._in_role.get(role, [])

    def find_in_role(self, role: str) -> str:
        """Find the code that has a sole role."""
        (code,) = self.list_in_role(role)
        return code

    def parent(self, vocabulary: str, code: str) -> str:
        """Give the broader code; blank if there is none."""
        return str(self.row(vocabulary, code)["parent_code"]) if code else ""

    def climb(self, vocabulary: str, code: str) -> tuple[str, ...]:
        """Give a code and all that are broader, the narrowest first; a blank code has none."""
        found = []
        while code:
            found.append(code)
            broader = self.parent(vocabulary, code)
            if broader not in self.codes(vocabulary):
                vocabulary = GROUPS.get(vocabulary, vocabulary)
            code = broader
        return tuple(found)

    def list_tree(self, vocabularies: Sequence[str]) -> list[tuple[str, str]]:
        """List vocabulary and code of all codes of some vocabularies, the broadest first: each right after its broader.

        A code of a later vocabulary whose broader one is not there stands at the end; no vocabularies have none.
        """
        pairs = [(vocabulary, code) for vocabulary in vocabularies[:1] for code in self.codes(vocabulary)]
        for vocabulary in vocabularies[1:]:
            for code in reversed(self.codes(vocabulary)):
                above = [place for place, pair in enumerate(pairs) if pair[1] == self.parent(vocabulary, code)]
                pairs.insert(above[-1] + 1 if above else len(pairs), (vocabulary, code))
        return pairs
