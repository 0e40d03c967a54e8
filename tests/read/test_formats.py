"""Every format gives back the text that was written into it, and nothing else of the file."""

import datetime
import io
import itertools

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp.read.formats import READERS, reader_of
from cmp.read.refusal import RefusedError
from cmp.vocabulary import load_vocabulary

from .written_files import (
    docx_file,
    docx_of,
    html_page,
    mhtml_page,
    pdf_file,
    scanned_pdf,
    table_file,
)

TEXT = (
    "绵阳市推进科技创新三年行动\n"
    "今年以来，全市新增高新技术企业120家，总数突破900家，研发投入占地区生产总值比重达7.3%，"
    "位居全省第一位，为建设国家科技创新先行示范区打下坚实基础。\n"
    "一、强化企业主体地位\n"
    "实施企业梯队培育工程，到2026年培育“小巨人”企业60家、单项冠军10家，落实研发费用加计扣除"
    "政策，兑现奖补资金1.2亿元，支持龙头企业牵头组建创新联合体20个。\n"
    "下一步，市科技局将抓好任务分解，确保各项举措落地见效。"
)
TRADITIONAL = (
    "新竹縣推動科技創新\n"
    "今年以來，全縣新增高新技術企業一百二十家，總數突破九百家，研發投入佔比達百分之七點三。\n"
    "下一步，將抓好任務分解，確保各項舉措落地見效。"
)


def read(ending, data, declared=""):
    return reader_of(ending)(data, load_vocabulary(), declared)


def text_of(ending, data, declared=""):
    (found,) = read(ending, data, declared)
    return found.text


def refusal(ending, data):
    with pytest.raises(RefusedError) as refused:
        read(ending, data)
    assert refused.value.remedy
    return refused.value.what


WIDE = ("utf-16", "utf-16-le", "utf-16-be")
ENCODED = [
    *itertools.product([TEXT], ["utf-8", "utf-8-sig", "gb18030", *WIDE]),
    *itertools.product([TRADITIONAL], ["utf-8", "utf-16", "gb18030", "big5", "cp950"]),
]
IDS = [
    f"{'simplified' if text == TEXT else 'traditional'} {encoding}" for text, encoding in ENCODED
]


@pytest.mark.parametrize(("text", "encoding"), ENCODED, ids=IDS)
@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_plain_text_is_the_strictly_decoded_file(text, encoding, breaks):
    data = text.replace("\n", breaks).encode(encoding)
    (found,) = read(".txt", data)
    assert found.text == text.replace("\n", breaks)
    assert data.decode(found.encoding) == found.text


@pytest.mark.parametrize(("text", "encoding"), ENCODED, ids=IDS)
def test_a_page_gives_its_paragraphs_as_lines(text, encoding):
    page = html_page(text, charset="utf-8" if encoding in WIDE else encoding)
    assert text_of(".html", page.encode(encoding)).replace("\u3000", "") == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_a_page_saved_as_one_file_gives_its_paragraphs_as_lines(encoding):
    text = TRADITIONAL if encoding == "big5" else TEXT
    data = mhtml_page(html_page(text, charset=encoding), encoding)
    assert text_of(".mhtml", data).replace("\u3000", "") == text


@pytest.mark.parametrize("text", [TEXT, TRADITIONAL], ids=["simplified", "traditional"])
def test_word_files_give_their_paragraphs_as_lines(text):
    assert text_of(".docx", docx_file(text)) == text


@pytest.mark.parametrize("text", [TEXT, TRADITIONAL], ids=["simplified", "traditional"])
@pytest.mark.parametrize("per_line", [17, 28, 35])
@pytest.mark.parametrize("per_page", [3, 30])
def test_pdf_files_give_their_paragraphs_as_lines(text, per_line, per_page):
    assert text_of(".pdf", pdf_file(text, per_line, per_page, numbered=True)) == text


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet"])
def test_a_table_gives_an_article_per_row(ending):
    rows = [
        {"doc": "a", "city": "绵阳", "published": "2024年3月", "title": "题", "text": TEXT},
        {"doc": " b", "city": " ", "published": "", "title": "", "text": " 一\r\n二\n"},
    ]
    first, second = read(ending, table_file(rows, ending))
    assert (first.doc, first.city, first.published, first.title) == ("a", "510700", "2024-03", "题")
    assert first.text == TEXT
    assert (second.doc, second.city, second.text) == ("b", "", " 一\r\n二\n")


