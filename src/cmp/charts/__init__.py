"""Analysis frames to Altair charts: each takes a tidy frame, computes nothing, saves nothing."""

from cmp.charts.addressees import addressees_chart
from cmp.charts.agreement import agreement_chart
from cmp.charts.ambition import ambition_chart
from cmp.charts.attainment import attainment_chart
from cmp.charts.clusters import clusters_chart
from cmp.charts.commitments import commitments_chart, schemes_chart
from cmp.charts.concordance import concordance_chart
from cmp.charts.indices import pmc_chart, rothwell_zegveld_chart
from cmp.charts.keyness import keyness_chart
from cmp.charts.measures import instruments_chart, measures_chart
from cmp.charts.normalising import normalised_chart
from cmp.charts.programmes import alignment_chart, industries_chart, programmes_chart
from cmp.charts.reading import repairs_chart
from cmp.charts.reuse import passages_chart
from cmp.charts.similarity import similarity_chart
from cmp.charts.targets import statements_chart, targets_chart
from cmp.charts.timeline import timeline_chart

__all__ = [
    "addressees_chart",
    "agreement_chart",
    "alignment_chart",
    "ambition_chart",
    "attainment_chart",
    "clusters_chart",
    "commitments_chart",
    "concordance_chart",
    "industries_chart",
    "instruments_chart",
    "keyness_chart",
    "measures_chart",
    "normalised_chart",
    "passages_chart",
    "pmc_chart",
    "programmes_chart",
    "repairs_chart",
    "rothwell_zegveld_chart",
    "schemes_chart",
    "similarity_chart",
    "statements_chart",
    "targets_chart",
    "timeline_chart",
]
