"""Text → words of jieba's dictionary and the codebook's terms; the only place that calls jieba.

Each vocabulary has its own tokenizer, without the hidden Markov model that guesses new words, and
nothing is cached on disk: jieba's shared cache file in the temporary folder would be read and
written by several processes at once.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from typing import Protocol, cast

from cmp.extract.numerals import CHINESE
from cmp.vocabulary import Vocabulary

# jieba cuts at every other character, so a term that holds one would never be found.
_SOLID = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]{2,}")
_WORD = re.compile(r"(?=.*[^\W\d_])\w{2,}")
_NUMERAL = re.compile(CHINESE)


def tokens(text: str, vocabulary: Vocabulary) -> list[str]:
    """Every piece of the text in order, punctuation included; joined they give the text.

    >>> from cmp.vocabulary import load_vocabulary
    >>> tokens("培育科技型中小企业。", load_vocabulary())
    ['培育', '科技型中小企业', '。']
    """
    return list(_tokenizer(vocabulary).cut(text, HMM=False))


def words(text: str, vocabulary: Vocabulary) -> list[str]:
    """Words that carry a topic: two characters or more, no number, no count (七次), no stop word.

    >>> from cmp.vocabulary import load_vocabulary
    >>> words("全年培育科技型中小企业3500家。", load_vocabulary())
    ['培育', '科技型中小企业']
    """
    return [piece for piece in tokens(text, vocabulary) if is_topical(piece, vocabulary)]


def is_topical(piece: str, vocabulary: Vocabulary) -> bool:
    """Whether a piece is a word that `words` keeps."""
    if piece in vocabulary.stop_words or not _WORD.fullmatch(piece):
        return False
    numeral = _NUMERAL.match(piece)
    return numeral is None or piece[numeral.end() :] not in vocabulary.units


class _Tokenizer(Protocol):
    def cut(self, text: str, *, HMM: bool) -> Iterator[str]: ...  # noqa: N803 (jieba's name)


@lru_cache(maxsize=4)
def _tokenizer(vocabulary: Vocabulary) -> _Tokenizer:
    """Its own jieba tokenizer; the frequency tables are read as jieba's own loader reads them."""
    with warnings.catch_warnings():
        # The package's source raises warnings about its escapes and its resource loader.
        warnings.simplefilter("ignore")
        jieba = import_module("jieba")
        tokenizer = jieba.Tokenizer()
        frequencies = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.FREQ, tokenizer.total = frequencies
    tokenizer.initialized = True
    # Sorted, because a term's frequency depends on those that came before it.
    for term in sorted(codebook_terms(vocabulary)):
        tokenizer.add_word(term, tokenizer.suggest_freq(term))
    return cast(_Tokenizer, tokenizer)


@lru_cache(maxsize=4)
def codebook_terms(vocabulary: Vocabulary) -> frozenset[str]:
    """Terms of the dictionary, the indicators and the instruments that are one run of letters."""
    named = (term.term for term in vocabulary.indicator_terms)
    known = {*vocabulary.dictionary, *vocabulary.instrument_terms, *named}
    return frozenset(term for term in known if _SOLID.fullmatch(term))
