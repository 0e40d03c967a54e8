"""Tables small enough to check by eye, with the columns of the real ones."""

import polars as pl

CITIES = pl.DataFrame(
    {
        "city": ["320682", "321000", "321100"],
        "name_zh": ["如皋市", "扬州市", "镇江市"],
        "name_en": ["Rugao", "Yangzhou", "Zhenjiang"],
    }
)


def documents_of(*rows):
    """Articles as (doc, city, text); all of 2024."""
    return pl.DataFrame(
        [
            {
                "doc": doc,
                "city": city,
                "text": text,
                "title": f"{doc}的标题",
                "year": 2024,
                "published": "2024",
                "kind": "news",
            }
            for doc, city, text in rows
        ],
        schema={
            "doc": str,
            "city": str,
            "text": str,
            "title": str,
            "year": pl.Int64,
            "published": str,
            "kind": str,
        },
    )


def measures_of(*rows):
    """Measures as (city, instrument, side, status, text); ids count up, each city one article."""
    return pl.DataFrame(
        [
            {
                "measure": f"m{n:03}",
                "doc": f"doc-{city}",
                "city": city,
                "section": None,
                "text": text,
                "status": status,
                "instrument": instrument,
                "side": side,
                "start": n * 100,
            }
            for n, (city, instrument, side, status, text) in enumerate(rows)
        ],
        schema={
            "measure": str,
            "doc": str,
            "city": str,
            "section": str,
            "text": str,
            "status": pl.Enum(["planned", "done"]),
            "instrument": str,
            "side": pl.Enum(["supply", "environment", "demand"]),
            "start": pl.Int64,
        },
    )


def programmes_of(*rows):
    """Parts of programmes as (city, programme, parent, part); ordinals count within a programme."""
    seen = {}
    parts = []
    for city, programme, parent, part in rows:
        seen[city, programme] = seen.get((city, programme), 0) + 1
        parts.append(
            {
                "doc": f"doc-{city}",
                "city": city,
                "programme": programme,
                "parent": parent,
                "ordinal": seen[city, programme],
                "part": part,
            }
        )
    return pl.DataFrame(
        parts,
        schema={
            "doc": str,
            "city": str,
            "programme": str,
            "parent": str,
            "ordinal": pl.Int64,
            "part": str,
        },
    )
