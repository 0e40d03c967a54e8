"""Why one file cannot be used: what is wrong, where, and what to do about it."""

from __future__ import annotations

from cmp.errors import ArticleError, Problem


class RefusedError(ArticleError):
    """One file that cannot be read; the folder's reader turns it into a line of its list.

    >>> str(RefusedError("is empty.", "Delete it.").problem("a.txt"))
    'a.txt: is empty. Delete it.'
    """

    def __init__(self, what: str, remedy: str = "", line: int | None = None) -> None:
        self.what = what
        self.remedy = remedy
        self.line = line
        super().__init__(f"{what} {remedy}".strip())

    def problem(self, file: str) -> Problem:
        """The refusal as a line of the list of problems."""
        return Problem(file, self.line, self.what, self.remedy)
