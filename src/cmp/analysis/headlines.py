"""What a comparison says before anybody looks at its chart: a finding, its basis, a description."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Headline:
    """Words of a chart: `title` states the finding, `caption` n, source and date.

    `description` is the alternative text for readers who do not see the chart.
    """

    title: str
    caption: str
    description: str
