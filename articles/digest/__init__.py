"""The document: what a digest is, how it is read, written, checked and compared.

Pure Python; imports the standard library only.
"""

from .citations import (
    Citation,
    Place,
    Text,
    cited_numbers,
    citing_points,
    complete,
    placed_points,
    renumber,
    segments,
    without_markers,
)
from .diff import (
    Changes,
    FieldChange,
    GroupChange,
    PointChange,
    ReferenceChange,
    diff,
)
from .examining import problems_of
from .jsonform import (
    dumps,
    from_json,
    loads,
    point_to_json,
    reference_to_json,
    sha256,
    to_json,
)
from .keys import match_keys, random_key
from .language import language_of
from .markdown import to_markdown, to_markdown_all
from .markers import Marker, find_markers
from .merging import Choice, Difference, Merge, merge
from .model import (
    SCHEMA_VERSION,
    Digest,
    DigestError,
    Group,
    Point,
    Problem,
    Reference,
)
from .outline import Outline
from .parser import Parsed, parse, parse_all
from .reading import read_digests
from .rules import check
from .source import decode
from .text import TextError, clean, key_of, one_line
from .wording import Segment, compare_wording
from .writer import write, write_all

__all__ = [
    "SCHEMA_VERSION",
    "Changes",
    "Choice",
    "Citation",
    "Difference",
    "Digest",
    "DigestError",
    "FieldChange",
    "Group",
    "GroupChange",
    "Marker",
    "Merge",
    "Outline",
    "Parsed",
    "Place",
    "Point",
    "PointChange",
    "Problem",
    "Reference",
    "ReferenceChange",
    "Segment",
    "Text",
    "TextError",
    "check",
    "cited_numbers",
    "citing_points",
    "clean",
    "compare_wording",
    "complete",
    "decode",
    "diff",
    "dumps",
    "find_markers",
    "from_json",
    "key_of",
    "language_of",
    "loads",
    "match_keys",
    "merge",
    "one_line",
    "parse",
    "parse_all",
    "placed_points",
    "point_to_json",
    "problems_of",
    "random_key",
    "read_digests",
    "reference_to_json",
    "renumber",
    "segments",
    "sha256",
    "to_json",
    "to_markdown",
    "to_markdown_all",
    "without_markers",
    "write",
    "write_all",
]
