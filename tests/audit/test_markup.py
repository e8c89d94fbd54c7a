"""What readers get is valid: HTML by the Nu validator, XML; and no link is dead."""

import html
import http.client
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from tests.browser.site import HOST, Site

VALIDATOR = Path(__file__).parent / "node_modules/vnu-jar/build/dist/vnu.jar"
LINK = re.compile(r'\b(?:href|src)="([^"]*)"')
PLACE = re.compile(r"<loc>([^<]*)</loc>")
MOST = 600
"""Addresses; each page in each language leads to the same few kinds of pages."""

BEGINNINGS = (
    "/",
    "/sitemap.xml",
    "/news-sitemap.xml",
    "/robots.txt",
    "/llms.txt",
    "/archive/",
    "/saved/",
    "/feed.rss",
    "/tags/open-standards/feed.atom",
    "/zh-hans/",
)
MISTAKES = ("/nothing/", "/articles/trace-context-2020/", "/tags/nothing-of-the-kind/")
"""What nothing leads to, because it is an answer to a mistake."""


class Answer(NamedTuple):
    """What an address of the site answers."""

    status: int
    kind: str
    text: str


Walk = dict[str, Answer]


@pytest.fixture(scope="module")
def walk(seeded: Site) -> Walk:
    """Return what every address answers that can be reached from the beginnings."""
    connection = http.client.HTTPConnection(HOST, seeded.port, timeout=60)
    found: Walk = {}
    waiting = [*MISTAKES, *BEGINNINGS]
    while waiting and len(found) < MOST:
        path = waiting.pop(0)
        if path not in found:
            found[path] = answer = _asked(connection, path)
            if answer.status == 200:
                waiting += _links(path, answer)
    connection.close()
    return found


def _asked(connection: http.client.HTTPConnection, path: str) -> Answer:
    connection.request("GET", quote(path, safe="/?&=%+,~:@!$'()*;"))
    response = connection.getresponse()
    content = response.read()
    kind = response.headers.get("Content-Type", "")
    return Answer(response.status, kind, content.decode("utf-8", "replace"))


def _links(path: str, answer: Answer) -> Iterator[str]:
    """Yield the paths on this site that a page or a sitemap leads to."""
    if "xml" in answer.kind and "sitemap" in path:
        for written in PLACE.findall(answer.text):
            yield urlsplit(html.unescape(written)).path
    if "html" in answer.kind:
        for written in LINK.findall(answer.text):
            address = urldefrag(urljoin(f"http://site{path}", html.unescape(written)))
            parts = urlsplit(address.url)
            if parts.netloc == "site" and not parts.path.startswith("/admin/"):
                yield parts.path + (f"?{parts.query}" if parts.query else "")


def test_no_link_is_dead(walk: Walk) -> None:
    assert len(walk) > 300
    dead = {path for path, answer in walk.items() if answer.status >= 400}
    assert dead == set(MISTAKES)


def test_every_page_is_valid_html(walk: Walk, tmp_path: Path) -> None:
    names = {}
    for number, (path, answer) in enumerate(walk.items()):
        if "html" in answer.kind:
            file = tmp_path / f"{number}.html"
            file.write_text(answer.text, encoding="utf-8")
            names[file.name] = path
    assert len(names) > 100
    faults = [
        f"{names[Path(urlsplit(fault['url']).path).name]}: {fault['message']}\n"
        f"    {' '.join(fault.get('extract', '').split())}"
        for fault in _validated(tmp_path)
        if fault["type"] == "error"
    ]
    assert not faults, "\n".join(faults[:30])


def _validated(folder: Path) -> list[dict[str, str]]:
    """Return what the Nu validator says of the pages in a folder."""
    command = ["java", "-Xss8m", "-jar", str(VALIDATOR), "--format", "json"]
    run = subprocess.run([*command, str(folder)], capture_output=True, check=False)
    said = json.loads(run.stderr)
    return list(said["messages"])


def test_every_feed_and_sitemap_is_xml(walk: Walk) -> None:
    texts = {path: answer.text for path, answer in walk.items() if "xml" in answer.kind}
    assert len(texts) > 5
    for path, text in texts.items():
        assert ElementTree.fromstring(text) is not None, path
