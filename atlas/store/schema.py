"""Every table's columns, once: type, unit, meaning and constraints."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

KEY_JOINT = " / "  # between the parts of a compound key
Type = Literal["string", "integer", "number", "boolean", "date"]


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name
        Snake case; a unit stands at the end (`_km2`, `_pct`).
    meaning
        One English sentence; the catalogues translate it.
    type
        `date` is a partial ISO date as text: `2025`, `2025-06` or `2025-06-10`.
    required
        Whether a blank is an error.
    vocabulary
        Name of the vocabulary in `codes.csv` that each value must come from.
    refers_to
        `table.column` that each value must stand in; `entities` means any entity table.
    is_list
        Whether the cell holds several values, separated by `;`.
    is_past
        Whether the row's source tells of it as done, so that the date cannot be later than the source.
    """

    name: str
    meaning: str
    type: Type = "string"
    required: bool = False
    vocabulary: str | None = None
    refers_to: str | None = None
    is_list: bool = False
    is_past: bool = False
    unique: bool = False
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None
    pattern: str | None = None


@dataclass(frozen=True)
class Table:
    """One table: the file `data/entities/<name>.csv` and what stands in it.

    Attributes
    ----------
    subject
        Columns that say whom or what a row is about, where one of them at least must be filled in.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    subject: tuple[str, ...] = ()

    @property
    def column_names(self) -> list[str]:
        """Names of the columns, in the order of the file."""
        return [column.name for column in self.columns]

    def write_key(self, row: Mapping[str, Any]) -> str:
        """Write a row's key, the parts of a compound one joined by ` / `."""
        return KEY_JOINT.join(str(row[name]) for name in self.primary_key)

    def write_keys(self, rows: pd.DataFrame) -> list[str]:
        """Write the key of each of some rows, as `write_key` does."""
        return [KEY_JOINT.join(map(str, key)) for key in zip(*(rows[name] for name in self.primary_key), strict=True)]

    def column(self, name: str) -> Column:
        """Find one column by name; `KeyError` if the table has none."""
        return {column.name: column for column in self.columns}[name]


AS_PRINTED_MAX = 40
MOST_TEXT = 32_767  # UTF-16 units of a cell: a spreadsheet holds no more
MOST_DIGITS = 15  # of a number: a float, and so a spreadsheet, holds no more
FIRST_YEAR, LAST_YEAR = 1900, 2100  # of every date
MERCATOR_DEG = 85.0  # north and south of it a web map ends
# codes and areas that code names: without their rows a page would have no word for what it shows
REQUIRED_CODES = (
    ("stage", "not_stated"),
    ("unit", "institutions"),
    ("unit", "km2"),
    ("unit", "products"),
)
REQUIRED_AREAS = ("110000",)


@dataclass(frozen=True)
class Role:
    """What the atlas asks of a code, whichever code it is.

    Attributes
    ----------
    vocabulary
        Vocabulary whose codes may have it.
    is_sole
        Whether just one code must have it.
    """

    vocabulary: str
    is_sole: bool = False


# vocabulary -> that of its broader codes, where it is another
GROUPS = {"chain_step": "chain_group", "subkind": "entity_kind"}
ROLES = {
    "pinned": Role("precision"),  # a position so exact has a point, which the map shows as a pin
    "ringed": Role("precision"),  # the pin has a ring: its point stands for more than the organisation's own place
    "shaped": Role("area_kind", is_sole=True),  # `districts.geojson` holds the outline of each such area
    "facet_area": Role("area_kind"),  # offered as a district or zone
    "facet_park": Role("area_kind"),  # offered as a park
    "compared": Role("area_kind"),  # can be set side by side
    "spotted": Role("area_kind"),  # the map shows its point and name, the first in order before the others
    "sure": Role("area_kind"),  # what lies in it surely lies there, whatever else it lies in
    "tenancy": Role("relation", is_sole=True),  # ties an organisation to the park that it stands in
    "investment": Role("relation", is_sole=True),  # ties an investor to a firm that it finances
    "financing": Role("event_kind", is_sole=True),  # the lane of financing rounds on the timeline
    "broad": Role("modality"),  # a class of therapies: who has it alone leaves open which
    "problem": Role("measure_kind", is_sole=True),  # what measures and advice may answer
    "strength": Role("measure_kind", is_sole=True),  # a stated advantage: nobody sets it up
    "clinical": Role("measure"),  # a figure of what an area has for clinical research
    "clinical_strength": Role("mention_kind", is_sole=True),  # a field in which an area has clinical experience
}
ID = r"[a-z0-9][a-z0-9._-]*"


