"""The card of what is looked at: what is known, who is there, and which document says so."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import pandas as pd

from atlas.analysis.dossier import Dossier, gather, gather_area, list_inside, list_source_ids, list_trail
from atlas.language.i18n import format_date, format_number, mark, translate
from atlas.panels.card_lists import AREA, CardList, list_lists, list_policies
from atlas.panels.evidence import Evidence, Row, gather_evidence
from atlas.panels.panel import Panel
from atlas.panels.text import BREAK, Line, Span
from atlas.selection.blanks import count_known
from atlas.selection.conditions import say_value
from atlas.selection.dimensions import find_masks
from atlas.selection.filter import Filter
from atlas.selection.focus import find_holder
from atlas.selection.possible import find_possible
from atlas.selection.view import View
from atlas.store.schema import TABLES
from atlas.store.snapshot import BEIJING, Snapshot, say_name, to_rows
from atlas.wording.table_text import COLONS, LIST_JOINTS, say_blank

ENTITY, PRODUCT, PLACE = "entity", "product", "place"
MOST = 40  # organisations of a kind that are listed; each costs time and bytes in every run


@dataclass(frozen=True)
class Members:
    """The organisations of one kind: how many, the first of them (ids and names), and whether these are not all."""

    kind: str
    title: str
    named: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True)
class ProductLine:
    """A product or trial: its id, its name, and what it is."""

    product_id: str
    name: str
    text: Line


@dataclass(frozen=True, eq=False, kw_only=True)
class Card(Panel):
    """What is known of one thing; its title is its name.

    Attributes
    ----------
    kind
        `entity`, `product`, `area` or `place`.
    trail
        Ids and names of what it lies in, from the city down.
    subtitle
        Its kind and its other names.
    facts
        Its fields, each with its name; the first, its description, has none.
    members
        Organisations in the area or at the place, by kind.
    products
        Products and trials.
    lists
        By table, those that are not empty, in the order of the narrow card.
    policies
        Those that reach it.
    position
        Where its position comes from; blank if it has none.
    own
        What stands behind its own row; empty for a place.
    """

    kind: str
    trail: tuple[tuple[str, str], ...]
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    members: tuple[Members, ...]
    products: tuple[ProductLine, ...]
    lists: dict[str, CardList]
    policies: tuple[CardList, ...]
    position: str
    own: Evidence


def find_dossier(snapshot: Snapshot, view: View) -> Dossier:
    """Gather what is known of what is looked at, else of the city."""
    shown = view.filter.apply(snapshot.entities, snapshot)
    return gather(snapshot, view, shown) or gather_area(snapshot, BEIJING, shown)


def say_card(snapshot: Snapshot, dossier: Dossier, lang: str) -> Card:
    """Say all that a dossier holds."""
    row = dossier.row
    title, subtitle = _say_head(snapshot, dossier, lang)
    own = {str(name): value for name, value in row.items()} if row is not None else None
    return Card(
        kind=dossier.kind,
        title=title,
        subtitle=subtitle,
        trail=name_trail(snapshot, _find_id(dossier), lang) if row is not None else (),
        facts=tuple(_list_facts(snapshot, dossier, row, lang)) if row is not None else (),
        members=_list_members(snapshot, dossier, lang),
        products=tuple(_say_product(snapshot, one, lang) for one in to_rows(dossier.products)),
        lists=dict(list_lists(snapshot, dossier, lang)),
        policies=list_policies(snapshot, dossier, lang),
        position=_say_position_source(snapshot, own, lang) if own else "",
        own=gather_evidence(snapshot, [("", own)], lang) if own else Evidence(),
        evidence=gather_evidence(snapshot, _name_rows(snapshot, dossier, own, lang), lang) if own else Evidence(),
    )


def _find_id(dossier: Dossier) -> str:
    key = {ENTITY: "entity_id", PRODUCT: "product_id", AREA: "area_id"}[dossier.kind]
    return str(dossier.row[key]) if dossier.row is not None else ""


def name_trail(snapshot: Snapshot, focus: str, lang: str) -> tuple[tuple[str, str], ...]:
    """Name the way from the city down to what is looked at: ids and names."""
    return tuple((step, snapshot.name(step, lang)) for step in list_trail(snapshot, focus))


def _say_head(snapshot: Snapshot, dossier: Dossier, lang: str) -> tuple[str, str]:
    """Say the name, and in small its kind and its other names."""
    row = dossier.row
    if row is None:
        title = translate(lang, "{count} at this place", count=len(dossier.members))
        return title, translate(lang, "They share one published point; choose one below.")
    title = say_name(row, lang)
    words, narrower = snapshot.vocabulary, ""
    kind = translate(lang, "Product or trial")
    if dossier.kind != PRODUCT:
        kind = words.word(f"{dossier.kind}_kind", row["kind_code"], lang)
        narrower = words.word("subkind", row.get("subkind_code", ""), lang)
    other = row["name_zh"] if lang == "en" else row["name_en"]
    if not row[f"name_{lang}"] and title != other:
        other = translate(lang, "pinyin, no English name in the sources")
    return title, " · ".join(
        filter(None, [kind, narrower, other if other != title else "", " / ".join(row["aliases"])])
    )


def _list_facts(snapshot: Snapshot, dossier: Dossier, row: pd.Series, lang: str) -> list[tuple[str, str]]:
    """List the fields that have something to say, each blank as what it is."""
    facts = [("", row[f"description_{lang}"] or translate(lang, "Not disclosed"))]
    if dossier.kind == PRODUCT:
        facts += _list_product_facts(snapshot, row, lang)
    elif dossier.kind == ENTITY:
        facts += _list_entity_facts(snapshot, row, lang)
    elif row["extent_km2"] > 0:
        extent = f"{format_number(row['extent_km2'], lang)} {snapshot.vocabulary.word('unit', 'km2', lang)}"
        facts.append((translate(lang, "Extent"), f"{extent} · {row[f'extent_note_{lang}']}"))
    facts.append((translate(lang, "About the position"), row.get(f"position_note_{lang}", "")))
    facts.append((translate(lang, "English name"), _say_english_name(snapshot, row, lang)))
    return [(name, str(text)) for name, text in facts if text]


def _say_english_name(snapshot: Snapshot, row: pd.Series, lang: str) -> str:
    """Say from which page the English name comes, or why there is none; blank where nothing is told of it."""
    key = next(str(row[name]) for name in ("entity_id", "product_id", "area_id") if name in row)
    told = snapshot.rows["english_names"].get(key)
    if told is None:
        return ""
    page = LIST_JOINTS[lang].join(filter(None, [told["publisher"], told["page_title"]]))
    return " · ".join(filter(None, [row["name_en"], page, told["url"], told[f"note_{lang}"]]))


def _list_entity_facts(snapshot: Snapshot, row: pd.Series, lang: str) -> list[tuple[str, str]]:
    words, missing = snapshot.vocabulary, translate(lang, "Not disclosed")
    step = say_value(snapshot, "step", row["chain_step_code"], lang) if row["chain_step_code"] else ""
    basis = words.word("basis", row["chain_basis_code"], lang)
    modalities = LIST_JOINTS[lang].join(
        _say_modality(snapshot, code, row["modality_codes"], lang) for code in row["modality_codes"]
    )
    address = " · ".join(filter(None, [row["address_zh"], row[f"address_source_{lang}"]]))
    stepped = f"{step} ({basis})" if basis else step
    return [
        (translate(lang, "Place"), _say_place(snapshot, row, lang)),
        (translate(lang, "Full name"), row["full_name_zh"] or missing),
        (translate(lang, "Address"), address or missing),
        (translate(lang, "Chain step"), stepped or _say_blank(snapshot, row, "chain_step_code", lang)),
        (translate(lang, "Modality"), modalities or _say_blank(snapshot, row, "modality_codes", lang)),
        (
            translate(lang, "Disease field"),
            _say_fields(snapshot, row, lang) or _say_blank(snapshot, row, "field_codes", lang),
        ),
    ]


def _say_fields(snapshot: Snapshot, row: pd.Series, lang: str) -> str:
    return LIST_JOINTS[lang].join(say_value(snapshot, "field", code, lang) for code in row["field_codes"])


def _say_modality(snapshot: Snapshot, code: str, own: Collection[str], lang: str) -> str:
    """Say a therapy; of a class without any of its therapies, that the documents leave open which."""
    words, said = snapshot.vocabulary, say_value(snapshot, "modality", code, lang)
    is_narrowed = any(code in words.climb("modality", one)[1:] for one in own)
    is_open = code in words.list_in_role("broad") and not is_narrowed
    return translate(lang, "{therapy} (type not stated)", therapy=said) if is_open else said


def _say_place(snapshot: Snapshot, row: pd.Series, lang: str) -> str:
    areas = [snapshot.name(area, lang) for area in (row["area_id"], row["park_id"]) if area]
    precision = snapshot.vocabulary.word("precision", row["precision_code"], lang)
    known = precision or translate(lang, "No place known")
    return " · ".join([*areas, translate(lang, "Position known to: {precision}", precision=known)])


def _say_blank(snapshot: Snapshot, row: pd.Series, column: str, lang: str) -> str:
    """Say whether a blank is a fact that is missing, or does not apply to such an organisation."""
    said = say_blank(snapshot, TABLES[row["table"]], column, row["kind_code"], lang)
    return said or translate(lang, "Not disclosed")


def _list_product_facts(snapshot: Snapshot, row: pd.Series, lang: str) -> list[tuple[str, str]]:
    """List what is known of a product: whose it is, where it is tried, how it works, against what, how far it is."""
    words, missing = snapshot.vocabulary, translate(lang, "Not disclosed")
    stage = [words.word("stage", row["stage_code"], lang), format_date(row["stage_date"], lang)]
    owner, site = (snapshot.name(row[end], lang) if row[end] else missing for end in ("owner_id", "site_id"))
    return [
        (translate(lang, "Owner"), owner),
        (translate(lang, "Site"), site),
        (translate(lang, "Stage"), " · ".join(filter(None, stage))),
        (translate(lang, "Modality"), _say_modality(snapshot, row["modality_code"], (), lang)),
        (translate(lang, "Target"), row["target"] or missing),
        (translate(lang, "Indication"), row[f"indication_{lang}"] or missing),
        (translate(lang, "Disease field"), _say_fields(snapshot, row, lang) or missing),
    ]


def _say_product(snapshot: Snapshot, row: Row, lang: str) -> ProductLine:
    words, missing = snapshot.vocabulary, translate(lang, "not stated")
    details = [
        words.word("stage", row["stage_code"], lang),
        _say_modality(snapshot, row["modality_code"], (), lang),
        f"{translate(lang, 'Target')} {row['target'] or missing}",
        f"{translate(lang, 'Indication')} {row[f'indication_{lang}'] or missing}",
        format_date(row["stage_date"], lang),
    ]
    known = " · ".join(filter(None, details))
    return ProductLine(row["product_id"], say_name(row, lang), (Span(known), BREAK, Span(row[f"description_{lang}"])))


def _list_members(snapshot: Snapshot, dossier: Dossier, lang: str) -> tuple[Members, ...]:
    """List the organisations of an area or place by kind."""
    words, kinds = snapshot.vocabulary, snapshot.vocabulary.codes("entity_kind")
    note = translate(lang, "The first {most} are listed; the whole page has them all.", most=MOST)
    return tuple(
        Members(
            kind=str(kind),
            title=f"{words.word('entity_kind', str(kind), lang)} {len(part)}",
            named=tuple((row["entity_id"], say_name(row, lang)) for row in to_rows(part.head(MOST))),
            note=note if len(part) > MOST else "",
        )
        for kind, part in sorted(dossier.members.groupby("kind_code"), key=lambda pair: kinds.index(str(pair[0])))
    )


def say_nobody(snapshot: Snapshot, filter: Filter, area_id: str, lang: str) -> str:
    """Say why nobody is shown in an area: nobody is named, it is not stated who fits, or the filters leave nobody."""
    here = find_masks(snapshot, "area").get(area_id)
    if here is None:
        return translate(lang, "The documents name no organisation here.")
    named, possible = int(here.sum()), int((here & find_possible(snapshot, filter)).sum())
    if possible:
        text = mark("Of {named} named here, {count} may fit the filters; the documents do not say.")
        return translate(lang, text, named=named, count=possible)
    return translate(lang, "The filters leave none of the {count} named here.", count=named)


def say_inside(snapshot: Snapshot, filter: Filter, area_id: str, lang: str) -> tuple[tuple[str, str, int | None], ...]:
    """Say the areas one step further down: id, name, and how many the filter leaves there; None where it is unknown."""
    fits, may_fit, masks = filter.mask(snapshot), find_possible(snapshot, filter), find_masks(snapshot, "area")
    inside = []
    for area in list_inside(snapshot, area_id):
        here = masks.get(area, fits & False)
        count = count_known(int(here.sum()), int((here & fits).sum()), int((here & may_fit).sum()))
        inside.append((area, snapshot.name(area, lang), count))
    return tuple(inside)


def say_left_out(snapshot: Snapshot, view: View, kind: str, lang: str) -> str:
    """Say that the filters leave out what is looked at; blank if they do not."""
    holder = find_holder(snapshot, view.focus)
    left = set(view.filter.apply(snapshot.entities, snapshot)["entity_id"])
    if kind not in (ENTITY, PRODUCT) or holder in left:
        return ""
    return translate(lang, "The filters leave this one out; it stays selected.")


def _say_position_source(snapshot: Snapshot, row: dict[str, Any], lang: str) -> str:
    position = row.get("position_source_id")
    if not position:
        return ""
    source = snapshot.find_row("sources", str(position))
    origin = f"{source[f'title_{lang}']} · {source[f'publisher_{lang}']}"
    return f"{translate(lang, 'Position from')}{COLONS[lang]}{origin}"


def _name_rows(snapshot: Snapshot, dossier: Dossier, own: dict[str, Any], lang: str) -> list[tuple[str, Row]]:
    """Name all rows that stand behind a card: its own first."""
    words, tables = snapshot.vocabulary, dossier.tables
    named: list[tuple[str, Row]] = [(say_name(own, lang), own)]
    named += [(say_name(one, lang), one) for one in to_rows(dossier.products)]
    coded = {"indicators": ("measure_code", "measure"), "pipeline_counts": ("stage_code", "stage")}
    for name, (code, vocabulary) in {**coded, "relations": ("kind_code", "relation")}.items():
        if name in tables:
            named += [(words.word(vocabulary, one[code], lang), one) for one in to_rows(tables[name])]
    for name, stem in (("events", "title"), ("rankings", "subject")):
        if name in tables:
            named += [(one[f"{stem}_{lang}"], one) for one in to_rows(tables[name])]
    return named


def list_documents(snapshot: Snapshot, dossier: Dossier, lang: str) -> tuple[str, ...]:
    """List the documents behind a card: title, publisher and date of each."""
    rows = [snapshot.find_row("sources", one) for one in list_source_ids(dossier)]
    dates = [format_date(row["published_date"], lang) or row[f"published_note_{lang}"] for row in rows]
    return tuple(
        " · ".join(filter(None, [row[f"title_{lang}"], row[f"publisher_{lang}"], date]))
        for row, date in zip(rows, dates, strict=True)
    )


def say_brief(snapshot: Snapshot, view: View, lang: str) -> Panel | None:
    """Say in short what is known of what is looked at: description and members; None if nothing is looked at."""
    dossier = gather(snapshot, view, view.filter.apply(snapshot.entities, snapshot))
    if dossier is None:
        return None
    words, members = snapshot.vocabulary, dossier.members["kind_code"].value_counts()
    counted = [
        f"{words.word('entity_kind', kind, lang)} {members[kind]}"
        for kind in words.codes("entity_kind")
        if kind in members
    ]
    title, text = translate(lang, "{count} at this place", count=len(dossier.members)), ""
    used = frozenset(dossier.members["source_id"])
    if dossier.row is not None:
        title, used = snapshot.name(view.focus, lang), used | {dossier.row["source_id"]}
        text = dossier.row[f"description_{lang}"] or translate(lang, "Not disclosed")
    return Panel(title=title, notes=tuple(filter(None, (text, " · ".join(counted)))), sources=used)
