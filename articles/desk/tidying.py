"""Keep tags and publications in order: merge two, delete the unused, find near ones.

Each verb is one transaction with its entry in the log. Who may do it is asked before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext, ngettext

from articles.models import (
    Article,
    ArticleTag,
    LiveArticle,
    LiveArticleTag,
    Point,
    PointTag,
    Publication,
    PublicationName,
    Tag,
    TagName,
)
from articles.publishing import (
    note_unpublished_changes,
    opened,
    raise_generation,
    refresh,
    reindex,
)
from articles.site.words.wording import listed

from .counting import MOST_COUNTED, CountOf, in_words
from .log import Actor, Verb, record
from .naming import Saved, live_articles, note_saved
from .nearness import Named, Near, near_names

Owner = TypeVar("Owner", Tag, Publication)
AnyOwner = Tag | Publication

FACTS = ("native_name", "language", "time_zone", "homepage", "owner", "country")
"""What a publication takes over from one merged into it, where it has none itself."""


class MergeError(Exception):
    """The two cannot be merged; the message says why."""


class ClashError(MergeError):
    """Both publications have an article of one title and date; `clashes` has them."""

    def __init__(self, clashes: "Sequence[Clash]") -> None:
        super().__init__(
            gettext("Both have an article of the same title and date: %s")
            % listed(str(clash.theirs) for clash in clashes)
        )
        self.clashes = clashes


@dataclass(frozen=True, slots=True)
class Clash:
    """Two articles that would have one publication, title and date."""

    ours: Article
    """The one of the publication that would stay."""
    theirs: Article


@dataclass(frozen=True, slots=True)
class Merging:
    """What a merge would change."""

    drafts: int
    """Articles at the desk that get the target in place of the source."""
    points: int
    live: int
    """Live articles whose pages change."""
    names: tuple[str, ...]
    """Names that will mean the target."""
    addresses: tuple[str, ...]
    """Addresses that will lead to the target's."""
    taken_over: tuple[str, ...]
    """Facts that the target lacks and gets, as their labels."""
    clashes: tuple[Clash, ...] = ()


def preview_merge(source: AnyOwner, target: AnyOwner) -> Merging:
    """Return what merging `source` into `target` would change."""
    own = source.names.filter(was_own=True)
    touched = _Touched.by(source)
    return Merging(
        drafts=len(touched.drafts),
        points=_tagged_points(source).count() if isinstance(source, Tag) else 0,
        live=len(touched.live),
        names=tuple(source.names.values_list("name", flat=True)),
        addresses=tuple(own.order_by("slug").values_list("slug", flat=True).distinct()),
        taken_over=tuple(_labels(target, _taken_over(source, target))),
        clashes=_clashes(source, target),
    )


def merge_tags(source: Tag, target: Tag, actor: Actor) -> Tag:
    """Make `source` a name of `target` wherever it stands; return the target.

    Editions stay as they are: what they say is read under the names of today.
    """
    with opened():
        source, target = _both_held(Tag, source, target)
        touched = _Touched.by(source)
        _give_names(TagName.objects.filter(tag=source), target)
        _take_over(source, target)
        _retag(ArticleTag.objects, source, target)
        _retag(PointTag.objects, source, target)
        _show_anew(touched, target)
        return _leave_one(source, target, actor)


def merge_publications(
    source: Publication, target: Publication, actor: Actor
) -> Publication:
    """Make `source` a name of `target` and move its articles; return the target.

    Raises ClashError where both have an article of the same title and date.
    """
    with opened():
        source, target = _both_held(Publication, source, target)
        if clashes := _clashes(source, target):
            raise ClashError(clashes)
        touched = _Touched.by(source)
        _give_names(PublicationName.objects.filter(publication=source), target)
        _take_over(source, target)
        Article.objects.filter(publication=source).update(publication=target)
        _show_anew(touched, target)
        return _leave_one(source, target, actor)


def merge(source: Owner, target: Owner, actor: Actor) -> AnyOwner:
    """Merge two tags, or two publications."""
    if isinstance(source, Tag) and isinstance(target, Tag):
        return merge_tags(source, target, actor)
    if isinstance(source, Publication) and isinstance(target, Publication):
        return merge_publications(source, target, actor)
    raise TypeError("a tag and a publication are never the same")