def _id(name: str, meaning: str) -> Column:
    return Column(name, meaning, required=True, unique=True, pattern=ID)


def _both(stem: str, meaning: str, *, required: bool = True) -> tuple[Column, Column]:
    """Give the Chinese and the English column of one text."""
    return (
        Column(f"{stem}_zh", f"{meaning}, in Chinese.", required=required),
        Column(f"{stem}_en", f"{meaning}, in English.", required=required),
    )


PROVENANCE = (
    Column("source_id", "Source of the row.", required=True, refers_to="sources.source_id"),
    Column("locator", "Section of the source; with source_id, a row of locators.", required=True),
    Column(
        "as_printed",
        "The figure or name exactly as the source prints it.",
        required=True,
        max_length=AS_PRINTED_MAX,
    ),
)

POSITION = (
    Column("longitude", "Longitude, EPSG:4326, degrees east.", "number", minimum=-180, maximum=180),
    Column(
        "latitude",
        "Latitude, EPSG:4326, degrees north.",
        "number",
        minimum=-MERCATOR_DEG,
        maximum=MERCATOR_DEG,
    ),
    Column("precision_code", "How exactly the position is known.", vocabulary="precision"),
    Column("position_source_id", "Source of the position.", refers_to="sources.source_id"),
    *_both(
        "position_note",
        "What to know about the position: doubts, other reported sites, why it lies outside its area",
        required=False,
    ),
    Column(
        "is_outside_area",
        "Whether the position is known to lie outside the area that the row names; blank if not.",
        "boolean",
    ),
)

QUALIFIER = Column(
    "qualifier_code",
    "Whether the figure is exact, a lower bound, an upper bound or about.",
    required=True,
    vocabulary="qualifier",
)

CODES = Table(
    "codes",
    "Vocabularies",
    (
        Column("vocabulary", "Name of the vocabulary.", required=True, pattern=r"[a-z_]+"),
        Column("code", "The code, as the other tables use it.", required=True, pattern=r"[a-z0-9_]+"),
        Column("order", "Position on screen, from 1.", "integer", required=True, minimum=1),
        Column("parent_code", "Broader code of the same or the group vocabulary.", refers_to="codes.code"),
        Column("color_light", "Colour in the light theme, #RRGGBB.", pattern=r"#[0-9A-F]{6}"),
        Column("color_dark", "Colour in the dark theme, #RRGGBB.", pattern=r"#[0-9A-F]{6}"),
        Column("marker", "Shape of the mark on the map."),
        Column("fill", "How a bar or span is drawn: solid, light or outlined; blank means outlined."),
        Column("roles", "What the atlas asks of the code; each role belongs to one vocabulary.", is_list=True),
        Column("word_zh", "The word on screen, in Chinese.", required=True),
        Column("word_en", "The word on screen, in English.", required=True),
        Column("word_one_zh", "The Chinese word of a unit after the number 1; blank where it is the same."),
        Column("word_one_en", "The English word of a unit after the number 1; blank where it is the same."),
        Column(
            "inapplicable",
            "Columns that do not apply to what the code names: a blank there is not a fact that is missing.",
            is_list=True,
            pattern=r"[a-z_]+",
        ),
        Column("printed_words", "Words by which sources print a qualifier.", is_list=True),
        Column(
            "area_kind_codes",
            "Kinds of area that a level of government can reach; blank for any.",
            vocabulary="area_kind",
            is_list=True,
        ),
        *_both("note", "What the code means here", required=False),
    ),
    ("vocabulary", "code"),
)

