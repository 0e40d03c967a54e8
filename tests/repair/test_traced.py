"""Positions hold through any sequence of edits, also where one edits inside another."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp.repair import Replacement, TracedText

# Each character of a raw text stands in it once, and edits put in only Latin letters, so that a
# character tells where it came from.
FIRST = 0x4E00


def raw_text(length):
    return "".join(chr(FIRST + n) for n in range(length))


@st.composite
def replacements(draw, length):
    """Replacements that do not overlap: empty ones, longer, shorter and as long ones."""
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    return [Replacement(start, end, draw(st.text("abcd", max_size=4))) for start, end in spans]


@st.composite
def edited_texts(draw, max_steps=5):
    text = TracedText.from_raw(raw_text(draw(st.integers(0, 30))))
    for step in range(draw(st.integers(0, max_steps))):
        text = text.replace(f"step {step}", draw(replacements(len(text.text))))
    return text


@given(edited_texts())
def test_a_character_that_no_edit_touched_has_its_own_place(text):
    for place, char in enumerate(text.text):
        if ord(char) >= FIRST:
            at = ord(char) - FIRST
            assert text.raw_span(place, place + 1) == (at, at + 1)


@given(edited_texts())
def test_places_never_run_backwards(text):
    assert len(text.raw_starts) == len(text.raw_ends) == len(text.text)
    assert all(left <= right for left, right in pairwise(text.raw_starts))
    assert all(left <= right for left, right in pairwise(text.raw_ends))
    spans = zip(text.raw_starts, text.raw_ends, strict=True)
    assert all(start <= end for start, end in spans)


@given(edited_texts(), st.data())
def test_the_place_of_a_span_covers_the_places_of_its_parts(text, data):
    start = data.draw(st.integers(0, len(text.text)))
    end = data.draw(st.integers(start, len(text.text)))
    whole = text.raw_span(start, end)
    for place in range(start, end):
        part = text.raw_span(place, place + 1)
        assert whole[0] <= part[0] <= part[1] <= whole[1]


@given(st.integers(4, 30), st.data())
def test_an_edit_inside_an_earlier_edit_stays_inside_its_place(length, data):
    start = data.draw(st.integers(0, length - 2))
    end = data.draw(st.integers(start + 1, length))
    first = TracedText.from_raw(raw_text(length)).replace("1", [Replacement(start, end, "aaaaaa")])
    inside = data.draw(st.integers(start, start + 5))
    length_inside = data.draw(st.integers(0, start + 6 - inside))
    after = data.draw(st.text("bcd", max_size=8))
    second = first.replace("2", [Replacement(inside, inside + length_inside, after)])
    for place, char in enumerate(second.text):
        if char in "abcd":
            raw_start, raw_end = second.raw_span(place, place + 1)
            assert start <= raw_start <= raw_end <= end
    assert second.edits[1].before == "aaaaaa"[:length_inside]


@given(st.integers(2, 20), st.data())
def test_what_is_as_long_as_before_keeps_its_place_character_by_character(length, data):
    start = data.draw(st.integers(0, length - 1))
    end = data.draw(st.integers(start + 1, length))
    text = TracedText.from_raw(raw_text(length))
    text = text.replace("script", [Replacement(start, end, "x" * (end - start))])
    assert [text.raw_span(n, n + 1) for n in range(length)] == [(n, n + 1) for n in range(length)]


@given(st.integers(1, 4), st.text("abcd", max_size=6), st.booleans())
def test_so_it_does_beside_an_edit_of_another_length(length, after, is_first):
    text = TracedText.from_raw(raw_text(12))
    alike = Replacement(2, 2 + length, "x" * length)
    other = Replacement(0, 1, after) if is_first else Replacement(8, 10, after)
    text = text.replace("mixed", [alike, other])
    at = text.text.index("x")
    spans = [text.raw_span(at + n, at + n + 1) for n in range(length)]
    assert spans == [(2 + n, 3 + n) for n in range(length)]


@given(edited_texts())
def test_each_edit_is_recorded_with_its_place(text):
    steps = [edit.kind for edit in text.edits]
    assert steps == sorted(steps)
    assert all(edit.raw_start <= edit.raw_end for edit in text.edits)


def test_overlapping_replacements_are_refused():
    with pytest.raises(ValueError, match="overlap"):
        TracedText.from_raw("科技").replace("x", [Replacement(0, 2, ""), Replacement(1, 2, "")])


def test_a_replacement_outside_the_text_is_refused():
    with pytest.raises(ValueError, match="outside"):
        TracedText.from_raw("科技").replace("x", [Replacement(1, 3, "")])
