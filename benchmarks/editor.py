"""Times the digest editor on 1,000 points in Chromium; prints what each act costs.

    python -m benchmarks.editor

Milliseconds of script for one act, the middle and the worst of 21, on a real site. What
the browser paints afterwards is not in it.
"""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.browsing import Desk, chromium, logged_in
from tests.browser.site import running_site

GROUPS = 100
POINTS = 10

ACTS = {
    "type a character": (
        "field.value += 'x'; field.dispatchEvent("
        "new InputEvent('input', {bubbles: true, inputType: 'insertText'}))"
    ),
    "move a point": (
        "field.dispatchEvent(new KeyboardEvent("
        "'keydown', {key: 'ArrowDown', altKey: true, bubbles: true}))"
    ),
}

TIMED = """async act => {
    const costs = [];
    for (let turn = 0; turn < 21; turn += 1) {
        const field = document.activeElement;
        const before = performance.now();
        ACT;
        costs.push(performance.now() - before);
        await new Promise(requestAnimationFrame);
    }
    costs.sort((one, other) => one - other);
    return [costs[10], costs[20]];
}"""


def main() -> None:
    """Serve a site, open a long draft, and time each act."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_site(Path(folder)) as site,
        sync_playwright() as playwright,
        chromium(playwright) as browser,
    ):
        desk = Desk(browser, site, logged_in(playwright, site))
        page = desk("editor")
        page.goto(f"/admin/articles/article/{site.do('draft', text=text())}/change/")
        page.locator(".digest-editor.is-ready").wait_for()
        for name, act in ACTS.items():
            middle, worst = timed(page, act)
            print(f"{name:<20} {middle:6.1f} ms, worst {worst:6.1f} ms")


def text() -> str:
    """Return a digest of as many groups and points as an editor should bear."""
    points = "".join(f"- Point {n} of it says something [1].\n" for n in range(POINTS))
    groups = (f"Group {n}: Heading {n}\n{points}" for n in range(1, GROUPS + 1))
    return "Long\nSome paper · 2024-03-05\n\n" + "\n".join(groups)


def timed(page: Page, act: str) -> tuple[float, float]:
    """Return the middle and the worst of an act in a point half-way down."""
    page.get_by_role(
        "textbox", name=f"Group {GROUPS // 2}, point 5", exact=True
    ).focus()
    middle, worst = page.evaluate(TIMED.replace("ACT", act))
    return middle, worst


if __name__ == "__main__":
    main()