SOURCES = Table(
    "sources",
    "Sources",
    (
        _id("source_id", "Identifier of the source."),
        Column("kind_code", "Kind of source.", required=True, vocabulary="source_kind"),
        *_both("title", "Title", required=True),
        *_both("publisher", "Publisher as printed, or that none is stated"),
        Column("published_date", "Date of publication, as exact as known.", "date"),
        *_both("published_note", "What the date rests on", required=False),
        Column("accessed_date", "Date on which we read it.", "date", required=True),
        Column("file", "Start of the document's file name in the folder of sources."),
        *_both("licence", "Terms of use, as far as known"),
        Column("warning_codes", "What to beware of.", vocabulary="usage_warning", is_list=True),
        *_both("note", "What the source is", required=False),
    ),
    ("source_id",),
)

LOCATORS = Table(
    "locators",
    "Places in the sources",
    (
        Column("source_id", "Source.", required=True, refers_to="sources.source_id"),
        Column("locator", "Section, as the other tables name it.", required=True, pattern=ID),
        Column("order", "Order in the document, from 1.", "integer", required=True, minimum=1),
        *_both("heading", "Heading or subject of the section"),
        Column(
            "as_printed",
            "Words that open the section; the section runs to the next one.",
            required=True,
            max_length=AS_PRINTED_MAX,
        ),
    ),
    ("source_id", "locator"),
)

AREAS = Table(
    "areas",
    "Areas: world, countries, provinces, cities, districts, zones and parks",
    (
        _id("area_id", "Six-digit adcode where there is one, else a short name."),
        Column("kind_code", "Kind of area.", required=True, vocabulary="area_kind"),
        Column("name_zh", "Name in Chinese.", required=True),
        Column("name_en", "Name in English; blank where not certain, then an English screen shows pinyin."),
        Column("aliases", "Other names, as printed.", is_list=True),
        Column("parent_ids", "Areas that it lies in.", refers_to="areas.area_id", is_list=True),
        Column("scope_words", "Words that make it the scope of a rank, as printed.", is_list=True),
        *_both("description", "What the sources say, in our words", required=False),
        Column("extent_km2", "Published extent, square kilometres.", "number", minimum=0),
        *_both("extent_note", "Whose figure the extent is, and what it covers", required=False),
        Column("extent_source_id", "Source of the extent.", refers_to="sources.source_id"),
        *POSITION,
        *PROVENANCE,
    ),
    ("area_id",),
)

ENTITY_COLUMNS = (
    _id("entity_id", "Identifier, unique over all entity tables."),
    Column("kind_code", "Kind of entity.", required=True, vocabulary="entity_kind"),
    Column("subkind_code", "Narrower kind; blank where its kind has none or none is stated.", vocabulary="subkind"),
    Column("name_zh", "Name in Chinese.", required=True),
    Column("name_en", "Name in English; blank where not certain, then an English screen shows pinyin."),
    Column("full_name_zh", "Registered or full Chinese name, where seen."),
    Column("aliases", "Other names, as printed.", is_list=True),
    Column(
        "area_id",
        "District or zone; a city or province where no more is stated; blank if nothing is.",
        refers_to="areas.area_id",
    ),
    Column("park_id", "Park.", refers_to="areas.area_id"),
    Column("chain_step_code", "Step of the value chain.", vocabulary="chain_step"),
    Column("chain_basis_code", "What the chain step rests on.", vocabulary="basis"),
    Column("modality_codes", "Kinds of therapy it works on.", vocabulary="modality", is_list=True),
    Column("field_codes", "Disease fields that it works in.", vocabulary="disease_field", is_list=True),
    *_both("description", "What the sources say, in our words"),
    Column("is_named", "Whether the source gives a name.", "boolean", required=True),
    Column("address_zh", "Published address, in Chinese."),
    *_both("address_source", "Where and when the address was seen", required=False),
    *POSITION,
    *PROVENANCE,
)


def _entity_table(name: str, title: str) -> Table:
    return Table(name, title, ENTITY_COLUMNS, ("entity_id",))


ENTITY_TABLES = (
    _entity_table("companies", "Companies"),
    _entity_table("platforms", "Platforms"),
    _entity_table("clinical_sites", "Clinical sites"),
    _entity_table("institutions", "Universities, laboratories, funds and other bodies"),
)

