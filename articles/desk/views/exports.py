"""A draft as a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.http import content_disposition_header

from articles.desk.exports import SINGLE, draft_of
from articles.desk.permissions import may_view
from articles.models import Article
from articles.models.names import slug_of

from .asking import about_article


@about_article(may_view, ("GET",))
def export(request: HttpRequest, article: Article, form: str) -> HttpResponse:
    """Send what the draft says: as text, as Markdown or as JSON."""
    digest = draft_of(article.pk)
    if form not in SINGLE or digest is None:
        raise Http404
    name = slug_of(digest.title)[:80] if digest.title else str(article.pk)
    return HttpResponse(
        SINGLE[form].write(digest),
        content_type=SINGLE[form].content_type,
        headers={
            "Content-Disposition": content_disposition_header(
                as_attachment=True, filename=f"{name}.{form}"
            )
        },
    )


def article_urls() -> list[Any]:
    """Return the pages about an article, under the admin's own of articles."""
    return [
        path(
            "<int:article_id>/export/<str:form>/",
            export,
            name="articles_article_export",
        )
    ]
