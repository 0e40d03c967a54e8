"""A city may be given by code or by name; of two alike none is chosen."""

import pytest

from cmp.read.gazetteer import gazetteer_of, resolve_city, short_name
from cmp.read.refusal import RefusedError


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("321100", "321100"),
        (" 321100 ", "321100"),
        ("321100.0", "321100"),
        ("321100000000", "321100"),
        ("３２１１００", "321100"),
        ("镇江", "321100"),
        ("镇江市", "321100"),
        ("Zhenjiang", "321100"),
        ("zhenjiang city", "321100"),
        ("江苏省镇江市", "321100"),
        ("江苏 镇江", "321100"),
        ("恩施州", "422800"),
        ("恩施土家族苗族自治州", "422800"),
        ("长阳", "420528"),
        ("广西", "450000"),
        ("内蒙古", "150000"),
        ("河北", "130000"),
        ("吉林省", "220000"),
        ("吉林市", "220200"),
        ("Jilin", "220000"),
        ("Jilin City", "220200"),
        ("Suzhou, Jiangsu", "320500"),
        ("南京市鼓楼区", "320106"),
        ("福州鼓楼", "350102"),
        ("上海浦东新区", "310115"),
        ("Beijing", "110000"),
        ("Hong Kong", "810000"),
    ],
)
def test_a_city_is_found_by_code_or_name(cell, code, vocabulary):
    assert resolve_city(cell, vocabulary) == code


@pytest.mark.parametrize(
    ("cell", "choice"),
    [
        ("鼓楼区", ("320106", "320302", "350102", "410204")),
        ("吉林", ("220000", "220200")),
        ("Suzhou", ("320500", "341300")),
        ("江苏鼓楼区", ("320106", "320302")),
    ],
)
def test_of_places_alike_all_are_named(cell, choice, vocabulary):
    with pytest.raises(RefusedError) as refused:
        resolve_city(cell, vocabulary)
    assert all(code in refused.value.what for code in choice)


@pytest.mark.parametrize("cell", ["Atlantis", "000000", "亚特兰蒂斯", "1", "x" * 500, "市市市市市"])
def test_what_is_no_city_is_refused(cell, vocabulary):
    with pytest.raises(RefusedError, match="unknown city"):
        resolve_city(cell, vocabulary)


def test_every_code_and_every_name_with_its_parent_means_its_place(vocabulary):
    gazetteer = gazetteer_of(vocabulary)
    for code, city in vocabulary.cities.items():
        above = [vocabulary.cities[parent].name_zh for parent in gazetteer.ancestors(code)]
        assert resolve_city(code, vocabulary) == code
        assert resolve_city("".join([*reversed(above), city.name_zh]), vocabulary) == code


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("广西壮族自治区", "广西"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江"),
        ("鄂温克族自治旗", "鄂温克族"),
        ("大兴安岭地区", "大兴安岭"),
        ("浦东新区", "浦东"),
        ("赵县", "赵县"),
    ],
)
def test_names_are_shortened_as_people_do(name, short, vocabulary):
    assert short_name(name, vocabulary) == short