PRODUCTS = Table(
    "products",
    "Products and trials",
    (
        _id("product_id", "Identifier."),
        Column("name_zh", "Name in Chinese.", required=True),
        Column("name_en", "Name in English; blank where not certain, then an English screen shows pinyin."),
        Column("aliases", "Other names, as printed.", is_list=True),
        Column("owner_id", "Entity that develops it.", refers_to="entities.entity_id"),
        Column("site_id", "Entity that leads the trial or uses it.", refers_to="entities.entity_id"),
        Column("modality_code", "Kind of therapy.", required=True, vocabulary="modality"),
        Column("target", "Molecular target; blank where not stated."),
        *_both("indication", "Indication; blank where not stated", required=False),
        Column(
            "field_codes",
            "Disease fields of the indication; blank where not stated.",
            vocabulary="disease_field",
            is_list=True,
        ),
        Column("stage_code", "Stage of development.", required=True, vocabulary="stage"),
        Column("stage_date", "When the stage was reached or stated.", "date", is_past=True),
        *_both("description", "What the sources say, in our words"),
        *PROVENANCE,
    ),
    ("product_id",),
)

MARKET_SIZE = Table(
    "market_size",
    "Market size",
    (
        _id("market_size_id", "Identifier."),
        Column("area_id", "Region of the market.", required=True, refers_to="areas.area_id"),
        Column("year", "Year that the figure is about.", "integer", required=True, minimum=1990, maximum=2100),
        Column("value", "Size, in the unit.", "number", required=True, minimum=0),
        Column(
            "unit_code", "Unit, with currency; unit_unstated where none is printed.", required=True, vocabulary="unit"
        ),
        QUALIFIER,
        Column("value_kind_code", "Actual, estimate or forecast.", required=True, vocabulary="value_kind"),
        *_both("publisher", "Who published the figure; blank where the sentence names nobody", required=False),
        *_both("note", "What to know about the figure", required=False),
        *PROVENANCE,
    ),
    ("market_size_id",),
)

PIPELINE_COUNTS = Table(
    "pipeline_counts",
    "Pipeline counts by stage",
    (
        _id("pipeline_count_id", "Identifier."),
        Column("area_id", "Area that is counted.", refers_to="areas.area_id"),
        Column("entity_id", "Entity that is counted.", refers_to="entities.entity_id"),
        Column("stage_code", "Stage; total for the whole.", required=True, vocabulary="stage"),
        Column("count", "How many.", "integer", required=True, minimum=0),
        Column("unit_code", "What is counted.", required=True, vocabulary="unit"),
        QUALIFIER,
        Column(
            "is_part_of_total",
            "Whether it shuts the other stages out, so that they add up to the total or to less.",
            "boolean",
            required=True,
        ),
        Column("as_of_date", "Date of the count.", "date", is_past=True),
        *_both("as_of_note", "What the date rests on", required=False),
        *_both("note", "What the count covers", required=False),
        *PROVENANCE,
    ),
    ("pipeline_count_id",),
    subject=("area_id", "entity_id"),
)

INDICATORS = Table(
    "indicators",
    "Figures of areas and entities",
    (
        _id("indicator_id", "Identifier."),
        Column("area_id", "Area that the figure is about.", refers_to="areas.area_id"),
        Column("entity_id", "Entity that the figure is about.", refers_to="entities.entity_id"),
        Column("measure_code", "What is measured.", required=True, vocabulary="measure"),
        Column("value", "The figure, in the unit.", "number", required=True),
        Column("unit_code", "Unit.", required=True, vocabulary="unit"),
        QUALIFIER,
        Column("value_kind_code", "Actual, estimate, forecast or target.", required=True, vocabulary="value_kind"),
        Column("as_of_date", "Date or year of the figure; of a target, when it is due.", "date"),
        *_both("as_of_note", "What the date rests on", required=False),
        Column("policy_id", "Policy that sets the target.", refers_to="policies.policy_id"),
        *_both("note", "What the figure covers", required=False),
        *PROVENANCE,
    ),
    ("indicator_id",),
    subject=("area_id", "entity_id"),
)

