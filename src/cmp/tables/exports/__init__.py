"""Tables to files for Excel, Stata, R and Python, each column with its label and its codes.

One module a format; `fields` tells all of them what a column is, `writing` puts them together.
"""

from cmp.tables.exports.writing import FORMATS, export_tables, write_files

__all__ = ["FORMATS", "export_tables", "write_files"]
