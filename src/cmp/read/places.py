"""A text → the place it is about, told by the places that it names; never one of two alike.

Each mention counts for the place that it means, more in titles and first lines. A place is also
carried a little by its parts, and by how the text calls its own place: 全市, 县委. A place that the
text keeps calling something else is not the one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from cmp.read.gazetteer import Codes, Gazetteer, gazetteer_of, short_name
from cmp.read.place_meanings import Meanings
from cmp.read.place_names import place_names
from cmp.vocabulary import Vocabulary

# Weights of one mention, tried on the texts of tests/read/test_places.py. A text that is misplaced,
# rather than asked about, would change our mind.
TITLE_WEIGHT, OPENING_WEIGHT = 4.0, 2.0
FULL_WEIGHT, SHORT_WEIGHT = 1.5, 1.0
AROUND_WEIGHT = 0.25  # 江苏省 in 江苏省镇江市
LISTED_WEIGHT = 0.5  # one of several, wherever it stands: 无锡、常州等地
_LISTED = "、"
PARTS_SHARE = 0.15
HEAD_LINES, LONGEST_HEAD = 6, 80
LEAST_WEIGHT = 2.0
RIVAL_SHARE = 0.75
LEAST_SHARE = 0.5
# Below this share of the words for its own place, a text speaks against one of that kind.
LEAST_OWN_SHARE = 0.25
# So often must a text speak of its own place before that counts in full, or speaks against one.
SURE_OWN, FEWEST_OWN = 5, 3


@dataclass(frozen=True)
class Placed:
    """The place that a text is about, and how often it names it; several codes if in doubt."""

    codes: Codes
    name: str
    mentions: int


@dataclass(frozen=True)
class _Mention:
    """One mention: the places it may mean, and what it weighs."""

    codes: Codes
    weight: float


def infer_place(text: str, titles: Sequence[str], vocabulary: Vocabulary) -> Placed | None:
    """The place that a text is about; None if it names none clearly.

    `titles` is what else is known of the article: its title, publisher, file name.

    >>> from cmp.vocabulary import load_vocabulary
    >>> infer_place("如皋市是南通市的县级市。如皋科技创新走在全市前列。", [], load_vocabulary())
    Placed(codes=('320682',), name='如皋', mentions=2)
    """
    gazetteer = gazetteer_of(vocabulary)
    mentions = _mentions(text, titles, vocabulary)
    scores = _scores(mentions, _own_counts(text, vocabulary), gazetteer)
    codes = _chosen(scores)
    if not codes:
        return None
    named = [mention for mention in mentions if set(mention.codes) <= set(codes)]
    if sum(mention.weight for mention in named) < LEAST_WEIGHT:
        return None
    return Placed(codes, short_name(gazetteer.cities[codes[0]].name_zh, vocabulary), len(named))


def _mentions(text: str, titles: Sequence[str], vocabulary: Vocabulary) -> list[_Mention]:
    above = "".join(f"{title}\n" for title in titles)
    whole = above + text
    places = place_names(whole, vocabulary)
    meanings = Meanings.of(places, vocabulary)
    stretches = [(0, len(above), TITLE_WEIGHT), *_head(text, len(above))]
    found: list[_Mention] = []
    for place, following in zip(places, (*places[1:], None), strict=False):
        codes = meanings.of_place(place)
        weight = FULL_WEIGHT if place.is_full else SHORT_WEIGHT
        if following and following.is_within and following.start == place.end:
            weight *= AROUND_WEIGHT
        if _LISTED in (whole[place.start - 1 : place.start], whole[place.end : place.end + 1]):
            weight *= LISTED_WEIGHT
        else:
            heads = (more for start, end, more in stretches if start <= place.start < end)
            weight *= next(heads, 1.0)
        if codes:
            found.append(_Mention(codes, weight))
    return found


def _head(text: str, offset: int) -> Iterator[tuple[int, int, float]]:
    """Where a text says what it is about: titles, bylines, the openings of its first sentences."""
    for line in islice(re.finditer(r"[^\n]*\S[^\n]*", text), HEAD_LINES):
        start = offset + line.start() + len(line[0]) - len(line[0].lstrip())
        if len(line[0]) <= LONGEST_HEAD and "。" not in line[0]:
            yield start, offset + line.end(), TITLE_WEIGHT
        else:
            yield start, start + 1, OPENING_WEIGHT


def _own_counts(text: str, vocabulary: Vocabulary) -> Counter[str]:
    """How often a text calls its own place a 市, a 县 …: the last character of its full name."""
    kinds = [suffix for suffix in vocabulary.cues["place_suffix"] if len(suffix) == 1]
    words = re.findall(vocabulary.pattern("own_place"), text)
    return Counter(kind for word in words for kind in kinds if kind in word)


@dataclass(frozen=True)
class _Score:
    """What a place has gathered: by its own mentions, with those of its parts, by its kind."""

    alone: float
    whole: float
    is_contradicted: bool


def _scores(
    mentions: Iterable[_Mention], own: Counter[str], gazetteer: Gazetteer
) -> dict[Codes, _Score]:
    """The score of each place, and of each group that a name leaves open."""
    weights: dict[Codes, float] = defaultdict(float)
    carried: dict[Codes, float] = defaultdict(float)
    for mention in mentions:
        weights[mention.codes] += mention.weight
        for code in gazetteer.ancestors(mention.codes[0]) if len(mention.codes) == 1 else ():
            carried[(code,)] += PARTS_SHARE * mention.weight
    total = own.total()
    scores: dict[Codes, _Score] = {}
    for codes, weight in weights.items():
        fitting = own[gazetteer.cities[codes[0]].name_zh[-1]]
        factor = 1 + fitting / max(total, SURE_OWN)
        is_contradicted = total >= FEWEST_OWN and fitting < LEAST_OWN_SHARE * total
        whole = (weight + carried[codes]) * factor
        scores[codes] = _Score(weight * factor, whole, is_contradicted)
    return scores


def _chosen(scores: Mapping[Codes, _Score]) -> Codes:
    """The codes of the best place and of its rivals; none if the text names others far more."""
    fitting = {codes: score for codes, score in scores.items() if not score.is_contradicted}
    if not fitting:
        return ()
    best = max(fitting, key=lambda codes: (fitting[codes].whole, codes))
    whole = fitting[best].whole
    if whole < LEAST_SHARE * max(score.whole for score in scores.values()):
        return ()
    rivals = [codes for codes, score in fitting.items() if score.alone > RIVAL_SHARE * whole]
    return tuple(sorted({code for codes in (best, *rivals) for code in codes}))