TARGET_COUNTS = Table(
    "target_counts",
    "What may be set beside a target",
    (
        _id("target_count_id", "Identifier."),
        Column("target_id", "Target, a row of indicators.", required=True, refers_to="indicators.indicator_id"),
        Column(
            "comparability_code",
            "Whether what is counted is what the target means.",
            required=True,
            vocabulary="comparability",
        ),
        Column("counted_table", "Table of named rows that are counted; blank if none can be.", pattern=r"[a-z_]+"),
        Column("counted_column", "Column that a counted row is told by; blank for all rows.", pattern=r"[a-z_]+"),
        Column("counted_values", "Values of that column.", is_list=True, pattern=ID),
        *_both("note", "Why it may be set beside the target, or why not"),
        *PROVENANCE,
    ),
    ("target_count_id",),
)

RANKINGS = Table(
    "rankings",
    "Ranks and superlatives, as claimed",
    (
        _id("ranking_id", "Identifier."),
        Column("subject_zh", "Who or what is ranked, in Chinese.", required=True),
        Column("subject_en", "Who or what is ranked, in English.", required=True),
        Column("area_id", "Area that is ranked.", refers_to="areas.area_id"),
        Column("entity_id", "Entity that is ranked.", refers_to="entities.entity_id"),
        Column("product_id", "Product that is ranked.", refers_to="products.product_id"),
        Column(
            "scope_area_id", "Area within which it is ranked; blank where it is not stated.", refers_to="areas.area_id"
        ),
        *_both("criterion", "What the rank is by"),
        Column("measure_code", "What is measured, where figures of it are known.", vocabulary="measure"),
        Column("rank", "Rank, from 1; blank where only membership of a group is stated.", "integer", minimum=1),
        Column("as_of_date", "Date of the rank.", "date", is_past=True),
        *_both("note", "What to know about the claim", required=False),
        *PROVENANCE,
    ),
    ("ranking_id",),
)

POLICIES = Table(
    "policies",
    "Policies",
    (
        _id("policy_id", "Identifier."),
        Column("name_zh", "Title in Chinese, without its brackets.", required=True),
        Column("name_en", "Title in English, our translation.", required=True),
        *_both("issuer", "Issuer as stated", required=False),
        Column("issuer_ids", "Issuers that have a row.", refers_to="entities.entity_id", is_list=True),
        Column("level_code", "Level of government.", required=True, vocabulary="policy_level"),
        Column("area_id", "Area that it applies to.", required=True, refers_to="areas.area_id"),
        Column("status_code", "Status.", required=True, vocabulary="policy_status"),
        Column("issued_date", "When it was issued.", "date", is_past=True),
        Column("date_precision_code", "How exactly the date is stated.", vocabulary="date_precision"),
        Column("period_start_year", "First year that it covers.", "integer", minimum=1990, maximum=2100),
        Column("period_end_year", "Last year that it covers.", "integer", minimum=1990, maximum=2100),
        *_both("description", "What it does, in our words"),
        *PROVENANCE,
    ),
    ("policy_id",),
)

POLICY_MEASURES = Table(
    "policy_measures",
    "Measures, advice and problems: who says what",
    (
        _id("policy_measure_id", "Identifier."),
        Column("kind_code", "Measure, practice, advice or problem.", required=True, vocabulary="measure_kind"),
        Column("policy_id", "Policy that holds it; blank where the source names none.", refers_to="policies.policy_id"),
        Column(
            "area_id",
            "Area whose authority gives it; of a problem, where it is felt.",
            required=True,
            refers_to="areas.area_id",
        ),
        Column("purpose_code", "Purpose.", required=True, vocabulary="purpose"),
        Column(
            "status_code", "Whether in force, planned or only recommended.", required=True, vocabulary="policy_status"
        ),
        Column("stage_code", "Pipeline stage that it supports; blank if none.", vocabulary="stage"),
        *_both("description", "What it does, or what is wrong, in our words"),
        Column(
            "answers_ids",
            "Problems, rows of this table, that the source sets it against.",
            refers_to="policy_measures.policy_measure_id",
            is_list=True,
        ),
        *_both("condition", "Who gets it and on what condition", required=False),
        Column("amount", "Amount, in the unit; blank where none is stated.", "number", minimum=0),
        Column("unit_code", "Unit of the amount.", vocabulary="unit"),
        Column("qualifier_code", "Whether the amount is exact, a ceiling or a floor.", vocabulary="qualifier"),
        Column("per_code", "What the amount is for.", vocabulary="per"),
        Column("rate_pct", "Rate, per cent; blank where none is stated.", "number", minimum=0, maximum=100),
        Column("rate_qualifier_code", "Whether the rate is exact, a ceiling or a floor.", vocabulary="qualifier"),
        *_both("rate_of", "What the rate is of", required=False),
        *PROVENANCE,
    ),
    ("policy_measure_id",),
)

