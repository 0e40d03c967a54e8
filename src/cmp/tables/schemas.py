"""The seven tables: columns, types, keys, allowed codes and the rules within a row.

A rule's name is the message of what it found. Absent text is null, never "".
"""

import dataframely as dy
import polars as pl

LEVELS = ["province", "prefecture", "county"]
SIDES = ["supply", "environment", "demand"]
BOUNDS = ["min", "max", "about", "exact"]
STATUSES = ["target", "actual", "structure", "rule"]
MEASURE_TYPES = ["stock", "flow", "growth", "share", "ratio", "rank", "count", "threshold"]
MEASURE_STATUSES = ["planned", "done"]
COMMITMENTS = ["firm", "aspired"]
# The kinds of edit that leave damage as it is, recorded so that nobody takes it for mended.
UNRESTORED = "unrestored"

_CITY = r"^\d{6}$"
_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_PERIOD = r"^\d{4}(H[12]|Q[1-4](-Q[1-4])?|M\d{2}(-M\d{2})?|-\d{4})?$"


def _place() -> dy.Int64:
    return dy.Int64(min=0)


class Cities(dy.Schema):
    """One row per city of an article or of the context figures."""

    city = dy.String(primary_key=True, regex=_CITY)
    name_zh = dy.String(min_length=1)
    name_en = dy.String(min_length=1)
    level = dy.Enum(LEVELS)
    province = dy.String(nullable=True)
    parent = dy.String(nullable=True, regex=_CITY)
    longitude = dy.Float64(nullable=True, min=-180, max=180)
    latitude = dy.Float64(nullable=True, min=-90, max=90)


class Documents(dy.Schema):
    """One row per article; `inferred` says what came from the text instead of articles.csv."""

    doc = dy.String(primary_key=True, min_length=1)
    city = dy.String(regex=_CITY)
    title = dy.String(nullable=True)
    kind = dy.String(nullable=True)
    publisher = dy.String(nullable=True)
    published = dy.String(regex=_DATE)
    year = dy.Int64(min=1900, max=2200)
    file = dy.String(min_length=1)
    sha256 = dy.String(regex="^[0-9a-f]{64}$")
    encoding = dy.String(min_length=1)
    script = dy.Enum(["simplified", "traditional", "mixed"])
    raw_chars = _place()
    clean_chars = _place()
    inferred = dy.String(nullable=True)
    text = dy.String()

    @dy.rule()
    def year_is_that_of_published(cls) -> pl.Expr:
        return pl.col("published").str.head(4).cast(pl.Int64, strict=False) == pl.col("year")

    @dy.rule()
    def clean_chars_is_length_of_text(cls) -> pl.Expr:
        return pl.col("text").str.len_chars() == pl.col("clean_chars")


class Repairs(dy.Schema):
    """One row per edit made to an article, in the order in which they were made."""

    doc = dy.String(min_length=1)
    kind = dy.String(min_length=1)
    raw_start = _place()
    raw_end = _place()
    before = dy.String()
    after = dy.String()

    @dy.rule()
    def span_runs_forward(cls) -> pl.Expr:
        return pl.col("raw_start") <= pl.col("raw_end")

    @dy.rule()
    def edit_changes_something(cls) -> pl.Expr:
        return (pl.col("before") != pl.col("after")) | (pl.col("kind") == UNRESTORED)


class Programmes(dy.Schema):
    """One row per part of a named programme."""

    doc = dy.String(primary_key=True, min_length=1)
    city = dy.String(regex=_CITY)
    programme = dy.String(primary_key=True, min_length=1)
    parent = dy.String(nullable=True)
    ordinal = dy.Int64(primary_key=True, min=1)
    part = dy.String(min_length=1)


class Measures(dy.Schema):
    """One row per policy action."""

    measure = dy.String(primary_key=True, min_length=1)
    doc = dy.String(min_length=1)
    city = dy.String(regex=_CITY)
    section = dy.String(nullable=True)
    text = dy.String(min_length=1)
    status = dy.Enum(MEASURE_STATUSES)
    instrument = dy.String(min_length=1)
    side = dy.Enum(SIDES)
    start = _place()
    end = _place()
    raw_start = _place()
    raw_end = _place()

    @dy.rule()
    def spans_hold_something(cls) -> pl.Expr:
        return _spans_hold_something()


class Targets(dy.Schema):
    """One row per quantitative statement."""

    target = dy.String(primary_key=True, min_length=1)
    doc = dy.String(min_length=1)
    city = dy.String(regex=_CITY)
    measure = dy.String(nullable=True)
    indicator = dy.String(min_length=1)
    subject = dy.String(nullable=True)
    value = dy.Float64(allow_inf=False, allow_nan=False)
    value_high = dy.Float64(nullable=True, allow_inf=False, allow_nan=False)
    # Empty for one part to another (投入产出比1∶4.6).
    unit = dy.String()
    base_value = dy.Float64(allow_inf=False, allow_nan=False)
    base_value_high = dy.Float64(nullable=True, allow_inf=False, allow_nan=False)
    base_unit = dy.String(min_length=1)
    bound = dy.Enum(BOUNDS)
    status = dy.Enum(STATUSES)
    measure_type = dy.Enum(MEASURE_TYPES)
    period = dy.String(nullable=True, regex=_PERIOD)
    commitment = dy.Enum(COMMITMENTS, nullable=True)
    quote = dy.String(min_length=1)
    start = _place()
    end = _place()
    raw_start = _place()
    raw_end = _place()

    @dy.rule()
    def only_targets_commit(cls) -> pl.Expr:
        return (pl.col("status") == "target") == pl.col("commitment").is_not_null()

    @dy.rule()
    def structures_count_and_only_they(cls) -> pl.Expr:
        return (pl.col("status") == "structure") == (pl.col("measure_type") == "count")

    @dy.rule()
    def rules_have_thresholds_and_only_they(cls) -> pl.Expr:
        return (pl.col("status") == "rule") == (pl.col("measure_type") == "threshold")

    @dy.rule()
    def range_has_both_base_ends(cls) -> pl.Expr:
        return pl.col("value_high").is_null() == pl.col("base_value_high").is_null()

    @dy.rule()
    def spans_hold_something(cls) -> pl.Expr:
        return _spans_hold_something()


class Context(dy.Schema):
    """One row per figure for normalising, or known outcome."""

    city = dy.String(primary_key=True, regex=_CITY)
    year = dy.Int64(primary_key=True, min=1900, max=2200)
    indicator = dy.String(primary_key=True, min_length=1)
    value = dy.Float64(allow_inf=False, allow_nan=False)
    unit = dy.String(min_length=1)
    source = dy.String(min_length=1)
    note = dy.String(nullable=True)


def _spans_hold_something() -> pl.Expr:
    return (pl.col("start") < pl.col("end")) & (pl.col("raw_start") < pl.col("raw_end"))


SCHEMAS: dict[str, type[dy.Schema]] = {
    "cities": Cities,
    "documents": Documents,
    "repairs": Repairs,
    "programmes": Programmes,
    "measures": Measures,
    "targets": Targets,
    "context": Context,
}
