"""Raw text to clean text: every repair in the order in which damage comes off.

Damage of the bytes first, while the text is still what the damage made of it; then script and
white space, then marks; then what is known by its wording and place.
"""

from __future__ import annotations

from dataclasses import dataclass

from cmp.repair.boilerplate import strip_boilerplate
from cmp.repair.byteshift import restore_byte_shift
from cmp.repair.markup import strip_markup
from cmp.repair.pinyin import strip_pinyin
from cmp.repair.punctuation import narrow_forms, widen_punctuation
from cmp.repair.run_in_titles import part_run_in_titles
from cmp.repair.script import script_of, simplify_script
from cmp.repair.spaces import clean_spaces, tighten_spaces
from cmp.repair.stops import close_paragraphs
from cmp.repair.traced import TracedText
from cmp.vocabulary import Vocabulary


@dataclass(frozen=True)
class Repaired:
    """A clean text, and the script it was written in: simplified, traditional or mixed.

    `legible` is the text with its page still around it: what a byline says is read there.
    """

    clean: TracedText
    script: str
    legible: str


def repair_text(raw: str, vocabulary: Vocabulary) -> Repaired:
    """The clean text of a raw one, its paragraphs as lines; clean text comes back unchanged.

    >>> from cmp.vocabulary import load_vocabulary
    >>> repaired = repair_text("　　鎮(zhèn)江新增３家,增長(zhǎng)８．６％", load_vocabulary())
    >>> repaired.clean.text, repaired.script
    ('镇江新增3家，增长8.6%', 'traditional')
    """
    text = restore_byte_shift(TracedText.from_raw(raw))
    text = strip_pinyin(text, vocabulary)
    script = script_of(text.text)
    text = strip_markup(text)
    text = simplify_script(text, vocabulary)
    text = clean_spaces(text)
    text = widen_punctuation(narrow_forms(text))
    text = tighten_spaces(text)
    legible = text.text
    text = strip_boilerplate(text, vocabulary)
    text = clean_spaces(text)
    text = part_run_in_titles(text, vocabulary)
    return Repaired(close_paragraphs(text), script, legible)
