"""Targets → how binding each is worded, by two schemes, and how cities differ in that.

The codebook's scheme takes any hedge as aspired. The growth-target literature (Li, Liu, Weng and
Zhou 2019, Economic Journal 129(623):2888) reads the wording of the number: 以上, 确保 and 力争 make
it hard; 左右 and ranges make it soft; a bare number is neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import polars as pl

from cmp.analysis.headlines import Headline
from cmp.analysis.intervals import wilson
from cmp.analysis.labels import city_names, has_article, named
from cmp.analysis.measures import FEW, side_test
from cmp.analysis.sources import joined, percent, printed_p, source
from cmp.analysis.statements import described, labelled, status_names
from cmp.errors import InputError
from cmp.vocabulary import load_vocabulary
from cmp.wording import wording

SCHEMES = {"codebook": ("firm", "aspired"), "growth_literature": ("hard", "plain", "soft")}
DOTS_IN_A_ROW = 8


def compare_commitments(
    targets: pl.DataFrame,
    cities: pl.DataFrame,
    documents: pl.DataFrame | None = None,
    *,
    scheme: str = "codebook",
    language: str = "en",
) -> pl.DataFrame:
    """One row per city and wording of its targets: count, share, 95 % Wilson interval, ids.

    Columns: city, city_name, has_article, scheme, wording (firm, aspired; or hard, plain, soft),
    wording_name, n_targets, n_city, share, share_low, share_high, targets (ids), example (a
    quote). A city with an article and no target has 0, one without article null.

    Raises:
        InputError: there is no such scheme.
    """
    kinds = _kinds(scheme)
    worded = _worded(targets, documents, scheme)
    counts = worded.group_by("city", "wording").agg(
        pl.len().cast(pl.Int64).alias("n_targets"),
        pl.col("target").sort_by("doc", "start").alias("targets"),
        pl.col("quote").sort_by("doc", "start").first().alias("example"),
    )
    grid = (
        cities.select("city")
        .with_columns(has_article(targets if documents is None else documents))
        .join(pl.DataFrame({"wording": kinds}), how="cross")
        .join(counts, on=["city", "wording"], how="left", maintain_order="left")
        .with_columns(pl.lit(scheme).alias("scheme"))
    )
    return _labelled(_shares(grid), cities, scheme, language)


def compare_schemes(
    targets: pl.DataFrame,
    cities: pl.DataFrame,
    documents: pl.DataFrame | None = None,
    *,
    language: str = "en",
) -> pl.DataFrame:
    """One row per target with its wording under both schemes and whether they part ways.

    Columns of the targets table with city_name, indicator_name, title, stated; codebook and
    growth_literature with their names; is_changed where a firm target is not hard or an aspired
    one not soft; `n_cell` counts the targets of its pair, place and row its place among them.
    """
    wordings = {name: _worded(targets, documents, name) for name in SCHEMES}
    second = wordings["growth_literature"].select("target", growth_literature="wording")
    rows = wordings["codebook"].rename({"wording": "codebook"}).join(second, on="target")
    rows = labelled(described(rows, documents, language), cities, language)
    for name in SCHEMES:
        rows = named(rows, name, wording_names(name, language))
    pair = ["codebook", "growth_literature"]
    alike = ((pl.col("codebook") == "firm") & (pl.col("growth_literature") == "hard")) | (
        (pl.col("codebook") == "aspired") & (pl.col("growth_literature") == "soft")
    )
    place = pl.int_range(pl.len()).over(pair)
    return named(rows, "status", status_names(language)).with_columns(
        (~alike).alias("is_changed"),
        pl.len().over(pair).cast(pl.Int64).alias("n_cell"),
        (place % DOTS_IN_A_ROW).alias("place"),
        (place // DOTS_IN_A_ROW).alias("row"),
    )


def wording_names(scheme: str, language: str = "en") -> dict[str, str]:
    """Wording code → name in one scheme."""
    return {code: wording(f"commitment.{code}", language) for code in _kinds(scheme)}


def commitments_headline(
    compared: pl.DataFrame, documents: pl.DataFrame, language: str = "en"
) -> Headline:
    """Whether cities differ in the share of firm (or hard) targets, by their intervals."""
    scheme = str(compared["scheme"].first() or "codebook")
    leading = compared.filter(pl.col("wording") == _kinds(scheme)[0])
    stated = leading.filter(pl.col("n_city") > 0).sort("share", "city", descending=[True, False])
    n = int(stated["n_city"].sum())
    facts = wording(f"commitments.caption.{scheme}", language, n=n)
    return Headline(
        title=_finding(compared, stated, language),
        caption=joined([facts, source(documents, language)], language),
        description=wording("commitments.description", language, facts=_facts(stated, language)),
    )


def schemes_headline(
    worded: pl.DataFrame, documents: pl.DataFrame, language: str = "en"
) -> Headline:
    """How many targets the two schemes read differently; for a frame of compare_schemes."""
    n, changed = worded.height, worded.filter("is_changed").height
    key = "schemes.title" if n else "commitments.none"
    title = wording(key, language, n=n, n_changed=changed) if n else wording(key, language)
    facts = wording("schemes.caption", language, n=n)
    return Headline(
        title=title,
        caption=joined([facts, source(documents, language)], language),
        description=wording("schemes.description", language, n=n),
    )


def _kinds(scheme: str) -> tuple[str, ...]:
    if scheme not in SCHEMES:
        known = ", ".join(SCHEMES)
        raise InputError(f"no scheme {scheme!r} of commitments. Choose one of: {known}.")
    return SCHEMES[scheme]


def _worded(targets: pl.DataFrame, documents: pl.DataFrame | None, scheme: str) -> pl.DataFrame:
    """The targets proper with their wording."""
    kept = targets.filter(pl.col("status").cast(pl.String) == "target")
    if scheme == "codebook":
        return kept.with_columns(pl.col("commitment").cast(pl.String).alias("wording"))
    words = list(_literature(kept, documents))
    return kept.with_columns(pl.Series("wording", words, dtype=pl.String))


def _literature(targets: pl.DataFrame, documents: pl.DataFrame | None) -> Iterator[str]:
    """Soft by the number itself, else hard by its bound or a verb that governs it, else plain."""
    columns = ("doc", "start", "quote", "bound", "value_high")
    texts = {} if documents is None else dict(documents.select("doc", "text").iter_rows())
    for doc, start, quote, bound, high in targets.select(columns).iter_rows():
        if high is not None or bound == "about":
            yield "soft"
        elif bound in ("min", "max") or _is_governed(texts.get(doc), start, quote):
            yield "hard"
        else:
            yield "plain"


def _is_governed(text: str | None, start: int, quote: str) -> bool:
    """Whether a hard verb stands in the number's own clause or heads an earlier one."""
    if text is None:
        return bool(_hard_verbs()[1].search(quote))
    sentence = _SENTENCE.search(text, 0, start)
    before = sentence[0] if sentence else ""
    own = before.rpartition("，")[2]
    heads, anywhere = _hard_verbs()
    return bool(heads.search(before) or anywhere.search(own))


