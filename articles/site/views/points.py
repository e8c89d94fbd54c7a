"""A point of an article: its page, and the ways to cite it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.digest import without_markers
from articles.site.article import citing
from articles.site.article.points import (
    last_edition_with,
    point_of,
    quotation,
    reading_of,
)
from articles.site.article.whereabouts import PublicArticle
from articles.site.page.pages import Alternate, Head, show
from articles.site.words.wording import excerpt

from .articles import article_page

_TITLE_LENGTH = 90


@article_page
def point(request: HttpRequest, live: PublicArticle, key: str) -> HttpResponse:
    """Show one point, the passages it rests on, and how to cite it."""
    digest = live.digest
    placed = point_of(digest, key)
    if placed is None:
        return _former(live, key)
    path = reverse("site:point", args=[live.slug, key])
    words = without_markers(placed.point.text)
    head = Head(
        title=excerpt(words, _TITLE_LENGTH),
        path=path,
        description=_("A point of “%(title)s”, with the passages it rests on.")
        % {"title": live.title},
        kind="article",
        alternates=_alternates(live.slug, key),
    )
    quoted = quotation(live, placed, path)
    return show(
        request,
        "point.html",
        head,
        live=live,
        placed=placed,
        reading=reading_of(digest, placed),
        citations=[(form, form.write(quoted)) for form in citing.FORMS],
    )


def _former(live: PublicArticle, key: str) -> HttpResponse:
    """Lead to the newest edition that has the point; a later one may bring it back."""
    number = last_edition_with(live, key)
    if number is None:
        raise Http404
    path = reverse("site:edition", args=[live.slug, number])
    return redirect(f"{path}#p-{key}")


def _alternates(slug: str, key: str) -> tuple[Alternate, ...]:
    return tuple(
        Alternate(form.content_type, _citation_path(slug, key, form))
        for form in citing.FORMS
    )


def _citation_path(slug: str, key: str, form: citing.Form) -> str:
    return reverse("machine:citation", args=[slug, key, form])


@article_page
def citation(
    request: HttpRequest, live: PublicArticle, key: str, form: citing.Form
) -> HttpResponse:
    """Answer a citation of the point in one form, for programs."""
    placed = point_of(live.digest, key)
    if placed is None:
        raise Http404
    path = reverse("site:point", args=[live.slug, key])
    quoted = quotation(live, placed, path)
    return HttpResponse(form.write(quoted), content_type=form.content_type)