# A browser hides each of these; XX stands in for what must not be read.
HIDDEN_INLINE = {
    "script": "<script>document.write('XX')</script>",
    "style": "<style>.XX { color: red }</style>",
    "display none": '<span style="color:red; display: none">XX</span>',
    "font of no size": '<span style="font-size:0">XX</span>',
    "class that the page hides": '<span class="k gone">XX</span>',
    "noscript": "<noscript>XX</noscript>",
    "comment": "<!-- XX -->",
    "field": '<input value="XX"><textarea>XX</textarea><select><option>XX</select>',
    "button": "<button>XX</button>",
    "frame": '<iframe src="XX">XX</iframe>',
    "drawing": "<svg><text>XX</text></svg>",
    "pinyin above a character": "<ruby><rt>XX</rt></ruby>",
}
HIDDEN_BLOCK = {
    "display none": '<div style="display:none">XX</div>',
    "visibility": '<p style="visibility:hidden">XX</p>',
    "hidden attribute": "<p hidden>XX</p>",
    "class that the page hides": '<p class="k gone">XX</p>',
    "template": "<template><p>XX</p></template>",
    "script inside a hidden element": "<div hidden><script>XX</script>XX</div>",
}


@pytest.mark.parametrize("hidden", HIDDEN_INLINE.values(), ids=HIDDEN_INLINE)
def test_what_a_browser_hides_in_a_sentence_leaves_nothing(hidden):
    page = html_page(TEXT).replace("总数突破", f"{hidden}总数突破", 1)
    assert text_of(".html", page.encode()).replace("\u3000", "") == TEXT


@pytest.mark.parametrize("hidden", HIDDEN_BLOCK.values(), ids=HIDDEN_BLOCK)
def test_what_a_browser_hides_between_paragraphs_leaves_nothing(hidden):
    page = html_page(TEXT).replace("<p>", f"{hidden}<p>", 3)
    assert text_of(".html", page.encode()).replace("\u3000", "") == TEXT


def test_navigation_and_footer_are_no_article():
    text = text_of(".html", html_page(TEXT).encode())
    assert "主站" not in text
    assert "公告" not in text


SIDE = {
    "a list of headlines with dates": (
        "<div><h3>热点</h3><ul><li><a>我市3家企业入选名单</a><span>03-15</span></li>"
        "<li><a>市科技局召开会议</a><span>03-14</span></li></ul></div>"
    ),
    "links to share": "<div>分享到：<a>微信</a> <a>微博</a></div>",
    "the articles before and behind": (
        "<p>上一篇：<a>我市新增企业90家</a><br>下一篇：<a>通知</a></p>"
    ),
    "a menu of blocks": "<div><div><a>新闻动态</a></div><div><a>政务公开</a></div></div>",
}


@pytest.mark.parametrize("side", SIDE.values(), ids=SIDE)
def test_lists_of_links_are_no_article(side):
    page = html_page(TEXT).replace("<footer>", f"{side}<footer>")
    assert text_of(".html", page.encode()).replace("\u3000", "") == TEXT


def test_links_in_prose_stay():
    linked = "<a>《绵阳市科技创新促进条例》</a>和<a>《绵阳市科技奖励办法》</a>施行。"
    page = html_page(TEXT).replace("<footer>", f"<p>{linked}</p><footer>")
    assert text_of(".html", page.encode()).endswith(
        "《绵阳市科技创新促进条例》和《绵阳市科技奖励办法》施行。"
    )


def test_the_date_of_a_line_outside_the_article_is_kept_with_its_evidence():
    byline = "<div><span>发布时间：2024-03-15</span> <span>浏览次数：9</span></div><nav>"
    page = html_page(TEXT * 3).replace("<nav>", byline)
    (found,) = read(".html", page.encode())
    assert (found.published, found.inferred) == ("2024-03-15", "date from 发布时间:2024-03-15")


def test_a_rule_for_print_hides_nothing():
    page = html_page(TEXT, head="<style>@media print { .article { display: none } }</style>")
    assert text_of(".html", page.encode()).replace("\u3000", "") == TEXT


def test_rows_of_a_table_in_a_page_are_lines_with_tabs():
    table = (
        "<table><thead><tr><th>指标</th><th>2024年目标</th></tr></thead><tbody>"
        "<tr><td><p>高新技术企业</p></td><td>900<br>家</td></tr></tbody></table>"
    )
    page = html_page(TEXT).replace("</div>", f"{table}</div>")
    assert text_of(".html", page.encode()).endswith("指标\t2024年目标\n高新技术企业\t900 家")


def test_a_table_that_only_lays_out_the_page_is_read_as_paragraphs():
    body = "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))
    page = f"<html><body><table><tr><td>导航</td><td>{body}</td></tr></table></body></html>"
    assert TEXT in text_of(".html", page.encode())