def _both_held(model: type[Owner], source: Owner, target: Owner) -> tuple[Owner, Owner]:
    """Return both as they are now that nobody else can change them."""
    if source.pk == target.pk:
        raise MergeError(gettext("Choose another one: this is the same."))
    rows = model._default_manager.in_bulk([source.pk, target.pk])
    if len(rows) < 2:
        raise MergeError(gettext("Somebody merged or deleted it meanwhile."))
    return rows[source.pk], rows[target.pk]


@dataclass(frozen=True, slots=True)
class _Touched:
    """The articles that a merge concerns, by their ids."""

    drafts: frozenset[int]
    live: frozenset[int]

    @classmethod
    def by(cls, source: AnyOwner) -> "_Touched":
        """Return those that have the tag, or are of the publication."""
        if isinstance(source, Publication):
            drafts = source.articles.values_list("pk", flat=True)
            live = source.live_articles.values_list("pk", flat=True)
            return cls(frozenset(drafts), frozenset(live))
        on_articles = source.article_tags.values_list("content_object", flat=True)
        on_points = _tagged_points(source).values_list("article", flat=True)
        live = source.live_articles.values_list("article", flat=True)
        return cls(frozenset(on_articles) | frozenset(on_points), frozenset(live))


def _tagged_points(tag: Tag) -> QuerySet[Point]:
    return Point.objects.filter(pk__in=tag.point_tags.values("content_object"))


def _give_names(
    names: "QuerySet[TagName] | QuerySet[PublicationName]", target: AnyOwner
) -> None:
    """Make the names lead to `target`; those that editions carry stay such names."""
    names.update(**{target._meta.model_name or "": target})


def _take_over(source: AnyOwner, target: AnyOwner) -> None:
    """Give the target what it lacks and the source has."""
    facts = _taken_over(source, target)
    for name, value in facts.items():
        setattr(target, name, value)
    if facts:
        target.save()


def _taken_over(source: AnyOwner, target: AnyOwner) -> dict[str, object]:
    """Return the facts of the source that the target lacks."""
    if isinstance(source, Publication):
        names: tuple[str, ...] = FACTS
    elif source.is_theme and not getattr(target, "is_theme", True):
        names = ("is_theme", "theme_order", "introduction")
    else:
        names = ("introduction",)
    given = {name: getattr(source, name) for name in names}
    return {
        name: value
        for name, value in given.items()
        if name == "theme_order" or (value and not getattr(target, name))
    }


def _labels(owner: AnyOwner, names: Iterable[str]) -> list[str]:
    labels = {f.name: str(f.verbose_name) for f in owner._meta.concrete_fields}
    return [labels[name] for name in names]


def _retag(
    rows: "QuerySet[ArticleTag] | QuerySet[PointTag]", source: Tag, target: Tag
) -> None:
    """Put the target in the source's place; where both stand, the first place stays."""
    for one, other in ((source, target), (target, source)):
        before = rows.filter(
            tag=other, content_object=OuterRef("content_object"), pk__lt=OuterRef("pk")
        )
        rows.filter(Exists(before), tag=one).delete()
    rows.filter(tag=source).update(tag=target)


def _clashes(source: AnyOwner, target: AnyOwner) -> tuple[Clash, ...]:
    """Return the articles that could not both be of one publication."""
    if isinstance(source, Tag):
        return ()
    twins = Article.objects.filter(
        publication=target.pk,
        title=OuterRef("title"),
        published_on=OuterRef("published_on"),
    )
    theirs = (
        Article.objects.filter(publication=source)
        .exclude(title="")
        .annotate(twin=Subquery(twins.values("pk")[:1]))
        .exclude(twin=None)
        .order_by("pk")
    )
    ours = Article.objects.in_bulk([article.twin for article in theirs])
    return tuple(Clash(ours[article.twin], article) for article in theirs)


def _show_anew(touched: _Touched, target: AnyOwner) -> None:
    """Renew what readers see, and what lists say of drafts whose edition is as it was.

    A draft that said one name where readers saw the other says the same now. What the
    target had before is found by the source's names, too.
    """
    reindex(live_articles(target).exclude(pk__in=touched.live).only("pk"))
    refresh(LiveArticle.objects.filter(pk__in=touched.live).only("pk"))
    drafts = touched.drafts - touched.live
    for article in Article.objects.filter(pk__in=drafts, live__isnull=False):
        note_unpublished_changes(article)
    raise_generation()


