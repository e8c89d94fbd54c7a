"""Times searches on a large site: what is asked of the database, facets included.

    DATABASE_URL=… python -m benchmarks.search [--rounds 5] [QUERY …]

Milliseconds, the middle and the slowest of the rounds, with the first page of results,
their points and the facets; no HTML is made. The site is the one in DATABASE_URL
(`benchmarks.site` makes large ones); without queries some are taken from its texts.
"""

import argparse
import os
import statistics
import time
from collections import Counter
from collections.abc import Iterator

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "digestsite.settings")
django.setup()

from django.db import connection  # noqa: E402

from articles.models import LiveTag, SearchEntry  # noqa: E402
from articles.site.search.querying import parse  # noqa: E402
from articles.site.search.searching import search  # noqa: E402

SAMPLE = 400


def main() -> None:
    """Time each query and print a table."""
    options = _options()
    queries = options.queries or list(_usual())
    print(f"{connection.vendor}, {SearchEntry.objects.count():,} articles")
    for typed in queries:
        query, times = parse(typed), []
        for _round in range(options.rounds):
            began = time.perf_counter()
            found = search(query, sort="", after="")
            times.append((time.perf_counter() - began) * 1000)
        count = f"{found.count}{'+' if found.is_capped else ''}"
        middle, slowest = statistics.median(times), max(times)
        print(f"{middle:8.1f} {slowest:8.1f} {count:>6}  {typed}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Time searches.")
    parser.add_argument("queries", nargs="*", help="what to search for")
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


def _usual() -> Iterator[str]:
    """Yield rare and common words, Chinese, a phrase and filters, as they occur."""
    rows = SearchEntry.objects.order_by("place").values_list("points", flat=True)
    parts = [part for row in rows[:SAMPLE] for part in row.split(" ¶")]
    texts = [part.split() for part in parts if "›" not in part]
    counts = Counter(token for text in texts for token in text)
    words = [token for token, _count in counts.most_common() if token.isascii()]
    chinese = [token for token, _ in counts.most_common() if _is_chinese(token)]
    rare, common = [*words[-1:], *chinese[-1:]], [*words[:1], *chinese[:1]]
    yield from (*rare, *common)
    phrase = next(text for text in texts if len(text) > 5 and text[0].isascii())
    yield f'"{" ".join(phrase[1:3])}"'
    tag = LiveTag.objects.order_by("-articles").select_related("tag")[0].tag.slug
    yield from (f"tag:{tag}", f"{words[0]} tag:{tag}", f"{words[0]} from:2020 to:2021")
    yield f"{words[0]} -{words[1]}"


def _is_chinese(token: str) -> bool:
    return len(token) == 2 and all(character >= "\u4e00" for character in token)


if __name__ == "__main__":
    main()
