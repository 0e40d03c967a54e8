"""A folder of articles → its files with their rows of articles.csv → RawArticles.

Looks at the folder first, cheaply, so that files can be read one by one, or side by side, with a
progress bar. README files, articles.csv and hidden files are no articles; folders are not entered.
"""

from __future__ import annotations

import difflib
import hashlib
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cmp.errors import ArticleError, ManifestError, Problem, problem_list
from cmp.read.article import RawArticle
from cmp.read.formats import READERS, Extracted, reader_of
from cmp.read.manifest import MANIFEST, Manifest, ManifestRow, read_manifest
from cmp.read.refusal import RefusedError
from cmp.vocabulary import Vocabulary

# Left by file managers and word processors beside the files of their users.
_NOT_OURS = ("readme", "~$", ".", "thumbs.db", "desktop.ini")
_SAVED_PAGE = ("_files", ".files")
_FORMATS = "txt, html, mhtml, docx, pdf, csv, jsonl or parquet"
_CONVERT = {
    ".doc": "Save it as .docx.",
    ".wps": "Save it as .docx.",
    ".rtf": "Save it as .docx.",
    ".odt": "Save it as .docx.",
    ".ofd": "Save it as .pdf.",
    ".xls": "Save its table as .csv.",
    ".xlsx": "Save its table as .csv.",
    ".zip": "Unpack it.",
    ".rar": "Unpack it.",
    ".7z": "Unpack it.",
}
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp")
_READ_PICTURE = "Run text recognition on it and save the text as .txt."
_UNSAFE = frozenset('/\\:*?"<>|')


@dataclass(frozen=True)
class Source:
    """One file to read, with its row of articles.csv if it has one."""

    path: Path
    size: int
    row: ManifestRow | None

    @property
    def file(self) -> str:
        """The file's name."""
        return self.path.name


def scan_folder(folder: Path, vocabulary: Vocabulary) -> list[Source]:
    """The files of a folder that hold articles, by name; no article is read yet.

    Raises:
        ManifestError: there is no folder or no article, a file that cannot be one, or articles.csv
            has mistakes; all of them are listed.
    """
    sources, problems = _scan(folder, vocabulary)
    if problems:
        raise ManifestError(problem_list(problems, str(folder)))
    return sources


def read_source(source: Source, vocabulary: Vocabulary) -> list[RawArticle]:
    """The articles of one file: one, or those of a table. What articles.csv says wins.

    `city` and `published` are "" where neither articles.csv nor the file says them.

    Raises:
        RefusedError: the file cannot be read.
    """
    row = source.row or ManifestRow(0, source.file)
    try:
        data = source.path.read_bytes()
    except OSError as error:
        raise RefusedError(f"cannot be opened: {error.strerror}.", "Look at its rights.") from None
    texts = reader_of(_ending(source.path))(data, vocabulary, row.encoding)
    sha256 = hashlib.sha256(data).hexdigest()
    return [_article(text, row, sha256) for text in texts]


def read_folder(folder: Path, vocabulary: Vocabulary) -> list[RawArticle]:
    """Every article of a folder, sorted by doc.

    Raises:
        ManifestError: articles.csv and the folder do not agree.
        ArticleError: a file cannot be read. Either lists all problems of the folder.
    """
    sources, problems = _scan(folder, vocabulary)
    kind = ManifestError if problems else ArticleError
    articles: list[RawArticle] = []
    for source in sources:
        try:
            articles += read_source(source, vocabulary)
        except RefusedError as error:
            problems.append(error.problem(source.file))
    problems += doc_problems(articles)
    if problems:
        raise kind(problem_list(problems, str(folder)))
    return sorted(articles, key=lambda article: article.doc)


def doc_problems(articles: Iterable[RawArticle]) -> list[Problem]:
    """Articles of one text; and of one name: a table's row and a file, or rows of two tables.

    Names that differ only in case are one, as they are on Windows and macOS.
    """
    first: dict[str, RawArticle] = {}
    texts: dict[str, RawArticle] = {}
    problems: list[Problem] = []
    for article in articles:
        copy = texts.setdefault(article.text.strip(), article)
        if copy is not article:
            what = f"has the text of {copy.doc!r}, which would count twice."
            problems.append(Problem(article.file, None, what, "Delete one of the two."))
            continue
        twin = first.setdefault(article.doc.casefold(), article)
        # Two files of one name are told when the folder is scanned.
        if twin is not article and not (_is_whole_file(twin) and _is_whole_file(article)):
            what = f"article {article.doc!r} is also in {twin.file}."
            problems.append(Problem(article.file, None, what, "Give one another name."))
    return problems


