"""What the OpenAPI document says of handing in is what is answered."""

import re
from typing import Any

import pytest

from articles.desk.api import describing, problems
from articles.desk.api.answers import PATTERN
from articles.digest import Problem
from articles.site.api import digests
from articles.site.api.openapi import document
from articles.site.api.problems import KINDS

OPERATION = describing.ITEM["post"]


def test_the_path_stands_in_the_document_with_its_token() -> None:
    found = document()
    assert found["paths"]["/drafts"]["post"] == OPERATION
    (security,) = OPERATION["security"]
    schemes = found["components"]["securitySchemes"]
    assert {schemes[name]["scheme"] for name in security} == {"bearer"}


def test_every_kind_of_problem_has_its_status() -> None:
    mine = [kind for kind in KINDS if kind in vars(problems).values()]
    assert len(mine) == 8
    for kind in mine:
        assert str(kind.status) in OPERATION["responses"]
    for status in ("400", "405", "429", "500"):
        assert status in OPERATION["responses"]


def test_every_reference_leads_somewhere() -> None:
    whole: Any = document()
    for found in re.findall(r"'\$ref': '#/([^']+)'", str(OPERATION) + str(whole)):
        part = whole
        for name in found.split("/"):
            part = part[name]
        assert part


def test_what_is_sent_may_leave_out_what_is_empty() -> None:
    needed = {
        name: (schema["required"], list(schema["properties"]))
        for name, schema in describing.SCHEMAS.items()
        if name.startswith("Sent")
    }
    assert needed == {
        f"Sent{name}": (needs, digests.SCHEMAS[name]["required"])
        for name, needs in [
            ("Digest", ["schema_version"]),
            ("DigestPoint", ["text"]),
            ("DigestGroup", []),
            ("Reference", ["number"]),
        ]
    }


def test_a_problem_is_what_it_is_said_to_be() -> None:
    lone = Problem("error", "bad-character", "a lone \ud800", 1, 2, "\ud800")
    said, _ = problems.told([lone, lone, Problem("warning", "chrome", "x")])
    assert said["text"] == "\\ud800"
    assert set(said) == set(describing.DIGEST_PROBLEM["required"])


@pytest.mark.parametrize("key", ["a", '"a"', "x" * 255, "3f1c2a7e-8b0d"])
def test_the_pattern_of_a_key_means_what_is_taken(key: str) -> None:
    assert re.search(PATTERN, key)
