"""What a place's name means in one text: its codes, several if in doubt, none if it is a word.

Two places of one name are told apart by what the same text says of them: a name behind that of its
city, or written out, decides for all its mentions. Names that may be ordinary words (资源, 合作 and
新建 are counties too) count only where the text shows so that the place is meant.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cmp.read.gazetteer import RANKS, SHORTEST_NAME, Codes, Gazetteer, gazetteer_of
from cmp.read.place_names import PlaceName
from cmp.vocabulary import Vocabulary

# So often must a county's name without its suffix stand in a text to count.
FEWEST_BARE = 3
# Roles of cues that hold names and single characters.
_NO_WORDS = ("common_character", "place_", "surname")


@dataclass(frozen=True, eq=False)
class Meanings:
    """What the names of one text mean, given all that it names."""

    gazetteer: Gazetteer
    words: frozenset[str]
    named: frozenset[str]
    full: frozenset[str]
    within: Mapping[str, Codes]
    times: Counter[str]

    @staticmethod
    def of(places: Sequence[PlaceName], vocabulary: Vocabulary) -> Meanings:
        """What can be told from all the names of a text."""
        within: dict[str, set[str]] = defaultdict(set)
        for place in places:
            if place.is_within:
                within[place.name].update(place.codes)
        unique = [place for place in places if len(place.codes) == 1]
        return Meanings(
            gazetteer_of(vocabulary),
            ordinary_words(vocabulary),
            frozenset(place.codes[0] for place in unique),
            frozenset(
                place.codes[0]
                for place in unique
                if place.is_full and len(place.name) > SHORTEST_NAME
            ),
            {name: tuple(sorted(codes)) for name, codes in within.items()},
            Counter(place.name for place in places),
        )

    def of_place(self, place: PlaceName) -> Codes:
        """The codes that a mention may mean; none if it may be no place at all."""
        if place.is_within:
            return place.codes
        if place.name in self.within:
            return self.within[place.name]
        if place.is_full:
            return self._of_full(place)
        return self._of_short(place)

    def _of_full(self, place: PlaceName) -> Codes:
        if place.name in self.words:
            return ()
        around = self._inside_named(place.codes)
        # Of two characters is 和县, but also part of 市和县.
        is_plain = len(place.name) > SHORTEST_NAME or len(around) == 1
        return (around if len(place.codes) > 1 and around else place.codes) if is_plain else ()

    def _of_short(self, place: PlaceName) -> Codes:
        written_out = tuple(code for code in place.codes if code in self.full)
        if written_out:
            return self._of_written_out(written_out, place.codes)
        if place.name in self.words:
            return ()
        top = min(RANKS[self.gazetteer.cities[code].level] for code in place.codes)
        codes = tuple(c for c in place.codes if RANKS[self.gazetteer.cities[c].level] == top)
        if top < RANKS["county"]:
            return codes
        return codes if self.times[place.name] >= FEWEST_BARE else ()

    def _of_written_out(self, written_out: Codes, codes: Codes) -> Codes:
        """What a short name means where the text also has it with a suffix.

        长沙 beside 长沙县 is the city still; 吉林 beside 吉林市 may be the province as well.
        """
        if len(written_out) > 1:
            return ()
        around = tuple(code for code in self.gazetteer.ancestors(written_out[0]) if code in codes)
        is_province = any(self.gazetteer.cities[code].level == "province" for code in around)
        return () if is_province else around or written_out

    def _inside_named(self, codes: Codes) -> Codes:
        """Those of several places whose city is named, else those whose province is."""
        for depth in (0, 1):
            inside = tuple(
                c for c in codes if set(self.gazetteer.ancestors(c)[depth:][:1]) & self.named
            )
            if inside:
                return inside
        return ()


@lru_cache(maxsize=4)
def ordinary_words(vocabulary: Vocabulary) -> frozenset[str]:
    """Names that may be ordinary words.

    They stand in a word or term of the codebook, or are counties' names of frequent characters.
    """
    gazetteer = gazetteer_of(vocabulary)
    spoken = (role for role in vocabulary.cues if not role.startswith(_NO_WORDS))
    cues = (cue for role in spoken for cue in vocabulary.cues[role])
    terms = (term.term for term in vocabulary.indicator_terms)
    known = "\n".join((*cues, *terms, *vocabulary.instrument_terms, *vocabulary.dictionary))
    frequent = set("".join(vocabulary.cues["common_character_1"]))
    county_names = (
        name
        for name, codes in gazetteer.short.items()
        if all(gazetteer.cities[code].level == "county" for code in codes)
    )
    found = {name for name in (*gazetteer.full, *gazetteer.short) if name in known}
    return frozenset(found | {name for name in county_names if set(name) <= frequent})