def _is_whole_file(article: RawArticle) -> bool:
    return article.doc == Path(article.file).stem


def _article(text: Extracted, row: ManifestRow, sha256: str) -> RawArticle:
    published = row.published or text.published
    return RawArticle(
        doc=text.doc or Path(row.file).stem,
        file=row.file,
        text=text.text,
        encoding=text.encoding,
        sha256=sha256,
        city=row.city or text.city,
        published=published,
        title=row.title or text.title,
        kind=row.kind or text.kind,
        publisher=row.publisher or text.publisher,
        inferred="" if row.published else text.inferred,
    )


def _scan(folder: Path, vocabulary: Vocabulary) -> tuple[list[Source], list[Problem]]:
    """The files that can be read, and the problems of all others."""
    if not folder.is_dir():
        remedy = "Make it and put the articles into it, or name another one."
        return [], [Problem(str(folder), None, "there is no such folder.", remedy)]
    # Windows and macOS let it be called Articles.csv.
    named = (path for path in folder.iterdir() if path.name.casefold() == MANIFEST)
    manifest = read_manifest(next(named, folder / MANIFEST), vocabulary)
    paths = [path for path in sorted(folder.iterdir()) if not _is_passed_over(path)]
    problems = [*manifest.problems, *_rows_without_file(manifest, paths), *_stem_problems(paths)]
    rows = {_name(row.file): row for row in reversed(manifest.rows)}
    sources: list[Source] = []
    for path in paths:
        problem = _path_problem(path)
        if problem:
            problems.append(problem)
        else:
            sources.append(Source(path, path.stat().st_size, rows.get(_name(path.name))))
    if not paths:
        what = "there is no article in this folder."
        problems.append(Problem(str(folder), None, what, f"Put files into it: {_FORMATS}."))
    return sources, problems


def _is_passed_over(path: Path) -> bool:
    name = path.name.casefold()
    return name == MANIFEST or name.startswith(_NOT_OURS) or name.endswith(_SAVED_PAGE)


def _ending(path: Path) -> str:
    return path.suffix.lower()


def _name(file: str) -> str:
    """A file's name as all systems spell it: macOS takes letters and their accents apart."""
    return unicodedata.normalize("NFC", file)


def _rows_without_file(manifest: Manifest, paths: Collection[Path]) -> Iterator[Problem]:
    names = [_name(path.name) for path in paths]
    for row in manifest.rows:
        if row.file and _name(row.file) not in names:
            near = difflib.get_close_matches(_name(row.file), names, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else "Add the file or delete the row."
            yield Problem(MANIFEST, row.line, f"there is no file {row.file!r}.", hint)


def _stem_problems(paths: Iterable[Path]) -> Iterator[Problem]:
    first: dict[str, Path] = {}
    for path in paths:
        twin = first.setdefault(path.stem.casefold(), path)
        if twin is not path:
            what = f"has the same name as {twin.name} up to its ending."
            yield Problem(path.name, None, what, "Rename one of the two.")


def _path_problem(path: Path) -> Problem | None:
    """Why a path cannot be read as articles, as far as can be told from outside."""
    ending = _ending(path)
    if path.is_dir():
        what, remedy = "is a folder.", "Move its articles out of it, or move it elsewhere."
    elif not path.is_file():
        what, remedy = "is no file.", "Delete it."
    elif ending not in READERS:
        what = f"files ending in {ending!r} cannot be read." if ending else "has no ending."
        picture = _READ_PICTURE if ending in _PICTURES else ""
        remedy = _CONVERT.get(ending) or picture or f"Save it as {_FORMATS}."
    elif path.stat().st_size == 0:
        what, remedy = "is empty.", "Save the article again or delete the file."
    elif _UNSAFE & set(path.name):
        what, remedy = "its name holds a mark that other systems forbid.", "Rename it."
    else:
        return None
    return Problem(path.name, None, what, remedy)