EVENTS = Table(
    "events",
    "Events",
    (
        _id("event_id", "Identifier."),
        Column("date", "When it happened.", "date", required=True, is_past=True),
        Column("date_precision_code", "How exactly the date is stated.", required=True, vocabulary="date_precision"),
        Column("kind_code", "Kind of event.", required=True, vocabulary="event_kind"),
        *_both("title", "What happened, in our words"),
        Column("area_ids", "Areas concerned.", refers_to="areas.area_id", is_list=True),
        Column("entity_ids", "Entities concerned.", refers_to="entities.entity_id", is_list=True),
        Column("product_id", "Product concerned.", refers_to="products.product_id"),
        Column("policy_id", "Policy concerned.", refers_to="policies.policy_id"),
        *_both("note", "What to know about it", required=False),
        *PROVENANCE,
    ),
    ("event_id",),
)

MENTIONS = Table(
    "mentions",
    "Therapies and disease fields named for areas and groups",
    (
        _id("mention_id", "Identifier."),
        Column("kind_code", "What the source says of it.", required=True, vocabulary="mention_kind"),
        Column("area_id", "Area, or where the group is; blank where not stated.", refers_to="areas.area_id"),
        *_both("group", "Whom in the area it is said of; blank for the area itself", required=False),
        Column(
            "entity_ids",
            "Organisations that the source names in the group: it does not say which of them it holds for.",
            refers_to="entities.entity_id",
            is_list=True,
        ),
        Column("modality_code", "Kind of therapy.", vocabulary="modality"),
        Column("field_code", "Disease field.", vocabulary="disease_field"),
        *_both("note", "What to know about it", required=False),
        *PROVENANCE,
    ),
    ("mention_id",),
    subject=("modality_code", "field_code"),
)

FINANCINGS = Table(
    "financings",
    "Financing rounds",
    (
        _id("financing_id", "Identifier."),
        Column("entity_id", "Firm that is financed.", required=True, refers_to="entities.entity_id"),
        *_both("round", "Round as printed; blank where not stated", required=False),
        Column("amount", "Amount, in the unit; blank where not disclosed.", "number", minimum=0),
        Column("unit_code", "Unit of the amount, with currency.", vocabulary="unit"),
        Column("qualifier_code", "Whether the amount is exact, a bound or about.", vocabulary="qualifier"),
        Column("date", "When it was closed, or told of as closed.", "date", required=True, is_past=True),
        Column("date_precision_code", "How exactly the date is stated.", required=True, vocabulary="date_precision"),
        Column("lead_ids", "Investors that led it.", refers_to="entities.entity_id", is_list=True),
        Column("investor_ids", "Further investors.", refers_to="entities.entity_id", is_list=True),
        *_both("note", "What to know about it", required=False),
        *PROVENANCE,
    ),
    ("financing_id",),
)

RELATIONS = Table(
    "relations",
    "Relations between entities",
    (
        _id("relation_id", "Identifier."),
        Column(
            "kind_code", "Kind of relation, read from the first to the second.", required=True, vocabulary="relation"
        ),
        Column("from_id", "First entity.", required=True, refers_to="entities.entity_id"),
        Column("to_id", "Second entity.", required=True, refers_to="entities.entity_id"),
        Column("product_id", "Product that it is about.", refers_to="products.product_id"),
        Column("date", "Since when, or when stated.", "date", is_past=True),
        *_both("note", "What the sources say, in our words", required=False),
        *PROVENANCE,
    ),
    ("relation_id",),
)

