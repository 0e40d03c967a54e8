"""The page of methods and limits: agreement with coding, known failures, the codebook."""

from __future__ import annotations

import csv
from importlib import resources

import polars as pl

from cmp.analysis.agreement import agreement, name_figures
from cmp.corpus import Corpus
from cmp.render.page import Page, framed, markdown
from cmp.render.sanitise import clean_html
from cmp.tables.gold import Gold
from cmp.wording import load_wording, wording

TRIALS = "blind_trials.csv"
CODEBOOK = {"en": "CODEBOOK.md", "zh": "CODEBOOK.zh.md"}
LIMIT = "methods.limit."
FIGURES = ("table_name", "figure_name", "value", "low", "high", "n")


def methods_page(corpus: Corpus, gold: Gold | None, page: Page) -> str:
    """The page as HTML; without hand-coded rows it says that there are none."""
    limits = sorted(key for key in load_wording() if key.startswith(LIMIT))
    return framed(
        "methods.html.j2",
        page,
        heads=[wording(f"methods.{name}", page.language) for name in FIGURES],
        figures=_figures(corpus, gold, page.language),
        trial_heads=[wording(f"methods.trial.{name}", page.language) for name in _trials()[0]],
        trials=[list(trial.values()) for trial in _trials()],
        limits=[wording(key, page.language) for key in limits],
        codebook=_codebook(page.language),
        said={name: wording(f"methods.{name}", page.language) for name in _SAID},
    )


_SAID = (
    "heading", "lead", "agreement", "agreement_about", "no_gold", "trials", "trials_about",
    "limits", "codebook",
)  # fmt: skip


def _figures(corpus: Corpus, gold: Gold | None, language: str) -> list[list[str]]:
    """A row of words for each figure of agreement, with its interval."""
    if gold is None:
        return []
    own = pl.col("table_name"), pl.col("figure_name")
    figures = name_figures(agreement(corpus.tables, gold), language=language)
    shares = (pl.col(name).map_elements(_three, pl.String) for name in ("value", "low", "high"))
    rows = figures.select(*own, *shares, pl.col("n").cast(pl.String)).fill_null("–")
    return [list(row) for row in rows.iter_rows()]


def _three(value: float) -> str:
    return f"{value:.3f}"


def _trials() -> list[dict[str, str]]:
    """Trials on articles that no rule had seen, each scored once, as the codebook keeps them."""
    text = (resources.files("cmp.codebook") / TRIALS).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def _codebook(language: str) -> str:
    """The codebook's page, its headings one level down."""
    text = (resources.files("cmp.codebook") / CODEBOOK[language]).read_text("utf-8")
    body = text.partition("\n")[2]
    return clean_html(markdown(body.replace("\n## ", "\n### ")))
