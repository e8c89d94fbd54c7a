"""What the API says of itself."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.site.page.pages import Head, show

from . import openapi as describing
from . import readable
from .endpoints import endpoint, json_answer, public
from .parameters import Asked, read_query
from .problems import KINDS
from .shapes import ADDRESS, TEXT, Field, Shape


def _link(name: str, description: str) -> Field:
    def address(_site: object) -> str:
        return f"{settings.SITE_URL}{reverse(f'api:{name}')}"

    return Field(name, description, ADDRESS, address)


INDEX = Shape(
    "Index",
    "Where everything begins.",
    (
        Field("name", "Of the site.", TEXT, lambda site: site.SITE_NAME),
        _link("articles", "All articles."),
        _link("points", "All that they say, point by point."),
        _link("tags", "What they are about."),
        _link("themes", "What the editors put forward."),
        _link("publications", "Where they were published."),
        _link("search", "What to look for is in `q`."),
        _link("openapi", "What can be asked, for programs."),
        _link("docs", "What can be asked, for people."),
    ),
)


@endpoint("Where everything begins", INDEX)
def index(_request: HttpRequest, _asked: Asked) -> object:
    """Name the addresses."""
    return settings


@public
def openapi(request: HttpRequest) -> HttpResponse:
    """Answer the OpenAPI document."""
    read_query(request, ())
    return json_answer(describing.document())


@public
def docs(request: HttpRequest) -> HttpResponse:
    """Show the same to people."""
    read_query(request, ())
    # Without an address of its own: it is not translated, and is found by what leads to
    # it.
    head = Head(
        title=_("API"),
        description=_("Everything that is published here, for programs."),
    )
    return show(
        request,
        "api.html",
        head,
        chapters=tuple(readable.chapters()),
        others=[readable.other(*each) for each in describing.others()],
        kinds=[(kind, readable.pieces(kind.description)) for kind in KINDS],
        limit=settings.API_RATE_LIMIT,
    )


@public
def missing(_request: HttpRequest, rest: str) -> HttpResponse:
    """Say that there is nothing at an address under /api/."""
    raise Http404(rest)


@public
def beginning(_request: HttpRequest) -> HttpResponse:
    """Lead to the index."""
    return redirect(reverse("api:index"), permanent=True)
