"""Chinese inside an English page is marked, so that a reader aloud switches its voice."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp.render.language import chinese_marked, plain_marked


def zh(text):
    return f'<span lang="zh-Hans">{text}</span>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>plain</p>", "<p>plain</p>"),
        ("力争700家", f"{zh('力争')}700{zh('家')}"),
        ("新增企业，力争突破。", zh("新增企业，力争突破。")),
        ("《扬州》", zh("《扬州》")),
        ("a，b", "a，b"),
        ('<td title="扬州 > 镇江">x</td>', '<td title="扬州 > 镇江">x</td>'),
    ],
)
def test_runs_of_chinese_are_marked_and_nothing_else(before, after):
    assert chinese_marked(before, "en") == after


def test_a_chinese_page_is_left_as_it_is():
    assert chinese_marked("<p>扬州</p>", "zh-Hans") == "<p>扬州</p>"


@given(st.text("<>&\"'扬州，。a b/", max_size=40))
def test_any_text_is_shown_as_it_is(text):
    shown = re.sub(r'</?span(?: lang="zh-Hans")?>', "", plain_marked(text, "en"))
    assert html.unescape(shown) == text
