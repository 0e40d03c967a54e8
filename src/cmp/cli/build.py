"""`policycmp build`: raw articles → tables."""

from __future__ import annotations

from pathlib import Path

import click

from cmp import corpus as library
from cmp.cli.places import RAW, context_of
from cmp.cli.progress import progress


@click.command()
@RAW
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("data/processed"),
    show_default=True,
    help="Folder to write the tables into.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Processes to read articles with; more pay from some hundred articles on.",
)
def build(raw: Path, out: Path, workers: int) -> None:
    """Read the articles, repair them, and write the tables.

    Every article that cannot be read is listed; then nothing is written.
    """
    corpus = build_tables(raw, out, workers)
    for line in summary(corpus):
        click.echo(line)
    click.echo(f"tables in {out}")


def build_tables(raw: Path, out: Path, workers: int = 1) -> library.Corpus:
    """Build with a progress bar, and save."""
    with progress("reading") as step:
        corpus = library.build(raw, context_dir=context_of(raw), workers=workers, progress=step)
    corpus.save(out)
    return corpus


def summary(corpus: library.Corpus) -> list[str]:
    """What was read and found, a line for each table that a reader counts in."""
    names = ("documents", "repairs", "targets", "measures", "programmes")
    counts = ", ".join(f"{corpus.tables[name].height} {name}" for name in names)
    inferred = corpus.documents.drop_nulls("inferred")
    lines = [f"{corpus.cities.height} cities: {counts}"]
    lines += [f"{doc}: {said}" for doc, said in inferred.select("doc", "inferred").iter_rows()]
    return lines
