"""Answers held against the OpenAPI document."""

import json
from typing import Any

from django.http import HttpResponse

from articles.desk.api.describing import ITEM, SCHEMAS
from articles.desk.api.receipts import RECEIPT
from articles.site.api.openapi import document


def check(answer: HttpResponse) -> None:
    """Fail where the document does not say that this could be answered."""
    responses: dict[str, Any] = ITEM["post"]["responses"]
    said = responses[str(answer.status_code)]
    if reference := said.get("$ref"):
        said = document()["components"]["responses"][reference.rpartition("/")[2]]
    assert answer["Content-Type"] in said["content"]
    assert all(name in answer for name in said.get("headers", {}))
    body = json.loads(answer.content)
    if answer.status_code < 300:
        assert list(body) == SCHEMAS[RECEIPT.name]["required"]
    for problem in body.get("problems", []):
        assert list(problem) == SCHEMAS["DigestProblem"]["required"]
