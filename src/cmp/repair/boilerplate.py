"""What a web page prints around an article, taken out; the article's lines and titles stay.

The patterns are the codebook's (boilerplate.csv): `line` for a whole line, `inline` for a part of
one, `tail` for a line from which on there is no article. They meet text that is Simplified, with
full-width punctuation and single blanks. What has no wording of its own (a count of views, a
channel's name, names in brackets) is known by where it stands.
"""

from __future__ import annotations

import re
from functools import cache

from cmp.repair.lines import Line, lines_of, without_lines
from cmp.repair.traced import Replacement, TracedText
from cmp.vocabulary import Vocabulary

# Longer lines are prose, whatever they hold.
_LONGEST_LINE = 450
_LONGEST_CHANNEL = 10
_PATH_MARK = re.compile(r"\s*(?:>+|»|›|→|/)\s*")
_COUNT = re.compile(r"\d{1,7}")
_NUMBER_OF_NAMES = 5


def strip_boilerplate(text: TracedText, vocabulary: Vocabulary) -> TracedText:
    r"""Navigation, bylines, buttons, counts, notices and spam removed.

    >>> from cmp.vocabulary import load_vocabulary
    >>> page = "首页>要闻\n标题\n正文一句话。（记者 王小明）\n责任编辑：李四\n1399\n收藏"
    >>> strip_boilerplate(TracedText.from_raw(page), load_vocabulary()).text
    '标题\n正文一句话。'
    """
    if not text.text:
        return text
    text = text.replace("boilerplate", _inline(text.text, vocabulary))
    lines = lines_of(text.text)
    dropped = _whole_lines(lines, vocabulary)
    dropped |= _tail(text.text, lines, dropped, vocabulary)
    dropped |= _channels(lines, dropped)
    dropped |= _counts(lines, dropped)
    text = text.replace("boilerplate", without_lines(lines, dropped))
    return text.replace("boilerplate", _names_at_the_end(text.text, vocabulary))


@cache
def _pattern(vocabulary: Vocabulary, kind: str) -> re.Pattern[str] | None:
    """All patterns of a kind as one, ^ and $ standing for the ends of a line."""
    patterns = [b.pattern.pattern for b in vocabulary.boilerplate if b.kind == kind]
    if not patterns:
        return None
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.MULTILINE)


def _inline(text: str, vocabulary: Vocabulary) -> list[Replacement]:
    pattern = _pattern(vocabulary, "inline")
    if pattern is None:
        return []
    return [
        Replacement(match.start(), match.end(), "")
        for match in pattern.finditer(text)
        if match.start() < match.end()
    ]


def _whole_lines(lines: list[Line], vocabulary: Vocabulary) -> set[int]:
    pattern = _pattern(vocabulary, "line")
    dropped: set[int] = set()
    for n, line in enumerate(lines):
        is_short = len(line.text) <= _LONGEST_LINE
        if not line.text.strip() or (pattern and is_short and pattern.fullmatch(line.text.strip())):
            dropped.add(n)
    return dropped


def _tail(text: str, lines: list[Line], dropped: set[int], vocabulary: Vocabulary) -> set[int]:
    """Lines from the first `tail` pattern below the last line of prose."""
    pattern = _pattern(vocabulary, "tail")
    prose = [n for n, line in enumerate(lines) if line.is_prose and n not in dropped]
    if pattern is None or not prose:
        return set()
    for n in range(prose[-1] + 1, len(lines)):
        if pattern.match(text, lines[n].start):
            return set(range(n, len(lines)))
    return set()


def _channels(lines: list[Line], dropped: set[int]) -> set[int]:
    """Lines beside the path of the page that only repeat one of its parts."""
    found: set[int] = set()
    for n in dropped:
        parts = frozenset(_PATH_MARK.split(lines[n].text.strip()))
        if len(parts) < 2:
            continue
        for near in (n - 1, n + 1):
            if 0 <= near < len(lines) and near not in dropped:
                name = lines[near].text.strip()
                if len(name) <= _LONGEST_CHANNEL and name in parts:
                    found.add(near)
    return found


def _counts(lines: list[Line], dropped: set[int]) -> set[int]:
    """Bare numbers with nothing but boilerplate below them."""
    found: set[int] = set()
    for n in range(len(lines) - 1, -1, -1):
        if _COUNT.fullmatch(lines[n].text.strip()):
            found.add(n)
        elif n not in dropped:
            break
    return found if len(found) < len(lines) else set()


def _names_at_the_end(text: str, vocabulary: Vocabulary) -> list[Replacement]:
    """Reporters' names in brackets behind the last sentence."""
    match = _names(vocabulary).search(text, max(0, len(text) - 80))
    return [Replacement(match.start(1), match.end(1), "")] if match else []


@cache
def _names(vocabulary: Vocabulary) -> re.Pattern[str]:
    surname = vocabulary.pattern("surname")
    name = rf"(?:{surname})(?: ?[\u4e00-\u9fff]{{1,2}})"
    others = rf"(?:[ 、，]{name}){{0,{_NUMBER_OF_NAMES - 1}}}"
    return re.compile(rf"[。！？”](\s*（{name}{others}）)$")
