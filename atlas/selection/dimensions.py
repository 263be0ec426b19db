"""The dimensions of choice, one entry each: facets, URL, counts, exports and what blanks leave open follow from it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from atlas.language.i18n import mark
from atlas.store.memory import remember
from atlas.store.snapshot import BEIJING, Mask, Snapshot

FEW = 32  # dimensions whose values are kept for a snapshot
Values = Sequence[Collection[str]]


@dataclass(frozen=True)
class Dimension:
    """One way to narrow the organisations.

    Attributes
    ----------
    title
        What its facet is called, in English.
    find_values
        Gives the values that each of the snapshot's `entities` has, in their order.
    list_known
        Gives all values that there are, in the order in which they are offered.
    say
        Says a value in a language, as plain text.
    vocabularies
        Vocabularies of the values, the broadest first; a broader code is left open by who has it alone. None where
        the values are no codes.
    column
        Column of an entity that states it: a kind that it does not apply to has no value. Blank for what every
        kind has.
    is_place
        Whether the values are areas: who is known to be in a wider one may be there.
    mentioned
        Column of `mentions` in which a value may be named for an area or group, though for no organisation.
    is_typed
        Whether its words are offered as a filter to who types them into the search box.
    """

    title: str
    find_values: Callable[[Snapshot], Values]
    list_known: Callable[[Snapshot], list[str]]
    say: Callable[[Snapshot, str, str], str]
    vocabularies: tuple[str, ...] = ()
    column: str = ""
    is_place: bool = False
    mentioned: str = ""
    is_typed: bool = False


def _of_codes(
    title: str,
    vocabularies: tuple[str, ...],
    find_values: Callable[[Snapshot], Values],
    *,
    column: str = "",
    mentioned: str = "",
    is_typed: bool = False,
) -> Dimension:
    """Make a dimension whose values are the codes of one vocabulary, or of several, the broadest first."""
    return Dimension(
        title,
        find_values,
        lambda snapshot: [code for _, code in snapshot.vocabulary.list_tree(vocabularies)],
        lambda snapshot, value, lang: _say_code(snapshot, vocabularies, value, lang),
        vocabularies=vocabularies,
        column=column,
        mentioned=mentioned,
        is_typed=is_typed,
    )


def _say_code(snapshot: Snapshot, vocabularies: tuple[str, ...], value: str, lang: str) -> str:
    """Say a code of the first vocabulary that has it; `UnknownCode` if none has."""
    *_, last = vocabularies
    own = (one for one in vocabularies if value in snapshot.vocabulary.codes(one))
    return snapshot.vocabulary.word(next(own, last), value, lang)


def _of_areas(title: str, role: str) -> Dimension:
    """Make a dimension whose values are areas of the kinds with a role."""
    return Dimension(
        title,
        lambda snapshot: list(snapshot.entities["area_ids"]),
        lambda snapshot: _list_areas(snapshot, role),
        lambda snapshot, value, lang: snapshot.name(value, lang),
        is_place=True,
    )


def _list_areas(snapshot: Snapshot, role: str) -> list[str]:
    areas = beijing_areas(snapshot)
    return list(areas.loc[areas["kind_code"].isin(snapshot.vocabulary.list_in_role(role)), "area_id"])


def _find_kinds(snapshot: Snapshot) -> Values:
    entities = snapshot.entities
    return [{kind, own} - {""} for kind, own in zip(entities["kind_code"], entities["subkind_code"], strict=True)]


def _find_steps(snapshot: Snapshot) -> Values:
    climb = snapshot.vocabulary.climb
    return [climb("chain_step", code) for code in snapshot.entities["chain_step_code"]]


def _find_modalities(snapshot: Snapshot) -> Values:
    return [_climb_all(snapshot, "modality", own) for own in snapshot.entities["modality_codes"]]


def _find_fields(snapshot: Snapshot) -> Values:
    """Gather the disease fields of each entity and of its products."""
    of_products = _gather_of_products(snapshot, "field_codes")
    entities = snapshot.entities
    return [
        _climb_all(snapshot, "disease_field", {*own, *(code for codes in of_products.get(one, ()) for code in codes)})
        for one, own in zip(entities["entity_id"], entities["field_codes"], strict=True)
    ]


def _climb_all(snapshot: Snapshot, vocabulary: str, codes: Iterable[str]) -> set[str]:
    """Give some codes and all that are broader than any of them."""
    return {broader for code in codes for broader in snapshot.vocabulary.climb(vocabulary, code)}


def _find_stages(snapshot: Snapshot) -> Values:
    stages = _gather_of_products(snapshot, "stage_code")
    return [stages.get(one, set()) for one in snapshot.entities["entity_id"]]


def _gather_of_products(snapshot: Snapshot, column: str) -> dict[str, set[Any]]:
    """Gather a column of the products by the entities that own them or lead their trials."""
    values: dict[str, set[Any]] = {}
    rows = snapshot["products"]
    for owner, site, value in zip(rows["owner_id"], rows["site_id"], rows[column], strict=True):
        for one in filter(None, (owner, site)):
            values.setdefault(one, set()).add(value)
    return values


def _find_sources(snapshot: Snapshot) -> Values:
    """Gather the sources that speak of each entity or of its products."""
    evidence, of_products = snapshot["evidence"], _gather_of_products(snapshot, "source_id")
    further: dict[tuple[str, str], set[str]] = {}
    for table, row, source in zip(evidence["table"], evidence["row_id"], evidence["source_id"], strict=True):
        further.setdefault((table, row), set()).add(source)
    own = snapshot.entities[["table", "entity_id", "source_id"]].itertuples(index=False)
    return [{source} | of_products.get(one, set()) | further.get((table, one), set()) for table, one, source in own]


# name in the URL -> what it is; facets come in this order
DIMENSIONS = {
    "kind": _of_codes(mark("Kind"), ("entity_kind", "subkind"), _find_kinds),
    "area": _of_areas(mark("District or zone"), "facet_area"),
    "park": _of_areas(mark("Park"), "facet_park"),
    "step": _of_codes(
        mark("Chain step"), ("chain_group", "chain_step"), _find_steps, column="chain_step_code", is_typed=True
    ),
    "modality": _of_codes(
        mark("Modality"),
        ("modality",),
        _find_modalities,
        column="modality_codes",
        mentioned="modality_code",
        is_typed=True,
    ),
    "field": _of_codes(
        mark("Disease field"),
        ("disease_field",),
        _find_fields,
        column="field_codes",
        mentioned="field_code",
        is_typed=True,
    ),
    "stage": _of_codes(mark("Stage of its products"), ("stage",), _find_stages, column="stage_code", is_typed=True),
    "source": Dimension(
        mark("Named in"),
        _find_sources,
        lambda snapshot: list(snapshot["sources"]["source_id"]),
        lambda snapshot, value, lang: str(snapshot.find_row("sources", value)[f"title_{lang}"]),
    ),
}
PLACES = tuple(name for name, dimension in DIMENSIONS.items() if dimension.is_place)


@remember(FEW)
def find_masks(snapshot: Snapshot, name: str) -> dict[str, Mask]:
    """Tell, for each value of a dimension that any has, which of the snapshot's `entities` have it."""
    masks: dict[str, Mask] = {}
    for position, own in enumerate(DIMENSIONS[name].find_values(snapshot)):
        for value in own:
            if value not in masks:
                masks[value] = np.zeros(len(snapshot.entities), dtype=bool)
            masks[value][position] = True
    return masks


