"""What a program can find of the faults that WCAG 2.2 names at the levels A and AA."""

import contextlib
from collections.abc import Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

MOST_HIGH = 8_000  # pixels of a window

_AXE = Axe()
# An id that stands twice leads labels astray; axe has ceased to look for it.
_REPEATED = """
[...document.querySelectorAll("[id]")]
  .map((element) => element.id)
  .filter((id, place, ids) => ids.indexOf(id) !== place)
"""


def axe(page: Page, within: str = "") -> None:
    """Fail where axe finds a violation in the page, or in a part of it (a selector)."""
    # Without preloading, which would fetch style sheets in a way the page's policy
    # forbids.
    options = {
        "runOnly": {"type": "tag", "values": TAGS},
        "resultTypes": ["violations"],
        "preload": False,
    }
    with _whole(page):
        found = _AXE.run(page, context=within or None, options=options)
    violations = found.response["violations"]
    assert not violations, _report(_place(page), violations)
    repeated = page.evaluate(_REPEATED)
    assert not repeated, f"these ids stand twice in {_place(page)}: {repeated}"


@contextlib.contextmanager
def _whole(page: Page) -> Iterator[None]:
    """Make the window as high as the page: what sticks to its edge covers nothing.

    In a lower window, too, whatever it covers can be scrolled free of it.
    """
    size = page.viewport_size
    assert size
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({**size, "height": min(height + 100, MOST_HIGH)})
    yield
    page.set_viewport_size(size)


def _place(page: Page) -> str:
    width, dark = page.evaluate(
        "[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]"
    )
    return f"{page.url} ({width} px, {'dark' if dark else 'light'})"


def _report(place: str, violations: list[dict[str, Any]]) -> str:
    lines = [f"axe finds rules broken in {place}"]
    for rule in violations:
        lines.append(f"\n{rule['id']}: {rule['help']} ({rule['impact']})")
        for node in rule["nodes"]:
            lines.append(f"  {' '.join(map(str, node['target']))}")
            lines.append(f"    {node['html'][:200]}")
            lines += [f"    {line}" for line in node["failureSummary"].splitlines()[1:]]
    return "\n".join(lines)
