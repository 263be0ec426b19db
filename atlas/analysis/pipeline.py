"""Pipeline counts in series that may stand on one scale, what each leaves of its total, and what can be said of it."""

from dataclasses import dataclass

from atlas.store.comparable import EXACT, Row, find_subject, group_by
from atlas.store.snapshot import Snapshot, to_rows

TOTAL = "total"
COUNTRY = "100000"
LEADING = 2  # stages that a title names


@dataclass(frozen=True, eq=False)
class StageSeries:
    """Counts of one scope that one document gives for one date in one unit.

    Attributes
    ----------
    stages
        Rows of `pipeline_counts` but the totals, in the stages' order. A row in another unit stands here only
        where its document makes it a part of the series' one total.
    totals
        Rows of totals; several that differ are the document's own disagreement.
    """

    stages: tuple[Row, ...]
    totals: tuple[Row, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, the totals last."""
        return (*self.stages, *self.totals)

    @property
    def unit_code(self) -> str:
        """What is counted; of a series with a total, what the total counts."""
        return str((self.totals or self.stages)[0]["unit_code"])

    @property
    def adds_up(self) -> bool:
        """Whether the stages shut each other out, none stands twice, and each is an exact count."""
        codes = [row["stage_code"] for row in self.stages]
        exact = all(row["qualifier_code"] in (EXACT, "") for row in self.stages)
        return bool(codes) and len(set(codes)) == len(codes) and exact and all(map(_is_part, self.stages))

    @property
    def stated(self) -> int:
        """The sum of all stages; it means something only where they add up."""
        return sum(int(row["count"]) for row in self.stages)

    @property
    def is_exceeded(self) -> bool:
        """Whether the stages add up to more than the total, so that they cannot be its parts."""
        return self.adds_up and len(self.totals) == 1 and self.stated > int(self.totals[0]["count"])

    @property
    def unexplained(self) -> int | None:
        """The total less all stages; None where that means nothing.

        With a total that is a bound this is one too.
        """
        if not self.adds_up or len(self.totals) != 1 or self.is_exceeded:
            return None
        return int(self.totals[0]["count"]) - self.stated

    def list_leading(self) -> tuple[list[Row], int]:
        """List the fullest stages that can be named as such, and their share of all stages in the series' unit.

        Returns
        -------
        leading
            Two, or one where the second ties with the third; none where no stage leads, or nothing adds up.
        share
            In whole per cent: 100 only where nothing is left, 0 without a leading stage.
        """
        own = [row for row in self.stages if row["unit_code"] == self.unit_code]
        whole = sum(int(row["count"]) for row in own)
        if self.unexplained is None or len(own) < LEADING or not whole:
            return [], 0
        ordered = sorted(own, key=lambda row: -int(row["count"]))
        counts = [int(row["count"]) for row in ordered]
        sizes = (size for size in (LEADING, 1) if size < len(own) and counts[size - 1] > counts[size])
        size = next(sizes, 0)
        part = sum(counts[:size])
        share = round(100 * part / whole)
        leading = [row for row in own if any(row is one for one in ordered[:size])]
        return leading, min(share, 99) if part < whole else share


def _is_part(row: Row) -> bool:
    return bool(row["is_part_of_total"])


def list_pipeline_scopes(snapshot: Snapshot) -> list[str]:
    """List the areas and entities with pipeline counts, the country first."""
    scopes = dict.fromkeys(find_subject(row) for row in to_rows(snapshot["pipeline_counts"]))
    return sorted(scopes, key=lambda scope: scope != COUNTRY)


def list_series(snapshot: Snapshot, scope: str) -> list[StageSeries]:
    """List the series of a scope, each with its like alone, the latest date and then the one with a total first.

    Parameters
    ----------
    scope
        Id of an area or entity; what is counted of an entity in an area is the entity's.
    """
    rows = [row for row in to_rows(snapshot["pipeline_counts"]) if find_subject(row) == scope]
    found = group_by(rows, lambda row: (row["area_id"], row["source_id"], row["as_of_date"]))
    series = [one for group in found.values() for one in _split_by_unit(snapshot, group)]
    return sorted(series, key=lambda one: (one.rows[0]["as_of_date"], bool(one.totals)), reverse=True)


def _split_by_unit(snapshot: Snapshot, rows: list[Row]) -> list[StageSeries]:
    """Split what one document counts at one date by unit; what it counts into its one total stays with that."""
    order = snapshot.vocabulary.codes("stage")
    totals = [row for row in rows if row["stage_code"] == TOTAL]
    sole = totals[0]["unit_code"] if len({row["unit_code"] for row in totals}) == 1 else ""

    def find_unit(row: Row) -> str:
        return str(sole if sole and _is_part(row) else row["unit_code"])

    ordered = sorted(rows, key=lambda row: order.index(row["stage_code"]))
    return [
        StageSeries(
            tuple(row for row in own if row["stage_code"] != TOTAL),
            tuple(row for row in own if row["stage_code"] == TOTAL),
        )
        for own in group_by(ordered, find_unit).values()
    ]