@pytest.mark.parametrize("after", ["总数突破", "900家"], ids=["a comma", "a character"])
def test_breaks_within_the_source_of_a_paragraph_are_no_breaks(after):
    page = html_page(TEXT).replace(after, f"\r\n      {after}")
    assert text_of(".html", page.encode()).replace("\u3000", "") == TEXT


HEADS = {
    "ArticleTitle": ('<meta name="ArticleTitle" content="题">', "题"),
    "og:title": ('<meta property="og:title" content="题">', "题"),
    "window title": ("", "绵阳推进创新"),
}


@pytest.mark.parametrize(("head", "title"), HEADS.values(), ids=HEADS)
def test_the_title_comes_from_the_page_without_the_site(head, title):
    page = html_page(TEXT, "绵阳推进创新_绵阳市科技局", head=head)
    assert read(".html", page.encode())[0].title == title


def test_the_only_main_heading_is_the_title():
    page = html_page(TEXT, "某网站").replace("<nav>", "<h1>绵阳 推进</h1><nav>")
    assert read(".html", page.encode())[0].title == "绵阳 推进"


def test_date_and_publisher_come_from_the_head_and_the_date_is_marked():
    head = '<meta name="PubDate" content="2024-3-15 09:30"><meta name="ContentSource" content="局">'
    (found,) = read(".html", html_page(TEXT, head=head).encode())
    assert (found.published, found.publisher) == ("2024-03-15", "局")
    assert found.inferred == "date from the page's head"


@pytest.mark.parametrize("page", ["", "<p>", "<script>var a</script>", "<!-- x -->", "\0"])
def test_a_page_without_text_is_refused(page):
    assert refusal(".html", f"<html>{page}</html>".encode()) == "this page shows no text."


def test_a_wrong_charset_in_the_page_does_no_harm():
    page = html_page(TEXT, charset="utf-8")
    assert text_of(".html", page.encode("gb18030")).replace("\u3000", "") == TEXT


def test_mhtml_without_a_page_is_refused():
    assert "no web page" in refusal(".mhtml", b"Content-Type: text/plain\r\n\r\nx")


WORD = {
    "an accepted insertion": ("<w:p><w:ins><w:r><w:t>甲</w:t></w:r></w:ins></w:p>", "甲"),
    "a deletion": (
        "<w:p><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:tab/><w:delText>乙</w:delText></w:r></w:del></w:p>",
        "甲",
    ),
    "a content control": (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "甲",
    ),
    "a tab and a break": (
        "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>",
        "甲\t乙\n丙",
    ),
    "a table": (
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p><w:p><w:r><w:t>丙</w:t></w:r></w:p></w:tc></w:tr>"
        "</w:tbl>",
        "甲\t乙 丙",
    ),
    "a text box, stored twice": (
        "<w:p><w:r><w:t>甲</w:t><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r>"
        "<w:t>乙</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p>"
        "<w:r><w:t>乙</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        "甲\n乙",
    ),
    "pinyin above a character": (
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>zhèn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>镇</w:t>"
        "</w:r></w:rubyBase></w:ruby></w:r></w:p>",
        "镇",
    ),
    "tab stops, which are no tabs": (
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>",
        "甲",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "text"), WORD.values(), ids=WORD)
def test_a_word_file_reads_as_it_prints(body, text):
    assert text_of(".docx", docx_of(body)) == text


@pytest.mark.parametrize("data", [b"", b"x" * 999, docx_file("甲")[:200], b"PK\x03\x04"])
def test_what_is_no_word_file_is_refused(data):
    assert refusal(".docx", data) == "cannot be opened as .docx."


def test_a_word_file_without_text_is_refused():
    assert refusal(".docx", docx_of("<w:p/>")) == "this document holds no text."


@pytest.mark.parametrize("per_line", range(14, 36))
def test_words_and_numbers_are_whole_again_wherever_a_line_ends(per_line):
    text = (
        "全市引进Fraunhofer等研究所12家，与Massachusetts理工学院共建平台1300个，"
        "镇(zhuàng)江新增企业11200家，总数超过123456家，发展态势持续向好。\n"
        "二、下一步打算"
    )
    assert text_of(".pdf", pdf_file(text, per_line)) == text


def test_rows_of_a_table_in_a_pdf_are_lines_with_tabs():
    rows = "指标\t2023年\t2024年\n高新技术企业\t800家\t900家\n研发投入\t7.1%\t7.3%"
    assert text_of(".pdf", pdf_file(rows)) == rows


