"""Pages that keep tags and publications in order: merge, tidy, order themes."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.desk import tidying
from articles.desk.counting import in_words
from articles.desk.finding import named_like
from articles.desk.nearness import Likeness, Near
from articles.desk.permissions import Anybody, user_of, visible
from articles.models import Article, Publication, Tag
from articles.site.words.wording import listed

from .asking import of_desk, show

Model = type[Tag] | type[Publication]

_MOST_UNUSED = 500
_MOST_NEAR = 200
_ID = re.compile("[0-9]{1,18}")


def may_change(model: Model) -> Callable[[Anybody], bool]:
    """Return who may keep these in order."""
    return lambda user: user.has_perm(f"articles.change_{model._meta.model_name}")


def may_merge(model: Model) -> Callable[[Anybody], bool]:
    """Return who may merge two: one is changed, the other deleted."""
    name = model._meta.model_name
    return lambda user: user.has_perms(
        [f"articles.change_{name}", f"articles.delete_{name}"]
    )


def tag_urls() -> list[Any]:
    """Return the desk's own pages of tags."""
    return [
        path("tidy/", tidy_tags, name="articles_tag_tidy"),
        path("themes/", order_themes, name="articles_tag_themes"),
        path("<int:tag_id>/merge/", merge_tag, name="articles_tag_merge"),
    ]


def publication_urls() -> list[Any]:
    """Return the desk's own pages of publications."""
    return [
        path("tidy/", tidy_publications, name="articles_publication_tidy"),
        path(
            "<int:publication_id>/merge/",
            merge_publication,
            name="articles_publication_merge",
        ),
    ]


# Merge


@of_desk(may_merge(Tag))
def merge_tag(request: HttpRequest, tag_id: int) -> HttpResponse:
    """Make a tag a name of another one."""
    return _merge(request, get_object_or_404(Tag, pk=tag_id), tidying.near_tags)


@of_desk(may_merge(Publication))
def merge_publication(request: HttpRequest, publication_id: int) -> HttpResponse:
    """Make a publication a name of another one."""
    source = get_object_or_404(Publication, pk=publication_id)
    return _merge(request, source, tidying.near_publications)


def _merge(
    request: HttpRequest, source: Any, near: Callable[[], list[Near]]
) -> HttpResponse:
    """Find the one that stays, show what would change, and merge when told so."""
    model: Any = type(source)
    asked = request.POST if request.method == "POST" else request.GET
    target = _chosen(model, asked.get("into", ""))
    refusal = ""
    if request.method == "POST" and target:
        refusal = _merged(request, source, target)
        if not refusal:
            return redirect(f"admin:articles_{_name(model)}_change", target.pk)
    query = asked.get("q", "")
    response = show(
        request,
        "admin/articles/taxonomy/merge.html",
        _("Merge “%s” into another one") % source,
        source=source,
        target=target,
        opts=model._meta,
        query=query,
        refusal=refusal,
        merging=_previewed(request, source, target) if target else None,
        found=[one for one in named_like(model, query) if one.pk != source.pk],
        near=[] if query or target else _near_to(source, near()),
        page=_pages(model)["merge"],
    )
    if request.method == "POST":
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return response


def _merged(request: HttpRequest, source: Any, target: Any) -> str:
    """Merge the two and say so; return why not where they cannot be merged."""
    try:
        tidying.merge(source, target, user_of(request))
    except tidying.MergeError as error:
        return str(error)
    words = _("“%(source)s” is “%(target)s” now; its addresses lead there.")
    messages.success(request, words % {"source": source, "target": target})
    return ""


def _previewed(request: HttpRequest, source: Any, target: Any) -> dict[str, Any] | None:
    """Return what would change, with those clashing articles that the user may see."""
    if source.pk == target.pk:
        return None
    merging = tidying.preview_merge(source, target)
    ids = {article.pk for c in merging.clashes for article in (c.ours, c.theirs)}
    seen = visible(request.user, Article.objects.filter(pk__in=ids))
    return {"changes": merging, "visible": set(seen.values_list("pk", flat=True))}


def _chosen(model: Any, number: str) -> Any:
    """Return what has this number; None where none is given, 404 where it is wrong."""
    if not number:
        return None
    if not _ID.fullmatch(number):
        raise Http404
    return get_object_or_404(model, pk=number)


def _near_to(source: Any, pairs: Iterable[Near]) -> list[Any]:
    """Return what may mean the same as `source`, the likeliest first."""
    ids = [
        other.owner
        for pair in pairs
        for one, other in ((pair.one, pair.other), (pair.other, pair.one))
        if one.owner == source.pk
    ]
    found = type(source)._default_manager.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


# Tidy


