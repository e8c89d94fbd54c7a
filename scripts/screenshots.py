"""`make screenshots`: the pictures of the editors' guide, from a real site.

Each row of SHOTS becomes docs/images/desk-<name>.png. Give a path to open, and steps
where the page must be made to show something first.
"""

import base64
import struct
import sys
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from tests.browser.browsing import Desk, chromium, logged_in
from tests.browser.site import ROOT, Site, running_site

IMAGES = ROOT / "docs" / "images"
SIZE = ViewportSize(width=1440, height=900)


@dataclass(frozen=True)
class Shot:
    """One picture."""

    name: str
    path: str
    """Where to go; a name in braces is one that `set_the_stage` returns."""
    user: str = "editor"
    steps: Callable[[Page], object] = lambda _page: None
    """What to do there before the picture is taken."""


PASTE = """Bridges and ferries
Harbour Weekly·2025-03-04 09:30

Core Viewpoint - A bridge pays for itself where two towns share a market [1]. \
Group 1: What bridges cost - Stone lasts longer than the loan that paid for it [1][2]. \
- A ferry is cheaper until the first winter [2]. \
Group 2: 渡口 - 渡船比桥便宜，直到第一个冬天[3]。
"""


def paste(page: Page) -> None:
    """Paste a text, and wait for what is understood of it."""
    page.get_by_label("Text", exact=True).fill(PASTE)
    page.get_by_role("button", name="Create 1 draft").wait_for()


def show_preview(page: Page) -> None:
    """Open the preview beside the editor."""
    page.locator(".digest-editor.is-ready").wait_for()
    page.get_by_role("button", name="Show preview").click()
    page.frame_locator("iframe").get_by_role("heading", level=1).wait_for()
    # The frame is painted a little after it has its content.
    page.wait_for_timeout(500)


def be_correct(page: Page) -> None:
    """Say that the edition is a correction."""
    page.get_by_label("a correction").check()
    page.get_by_label("Public note").fill("A ticket costs two increments, not one.")


def cross(page: Page) -> None:
    """Save what another window has saved over."""
    other = page.context.new_page()
    other.goto(page.url)
    for window, word in ((page, "rarely"), (other, "often")):
        window.locator(".digest-editor.is-ready").wait_for()
        point = window.locator(".outline-text").nth(1)
        point.fill(f"First come is {word} first served [1].")
    for window in (other, page):
        window.get_by_role("button", name="Save", exact=True).click()
        window.wait_for_load_state()
    other.close()


SHOTS = [
    Shot("dashboard", "/admin/"),
    Shot("new", "/admin/articles/article/new/", steps=paste),
    Shot("article", "/admin/articles/article/{sample}/change/", steps=show_preview),
    Shot("publish", "/admin/articles/article/{live}/publish/", steps=be_correct),
    Shot("crossing", "/admin/articles/article/{draft}/change/", steps=cross),
    Shot("history", "/admin/articles/article/{live}/history/"),
    Shot("tags", "/admin/articles/tag/"),
]


def set_the_stage(site: Site) -> dict[str, object]:
    """Make what the pictures show; return what paths can name."""
    site.do("samples")
    live = site.do(
        "draft", title="Tickets", source_url="https://systems.example/tickets"
    )
    site.do("publish", live)
    site.do("revise", live, "one increment", "two increments")
    return {
        "sample": 2,
        "live": live,
        "draft": site.do("draft"),
        "in_review": site.do(
            "draft",
            title="What a lock costs when nobody waits",
            source_url="https://systems.example/idle",
            owner="writer",
            status="in_review",
        ),
    }


def main() -> None:
    """Take all pictures, or those whose names are given."""
    wanted = [shot for shot in SHOTS if shot.name in sys.argv[1:] or not sys.argv[1:]]
    with (
        tempfile.TemporaryDirectory() as folder,
        running_site(Path(folder)) as site,
        sync_playwright() as playwright,
        chromium(playwright) as browser,
    ):
        desk = Desk(browser, site, logged_in(playwright, site))
        names = set_the_stage(site)
        for shot in wanted:
            take(desk, shot, shot.path.format(**names))
        if faults := desk.close():
            sys.exit("\n".join(faults))


def take(desk: Desk, shot: Shot, path: str) -> None:
    """Open the page in a new window, and write its picture."""
    page = desk(shot.user, viewport=SIZE)
    page.goto(path)
    shot.steps(page)
    file = IMAGES / f"desk-{shot.name}.png"
    file.write_bytes(with_palette(page.screenshot(), desk))
    print(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1000} kB")


# The colours used most, none close to another, then for each pixel the nearest of them.
PALETTE = """
async (picture) => {
  const answer = await fetch(`data:image/png;base64,${picture}`);
  const bitmap = await createImageBitmap(await answer.blob());
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
  canvas.drawImage(bitmap, 0, 0);
  const { data } = canvas.getImageData(0, 0, bitmap.width, bitmap.height);
  const pixels = new Uint32Array(data.buffer).map((pixel) => pixel & 0xffffff);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const parts = (pixel) => [pixel & 255, (pixel >> 8) & 255, pixel >> 16];
  const distance = (a, b) =>
    parts(a).reduce((sum, part, i) => sum + (part - parts(b)[i]) ** 2, 0);
  const palette = [];
  for (const [pixel] of [...counts].sort((a, b) => b[1] - a[1]))
    if (palette.length < 256 && !palette.some((known) => distance(known, pixel) < 40))
      palette.push(pixel);
  const nearest = new Map();
  for (const pixel of counts.keys()) {
    const distances = palette.map((known) => distance(known, pixel));
    nearest.set(pixel, distances.indexOf(Math.min(...distances)));
  }
  const indexes = Uint8Array.from(pixels, (pixel) => nearest.get(pixel));
  let text = "";
  for (const index of indexes) text += String.fromCharCode(index);
  return { palette: palette.flatMap(parts), indexes: btoa(text) };
}
"""


def with_palette(picture: bytes, desk: Desk) -> bytes:
    """Return a PNG with one byte for each pixel: a third of the size."""
    page = desk("", base_url=None)
    found = page.evaluate(PALETTE, base64.b64encode(picture).decode())
    indexes = base64.b64decode(found["indexes"])
    width, height = SIZE["width"], SIZE["height"]
    # Each row begins with its filter, 0: none.
    rows = b"".join(
        b"\0" + indexes[row * width : (row + 1) * width] for row in range(height)
    )
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", bytes(found["palette"])),
            _chunk(b"IDAT", zlib.compress(rows, 9)),
            _chunk(b"IEND", b""),
        ]
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return (
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)
    )


if __name__ == "__main__":
    main()
