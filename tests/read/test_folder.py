"""A folder is read whole, or all that is wrong in it is told at once."""

import hashlib
import os
import pickle

import pytest

from cmp.errors import ArticleError, InputError, ManifestError
from cmp.read import RefusedError, read_folder, read_source, scan_folder
from cmp.vocabulary import load_vocabulary

TEXT = "绵阳市新增高新技术企业120家。\r\n全市研发投入增长9%。\r\n"


def message(folder, vocabulary, error=InputError):
    with pytest.raises(error) as raised:
        read_folder(folder, vocabulary)
    return str(raised.value)


def test_articles_come_sorted_with_what_articles_csv_says(raw, manifest, vocabulary):
    manifest("b.txt,绵阳,2024年3月,题,news,局", "a.txt,321100,2023,,,")
    articles = read_folder(raw(**{"a.txt": TEXT, "b.txt": TEXT + "完。"}), vocabulary)
    assert [(a.doc, a.city, a.published, a.title, a.kind, a.publisher) for a in articles] == [
        ("a", "321100", "2023", "", "", ""),
        ("b", "510700", "2024-03", "题", "news", "局"),
    ]


def test_text_keeps_its_line_ends_and_hash_is_of_the_bytes(raw, vocabulary):
    (article,) = read_folder(raw(**{"a.txt": TEXT}), vocabulary)
    assert article.text == TEXT
    assert article.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


def test_a_file_without_its_row_is_read_with_city_and_date_open(raw, vocabulary):
    (article,) = read_folder(raw(**{"a.txt": TEXT}), vocabulary)
    assert (article.city, article.published, article.inferred) == ("", "", "")


def test_a_declared_encoding_wins(raw, manifest, vocabulary):
    manifest("a.txt,321100,2024,big5", header="file,city,published,encoding")
    folder = raw(**{"a.txt": "鎮江市科技局".encode("big5")})
    assert read_folder(folder, vocabulary)[0].encoding == "big5"


def test_articles_csv_wins_over_what_a_file_says_itself(raw, manifest, vocabulary):
    manifest("a.html,321100,2023,题,,", "b.html,321100,,,,")
    page = '<title>别题</title><meta name="PubDate" content="2024-03-15"><p>全市新增企业3家。</p>'
    other = page.replace("3家", "5家")
    first, second = read_folder(raw(**{"a.html": page, "b.html": other}), vocabulary)
    assert (first.published, first.title, first.inferred) == ("2023", "题", "")
    assert (second.published, second.title) == ("2024-03-15", "别题")
    assert second.inferred == "date from the page's head"


def test_readme_hidden_files_and_what_programs_leave_are_no_articles(raw, vocabulary):
    others = ("README.md", "readme.txt", ".DS_Store", "~$a.docx", "Thumbs.db", "desktop.ini")
    folder = raw(**{"a.txt": TEXT, **dict.fromkeys(others, "x")})
    (folder / "page_files").mkdir()
    assert [source.file for source in scan_folder(folder, vocabulary)] == ["a.txt"]


def test_articles_csv_may_be_written_in_upper_case(raw, vocabulary):
    folder = raw(**{"a.txt": TEXT, "Articles.CSV": "file,city,published\na.txt,321100,2024\n"})
    assert [source.row.city for source in scan_folder(folder, vocabulary)] == ["321100"]


def test_endings_may_be_upper_case(raw, vocabulary):
    assert read_folder(raw(**{"A.TXT": TEXT}), vocabulary)[0].doc == "A"


def test_a_scan_reads_no_article_and_tells_sizes(raw, vocabulary):
    folder = raw(**{"a.txt": b"\xff" * 5000})
    assert [source.size for source in scan_folder(folder, vocabulary)] == [5000]


def test_sources_and_refusals_survive_the_way_to_another_process(raw, vocabulary):
    (source,) = scan_folder(raw(**{"a.txt": bytes(range(256)) * 9}), vocabulary)
    there = pickle.loads(pickle.dumps(source))
    with pytest.raises(RefusedError) as refused:
        read_source(there, load_vocabulary())
    back = pickle.loads(pickle.dumps(refused.value))
    assert str(back.problem("a.txt")) == str(refused.value.problem("a.txt"))
    assert back.remedy


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"a.txt": ""}, "a.txt: is empty."),
        ({"a.txt": bytes(range(256)) * 9}, "a.txt: reads as Chinese in no encoding."),
        ({"a.doc": "x"}, "a.doc: files ending in '.doc' cannot be read. Save it as .docx."),
        ({"a.png": "x"}, "a.png: files ending in '.png' cannot be read. Run text recognition"),
        ({"a": "x"}, "a: has no ending. Save it as txt, html"),
        ({"a.txt": TEXT, "A.html": TEXT}, "a.txt: has the same name as A.html up to its ending."),
        ({"a:b.txt": TEXT}, "a:b.txt: its name holds a mark that other systems forbid."),
        ({"a.txt": TEXT, "a2.csv": "doc,text\na,x\n"}, "a2.csv: article 'a' is also in a.txt."),
    ],
    ids=["empty", "binary", "old Word", "picture", "no ending", "one stem", "mark", "table"],
)
def test_a_file_that_is_no_article_is_told_with_a_remedy(files, problem, raw, vocabulary):
    text = message(raw(**files), vocabulary)
    assert problem in text
    assert text.startswith("1 problem in")


def test_a_folder_that_is_not_there_is_told(tmp_path, vocabulary):
    assert "there is no such folder" in message(tmp_path / "none", vocabulary, ManifestError)


@pytest.mark.parametrize("files", [{}, {"README.md": "x"}], ids=["empty", "only a README"])
def test_a_folder_without_articles_is_told(files, raw, vocabulary):
    assert "there is no article in this folder" in message(raw(**files), vocabulary, ManifestError)


def test_a_row_without_its_file_is_told_with_the_likely_name(raw, manifest, vocabulary):
    manifest("zhenjang.txt,321100,2024,,,")
    text = message(raw(**{"zhenjiang.txt": TEXT}), vocabulary, ManifestError)
    assert "articles.csv:2: there is no file 'zhenjang.txt'. Did you mean 'zhenjiang.txt'?" in text


def test_a_folder_inside_is_told(raw, vocabulary):
    folder = raw(**{"a.txt": TEXT})
    (folder / "2023").mkdir()
    assert "2023: is a folder." in message(folder, vocabulary, ManifestError)


def test_a_link_that_leads_nowhere_is_told(raw, vocabulary):
    folder = raw(**{"a.txt": TEXT})
    (folder / "b.txt").symlink_to("gone.txt")
    assert "b.txt: is no file." in message(folder, vocabulary, ManifestError)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_opened_is_told(raw, vocabulary):
    folder = raw(**{"a.txt": TEXT})
    (folder / "a.txt").chmod(0)
    assert "a.txt: cannot be opened" in message(folder, vocabulary, ArticleError)


def test_all_problems_of_folder_manifest_and_articles_are_told_together(raw, manifest, vocabulary):
    manifest("a.txt,Atlantis,2024,,,", "gone.txt,321100,2024,,,")
    folder = raw(**{"a.txt": b"\xff\xfe\xff", "b.txt": "", "c.doc": "x", "d.txt": TEXT})
    text = message(folder, vocabulary, ManifestError)
    assert text.startswith("5 problems in")
    for place in ("articles.csv:2:", "articles.csv:3:", "a.txt:", "b.txt:", "c.doc:"):
        assert f"\n  {place}" in text