def test_a_running_head_and_page_numbers_are_left_out():
    lines = "\n".join(f"第{number}段写明全市新增企业{number}家。" for number in range(60))
    pages = ["绵阳市科技局文件", *lines.split("\n")]
    text = "\n".join("绵阳市科技局文件\n" + "\n".join(pages[at : at + 9]) for at in (1, 10, 19, 28))
    found = text_of(".pdf", pdf_file(text, per_page=10, numbered=True))
    assert "文件" not in found
    assert found.count("\n") == 35


@pytest.mark.parametrize("pages", [1, 3])
def test_a_scanned_pdf_is_refused_with_the_way_out(pages):
    assert refusal(".pdf", scanned_pdf(pages)) == "its pages are pictures: there is no text layer."


def test_a_scanned_pdf_behind_a_printed_cover_is_refused():
    data = scanned_pdf(
        3, cover="绵阳市科技创新三年行动方案，绵阳市人民政府办公室二〇二四年三月十五日印发。"
    )
    assert refusal(".pdf", data) == "its pages are pictures: there is no text layer."


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"x" * 999])
def test_what_is_no_pdf_is_refused(data):
    assert refusal(".pdf", data) == "cannot be opened as PDF."


TABLES = {
    "no text column": (".csv", "doc,body\na,x\n", "column 'text' is missing."),
    "no doc": (".csv", "doc,text\n,x\n", "row 2: doc is empty."),
    "a doc that is a path": (".csv", "doc,text\n../a,x\n", "doc '../a' cannot name a file."),
    "no text": (".csv", "doc,text\na, \n", "row 2: text is empty."),
    "one doc twice": (".csv", "doc,text\na,x\nA,y\n", "row 3: duplicate doc 'A' (first in row 2)."),
    "an unknown city": (".csv", "doc,city,text\na,Atlantis,x\n", "row 2: unknown city 'Atlantis'."),
    "no date": (".csv", "doc,published,text\na,soon,x\n", "published 'soon' is no date."),
    "no rows": (".csv", "doc,text\n", "this table holds no article."),
    "no JSON": (".jsonl", '{"doc": "a", "text": "x"}\n{', "cannot be read as JSON"),
    "no object": (".jsonl", "[1]", "is no JSON object."),
    "no Parquet": (".parquet", "PAR1", "cannot be opened as Parquet."),
}  # fmt: skip


@pytest.mark.parametrize(("ending", "data", "what"), TABLES.values(), ids=TABLES)
def test_a_table_that_cannot_be_used_is_refused(ending, data, what):
    assert what in refusal(ending, data.encode())


def test_all_mistakes_of_a_table_are_told_together():
    what = refusal(".csv", b"doc,city,text\n,Atlantis,x\na,Atlantis,x\nb,321100,\n")
    assert all(f"row {row}:" in what for row in (2, 3, 4))


def test_numbers_and_dates_of_parquet_are_read_as_cells():
    frame = pl.DataFrame(
        {"doc": [7], "city": [321100.0], "published": [datetime.datetime(2024, 3, 15)], "text": "x"}
    )
    file = io.BytesIO()
    frame.write_parquet(file)
    (found,) = read(".parquet", file.getvalue())
    assert (found.doc, found.city, found.published) == ("7", "321100", "2024-03-15")


@pytest.mark.parametrize("ending", READERS)
@given(data=st.binary(max_size=300))
def test_no_bytes_crash_a_reader(ending, data):
    try:
        texts = read(ending, data)
    except RefusedError:
        return
    assert all(isinstance(text.text, str) for text in texts)


@pytest.mark.parametrize("ending", [".html", ".mhtml", ".docx", ".pdf"])
@given(place=st.floats(0, 1), byte=st.integers(0, 255))
def test_no_damaged_byte_crashes_a_reader(ending, place, byte):
    files = {
        ".html": html_page(TEXT).encode(),
        ".mhtml": mhtml_page(html_page(TEXT)),
        ".docx": docx_file(TEXT),
        ".pdf": pdf_file(TEXT),
    }
    data = bytearray(files[ending])
    data[int(place * (len(data) - 1))] = byte
    try:
        read(ending, bytes(data))
    except RefusedError:
        return


LINE = st.text(st.sampled_from("全市新增企业家科技创新研发投入，。3.5%（）“”&<>"), min_size=1)
LINES = st.lists(LINE, min_size=1, max_size=8)


@given(LINES)
def test_any_lines_come_back_from_a_word_file(lines):
    assert text_of(".docx", docx_file("\n".join(lines))) == "\n".join(lines)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@given(LINES)
def test_any_lines_come_back_from_a_page(encoding, lines):
    text = "\n".join(f"全市科技创新工作{line}。" for line in lines)
    page = html_page(text, charset=encoding).encode(encoding)
    assert text_of(".html", page).replace("\u3000", "") == text
