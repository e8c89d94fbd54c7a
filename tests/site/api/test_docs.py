"""The readable page, and what the documents say of the API."""

import re
import shlex
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from articles.site.api.openapi import endpoints
from articles.site.api.problems import KINDS
from tests.site.markup import parse
from tests.sites import ROOT

DOCS = "/api/v1/docs"
WORDS = (ROOT / "docs" / "api.md").read_text("utf-8")


def test_the_page_names_every_endpoint_parameter_and_field(read, db):
    page = read(DOCS)
    named = {element.words for element in page.all("code")}
    for path, made in endpoints():
        assert f"/api/v1{path}" in named
        assert {each.name for each in made.parameters if each.is_told} <= named
        assert set(made.shape.names) <= named


def test_the_type_of_every_problem_leads_to_its_words(read, db):
    page = read(DOCS)
    ids = {element["id"] for element in page.elements if "id" in element.attributes}
    assert {kind.name for kind in KINDS} <= ids
    for kind in KINDS:
        assert kind.uri == f"{settings.SITE_URL}{DOCS}#{kind.name}"


def test_links_on_the_page_lead_somewhere(read, client, live):
    live()
    for link in read(DOCS).links:
        parts = urlsplit(link)
        if parts.path.startswith("/api/"):
            assert client.get(link).status_code == 200, link


def test_the_page_says_in_another_language_that_it_is_english(settings, client, db):
    settings.LANGUAGE_CODE = "zh-hans"
    page = parse(client.get(DOCS).content.decode())
    assert page.one("div", lang="en")


def test_every_page_leads_to_it(read, db):
    assert DOCS in read("/").links


def commands() -> list[str]:
    """Return the commands of the document's examples, each on one line."""
    shown = re.findall(r"^```sh\n(.*?)^```$", WORDS, re.MULTILINE | re.DOTALL)
    lines = "".join(shown).replace("\\\n", " ").splitlines()
    return [line for line in lines if line.startswith("curl ")]


def test_there_are_examples():
    assert len(commands()) > 5


@pytest.mark.parametrize("command", commands())
def test_examples_answer(client, live, command):
    live(title="Locks and queues", tags=("locks", "queues"))
    words = shlex.split(command)
    (address,) = (word for word in words if word.startswith("https://"))
    etag = client.get("/api/v1/articles")["ETag"]
    headers = dict(
        header.replace("$etag", etag).split(": ", 1)
        for flag, header in pairwise(words)
        if flag == "-H"
    )
    response = client.get(
        address.removeprefix("https://digests.example"), headers=headers
    )
    assert response.status_code == (304 if headers else 200)