_SENTENCE = re.compile("[^。；！？\n]*$")


@cache
def _hard_verbs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """At the head of a clause, where a verb governs those behind it; and anywhere."""
    vocabulary = load_vocabulary()
    verbs, leads = vocabulary.pattern("commitment_hard"), vocabulary.pattern("commitment_lead")
    return re.compile(f"(?:^|[，：、])(?:{leads})*(?:{verbs})"), re.compile(verbs)


def _shares(grid: pl.DataFrame) -> pl.DataFrame:
    known = pl.when("has_article")
    counted = grid.with_columns(
        known.then(pl.col("n_targets").fill_null(0)).alias("n_targets"),
        pl.col("targets").fill_null([]),
    ).with_columns(known.then(pl.col("n_targets").sum().over("city")).alias("n_city"))
    low, high = wilson(pl.col("n_targets"), pl.col("n_city"))
    share = pl.when(pl.col("n_city") > 0).then(pl.col("n_targets") / pl.col("n_city"))
    return counted.with_columns(
        share.alias("share"), low.alias("share_low"), high.alias("share_high")
    )


def _labelled(rows: pl.DataFrame, cities: pl.DataFrame, scheme: str, language: str) -> pl.DataFrame:
    rows = named(rows, "city", city_names(cities, language))
    return named(rows, "wording", wording_names(scheme, language)).select(*_COLUMNS)


_COLUMNS = (
    "city",
    "city_name",
    "has_article",
    "scheme",
    "wording",
    "wording_name",
    "n_targets",
    "n_city",
    "share",
    "share_low",
    "share_high",
    "targets",
    "example",
)


def _finding(compared: pl.DataFrame, stated: pl.DataFrame, language: str) -> str:
    """The extremes, and whether a permutation test finds that cities differ at all."""
    if stated.is_empty():
        return wording("commitments.none", language)
    test = side_test(_dealt(compared))
    first, last = stated.row(0, named=True), stated.row(-1, named=True)
    values = {
        "n": test.n,
        "n_cities": stated.height,
        "kind": first["wording_name"] if first["share"] else _commonest(compared),
        "most": first["city_name"],
        "most_share": percent(first["share"]),
        "least": last["city_name"],
        "least_share": percent(last["share"]),
        "p": "" if test.p_value is None else printed_p(test.p_value),
    }
    if stated.height == 1:
        return wording("commitments.one", language, **values)
    found = {None: "same", True: "differ", False: "alike"}[test.is_evidence]
    return wording(f"commitments.{'few' if test.n < FEW else found}", language, **values)


def _commonest(compared: pl.DataFrame) -> str:
    counts = compared.group_by("wording_name").agg(pl.col("n_targets").sum())
    return str(counts.sort("n_targets", descending=True)["wording_name"][0])


def _dealt(compared: pl.DataFrame) -> pl.DataFrame:
    """A row for each target of the counts, as the test takes them."""
    counts = compared.filter(pl.col("n_targets") > 0)
    repeated = pl.col("wording").repeat_by("n_targets").alias("side")
    return counts.select("city", repeated).explode("side")


def _facts(stated: pl.DataFrame, language: str) -> str:
    rows = stated.select("city_name", "n_targets", "n_city", "wording_name").iter_rows()
    return joined(
        [
            wording("commitments.fact", language, city=city, hits=hits, n=n, kind=kind)
            for city, hits, n, kind in rows
        ],
        language,
    )
