"""Times `parse_all` on hostile texts of doubling length; prints one line for each.

    python benchmarks/parse.py [characters]

The length is that of the longest text, 1,000,000 unless said. A ratio is the time
against that for half the length; linear is 2.
"""

import contextlib
import itertools
import sys
import time

sys.path.insert(0, ".")

from articles.digest.model import DigestError
from articles.digest.parser import parse_all

LENGTH = 1_000_000
DOUBLINGS = 4

SHAPES = {
    "one giant statement": ("Core Viewpoint - ", "words of a statement "),
    "markers": ("Core Viewpoint - ", "[1]"),
    "wide markers": ("Core Viewpoint - ", "［1］"),
    "markers, full stops": ("Core Viewpoint - ", "a [1]. "),
    "points": ("Core Viewpoint - ", "a [1]. - "),
    "points on lines": ("Core Viewpoint\n", "- a [1].\n"),
    "groups": ("", "Group 1: A - b [1]. "),
    "groups on lines": ("", "Group 1: A\n- b [1].\n"),
    "named headings": ("Core Viewpoint - a [1]. ", "Market Outlook - B [1]. "),
    "headings without end": ("Core Viewpoint - a [1]. ", "Group 1: a. "),
    "leads": ("", "Core Viewpoint - a [1]. "),
    "leads on lines": ("", "Core Viewpoint\n"),
    "open brackets": ("Core Viewpoint - ", "["),
    "open markers": ("Core Viewpoint - ", "[1,"),
    "open braces": ("Core Viewpoint\n- ", "{"),
    "close braces": ("Core Viewpoint\n- ", "}"),
    "brace pairs": ("Core Viewpoint\n- ", "{}"),
    "dashes": ("Core Viewpoint - ", " - "),
    "dashes after colons": ("Core Viewpoint - ", ": - "),
    "hyphens": ("Core Viewpoint - ", "-"),
    "quotes": ("Core Viewpoint - ", '"'),
    "full stops": ("Core Viewpoint - ", "."),
    "sentences": ("Core Viewpoint - ", "A. "),
    "abbreviations": ("Core Viewpoint - ", "Co. "),
    "Group words": ("Core Viewpoint - ", "Group "),
    "Group words on lines": ("Core Viewpoint\n", "Group \n"),
    "newlines": ("Core Viewpoint", "\n"),
    "colons": ("Core Viewpoint - ", ":"),
    "digits": ("Core Viewpoint - ", "1"),
    "glued digits": ("Core Viewpoint - ", "growth4 "),
    "stars": ("Core Viewpoint - ", "*"),
    "bold words": ("Core Viewpoint - ", "**a** "),
    "open bold": ("Core Viewpoint - ", "**a "),
    "bold after stops": ("Core Viewpoint - ", ". **a"),
    "Chinese": ("核心观点 - ", "新"),
    "Chinese sentences": ("核心观点 - ", "新。"),
    "Chinese lines": ("核心观点\n", "新能源\n"),
    "blanks": ("Core Viewpoint - ", " "),
    "no-break spaces": ("Core Viewpoint - ", "\u00a0"),
    "blanks and stops": ("Core Viewpoint - ", ".    "),
    "unfinished lines": ("Core Viewpoint\n- a\n", "and more\n"),
    "capital lines": ("Core Viewpoint\n- a [1]\n", "Market Outlook\n"),
    "references": ("Core Viewpoint - a [1].\nReferences\n", "[1] p. 3\n"),
    "a long reference": ("Core Viewpoint - a [1].\nReferences\n[1] ", '"p\n'),
    "reference quotes": ("Core Viewpoint - a [1].\nReferences\n[1] ", '" <'),
    "reference escapes": ("Core Viewpoint - a [1].\nReferences\n[1] ", '\\"'),
    "bylines": ("", "A·2025-11-04\nCore Viewpoint - a [1].\n"),
    "bare bylines": ("Core Viewpoint - a [1].\n", "A·2025-11-04\n"),
    "separators": ("Core Viewpoint - a [1].\n", "---\n"),
    "canonical digests": ("", "T\n\nCore Viewpoint\n- a [1].\n---\n"),
    "Markdown digests": ("", "# T\n\n## Core Viewpoint\n\n- a [1].\n\n---\n\n"),
    "number signs": ("Core Viewpoint - a [1].\n", "# "),
    "headings in Markdown": ("Core Viewpoint - a [1].\n", "## a\n"),
    "backslashes": ("Core Viewpoint\n- ", "\\"),
    "backslash lines": ("Core Viewpoint\n", "\\\n"),
    "tags": ("Core Viewpoint - a [1].\nTags: ", "a,"),
    "tag attributes": ("Core Viewpoint\n- a {tags: ", "a,"),
    "chrome": ("Core Viewpoint - a [1].\n", "icon\n"),
    "combining marks": ("Core Viewpoint - a", "\u0301\u0327"),
    "byte order marks": ("Core Viewpoint - a", "\ufeff"),
    "bidi controls": ("Core Viewpoint - a", "\u2067\u2069"),
    "no digest": ("", "plain words without any structure. "),
    "no digest, lines": ("", "Plain words\n"),
}


def seconds(text: str) -> float:
    """Return the best of three processor times that reading `text` takes."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        with contextlib.suppress(DigestError):
            parse_all(text)
        best = min(best, time.process_time() - start)
    return best


def main(length: int) -> None:
    lengths = [length >> doubling for doubling in range(DOUBLINGS, -1, -1)]
    print(f"{'':24}" + "".join(f"{n:>12,}" for n in lengths) + f"{'worst ratio':>13}")
    for name, (start, unit) in SHAPES.items():
        unit_count = length // len(unit)
        whole = start + unit * unit_count
        times = [seconds(whole[:n]) for n in lengths]
        # Below a millisecond the clock and the caches decide, not the parser.
        ratios = [
            after / before
            for before, after in itertools.pairwise(times)
            if before > 0.001
        ]
        row = "".join(f"{1000 * took:>9.1f} ms" for took in times)
        print(f"{name:24}{row}{max(ratios, default=0):>13.2f}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else LENGTH)
