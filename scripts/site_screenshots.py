"""Pictures of every kind of reader's page, to be looked at and criticised.

    python -m scripts.site_screenshots FOLDER [NAME…]

A demo site of its own is served, with the sample digests in it. Each row of PAGES, or
each that is named, becomes FOLDER/<name>-<width>-<scheme>.png, and the pages of PRINTED
a PDF as well.
"""

import sys
import tempfile
from itertools import product
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.browsing import Desk, chromium
from tests.browser.site import running_site

WIDTHS = (360, 768, 1440)
SCHEMES = ("light", "dark", "sepia")

ENGLISH = "/articles/web-content-accessibility-guidelines-wcag-2-2/"
CHINESE = "/articles/中文排版需求/"

# What a picture is called, and where it is taken: a path, then links to follow there.
PAGES: dict[str, tuple[str, ...]] = {
    "front": ("/",),
    "front-in-chinese": ("/zh-hans/",),
    "articles": ("/articles/",),
    "viewpoints": ("/articles/?view=viewpoints",),
    "article": (ENGLISH,),
    "article-chinese": (CHINESE,),
    "point": (ENGLISH, ".cite"),
    "source": (ENGLISH, ".cite", ".resting-link"),
    "edition": (f"{ENGLISH}editions/1/",),
    "editions": (f"{ENGLISH}editions/",),
    "changes": (f"{ENGLISH}editions/2/changes/",),
    "tags": ("/tags/",),
    "theme": ("/tags/text-and-language/",),
    "theme-viewpoints": ("/tags/text-and-language/?view=viewpoints&by=publication",),
    "tags-both": ("/tags/open-standards+text-and-language/",),
    "publications": ("/publications/",),
    "publication": ("/publications/unicode-consortium/",),
    "archive": ("/archive/",),
    "year": ("/archive/2022/",),
    "month": ("/archive/2022/08/",),
    "day": ("/archive/2022/08/01/",),
    "search": ("/search/",),
    "found": ("/search/?q=text",),
    "found-chinese": ("/zh-hans/search/?q=标点",),
    "found-viewpoints": ("/search/?q=text&view=viewpoints",),
    "guessed": ("/search/?q=unicdoe",),
    "not-found": ("/search/?q=nothing+of+the+kind",),
    "unknown-tag": ("/tags/unicod/",),
    "unclear-tags": ("/tags/open-standards+unicode,text-and-language/",),
    "saved": ("/saved/",),
    "api": ("/api/v1/docs",),
    "missing": ("/articles/nothing-of-this-name/",),
    "withdrawn": ("/articles/trace-context-2020/",),
}
PRINTED = ("front", "article", "article-chinese")


def main() -> None:
    """Take all pictures, or those whose names are given."""
    folder, names = Path(sys.argv[1]), sys.argv[2:] or list(PAGES)
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as site_folder,
        running_site(Path(site_folder)) as site,
        sync_playwright() as playwright,
        chromium(playwright) as browser,
    ):
        site.do("samples")
        reader = Desk(browser, site, {})
        page = reader("", expected=("status of 404", "status of 410"))
        for name in names:
            open_page(page, name)
            look(page, folder, name)
        if faults := reader.close():
            sys.exit("\n".join(faults))


def open_page(page: Page, name: str) -> None:
    """Open a page of the table, by the links that lead there."""
    path, *links = PAGES[name]
    page.goto(path)
    for link in links:
        # Not clicked: a script may make a card of it.
        page.goto(page.locator(link).first.get_attribute("href") or "")


def look(page: Page, folder: Path, name: str) -> None:
    """Write the pictures of the page that is open."""
    for width, scheme in product(WIDTHS, SCHEMES):
        page.set_viewport_size({"width": width, "height": 900})
        # As a reader's choice does it, whatever the system prefers.
        page.evaluate("name => document.documentElement.dataset.scheme = name", scheme)
        page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
    if name in PRINTED:
        page.pdf(path=folder / f"{name}.pdf", prefer_css_page_size=True)
    print(name, flush=True)


if __name__ == "__main__":
    main()
