"""Small tables of targets, cities, articles and context figures that a reader can check by eye."""

from __future__ import annotations

import polars as pl

from cmp.tables import SCHEMAS

# A county and two prefectures; the last has no article.
CITIES = [
    ("320100", "甲市", "Jia", "prefecture"),
    ("320200", "乙市", "Yi", "prefecture"),
    ("320300", "丙县", "Bing", "county"),
    ("320400", "丁市", "Ding", "prefecture"),
]
JIA, YI, BING, DING = (code for code, *_ in CITIES)


def targets_of(*rows: dict) -> pl.DataFrame:
    """A table of targets; what a row leaves out is a firm stock target of 100 firms for 2024."""
    return _frame("targets", [_target(n, row) for n, row in enumerate(rows)])


def cities_of(*codes: str) -> pl.DataFrame:
    """The cities above, all of them or those named."""
    rows = [
        {"city": code, "name_zh": zh, "name_en": en, "level": level}
        for code, zh, en, level in CITIES
        if not codes or code in codes
    ]
    return _frame("cities", rows)


def documents_of(**texts: str) -> pl.DataFrame:
    """An article for each city code given as c320100="text"."""
    rows = [
        {
            "doc": f"doc-{name[1:]}",
            "city": name[1:],
            "title": f"title of {name[1:]}",
            "published": "2024",
            "year": 2024,
            "file": f"{name[1:]}.txt",
            "sha256": "0" * 64,
            "encoding": "utf-8",
            "script": "simplified",
            "raw_chars": len(text),
            "clean_chars": len(text),
            "text": text,
        }
        for name, text in texts.items()
    ]
    return _frame("documents", rows)


def context_of(*rows: tuple) -> pl.DataFrame:
    """Context figures: city, year, indicator, value, unit and a note if any."""
    names = ("city", "year", "indicator", "value", "unit", "note")
    return _frame(
        "context", [{"source": "yearbook", **dict(zip(names, row, strict=False))} for row in rows]
    )


def empty(table: str) -> pl.DataFrame:
    """A table without rows."""
    return SCHEMAS[table].create_empty()


def in_text(text: str, number: str, **row: object) -> dict:
    """A target whose number stands in the text, so that the words around it count."""
    start = text.index(number)
    return {"start": start, "end": start + len(number), **row}


def _target(n: int, row: dict) -> dict:
    city = row.get("city", JIA)
    status = row.get("status", "target")
    value = row.get("value", 100.0)
    made = {
        "target": f"t{n}",
        "doc": f"doc-{city}",
        "city": city,
        "indicator": "high_tech_firms",
        "subject": "高新技术企业",
        "value": value,
        "unit": "家",
        "base_value": value,
        "base_unit": "count",
        "bound": "exact",
        "status": status,
        "measure_type": "stock",
        "period": "2024",
        "commitment": "firm" if status == "target" else None,
        "quote": f"高新技术企业{value:.0f}家",
        "start": n,
        "end": n + 1,
        "raw_start": n,
        "raw_end": n + 1,
    }
    return made | row


def _frame(table: str, rows: list[dict]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=empty(table).schema)
