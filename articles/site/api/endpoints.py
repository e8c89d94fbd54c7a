"""Endpoints: each one definition, from which requests are read and answers written.

A view decorated with `endpoint` is given what was asked for and returns the thing, or a
Listed of things; everything else (ETag, fields, limits, problems, CORS) is done here.
The URL configuration tells where it stands; `openapi` describes all that it names.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from articles.site.page.addresses import with_other_query
from articles.site.page.pages import page
from articles.site.store.state import PublicRequest

from .cursors import sealed
from .limiting import limited
from .parameters import Asked, Parameter, read_query, some_of
from .problems import answering_problems
from .reading import for_reading
from .shapes import ADDRESS, Schema, Shape, list_of, or_null

MOST = 100
USUAL = 20

View = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of things."""

    things: Iterable[Any]
    next: str = ""
    """The place of the page after this one; "" where this is the last."""
    about: Any = None
    """What else is said, in the shape that the endpoint has for it."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What one address of the API is asked and answers."""

    summary: str
    description: str
    shape: Shape
    own_parameters: tuple[Parameter, ...] = ()
    is_list: bool = False
    about: Shape | None = None
    """Of what a list says beside its things."""
    has_fields: bool = True

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """All parameters of its query."""
        return (
            (*self.own_parameters, _fields_of(self.shape))
            if self.has_fields
            else (self.own_parameters)
        )

    @property
    def schema(self) -> Schema:
        """The schema of its answer."""
        if not self.is_list:
            return self.shape.ref
        schema = self.about.schema() if self.about else _BARE_LIST
        properties = {
            "items": list_of(self.shape.ref),
            "next": {
                **or_null(ADDRESS),
                "description": "Of the next page, to be asked as it is; null for the"
                " last.",
            },
            **schema["properties"],
        }
        required = ["items", "next", *schema["required"]]
        return {**schema, "properties": properties, "required": required}

    def answer(self, request: HttpRequest, asked: Asked, found: Any) -> HttpResponse:
        """Return the answer that says what was found."""
        names = asked.get("fields")
        if not self.is_list:
            return json_answer(self.shape.written(found, names))
        listed = cast("Listed", found)
        following = _next(request, listed.next)
        said: dict[str, Any] = {
            "items": [self.shape.written(thing, names) for thing in listed.things],
            "next": following,
        }
        if self.about:
            said |= self.about.written(listed.about)
        response = json_answer(said)
        if following:
            response.headers["Link"] = f'<{following}>; rel="next"'
        return response


_BARE_LIST: Schema = {
    "type": "object",
    "description": "A page of a list.",
    "properties": {},
    "required": [],
    "additionalProperties": False,
}


def _fields_of(shape: Shape) -> Parameter:
    extra = [each.name for each in shape.fields if each.is_extra]
    left_out = f", all but {' and '.join(extra)} without it" if extra else ""
    return Parameter(
        name="fields",
        description=f"The fields that are wanted, with commas between them{left_out}.",
        schema={
            "type": "array",
            "items": {"type": "string", "enum": list(shape.names)},
            "minItems": 1,
            "uniqueItems": True,
        },
        read=some_of(shape.names),
    )


def _next(request: HttpRequest, place: str) -> str | None:
    if not place:
        return None
    cursor = sealed(request, place)
    path = with_other_query(request.path, request, {"cursor": cursor})
    return f"{settings.SITE_URL}{path}"


def endpoint(
    summary: str,
    shape: Shape,
    *,
    description: str = "",
    parameters: tuple[Parameter, ...] = (),
    **more: Any,
) -> Callable[[View], Callable[..., HttpResponse]]:
    """Make a view an endpoint; `more` are further parts of its Endpoint."""
    made = Endpoint(summary, description, shape, parameters, **more)

    def decorate(view: View) -> Callable[..., HttpResponse]:
        @public
        @wraps(view)
        def answer(request: PublicRequest, **parameters: Any) -> HttpResponse:
            asked = read_query(request, made.parameters)
            return made.answer(request, asked, view(request, asked, **parameters))

        # mypy knows no attributes of functions.
        cast("Any", answer).endpoint = made
        return answer

    return decorate


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make `view` an answer of the API: for reading, limited, with an ETag."""
    return for_reading(limited(answering_problems(page(view))))


def json_answer(said: Mapping[str, Any]) -> HttpResponse:
    """Return an answer in JSON, names in the order they are documented in."""
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, content_type="application/json")
