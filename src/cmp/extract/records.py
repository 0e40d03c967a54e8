"""The rows that extraction yields, before they become tables. Fields as in CODEBOOK.md."""

from __future__ import annotations

from dataclasses import dataclass

from cmp.extract.decisions import Decision, Reason

EXACT = Decision("exact", "no word at the number bounds it")


@dataclass(frozen=True)
class ArticleFacts:
    """What extraction may know of an article beside its text."""

    doc: str
    city: str
    published: str
    title: str = ""
    kind: str = ""

    @property
    def year(self) -> int:
        """Year of publication, which 今年 means."""
        return int(self.published[:4])

    @property
    def month(self) -> int:
        """Month of publication, 0 where it is not known."""
        return int(self.published[5:7] or 0)


@dataclass(frozen=True)
class Quantity:
    """A number with its unit, at text[start:end], before it is known what it counts.

    `kind` is the kind of the unit (count, currency, share …), or rank, or growth. `bounded` is
    what the words at the number decide; text[lead:tail] holds these words as well.
    """

    start: int
    end: int
    value: float
    value_high: float | None
    unit: str
    kind: str
    bounded: Decision = EXACT
    lead: int = -1
    tail: int = -1

    @property
    def bound(self) -> str:
        """min, max, about or exact."""
        return self.bounded.value


@dataclass(frozen=True)
class Target:
    """One quantitative statement. text[start:end] is the number with its unit.

    `why` has the reason of each field that a rule decides.
    """

    indicator: str
    subject: str
    value: float
    value_high: float | None
    unit: str
    bound: str
    status: str
    measure_type: str
    period: str
    commitment: str
    quote: str
    start: int
    end: int
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Measure:
    """One policy action. text[start:end] is the clause.

    `why` has the reason of each field that a rule decides.
    """

    section: str
    text: str
    status: str
    instrument: str
    start: int
    end: int
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Programme:
    """One part of a named programme; `parent` is "" at the top level."""

    programme: str
    parent: str
    ordinal: int
    part: str
