"""The OpenAPI document says what the API does."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from articles.digest import to_json
from articles.site.api import digests, openapi
from articles.site.api.endpoints import USUAL

DOCUMENT = "/api/v1/openapi.json"


@pytest.fixture
def document(ask, db) -> dict[str, Any]:
    return ask(DOCUMENT)


def inside(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in a JSON value."""
    children = value.values() if isinstance(value, dict) else ()
    for child in value if isinstance(value, list) else children:
        yield from inside(child)
    if isinstance(value, dict):
        yield value


def test_it_has_every_address_of_the_contract(document):
    assert document["openapi"].startswith("3.1.")
    assert {
        "/",
        "/articles",
        "/articles/{slug}",
        "/articles/{slug}/editions/{number}/changes",
        "/points",
        "/tags",
        "/publications",
        "/search",
    } <= set(document["paths"])


def test_every_reference_leads_somewhere(document):
    refs = {each["$ref"] for each in inside(document) if "$ref" in each}
    assert refs
    for ref in refs:
        found = document
        for step in ref.removeprefix("#/").split("/"):
            found = found[step]


def test_every_schema_is_referred_to(document):
    refs = {each["$ref"] for each in inside(document) if "$ref" in each}
    names = {
        f"#/components/schemas/{name}" for name in document["components"]["schemas"]
    }
    assert names <= refs


def test_every_name_of_an_operation_is_its_own(document):
    names = [each["operationId"] for each in inside(document) if "operationId" in each]
    assert len(names) == len(set(names)) > 12


def test_every_parameter_of_a_path_is_described(document):
    for path, item in document["paths"].items():
        named = [parameter["name"] for parameter in item.get("parameters", ())]
        assert named == re.findall(r"{(\w+)}", path)


def test_its_words_are_those_of_the_definitions(document):
    limits = [
        parameter["schema"]["default"]
        for parameter in inside(document["paths"])
        if parameter.get("name") == "limit"
    ]
    assert set(limits) == {USUAL}


def test_the_schema_of_a_digest_has_what_its_json_has(make_digest):
    written = to_json(make_digest())
    pairs = [
        (digests.DIGEST, written),
        (digests.POINT, written["core"][0]),
        (digests.GROUP, written["groups"][0]),
        (digests.REFERENCE, written["references"][0]),
    ]
    for schema, value in pairs:
        assert list(schema["properties"]) == list(value)


def test_another_room_can_enter_its_paths(ask, db, monkeypatch):
    monkeypatch.setattr(openapi, "_added_paths", {})
    monkeypatch.setattr(openapi, "_added_schemas", {})
    answers = {"201": {"description": "Made."}}
    openapi.add_path(
        "/drafts", {"post": {"responses": answers}}, {"Receipt": {"type": "object"}}
    )
    document = ask(DOCUMENT)
    assert document["paths"]["/drafts"]["post"]["responses"] == answers
    assert document["components"]["schemas"]["Receipt"] == {"type": "object"}


def test_it_takes_no_parameters(ask, db):
    ask(f"{DOCUMENT}?pretty=1", status=400)
