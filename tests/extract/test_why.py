"""Each field says which rule and which words of the text gave it its value."""

import re

import pytest

from case_files import cases_in
from cmp.extract import extract_measures, extract_targets

TARGET_FIELDS = [
    "subject", "value", "indicator", "bound", "status", "measure_type", "period", "commitment",
]  # fmt: skip

# A text (of 2024), and of its last number: field, value, rule, words.
TARGETS = [
    ("去年，引进10家企业。",
     "subject", ("企业", "the noun behind the number", "企业")),
    ("去年，甲县、乙县分别新建孵化器5家、6家。",
     "subject", ("乙县", "its place in the list of subjects", "乙县")),
    ("去年，能耗下降3%。",
     "value", (-3.0, "negative, as a word of falls says", "下降")),
    ("去年，新增孵化器5家。",
     "value", (5.0, "the number as printed", "5家")),
    ("去年，新增科技型中小企业5家。",
     "indicator", ("tech_smes", "longest term in the subject", "科技型中小企业")),
    ("去年，新增茶馆5家。",
     "indicator", ("other", "as coded for the like of 星级宾馆", "5家")),
    ("去年，孵化器67个，其中国家级6个。",
     "indicator", ("incubators", "as the number before", "孵化器67个")),
    ("去年，科技创新综合评价位居全省第2位。",
     "indicator", ("ranking", "a rank", "第2位")),
    ("去年，新增孵化器5家以上。",
     "bound", ("min", "a word behind the number", "以上")),
    ("去年，新增孵化器不少于5家。",
     "bound", ("min", "a word right before the number", "不少于")),
    ("去年，新增孵化器50余家。",
     "bound", ("about", "a word within the number", "余")),
    ("今年预期地区生产总值、固定资产投资分别增长6%、8%左右。",
     "bound", ("about", "a word behind the number", "左右")),
    ("去年，新增孵化器5家。",
     "bound", ("exact", "no word at the number bounds it", "")),
    ("到2026年，孵化器达到9家。",
     "status", ("target", "the period named in the sentence lies ahead", "2026年")),
    ("去年，孵化器达到9家。",
     "status", ("actual", "the period named in the sentence lies behind", "去年")),
    ("计划新增孵化器9家。",
     "status", ("target", "a word of plans before the number", "计划新增")),
    ("下一步工作打算。\n新增孵化器9家。",
     "status", ("target", "its part opens with words of plans", "工作打算")),
    ("新增孵化器9家。",
     "status", ("actual", "neither its own words nor its part look ahead", "")),
    ("实施五大工程。",
     "status", ("structure", "a unit that counts parts", "五大")),
    ("对新认定的孵化器，给予最高100万元奖励。",
     "status", ("rule", "a word of rules in the phrase", "给予")),
    ("去年，技术合同成交额达到9亿元。",
     "measure_type", ("flow", "flow noun", "成交额")),
    ("去年，新增孵化器9家。",
     "measure_type", ("flow", "a verb of an event before the number", "新增")),
    ("目前，拥有孵化器9家。",
     "measure_type", ("stock", "a word of state before the number", "拥有")),
    ("去年，产值增长9%。",
     "measure_type", ("growth", "a word of growth before the number", "增长")),
    ("目前，每万人发明专利9件。",
     "measure_type", ("ratio", "a word of ratios before the number", "每万人")),
    ("去年上半年，新增孵化器9家。",
     "period", ("2023H1", "the time word before it in its sentence", "去年上半年")),
    ("去年，我们攻坚克难。新增孵化器9家。",
     "period", ("2023", "the time word that opens its part", "去年")),
    ("新增孵化器9家。",
     "period", ("", "no time word governs it", "")),
    ("今年力争新增孵化器9家。",
     "commitment", ("aspired", "a hedge in the phrase of the number", "力争")),
    ("今年力争突破技术8项，新增孵化器9家。",
     "commitment", ("aspired", "a hedge at the head of the predicates", "力争")),
    ("今年计划新增孵化器9家。",
     "commitment", ("firm", "no hedge governs it", "")),
    ("去年，新增孵化器9家。",
     "commitment", ("", "only what is still to be reached commits", "")),
]  # fmt: skip

# A text (of 2024), and of its last measure: field, value, rule, words.
MEASURES = [
    ("市科技局将组织产学研对接活动。",
     "status", ("planned", "a word of the future before an action", "将")),
    ("市科技局出台了人才政策。",
     "status", ("done", "a word of completion in the clause", "了")),
    ("市科技局组建科技创新委员会。",
     "status", ("done", "nothing says that it is a plan", "")),
    ("2026年，市科技局组建科技创新委员会。",
     "status", ("planned", "a year in the clause lies ahead", "2026")),
    ("市科技局计划引进人才20名；建设孵化器3家。",
     "status", ("planned", "what was announced before it", "计划")),
    ("市科技局落实研发费用加计扣除政策。",
     "instrument", ("tax", "a named legal instrument", "加计扣除")),
    ("对新认定的孵化器给予20万元奖励。",
     "instrument", ("funding", "a clause that says what is granted to whom", "奖励")),
]  # fmt: skip


def any_of(pattern):
    """The cases without their marks: reasons hold also where a row is not yet as coded."""
    return [pytest.param(*case.values, id=case.id) for case in cases_in(pattern)]


def with_text(extract):
    """The extraction, with all that it read beside its rows."""

    def run(outline, facts, vocabulary):
        said = f"{facts.kind} {facts.title} {outline.text}"
        return said, extract(outline, facts, vocabulary)

    return run


def assert_said(reasons, said):
    """Words are said as they stand, or each of several is; quotation marks do not count."""
    for why in reasons:
        assert why.rule
        assert why.words in said or all(bare(w) in bare(said) for w in why.words.split("、"))


def bare(text):
    return re.sub("[“”‘’]", "", text)


def reason(rows, field):
    row = rows[-1]
    [why] = [why for why in row.why if why.field == field]
    return getattr(row, field), why.rule, why.words


@pytest.mark.parametrize(("raw", "field", "expected"), TARGETS)
def test_a_field_of_a_target_names_its_rule_and_words(raw, field, expected, extracted):
    assert reason(extracted(extract_targets, {"raw": raw}), field) == expected


@pytest.mark.parametrize(("raw", "field", "expected"), MEASURES)
def test_a_field_of_a_measure_names_its_rule_and_words(raw, field, expected, extracted):
    assert reason(extracted(extract_measures, {"raw": raw}), field) == expected


def test_the_title_of_a_plan_gives_its_year_to_targets_without_one(extracted):
    case = {"raw": "计划新增孵化器9家。", "title": "2024年科技工作要点"}
    found = reason(extracted(extract_targets, case), "period")
    assert found == ("2024", "the year that the title plans for", "2024年")


@pytest.mark.parametrize("case", any_of("targets/*.yaml"))
def test_every_reason_of_a_target_stands_on_words_of_its_article(case, extracted):
    text, targets = extracted(with_text(extract_targets), case)
    for target in targets:
        assert [why.field for why in target.why] == TARGET_FIELDS
        assert_said(target.why, text)


@pytest.mark.parametrize("case", any_of("measures.yaml"))
def test_every_reason_of_a_measure_stands_on_words_of_its_article(case, extracted):
    text, measures = extracted(with_text(extract_measures), case)
    for measure in measures:
        fields = [why.field for why in measure.why]
        assert fields[-2:] == ["status", "instrument"]
        assert fields[:-2] in ([], ["text"])
        assert_said(measure.why, text)