def _leave_one(source: Owner, target: Owner, actor: Actor) -> Owner:
    """Write the log and delete the source, which nothing speaks of any more."""
    record(actor, Verb.MERGED, target, was=source.name, merged=source.pk)
    source.delete()
    return target


@dataclass(frozen=True, slots=True)
class Uses:
    """What uses a tag or publication, each counted as far as `counting` counts."""

    article_ids: frozenset[int]
    """Some of the articles at the desk."""
    articles: int
    points: int
    live: int

    @property
    def is_used(self) -> bool:
        """Whether anything does."""
        return bool(self.articles or self.points or self.live)

    def in_words(self) -> str:
        """Return such as “3 articles, 1 point, 2 live articles”."""
        counts = [
            (ngettext("%s article", "%s articles", self.articles), self.articles),
            (ngettext("%s point", "%s points", self.points), self.points),
            (ngettext("%s live article", "%s live articles", self.live), self.live),
        ]
        return listed(words % in_words(count) for words, count in counts if count)


def uses(owner: AnyOwner) -> Uses:
    """Return what uses the tag or publication."""
    live = live_articles(owner)[:MOST_COUNTED].count()
    if isinstance(owner, Publication):
        articles = owner.articles.values_list("pk", flat=True)[:MOST_COUNTED]
        return Uses(frozenset(articles), len(articles), 0, live)
    on_articles = owner.article_tags.values_list("content_object", flat=True)
    points = _tagged_points(owner).values_list("article", flat=True)
    on_articles, points = on_articles[:MOST_COUNTED], points[:MOST_COUNTED]
    ids = frozenset(on_articles) | frozenset(points)
    return Uses(ids, len(on_articles), len(points), live)


def article_count(model: type[AnyOwner]) -> CountOf:
    """Return the expression that counts the articles at the desk of each."""
    if model is Publication:
        return CountOf(Article.objects.filter(publication=OuterRef("pk")))
    return CountOf(ArticleTag.objects.filter(tag=OuterRef("pk")))


def unused_tags() -> QuerySet[Tag]:
    """Return the tags that stand on no draft, no point and no live article."""
    used = (
        ArticleTag.objects.filter(tag=OuterRef("pk")),
        PointTag.objects.filter(tag=OuterRef("pk")),
        LiveArticleTag.objects.filter(tag=OuterRef("pk")),
    )
    return Tag.objects.filter(*(~Exists(rows) for rows in used))


def unused_publications() -> QuerySet[Publication]:
    """Return the publications without an article, at the desk or live."""
    used = (
        Article.objects.filter(publication=OuterRef("pk")),
        LiveArticle.objects.filter(publication=OuterRef("pk")),
    )
    return Publication.objects.filter(*(~Exists(rows) for rows in used))


def delete_unused(unused: "QuerySet[Owner]", actor: Actor) -> list[str]:
    """Delete those of `unused` that nothing uses yet; return their names."""
    with opened():
        deleted = []
        for owner in unused.all():
            deleted.append(str(owner))
            record(actor, Verb.DELETED, owner)
            owner.delete()
    return deleted


def near_tags() -> list[Near]:
    """Return the pairs of tags that may mean the same; one query."""
    rows = TagName.objects.order_by("pk").values_list("tag", "name")
    return near_names(Named(*row) for row in rows)


def near_publications() -> list[Near]:
    """Return the pairs of publications that may be the same; one query."""
    rows = PublicationName.objects.order_by("pk").values_list("publication", "name")
    return near_names(Named(*row) for row in rows)


def themes() -> list[Tag]:
    """Return the themes in the order in which readers see them."""
    return list(Tag.objects.filter(is_theme=True).order_by("theme_order", "key"))


def move_theme(theme: Tag, by: int, actor: Actor) -> None:
    """Move a theme up (-1) or down (1) among the others, which then have places 1, 2…

    Nothing is done where it stands at that end already.
    """
    with opened():
        ordered = themes()
        if theme not in ordered:
            return
        place = ordered.index(theme)
        if not 0 <= place + by < len(ordered):
            return
        ordered.insert(place + by, ordered.pop(place))
        for number, tag in enumerate(ordered, start=1):
            Tag.objects.filter(pk=tag.pk).update(theme_order=number)
        note_saved(theme, Saved(was=theme.name, fields=("theme_order",)), actor)
