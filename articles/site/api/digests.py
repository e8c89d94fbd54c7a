"""The schema of a digest's JSON form, which `articles.digest` writes and reads."""

from articles.digest import SCHEMA_VERSION

from .shapes import TEXT, Schema, list_of


def _object(description: str, **properties: Schema) -> Schema:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _text(description: str) -> Schema:
    return {**TEXT, "description": description}


POINT: Schema = _object(
    "One statement.",
    key=_text("Stays the same through all editions."),
    text=_text("With markers such as [2], which cite references."),
    tags=list_of(TEXT),
)
GROUP: Schema = _object(
    "Points under a heading.",
    heading=_text("Empty where it has none."),
    points=list_of({"$ref": "#/components/schemas/DigestPoint"}),
)
REFERENCE: Schema = _object(
    "A passage of the source; what is unknown is empty.",
    number={"type": "integer", "minimum": 1, "description": "What markers name."},
    locator=_text("Such as a page, a paragraph or a section."),
    quote=_text("In the words of the source."),
    url=_text("Of the very place."),
)
DIGEST: Schema = _object(
    "The whole document, in the one JSON form it has everywhere.",
    schema_version={"type": "integer", "const": SCHEMA_VERSION},
    title=TEXT,
    language=_text("A language tag such as en or zh-Hans, of the points."),
    publication=TEXT,
    published=_text("YYYY-MM-DD or YYYY-MM-DDTHH:MM, local to the publication."),
    source_url=_text("Of the article that is digested."),
    core=list_of({"$ref": "#/components/schemas/DigestPoint"}),
    groups=list_of({"$ref": "#/components/schemas/DigestGroup"}),
    references=list_of({"$ref": "#/components/schemas/Reference"}),
    tags=list_of(TEXT),
)
SCHEMAS: dict[str, Schema] = {
    "Digest": DIGEST,
    "DigestPoint": POINT,
    "DigestGroup": GROUP,
    "Reference": REFERENCE,
}
