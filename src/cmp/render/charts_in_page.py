"""The charts of a page, one after the other, with what its script needs to link their marks.

Each row of a chart's data is given the numbers of its places, which stand once in the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cmp.render.figures import Figure, row_keys
from cmp.render.places import Place, Places
from cmp.wording import wording

# The column that holds the numbers of a row's places.
COLUMN = "places"
# A name picked of one of these is picked in all charts of the page.
CHOICES = ("city_name", "indicator_name", "instrument_name", "cluster_name")
SCRIPT_WORDS = ("behind", "close", "source", "yes", "no", "highlight", "all")


class ChartViews:
    """What the template shows of each chart, in order; `places` are those named so far."""

    def __init__(self, figures: Sequence[Figure], places: Places) -> None:
        self._figures: Iterator[Figure] = iter(figures)
        self._known = places
        self._numbers: dict[Place, int] = {}

    @property
    def places(self) -> list[list[str]]:
        """Address and words of each place, in the order of their numbers."""
        return [[place.href, place.words] for place in self._numbers]

    @staticmethod
    def words(language: str) -> dict[str, Any]:
        """What the page's script says: labels, and the fields of its choices with their names."""
        fields = [[field, wording(f"column.{field}", language)] for field in CHOICES]
        return {
            **{name: wording(f"site.{name}", language) for name in SCRIPT_WORDS},
            "fields": fields,
        }

    def following(self) -> dict[str, Any]:
        """The next chart."""
        figure = next(self._figures)
        return {
            "anchor": figure.anchor,
            "spec": self._linked(figure.spec),
            "data_file": figure.data_file,
            "table": {"columns": figure.columns, "datasets": figure.datasets},
        }

    def _linked(self, spec: Mapping[str, Any]) -> dict[str, Any]:
        datasets = spec.get("datasets", {})
        return {
            **spec,
            "datasets": {
                name: [{**row, COLUMN: self._of(row)} for row in rows]
                for name, rows in datasets.items()
            },
        }

    def _of(self, row: Mapping[str, Any]) -> list[int]:
        places = [place for key in row_keys(row) for place in self._known.of(key)]
        return [self._numbers.setdefault(place, len(self._numbers)) for place in places]
