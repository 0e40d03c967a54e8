"""Clauses to targets, measures and programmes, each with its place in the text."""

from cmp.extract.measures import extract_measures
from cmp.extract.programmes import count_mismatches, extract_programmes
from cmp.extract.records import ArticleFacts, Measure, Programme, Target
from cmp.extract.targets import extract_targets

__all__ = [
    "ArticleFacts",
    "Measure",
    "Programme",
    "Target",
    "count_mismatches",
    "extract_measures",
    "extract_programmes",
    "extract_targets",
]