@remember(FEW)
def list_options(snapshot: Snapshot, name: str) -> list[str]:
    """List a dimension's values that occur among Beijing's entities or are named for its areas, in their order."""
    dimension, found = DIMENSIONS[name], {*find_masks(snapshot, name)}
    if dimension.mentioned:
        rows, (vocabulary,) = snapshot["mentions"], dimension.vocabularies
        here = [not snapshot.home or snapshot.home in snapshot.ancestors.get(area, ()) for area in rows["area_id"]]
        found |= _climb_all(snapshot, vocabulary, rows.loc[here, dimension.mentioned])
    return [value for value in dimension.list_known(snapshot) if value in found]


@remember(FEW)
def list_narrower(snapshot: Snapshot, name: str) -> frozenset[str]:
    """List the values of a dimension that lie in a broader one of it: their counts are part of that one's."""
    words = snapshot.vocabulary
    tree = words.list_tree(DIMENSIONS[name].vocabularies)
    return frozenset(code for vocabulary, code in tree if words.parent(vocabulary, code))


@remember()
def beijing_areas(snapshot: Snapshot) -> pd.DataFrame:
    """Keep the districts, zones and parks of Beijing."""
    areas = snapshot["areas"]
    inside = [BEIJING in snapshot.ancestors[area] and area != BEIJING for area in areas["area_id"]]
    return areas.loc[inside]
