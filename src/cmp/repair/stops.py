"""The full stop that a paragraph lost at its end, put back.

Only for prose, in a text whose other paragraphs have theirs: a heading, an item of a list or a
line of a table gets none. Knows no words.
"""

from __future__ import annotations

import re

from cmp.repair.lines import ENDS, Line, lines_of
from cmp.repair.traced import Replacement, TracedText

# So much of the prose must end with a mark before one that does not counts as damaged; lines cut
# at a fixed width fail it.
_ENDED = 0.7
_PLAIN_END = re.compile(r"[\u4e00-\u9fff0-9A-Za-z%）》]$")


def close_paragraphs(text: TracedText) -> TracedText:
    r"""A 。 at the end of each paragraph of prose that lost it.

    >>> raw = "如皋市坚持创新强市目标定位，深入实施创新驱动发展战略。科技创新成为最大增量"
    >>> close_paragraphs(TracedText.from_raw(raw + "\n一、总体要求")).text[-10:]
    '增量。\n一、总体要求'
    """
    prose = [line for line in lines_of(text.text) if line.is_prose]
    ended = sum(line.text[-1] in ENDS for line in prose)
    unended = [line for line in prose if _is_unended(line)]
    if len(prose) > 1 and ended < _ENDED * len(prose):
        return text
    return text.replace("final_stop", [Replacement(line.end, line.end, "。") for line in unended])


def _is_unended(line: Line) -> bool:
    """Whether a paragraph of whole sentences breaks off without a mark."""
    last = re.split("[。！？]", line.text)[-1]
    return bool(_PLAIN_END.search(line.text)) and "，" in line.text and len(last) >= 6
