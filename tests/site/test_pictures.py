"""The site's own pictures are where browsers and other sites look for them."""

import struct

import pytest
from django.conf import settings

from .markup import parse

STATIC = settings.BASE_DIR / "static"


@pytest.mark.parametrize("path", ["/favicon.ico", "/apple-touch-icon.png"])
def test_a_browser_finds_an_icon_at_the_root_of_the_site(client, path) -> None:
    response = client.get(path)
    assert b"".join(response.streaming_content)
    assert response["Content-Security-Policy"]
    assert response["Cache-Control"]


def test_a_link_to_the_site_shows_its_card_elsewhere(client, live) -> None:
    live()
    page = parse(client.get("/").content.decode())
    shown = {e["property"]: e["content"] for e in page.all("meta", property=True)}
    assert shown["og:image"] == f"{settings.SITE_URL}/static/site/card.png"
    picture = (STATIC / "site" / "card.png").read_bytes()
    width, height = struct.unpack(">II", picture[16:24])
    assert (width, height) == (1200, 630)
    assert (str(width), str(height)) == (
        shown["og:image:width"],
        shown["og:image:height"],
    )
    assert len(picture) <= 60_000
