"""Values in printed units come out in the base unit of their kind."""

import pytest

from cmp.errors import TableError
from cmp.tables.base_units import base_unit
from cmp.vocabulary import load_vocabulary


@pytest.mark.parametrize(
    ("unit", "measure_type", "expected"),
    [
        ("家", "stock", (1, "count")),
        ("万家", "stock", (1e4, "count")),
        ("亿元", "flow", (1e8, "yuan")),
        ("万亿元", "flow", (1e12, "yuan")),
        ("万", "stock", (1e4, "count")),
        ("万平方米", "stock", (1e4, "m²")),
        ("平方公里", "stock", (1e6, "m²")),
        ("个百分点", "growth", (1, "%")),
        ("‰", "share", (0.1, "%")),
        ("千瓦时", "flow", (1, "kWh")),
        ("亿千瓦时", "flow", (1e8, "kWh")),
        ("万人次", "flow", (1e4, "count")),
        ("元/吨", "ratio", (1, "yuan/t")),
        ("微克/立方米", "stock", (1, "µg/m³")),
        ("位", "rank", (1, "rank")),
    ],
)
def test_a_unit_is_worth_so_much_of_its_base_unit(unit, measure_type, expected):
    factor, name = base_unit(unit, measure_type, load_vocabulary())
    assert (pytest.approx(factor), name) == expected


def test_an_unlisted_unit_is_refused_with_the_file_to_mend():
    with pytest.raises(TableError, match=r"'卢比' is in no row of units\.csv"):
        base_unit("卢比", "flow", load_vocabulary())
