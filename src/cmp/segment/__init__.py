"""Clean text to sections, paragraphs, sentences and clauses, each a half-open span of it.

Knows no numbers and no measures; headings are recognised by the cues of the codebook.
"""

from cmp.segment.outlining import outline
from cmp.segment.parts import Clause, Outline, Section

__all__ = ["Clause", "Outline", "Section", "outline"]
