"""Several real processes publish at once."""

import json

from tests.sites import OwnSite

RACERS, ROUNDS = 4, 6

TEXT = """\
A race {number}
Systems Quarterly · 2024-03-05

Core Viewpoint
- Nobody has said anything yet [1].

References
[1] p. 1
"""


def test_racing_editors_make_gapless_editions_and_no_error(own_site: OwnSite) -> None:
    text = "---\n".join(TEXT.format(number=number) + "\n" for number in range(3))
    assert own_site.manage("import_digests", "-", stdin=text).returncode == 0
    ids = own_site.manage("shell", "--no-imports", "-c", _PRINT_IDS).stdout.split()
    assert len(ids) == 3
    racers = [
        own_site.start("-m", "tests.publishing.racer", f"racer {n}", str(ROUNDS), *ids)
        for n in range(RACERS)
    ]
    for racer in racers:
        _, errors = racer.communicate(timeout=300)
        assert (racer.returncode, errors) == (0, "")
    numbers = json.loads(
        own_site.manage("shell", "--no-imports", "-c", _PRINT_NUMBERS).stdout
    )
    for found in numbers.values():
        assert found == list(range(1, len(found) + 1))
        assert len(found) >= ROUNDS
    checked = own_site.manage("check_published")
    assert checked.returncode == 0, checked.stderr


_PRINT_IDS = """
from articles.models import Article
print(*Article.objects.values_list("pk", flat=True))
"""
_PRINT_NUMBERS = """
import collections, json
from articles.models import Edition
found = collections.defaultdict(list)
for article, number in Edition.objects.order_by("pk").values_list("article", "number"):
    found[article].append(number)
print(json.dumps(found))
"""