EVIDENCE = Table(
    "evidence",
    "Further places that say the same of a row",
    (
        _id("evidence_id", "Identifier."),
        Column("table", "Table of the row.", required=True),
        Column("row_id", "Primary key of the row.", required=True),
        *_both("note", "What this place adds or says otherwise", required=False),
        *PROVENANCE,
    ),
    ("evidence_id",),
)

CONFLICTS = Table(
    "conflicts",
    "Sources that disagree",
    (
        _id("conflict_id", "Identifier."),
        Column("kind_code", "What they disagree about.", required=True, vocabulary="conflict_kind"),
        *_both("topic", "The matter"),
        Column("rows", "Rows that disagree, each as table:id.", required=True, is_list=True),
        *_both("scope", "How their scopes differ"),
        *_both("shown", "What the atlas shows, and why"),
        *PROVENANCE,
    ),
    ("conflict_id",),
)

GAPS = Table(
    "gaps",
    "What the sources do not say",
    (
        _id("gap_id", "Identifier."),
        *_both("topic", "What is missing"),
        Column("area_id", "Area concerned.", refers_to="areas.area_id"),
        *_both("effect", "What the atlas cannot show for want of it"),
        Column("view_codes", "Views that it would change.", required=True, is_list=True, vocabulary="view"),
        *_both("remedy", "Who could know", required=False),
        *PROVENANCE,
    ),
    ("gap_id",),
)

OMISSIONS = Table(
    "omissions",
    "Statements read and not carried over",
    (
        _id("omission_id", "Identifier."),
        *_both("subject", "What the statement is about"),
        *_both("reason", "Why it is not carried over"),
        *PROVENANCE,
    ),
    ("omission_id",),
)

VIEWS = Table(
    "views",
    "Saved views, to be presented one after the other",
    (
        _id("view_id", "Identifier."),
        Column("order", "Position in the presentation, from 1.", "integer", required=True, minimum=1),
        *_both("name", "Its title"),
        Column("page", "The page, as in its address; the front page is called map.", required=True, pattern=ID),
        Column("parameters", "What stands in the address after the question mark."),
    ),
    ("view_id",),
)

ENGLISH_NAMES = Table(
    "english_names",
    "Where English names come from",
    (
        Column("subject_id", "Subject: an area, organisation or product.", required=True, pattern=ID),
        Column("publisher", "Who runs the page; blank where there is no name."),
        Column("page_title", "Title of the page, as it stands there or in our words in square brackets."),
        Column("url", "Address of the page."),
        Column("seen_date", "Date on which a copy of the page was read.", "date"),
        *_both("note", "What the name is tied by, or why there is none"),
    ),
    ("subject_id",),
)

GLOSSARY = Table(
    "glossary",
    "Terms of the field and their English",
    (
        Column("term", "Chinese term.", required=True),
        Column("english", "Its English, the same everywhere.", required=True),
        Column("also_english", "Further forms that stand for it, such as a plural or an abbreviation.", is_list=True),
        *_both("note", "What to know about the term", required=False),
    ),
    ("term",),
)

OF_IDS = "id"
RENAMED = Table(
    "renamed",
    "Former ids and codes, which links still find",
    (
        Column(
            "vocabulary", f"Vocabulary of a code; {OF_IDS} for what is chosen by its id.", required=True, pattern=ID
        ),
        Column("old", "What it was called; nothing else may ever be called so.", required=True, pattern=ID),
        Column("new", "What it is called now, or what a link to it shows instead.", required=True, pattern=ID),
        *_both("reason", "Why it was renamed"),
    ),
    ("vocabulary", "old"),
)

TABLES = {
    table.name: table
    for table in (
        CODES,
        SOURCES,
        LOCATORS,
        AREAS,
        *ENTITY_TABLES,
        PRODUCTS,
        MARKET_SIZE,
        PIPELINE_COUNTS,
        INDICATORS,
        TARGET_COUNTS,
        RANKINGS,
        POLICIES,
        POLICY_MEASURES,
        EVENTS,
        FINANCINGS,
        MENTIONS,
        RELATIONS,
        EVIDENCE,
        CONFLICTS,
        GAPS,
        OMISSIONS,
        VIEWS,
        ENGLISH_NAMES,
        GLOSSARY,
        RENAMED,
    )
}
