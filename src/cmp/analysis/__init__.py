"""Tables to tidy frames and the sentences that state what they show; no disk, no charts."""

from cmp.analysis.addressees import addressees_headline, compare_addressees
from cmp.analysis.agreement import (
    Agreement,
    agreement,
    agreement_headline,
    agreement_with_own,
    name_figures,
    name_misses,
)
from cmp.analysis.alignment import align_programmes, alignment_headline
from cmp.analysis.ambition import ambition_headline, compare_ambition
from cmp.analysis.attainment import attainment_headline, compare_attainment
from cmp.analysis.clusters import Clusters, cluster_measures
from cmp.analysis.clusters.views import (
    clusters_by_city,
    clusters_headline,
    map_clusters,
    name_quality,
)
from cmp.analysis.commitments import (
    commitments_headline,
    compare_commitments,
    compare_schemes,
    schemes_headline,
)
from cmp.analysis.concordance import concordance, concordance_headline, search
from cmp.analysis.headlines import Headline
from cmp.analysis.indices import rothwell_zegveld, rothwell_zegveld_headline
from cmp.analysis.industries import compare_industries, industries_headline
from cmp.analysis.keyness import compare_keyness, keyness_headline
from cmp.analysis.measures import (
    MixTest,
    compare_instruments,
    compare_sides,
    instrument_test,
    instruments_headline,
    list_measures,
    measures_headline,
    side_test,
)
from cmp.analysis.normalising import normalise_targets, normalised_headline
from cmp.analysis.passages import Passage, find_passage, find_reasons
from cmp.analysis.pmc import pmc_headline, pmc_index, pmc_table
from cmp.analysis.profiles import CityProfile, city_profile, profile_headline
from cmp.analysis.programmes import compare_programmes, programmes_headline
from cmp.analysis.reading import (
    corpus_summary,
    count_repairs,
    repair_examples,
    repairs_headline,
    summary_headline,
)
from cmp.analysis.reuse import passages_headline, shared_passages
from cmp.analysis.similarity import compare_similarity, similarity_headline
from cmp.analysis.statements import in_periods
from cmp.analysis.targets import (
    compare_targets,
    list_targets,
    statements_headline,
    targets_headline,
)
from cmp.analysis.timeline import target_timeline, timeline_headline

__all__ = [
    "Agreement",
    "CityProfile",
    "Clusters",
    "Headline",
    "MixTest",
    "Passage",
    "addressees_headline",
    "agreement",
    "agreement_headline",
    "agreement_with_own",
    "align_programmes",
    "alignment_headline",
    "ambition_headline",
    "attainment_headline",
    "city_profile",
    "cluster_measures",
    "clusters_by_city",
    "clusters_headline",
    "commitments_headline",
    "compare_addressees",
    "compare_ambition",
    "compare_attainment",
    "compare_commitments",
    "compare_industries",
    "compare_instruments",
    "compare_keyness",
    "compare_programmes",
    "compare_schemes",
    "compare_sides",
    "compare_similarity",
    "compare_targets",
    "concordance",
    "concordance_headline",
    "corpus_summary",
    "count_repairs",
    "find_passage",
    "find_reasons",
    "in_periods",
    "industries_headline",
    "instrument_test",
    "instruments_headline",
    "keyness_headline",
    "list_measures",
    "list_targets",
    "map_clusters",
    "measures_headline",
    "name_figures",
    "name_misses",
    "name_quality",
    "normalise_targets",
    "normalised_headline",
    "passages_headline",
    "pmc_headline",
    "pmc_index",
    "pmc_table",
    "profile_headline",
    "programmes_headline",
    "repair_examples",
    "repairs_headline",
    "rothwell_zegveld",
    "rothwell_zegveld_headline",
    "schemes_headline",
    "search",
    "shared_passages",
    "side_test",
    "similarity_headline",
    "statements_headline",
    "summary_headline",
    "target_timeline",
    "targets_headline",
    "timeline_headline",
]
