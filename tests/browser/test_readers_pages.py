"""Every kind of reader's page: axe finds no fault, it fits, and nothing in it jumps."""

import pytest
from playwright.sync_api import Page

from scripts.site_screenshots import PAGES, SCHEMES, open_page

from .accessibility import axe
from .browsing import Desk
from .site import Site

WIDTHS = (320, 768, 1440, 2560)
# Pages of what is not there answer so, and the console tells of it.
ERRORS = ("status of 404", "status of 410")

OBSERVE = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def page(desk: Desk, seeded: Site) -> Page:
    return desk("", expected=ERRORS)


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_fault_in_any_scheme(page: Page, name: str) -> None:
    open_page(page, name)
    for scheme in SCHEMES:
        page.evaluate("s => document.documentElement.dataset.scheme = s", scheme)
        axe(page)
    page.set_viewport_size({"width": 320, "height": 900})
    axe(page)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_every_window_and_text_size(page: Page, name: str) -> None:
    open_page(page, name)
    for size in ("", "larger"):
        page.evaluate("size => document.documentElement.dataset.size = size", size)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{wide} px in {width} px, text size {size!r}"


@pytest.mark.parametrize("name", PAGES)
def test_nothing_jumps_while_a_page_comes(desk: Desk, seeded: Site, name: str) -> None:
    for width in (360, 1440):
        page = desk("", expected=ERRORS, viewport={"width": width, "height": 900})
        page.add_init_script(OBSERVE)
        open_page(page, name)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.shift") == 0
