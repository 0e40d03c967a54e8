"""The five articles: repaired as they were by hand, with nothing of the damage left."""

import difflib
import re
import unicodedata

import pytest

from cmp.read.encodings import decode
from cmp.repair import repair_text
from cmp.vocabulary import load_vocabulary

DOCS = (
    "linyi-2023-interview",
    "rugao-2023-essay",
    "yangzhou-2024-five-projects",
    "zhenjiang-2024-action-plan",
    "zhenjiang-2024-interview",
)
# The six runs of shifted bytes: as they are printed, and as the text has to read.
RUNS = (
    ("zhenjiang-2024-action-plan", "?!笔锌萍季志珠L肖", "。”市科技局局长肖"),
    ("zhenjiang-2024-action-plan", "(shù)?!?o:p>", "技术。”"),
    ("yangzhou-2024-five-projects", "?!笔锌萍季窒嚓P(guān)負(fù)責(zé)人", "。”市科技局相关负责人"),
    ("yangzhou-2024-five-projects", "成績(jī)?nèi)〉脷v史性", "成绩取得历史性"),
    ("yangzhou-2024-five-projects", "?!鄙鲜鲐?fù)責(zé)人", "。”上述负责人"),
    ("yangzhou-2024-five-projects", "落地?fù)P州", "落地扬州"),
)
PINYIN = re.compile("[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňḿ]+[)）]")


@pytest.fixture(scope="module")
def raw(data):
    def read(doc):
        return decode((data / "raw" / f"{doc}.txt").read_bytes(), load_vocabulary()).text

    return {doc: read(doc) for doc in DOCS}


@pytest.fixture(scope="module")
def clean(raw):
    return {doc: repair_text(text, load_vocabulary()).clean for doc, text in raw.items()}


def words_of(text):
    """What is compared: letters and digits, not punctuation nor space."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


@pytest.mark.parametrize("doc", DOCS)
def test_the_repaired_text_is_the_one_made_by_hand(doc, clean, data):
    gold = words_of((data / "gold" / "clean" / f"{doc}.txt").read_text("utf-8"))
    found = words_of(clean[doc].text)
    matcher = difflib.SequenceMatcher(None, gold, found, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    assert same >= 0.998 * max(len(gold), len(found))


@pytest.mark.parametrize(("doc", "printed", "right"), RUNS, ids=[run[2] for run in RUNS])
def test_a_run_of_shifted_bytes_is_restored(doc, printed, right, raw, clean):
    assert printed in raw[doc]
    assert right in clean[doc].text


@pytest.mark.parametrize("doc", DOCS)
def test_nothing_of_the_damage_is_left(doc, clean):
    text = clean[doc].text
    assert "?" not in text
    assert PINYIN.search(text) is None
    assert "o:p" not in text
    assert re.search("[\u200b\u3000\u00a0\ufeff\ufffd]", text) is None


@pytest.mark.parametrize("doc", DOCS)
def test_nothing_is_reported_as_beyond_repair(doc, clean):
    assert [edit for edit in clean[doc].edits if edit.kind == "unrestored"] == []


@pytest.mark.parametrize("doc", DOCS)
def test_question_marks_are_those_of_the_article(doc, clean, data):
    gold = (data / "gold" / "clean" / f"{doc}.txt").read_text("utf-8")
    assert clean[doc].text.count("？") == gold.count("？")


@pytest.mark.parametrize("doc", DOCS)
def test_each_edit_names_its_place_in_the_file(doc, raw, clean):
    for edit in clean[doc].edits:
        assert 0 <= edit.raw_start <= edit.raw_end <= len(raw[doc])
