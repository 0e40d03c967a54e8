"""Raw articles → a Corpus of tables, in one call; and a Corpus from tables already built.

Puts the steps together, article by article, and knows nothing of what they do.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

from cmp.errors import ArticleError, InputError, Problem, problem_list
from cmp.extract import ArticleFacts, extract_measures, extract_programmes, extract_targets
from cmp.read import (
    RawArticle,
    RefusedError,
    Source,
    digest,
    doc_problems,
    fingerprint,
    identify,
    read_source,
    scan_folder,
)
from cmp.repair import repair_text
from cmp.segment import Outline, outline
from cmp.tables import (
    SCHEMAS,
    Findings,
    RawTexts,
    Row,
    article_rows,
    city_row,
    find_tables,
    has_tables,
    read_context,
    read_stamp,
    read_tables,
    validated,
    write_tables,
)
from cmp.vocabulary import Vocabulary, load_vocabulary

Progress = Callable[[str, int, int], None]
PACKAGE = Path(__file__).parent
CODEBOOK = "codebook"


@dataclass(frozen=True, eq=False)
class Corpus:
    """The tables of a set of articles, as Polars frames; CODEBOOK.md says what a row means.

    `raw_texts` maps a doc to the text that raw_start and raw_end are places of.
    """

    cities: pl.DataFrame
    documents: pl.DataFrame
    repairs: pl.DataFrame
    programmes: pl.DataFrame
    measures: pl.DataFrame
    targets: pl.DataFrame
    context: pl.DataFrame
    raw_texts: Mapping[str, str]
    stamp: Mapping[str, Any]

    @property
    def tables(self) -> dict[str, pl.DataFrame]:
        """Table name → frame, in the order of the codebook."""
        return {name: getattr(self, name) for name in SCHEMAS}

    def only(self, cities: Collection[str | int] = ()) -> Corpus:
        """The part of these cities, named by code or by name; all of it where none is named.

        Raises:
            InputError: the corpus has no such city.
        """
        if not cities:
            return self
        # YAML reads a code as a number.
        codes = [_city_code(self.cities, str(city)) for city in cities]
        frames = {name: frame for name, frame in self.tables.items() if "city" in frame.columns}
        held = {name: frame.filter(pl.col("city").is_in(codes)) for name, frame in frames.items()}
        docs = held["documents"]["doc"].to_list()
        held["repairs"] = self.repairs.filter(pl.col("doc").is_in(docs))
        return Corpus(**held, raw_texts=self.raw_texts, stamp=self.stamp)

    def save(self, folder: str | Path) -> None:
        """Write the tables into a folder, whole or not at all.

        Raises:
            InputError: the folder holds files that are no tables.
            BusyError: another run writes it.
        """
        write_tables(Path(folder), self.tables, self.raw_texts, self.stamp)


def _city_code(cities: pl.DataFrame, named: str) -> str:
    names = pl.any_horizontal(pl.col("city", "name_zh", "name_en") == named)
    short = pl.col("name_zh").str.slice(0, pl.col("name_zh").str.len_chars() - 1) == named
    found = cities.filter(names | short)["city"].to_list()
    if len(found) != 1:
        known = ", ".join(
            f"{code} ({name})" for code, name in cities.select("city", "name_en").rows()
        )
        raise InputError(f"no city {named!r} in these tables. There are {known}.")
    return str(found[0])


def build(
    raw_dir: str | Path = "data/raw",
    *,
    context_dir: str | Path | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> Corpus:
    """The Corpus of a folder of articles; nothing is written.

    `context_dir` holds the figures for normalising (default: `context` beside `raw_dir`).
    `workers` is the number of processes; `progress` hears (file, done, total) after each file.

    Raises:
        ArticleError: articles that cannot be read; all of them are listed.
        ManifestError: articles.csv and the folder do not agree.
        VocabularyError: the codebook has mistakes.
    """
    folder = Path(raw_dir)
    context = Path(context_dir) if context_dir else folder.parent / "context"
    vocabulary = load_vocabulary()
    figures = read_context(context, vocabulary)
    articles = _read_all(scan_folder(folder, vocabulary), workers, progress)
    rows = _joined(article.rows for article in articles)
    rows["context"] = figures
    rows["cities"] = list(_city_rows(rows, vocabulary))
    return Corpus(
        **validated({name: _frame(name, rows[name]) for name in SCHEMAS}),
        raw_texts={article.raw.doc: article.raw.text for article in articles},
        stamp={"version": version("policycmp"), "inputs": current_inputs(folder, context)},
    )


def load(tables_dir: str | Path | None = None) -> Corpus:
    """The Corpus that a build has written.

    Without a folder: that of the environment variable POLICYCMP_TABLES, else `data/processed`
    here or in a folder above.

    Raises:
        TableError: there are no tables, or they break a rule.
    """
    folder = Path(tables_dir) if tables_dir else find_tables()
    frames = read_tables(folder)
    docs = frames["documents"]["doc"].to_list()
    return Corpus(**frames, raw_texts=RawTexts(folder, docs), stamp=read_stamp(folder))


def is_current(tables_dir: str | Path, raw_dir: str | Path, context_dir: str | Path) -> bool:
    """Whether tables were made of these very inputs, by this very program."""
    folder = Path(tables_dir)
    made_of = read_stamp(folder).get("inputs")
    return has_tables(folder) and bool(made_of == current_inputs(raw_dir, context_dir))


def current_inputs(raw_dir: str | Path, context_dir: str | Path) -> dict[str, Any]:
    """What a build depends on: each article, the context figures, the codebook, the program."""
    return {
        "articles": fingerprint(Path(raw_dir)),
        "context": digest(Path(context_dir)),
        "codebook": digest(PACKAGE / CODEBOOK),
        "program": digest(PACKAGE, without=CODEBOOK),
    }


@dataclass(frozen=True)
class _Article:
    """One article read, and its rows by table."""

    raw: RawArticle
    rows: dict[str, list[Row]]


_Outcome = tuple[list[_Article], list[Problem]]


def _read_all(sources: Sequence[Source], workers: int, progress: Progress | None) -> list[_Article]:
    """The articles of all files in the order of their names, once none of them is refused."""
    outcomes: dict[str, _Outcome] = {}
    for source, outcome in _outcomes(sources, workers):
        outcomes[source.file] = outcome
        if progress:
            progress(source.file, len(outcomes), len(sources))
    articles = [article for name in sorted(outcomes) for article in outcomes[name][0]]
    problems = [problem for name in sorted(outcomes) for problem in outcomes[name][1]]
    problems += doc_problems(article.raw for article in articles)
    if problems:
        raise ArticleError(problem_list(problems, "the articles"))
    return sorted(articles, key=lambda article: article.raw.doc)


def _outcomes(sources: Sequence[Source], workers: int) -> Iterator[tuple[Source, _Outcome]]:
    if workers < 2 or len(sources) < 2:
        yield from ((source, _read(source)) for source in sources)
        return
    with ProcessPoolExecutor(min(workers, len(sources))) as pool:
        waiting = {pool.submit(_read, source): source for source in sources}
        for future in as_completed(waiting):
            yield waiting[future], future.result()


def _read(source: Source) -> _Outcome:
    """All articles of one file, and what was refused in it."""
    vocabulary = load_vocabulary()
    try:
        articles = read_source(source, vocabulary)
    except RefusedError as error:
        return [], [error.problem(source.file)]
    found: list[_Article] = []
    problems: list[Problem] = []
    for article in articles:
        try:
            found.append(_article(article, vocabulary))
        except RefusedError as error:
            place = source.file if len(articles) == 1 else f"{source.file} {article.doc}"
            problems.append(error.problem(place))
    return found, problems


def _article(raw: RawArticle, vocabulary: Vocabulary) -> _Article:
    """One article through all the steps."""
    repaired = repair_text(raw.text, vocabulary)
    parts = outline(repaired.clean.text, vocabulary)
    article = _titled(identify(raw, repaired.legible, vocabulary), parts)
    facts = ArticleFacts(article.doc, article.city, article.published, article.title, article.kind)
    found = Findings(
        article,
        repaired,
        extract_targets(parts, facts, vocabulary),
        extract_measures(parts, facts, vocabulary),
        extract_programmes(parts, facts, vocabulary),
    )
    return _Article(article, article_rows(found, vocabulary))


def _titled(article: RawArticle, parts: Outline) -> RawArticle:
    """The article with the title that opens its text, where articles.csv gives none."""
    opening = next(iter(parts.clauses), None)
    if article.title or opening is None or not opening.is_heading:
        return article
    return replace(article, title=opening.text)


def _joined(parts: Iterable[Mapping[str, Sequence[Row]]]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {name: [] for name in SCHEMAS}
    for part in parts:
        for name, more in part.items():
            rows[name].extend(more)
    return rows


def _city_rows(rows: Mapping[str, Sequence[Row]], vocabulary: Vocabulary) -> Iterator[Row]:
    """Cities with an article or with a context figure."""
    codes = {row["city"] for name in ("documents", "context") for row in rows[name]}
    yield from (city_row(vocabulary.cities[code]) for code in sorted(codes))


def _frame(name: str, rows: Sequence[Row]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=SCHEMAS[name].create_empty().schema)
