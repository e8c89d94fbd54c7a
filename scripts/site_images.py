"""The site's pictures that must be pixels, drawn from our own SVG by the browser.

    python -m scripts.site_images

Writes static/site/card.png (what a link to the site shows elsewhere), and in
static/root/, which is served at the root of the site, favicon.ico and
apple-touch-icon.png.
"""

import struct

from playwright.sync_api import Browser, sync_playwright

from tests.browser.browsing import chromium
from tests.browser.site import ROOT

CARD = ROOT / "scripts" / "drawings" / "card.svg"
ICON = ROOT / "static" / "site" / "icon.svg"
PAPER = "#fcfcfa"
ICO_SIZES = (16, 32, 48)


def main() -> None:
    """Draw all of them."""
    card, icon = CARD.read_text(), ICON.read_text()
    static = ROOT / "static"
    with sync_playwright() as playwright, chromium(playwright) as browser:
        icons = [drawn(browser, icon, size, size) for size in ICO_SIZES]
        (static / "root" / "favicon.ico").write_bytes(ico(icons))
        (static / "root" / "apple-touch-icon.png").write_bytes(
            drawn(browser, icon, 180, 180, ground=PAPER)
        )
        (static / "site" / "card.png").write_bytes(drawn(browser, card, 1200, 630))


def drawn(
    browser: Browser, svg: str, width: int, height: int, ground: str = "transparent"
) -> bytes:
    """Return a PNG of a drawing in this size."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_content(
        f"<style>body{{margin:0;background:{ground}}}"
        f"svg{{display:block;width:{width}px;height:{height}px}}</style>{svg}"
    )
    picture = page.screenshot(omit_background=True)
    page.close()
    return picture


def ico(pictures: list[bytes]) -> bytes:
    """Return a file of icons: a directory, then each size as a PNG."""
    place = 6 + 16 * len(pictures)
    entries = []
    for size, picture in zip(ICO_SIZES, pictures, strict=True):
        # Width, height, no palette, reserved, planes, bits a pixel, length, place.
        entries.append(
            struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(picture), place)
        )
        place += len(picture)
    return b"".join([struct.pack("<HHH", 0, 1, len(pictures)), *entries, *pictures])


if __name__ == "__main__":
    main()
