"""A folder of articles in any state → RawArticles: each strictly read, with its city and date.

`scan_folder` looks, `read_source` reads one file, `read_folder` does both for all files, `identify`
fills in what articles.csv leaves open.
"""

from cmp.read.article import RawArticle
from cmp.read.fingerprint import digest, digest_of, fingerprint
from cmp.read.folder import Source, doc_problems, read_folder, read_source, scan_folder
from cmp.read.gazetteer import resolve_city
from cmp.read.identity import identify
from cmp.read.manifest import ManifestRow
from cmp.read.refusal import RefusedError

__all__ = [
    "ManifestRow",
    "RawArticle",
    "RefusedError",
    "Source",
    "digest",
    "digest_of",
    "doc_problems",
    "fingerprint",
    "identify",
    "read_folder",
    "read_source",
    "resolve_city",
    "scan_folder",
]
