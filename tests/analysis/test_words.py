import dataclasses

import pytest

from cmp.analysis.words import codebook_terms, tokens, words
from cmp.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推进科技成果转移转化", ["科技成果转移转化"]),
        ("深化“揭榜挂帅”机制", ["深化", "揭榜挂帅", "机制"]),
        ("全年申报高新技术企业900家以上", ["申报", "高新技术企业"]),
        ("市委八届七次全会", []),
        ("建设5G基站", ["建设", "5G基站"]),
        ("2024 100%", []),
        ("，。！“”", []),
        ("", []),
    ],
)
def test_words_are_policy_terms_and_topical_words(text, expected):
    assert words(text, VOCABULARY) == expected


@pytest.mark.parametrize("text", ["", "培育A企业3家，", "鄙鲜鲐?fù)責", "龘" * 30, "a\nb　c"])
def test_tokens_joined_give_the_text(text):
    assert "".join(tokens(text, VOCABULARY)) == text


def test_unknown_words_are_not_invented():
    assert words("肖敬东", VOCABULARY) == []


def test_cutting_with_a_new_vocabulary_writes_nothing_to_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    tokens("科技型中小企业", dataclasses.replace(VOCABULARY))
    assert list(tmp_path.iterdir()) == []


def test_every_dictionary_word_is_found_as_one_word():
    cut = {word: tokens(word, VOCABULARY) for word in VOCABULARY.dictionary}
    assert [word for word, pieces in cut.items() if pieces != [word]] == []


def test_the_dictionary_and_the_stop_words_are_long_enough_and_disjoint():
    assert len(VOCABULARY.dictionary) >= 150
    assert len(VOCABULARY.stop_words) >= 100
    assert not set(VOCABULARY.dictionary) & VOCABULARY.stop_words


def test_the_dictionary_names_no_city():
    names = {city.name_zh for city in VOCABULARY.cities.values()}
    assert [word for word in VOCABULARY.dictionary if word in names] == []


def test_codebook_terms_can_be_found_by_the_tokenizer():
    assert "高新技术企业" in codebook_terms(VOCABULARY)
    assert not [term for term in codebook_terms(VOCABULARY) if "…" in term]
