"""Every code is used by a row or stands for something that is to come."""

from atlas.store.schema import REQUIRED_CODES, TABLES

# codes without a row, and what needs them
AWAITED = {
    ("modality", "t_cell"): "a branch of the documents' tree of therapies",
    ("modality", "tumor_vaccine"): "a branch of the documents' tree of therapies",
    ("modality", "oncolytic_virus"): "a branch of the documents' tree of therapies",
    ("stage", "preclinical"): "products that analysts bring in",
    ("value_kind", "estimate"): "figures that analysts bring in",
    ("value_kind", "planned"): "figures that analysts bring in",
    ("comparability", "same"): "a count that is what a target means, once a document gives one",
}


def test_every_code_is_used_is_broader_than_one_or_is_awaited(snapshot):
    used = set(REQUIRED_CODES)
    for name, table in TABLES.items():
        for column in table.columns:
            if column.vocabulary:
                for cell in snapshot[name][column.name]:
                    used |= {(column.vocabulary, code) for code in (cell if column.is_list else (cell,))}
    rows = snapshot["codes"].to_dict("records")
    broader = {row["parent_code"] for row in rows}
    unused = {
        (row["vocabulary"], row["code"]) for row in rows if row["code"] not in broader and not row["roles"]
    } - used
    assert unused == AWAITED.keys() - used
    assert AWAITED.keys() <= {(row["vocabulary"], row["code"]) for row in rows}
