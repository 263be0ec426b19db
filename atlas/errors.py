"""What can go wrong with the data, told so that the reader can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass

# code -> (what is wrong, how to mend it); English is the catalogue's key.
PROBLEM_TEXTS = {
    "missing_file": ("The file is missing.", "Put the file back from the repository or a backup."),
    "not_a_file": (
        "What stands there is not a file but a folder, a link that leads nowhere, a device or a pipe.",
        "Take it away and put the file back from the repository or a backup.",
    ),
    "not_permitted": (
        "The atlas is not allowed to read the file.",
        "Give the account that runs the atlas leave to read it.",
    ),
    "not_read": ("The file cannot be read: {detail}.", "Check the disk, or put the file back from a backup."),
    "unsettled": (
        "The files keep changing while they are read.",
        "Wait until the program that writes them has finished.",
    ),
    "not_understood": (
        "The files pass every check and still cannot be shown.",
        "Give the incident number to whoever runs the atlas; the log tells more.",
    ),
    "empty_file": ("The file is empty.", "Put the file back from the repository or a backup."),
    "unreadable": ("The file cannot be read as {detail}.", "Save it again in that form, or put it back from a backup."),
    "cut_off": (
        "The file does not end with a line break and may be cut off.",
        "Check the last row, or put the file back from a backup.",
    ),
    "rows_missing": (
        "The file is cut short; rows found / rows recorded: {detail}.",
        "Put the file back from a backup; if you meant to remove rows, run: python -m atlas datapackage",
    ),
    "wrong_header": (
        "The columns differ from the data dictionary: {detail}.",
        "Restore the header row; the data dictionary lists the columns in order.",
    ),
    "wrong_width": ("The row has {detail} cells.", "Check commas and quotation marks in this row."),
    "blank": ("The cell is blank, but a value is required.", "Fill in the value as the source prints it."),
    "no_subject": ("The row does not say whose figure it is.", "Fill in one of these cells."),
    "spaces": ("The value begins or ends with a space.", "Remove the space."),
    "not_integer": ("The value is not a whole number.", "Write digits only, without unit or separators."),
    "not_number": ("The value is not a number.", "Write digits and a point only, without unit or separators."),
    "not_boolean": ("The value is neither true nor false.", "Write true or false."),
    "not_date": ("The value is not a date.", "Write 2025, 2025-06 or 2025-06-10."),
    "after_document": (
        "What a document tells as done is dated after the document, {detail}.",
        "Check the date, or name the document that says so.",
    ),
    "far_date": ("The date lies outside {detail}.", "Check the year."),
    "too_small": ("The value is smaller than {detail}.", "Check the value and its unit."),
    "too_large": ("The value is larger than {detail}.", "Check the value and its unit."),
    "too_long": ("The value has more than {detail} characters.", "Shorten it to the words that carry the fact."),
    "pattern": ("The value does not have the form {detail}.", "Correct the value."),
    "unknown_code": ("The code is not in the vocabulary {detail}.", "Correct the code, or add a row to codes.csv."),
    "dangling": ("The value refers to nothing in {detail}.", "Correct the reference, or add the row that it names."),
    "duplicate": ("The key stands in more than one row.", "Give each row a key of its own."),
    "taken_id": (
        "The id is already that of {detail}.",
        "Give each area, organisation and product an id of its own; a choice is named by its id alone.",
    ),
    "reserved": (
        "The name means something else in an address or on the map.",
        "Choose another name, here and in every row that uses it.",
    ),
    "sole_role": (
        "Just one code of the vocabulary {detail} must have this role.",
        "Write the role into that code's row of codes.csv, and take it from any other.",
    ),
    "reused": (
        "It was renamed, and something is called so again; old links would show the wrong thing: {detail}.",
        "Give the new one a name that nothing ever had.",
    ),
    "missing_row": (
        "A row is missing that the atlas itself names: {detail}.",
        "Add the row again; its words and colours are free.",
    ),
    "half_position": (
        "Longitude, latitude, precision and position source do not go together.",
        "Give all four, or only a precision of district, or none.",
    ),
    "outside_area": (
        "The position lies outside {detail}.",
        "Correct the position or the area, or write true in is_outside_area and say why in position_note.",
    ),
    "not_outside": (
        "is_outside_area is true, but no point of the row lies outside {detail}.",
        "Leave is_outside_area blank, or correct the position.",
    ),
    "far_position": (
        "The position lies far from {detail}, outside the map.",
        "Check the order of longitude and latitude, or correct the area.",
    ),
    "area_cycle": ("The area lies in itself.", "Correct parent_ids."),
    "rank_scope": ("The words printed name another scope.", "Correct scope_area_id, or the area's scope_words."),
    "qualifier": ("The word printed beside the number means another qualifier.", "Correct the qualifier."),
    "group_claim": (
        "The source says this of a group, not of each in it.",
        "Take the code away; the group has it in mentions.csv.",
    ),
    "level": ("A policy of this level cannot be of such an area.", "Correct level_code or area_id."),
    "unprinted_number": (
        "The number stands in nothing that is quoted of the row's sources.",
        "Correct the number, or add the place that prints it to evidence.csv.",
    ),
    "code_cycle": ("The code is broader than itself.", "Correct parent_code."),
    "control_character": (
        "The value holds a control character or an invisible mark.",
        "Remove it and type the value again.",
    ),
    "unknown_page": ("There is no such page: {detail}.", "Write the page's name as in its address, or map."),
    "unknown_parameter": (
        "The view asks for what is not known here: {detail}.",
        "Open the page, choose what the view should show, and copy what then stands in the address.",
    ),
    "too_many_digits": (
        "The number has more than {detail} digits, which neither Excel nor the map can keep.",
        "Round it to what the source prints.",
    ),
    "bad_geometry": ("The geometry is not usable: {detail}.", "Derive the file again with tools/derive_geo.py."),
}
# the same of the documents that the data are held against
DOCUMENT_TEXTS = {
    "no_document": (
        "No document of the source {detail} is in the folder.",
        "Put it there as a text file (.txt) whose name begins so.",
    ),
    "several_documents": (
        "More than one document of one source; the first is read: {detail}.",
        "Leave only one of them in the folder, or correct the column file of sources.csv.",
    ),
    "document_empty": ("The document is empty.", "Put the document there once more."),
    "document_binary": ("The document holds no text.", "Save it as a text file in UTF-8."),
    "document_encoding": ("The document is not in UTF-8 but, it seems, in {detail}.", "Save it in UTF-8."),
}


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the data.

    Attributes
    ----------
    code
        Key of `PROBLEM_TEXTS` or `DOCUMENT_TEXTS`.
    file
        File name relative to the data folder.
    row
        Line of the file, the header being 1; None where the whole file is meant.
    column, value
        Where and what; None where they do not apply.
    detail
        Fills `{detail}` in the text.
    key
        Key of the row, by which it is found in whatever keeps the data; blank where it has none.
    """

    code: str
    file: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    detail: str = ""
    key: str = ""

    @property
    def texts(self) -> tuple[str, str]:
        """English templates: what is wrong, and how to mend it."""
        return (PROBLEM_TEXTS | DOCUMENT_TEXTS)[self.code]

    @property
    def place(self) -> str:
        """Where in the file: its line, and the row's key; blank for the whole file."""
        return " ".join(filter(None, [str(self.row or ""), self.key]))


class AtlasError(Exception):
    """Anything that the atlas knows how to explain."""


class DataError(AtlasError):
    """The data cannot be shown; `problems` holds all that is wrong at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        super().__init__(f"{len(self.problems)} problem(s); first: {first}")


class UnknownCode(AtlasError):
    """A code that the vocabulary does not hold."""

    def __init__(self, vocabulary: str, code: str) -> None:
        self.vocabulary, self.code = vocabulary, code
        super().__init__(f"{code!r} is not in the vocabulary {vocabulary!r}")


class SettingError(AtlasError, ValueError):
    """A setting of the environment that means nothing; `expected` is an English text of the catalogues."""

    def __init__(self, name: str, value: str, expected: str, **values: object) -> None:
        self.name, self.value, self.expected, self.values = name, value, expected, values
        super().__init__(f"{name}={value!r}: {expected.format(**values)}")
