"""Damaged text to clean text, each change recorded with its place in the raw file."""

from cmp.repair.pipeline import Repaired, repair_text
from cmp.repair.traced import Edit, Replacement, TracedText

__all__ = ["Edit", "Repaired", "Replacement", "TracedText", "repair_text"]
