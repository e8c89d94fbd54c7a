"""The tags, and what an expression of them stands for."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from articles.models.names import slug_of
from articles.site.lists import scopes
from articles.site.page.addresses import path_of
from articles.site.page.pages import Head, page, show
from articles.site.store.state import PublicRequest
from articles.site.tags import expressions
from articles.site.tags.expressions import (
    MAX_TAGS,
    Expression,
    MixedSigns,
    Unclear,
)
from articles.site.tags.nearness import near_tags
from articles.site.tags.showing import tag_shown
from articles.site.tags.tag_index import index_of_tags, tag_index
from articles.site.tags.tag_pages import TagPage, tag_page
from articles.site.tags.terms import Terms, UnknownTags, terms_of

from .listings import show_listing


@page
def tags(request: PublicRequest) -> HttpResponse:
    """Show the themes, the most used tags and all of them, or those of one letter."""
    if "initial" in request.GET:
        return _show_letter(request)
    if "either" in request.GET:
        return _join(request)
    head = Head(
        title=_("Tags"),
        path=path_of("tags"),
        description=_("What the digests here are about: themes, and every tag."),
    )
    return show(request, "tags.html", head, index=tag_index(request.state))


def _show_letter(request: PublicRequest) -> HttpResponse:
    """Show the tags under one letter of one script."""
    script, initial = _words_in(request, "script"), _words_in(request, "initial")
    after = _words_in(request, "after")
    found = index_of_tags(script=script, initial=initial, after=after)
    if not found.tags:
        raise Http404
    said = {"script": script, "initial": initial} | ({"after": after} if after else {})
    head = Head(
        title=_("Tags: %(letter)s") % {"letter": initial},
        path=f"{path_of('tags')}?{urlencode(said)}",
    )
    content = {"script": script, "initial": initial, "found": found}
    content["is_first"] = not after
    return show(request, "tag_letter.html", head, **content)


def _join(request: PublicRequest) -> HttpResponse:
    """Lead to what has the tags of an expression or the one that the reader names."""
    joined, name = _words_in(request, "either"), _words_in(request, "tag")
    left_out = _words_in(request, "without")
    try:
        asked = expressions.parse(joined, left_out)
    except ValueError:
        raise Http404 from None
    slug = slug_of(name)
    if len(asked.all_of) > 1 or slug in asked.slugs:
        return redirect(scopes.path_of_tags(asked.in_order()))
    try:
        terms = terms_of(asked.either(slug))
    except UnknownTags as unknown:
        return _show_unknown(request, unknown)
    return redirect(scopes.path_of_tags(terms.expression))


def _words_in(request: PublicRequest, name: str) -> str:
    """Return a parameter of the query; Http404 for what no name can hold."""
    text = request.GET.get(name, "")
    if not text.replace("\t", "").isprintable():
        raise Http404
    return text


@page
def tag(request: PublicRequest, expression: str) -> HttpResponse:
    """Show the articles that a tag expression stands for, and the ways on from it."""
    without = request.GET.getlist("without")
    try:
        terms, scope = scopes.of_tags(expression, without)
    except UnknownTags as unknown:
        return _show_unknown(request, unknown)
    except Unclear as unclear:
        return _show_unclear(request, unclear)
    about = tag_page(request.state, terms)
    if not about.size:
        return _show_nothing(request, terms, about)
    is_opening = bool(terms.tag) and not {"view", "before"} & request.GET.keys()
    shown = tag_shown(
        request.state, request.language, terms, scope, is_opening=is_opening
    )
    return show_listing(request, scope, "tag.html", shown=shown)


def _show_unknown(request: PublicRequest, unknown: UnknownTags) -> HttpResponse:
    """Say which tag there is not, and name some that the reader may have meant."""
    near = {slug: near_tags(request.state, slug) for slug in unknown.slugs}
    head = Head(title=_("No such tag"), is_indexed=False)
    rest = unknown.rest
    is_found = rest and tag_page(request.state, rest).size
    content = {"near": near, "rest": rest if is_found else None}
    return _not_found(show(request, "unknown_tag.html", head, **content))


def _show_unclear(request: PublicRequest, unclear: Unclear) -> HttpResponse:
    """Say what is wrong with what was typed, and offer what is near and not empty."""
    offered, unknown = [], dict[str, None]()
    for expression in unclear.near:
        terms, missing = _known(expression)
        unknown |= dict.fromkeys(missing)
        if terms and tag_page(request.state, terms).size:
            offered.append(terms)
    head = Head(title=_("That is no combination of tags"), is_indexed=False)
    content = {
        "is_mixed": isinstance(unclear, MixedSigns),
        "most": MAX_TAGS,
        "offered": offered,
        "near": {slug: near_tags(request.state, slug) for slug in unknown},
    }
    return _not_found(show(request, "unclear_tags.html", head, **content))


def _known(expression: Expression) -> tuple[Terms | None, tuple[str, ...]]:
    """Return what there is of an expression, and which of its tags there are not."""
    try:
        return terms_of(expression), ()
    except UnknownTags as unknown:
        return unknown.rest, unknown.slugs
    except Http404:
        return None, ()


def _show_nothing(request: PublicRequest, terms: Terms, about: TagPage) -> HttpResponse:
    """Say that no article has all of these tags, and name the ways back."""
    head = Head(title=terms.title, is_indexed=False)
    content = {"terms": terms, "refinements": about.refinements}
    return _not_found(show(request, "nothing_in_common.html", head, **content))


def _not_found(response: HttpResponse) -> HttpResponse:
    response.status_code = HTTPStatus.NOT_FOUND
    return response