@dataclass(frozen=True, slots=True)
class NearRow:
    """Two that may mean the same, and by which of their names."""

    one: Any
    other: Any
    counts: tuple[str, str]
    """How many articles at the desk each has."""
    names: str
    """The names that are alike; "" where they are those shown anyway."""
    why: str


@of_desk(may_change(Tag))
def tidy_tags(request: HttpRequest) -> HttpResponse:
    """Show tags that nothing uses, and those that may mean the same."""
    return _tidy(request, Tag, tidying.unused_tags(), tidying.near_tags)


@of_desk(may_change(Publication))
def tidy_publications(request: HttpRequest) -> HttpResponse:
    """Show publications that nothing uses, and those that may be the same."""
    unused = tidying.unused_publications()
    return _tidy(request, Publication, unused, tidying.near_publications)


def _tidy(
    request: HttpRequest, model: Any, unused: Any, near: Callable[[], list[Near]]
) -> HttpResponse:
    may_delete = request.user.has_perm(f"articles.delete_{_name(model)}")
    if request.method == "POST":
        if not may_delete:
            raise PermissionDenied
        return _delete_chosen(request, model, unused)
    pairs = near()
    shown = list(unused.prefetch_related("names")[: _MOST_UNUSED + 1])
    return show(
        request,
        "admin/articles/taxonomy/tidy.html",
        _pages(model)["tidy"],
        opts=model._meta,
        unused=shown[:_MOST_UNUSED],
        has_more_unused=len(shown) > _MOST_UNUSED,
        near=_near_rows(model, pairs[:_MOST_NEAR]),
        near_left_out=max(0, len(pairs) - _MOST_NEAR),
        is_all_chosen=request.GET.get("chosen") == "all",
        may_delete=may_delete,
        may_merge=may_merge(model)(request.user),
    )


def _delete_chosen(request: HttpRequest, model: Any, unused: Any) -> HttpResponse:
    chosen = [
        number for number in request.POST.getlist("chosen") if _ID.fullmatch(number)
    ]
    deleted = tidying.delete_unused(unused.filter(pk__in=chosen), user_of(request))
    if deleted:
        words = ngettext("Deleted: %s.", "Deleted: %s.", len(deleted))
        messages.success(request, words % listed(deleted))
    if left := len(chosen) - len(deleted):
        words = ngettext(
            "%d is in use by now, or gone; it was left alone.",
            "%d are in use by now, or gone; they were left alone.",
            left,
        )
        messages.warning(request, words % left)
    return redirect(f"admin:articles_{_name(model)}_tidy")


def _near_rows(model: Any, pairs: list[Near]) -> list[NearRow]:
    ids = {named.owner for pair in pairs for named in (pair.one, pair.other)}
    rows = model._default_manager.annotate(article_count=tidying.article_count(model))
    owners = rows.in_bulk(list(ids))
    return [
        _near_row(owners[pair.one.owner], owners[pair.other.owner], pair)
        for pair in pairs
        if pair.one.owner in owners and pair.other.owner in owners
    ]


def _near_row(one: Any, other: Any, pair: Near) -> NearRow:
    is_shown = (pair.one.name, pair.other.name) == (one.name, other.name)
    names = "" if is_shown else f"{pair.one.name} – {pair.other.name}"
    counts = in_words(one.article_count), in_words(other.article_count)
    return NearRow(one, other, counts, names, _likeness_in_words()[pair.likeness])


def _likeness_in_words() -> dict[Likeness, str]:
    return {
        Likeness.LETTERS: _("the same letters"),
        Likeness.PLURAL: _("singular and plural"),
        Likeness.ORDER: _("the same words in another order"),
        Likeness.SPELLING: _("one letter differs"),
        Likeness.INITIALS: _("initials"),
    }


# Themes


@of_desk(may_change(Tag))
def order_themes(request: HttpRequest) -> HttpResponse:
    """Show the themes as readers see them in order, and move them."""
    if request.method == "POST":
        theme = _chosen(Tag, request.POST.get("theme", ""))
        by = {"up": -1, "down": 1}.get(request.POST.get("move", ""))
        if theme is None or by is None:
            raise Http404
        tidying.move_theme(theme, by, user_of(request))
        return redirect("admin:articles_tag_themes")
    return show(
        request,
        "admin/articles/taxonomy/themes.html",
        _("Themes in their order"),
        opts=Tag._meta,
        themes=tidying.themes(),
    )


# Words


def _name(model: Any) -> str:
    return str(model._meta.model_name)


def _pages(model: Any) -> dict[str, str]:
    """Return what the pages are called, and what they ask."""
    if model is Tag:
        return {"tidy": _("Tidy tags"), "merge": _("Find the tag that stays")}
    return {
        "tidy": _("Tidy publications"),
        "merge": _("Find the publication that stays"),
    }
