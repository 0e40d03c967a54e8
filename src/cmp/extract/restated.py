"""Leaves out figures that an article states again: coded once, at their first place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from cmp.extract.records import Target

AMOUNTS = {"stock", "flow"}
LOOK = 300  # characters before a count in which the list of its parts can stand


def drop_restated(targets: Sequence[Target], text: str) -> list[Target]:
    """Targets without the later statements of a figure.

    Two are the same figure if value, unit, status, indicator and period agree and one subject holds
    the other. Parts of a programme are the same count also with another noun or classifier, unless
    the two are introduced by different lists (A、B等六项工程, later C、D等“六项工程”).
    """
    kept: list[Target] = []
    alike: dict[tuple[float, float | None, str], list[Target]] = defaultdict(list)
    for target in targets:
        earlier = alike[target.value, target.value_high, target.status]
        if not any(_is_same(other, target, text) for other in earlier):
            kept.append(target)
            earlier.append(target)
    return kept


def _is_same(a: Target, b: Target, text: str) -> bool:
    if a.status == "structure":
        return a.indicator == b.indicator and _same_parts(a, b, text)
    if (a.unit, a.period, a.indicator) != (b.unit, b.period, b.indicator):
        return False
    # 依托26家孵化器 says of no stock or flow whether it is one.
    is_amount = {a.measure_type, b.measure_type} == AMOUNTS
    if a.measure_type != b.measure_type and not is_amount:
        return False
    return a.subject in b.subject or b.subject in a.subject


def _same_parts(a: Target, b: Target, text: str) -> bool:
    if a.indicator != "industries" and a.subject[-2:] != b.subject[-2:]:
        return False
    lists = [_list_before(target, text) for target in (a, b)]
    shared = set(lists[0]) & set(lists[1])
    # The first item of a list keeps the verb before it, so one may differ.
    return not all(lists) or len(shared) >= max(map(len, lists)) - 1


def _list_before(target: Target, text: str) -> list[str]:
    """The items of the enumeration that the count sums up, if one stands before it."""
    clause = re.split("[，。；：\n]", text[max(0, target.start - LOOK) : target.start])[-1]
    items = re.split("[、和与]", clause.rstrip("“‘等的共"))
    if any(character.isdigit() for item in items for character in item):
        return []  # 新兴产业8个、未来产业7个: counts, and no list of parts
    return [item[-4:].strip("“”‘’") for item in items] if len(items) >= 2 else []
