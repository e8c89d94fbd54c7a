"""What the list of articles can be narrowed to.

Each costs the same with ten articles and with a million: what there is to choose from
is fixed, or taken from what was worked on lately; anything else can be typed.
"""

import datetime
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.conf.locale import LANG_INFO
from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.desk.permissions import sees_all
from articles.desk.states import withdrawn
from articles.models import (
    Article,
    ArticleTag,
    Edition,
    PointTag,
    Publication,
    Tag,
)

LATELY = 200
"""How many articles, the last changed first, say what is worth offering."""
MOST_OFFERED = 6
_YEARS = 5

Choices = list[tuple[str, Any]]


class _ListFilter(SimpleListFilter):
    """A filter that is open on the page, or shows its choices once it is opened."""

    template = "admin/articles/article/filter_links.html"
    starts_open = True

    @property
    def is_open(self) -> bool:
        """Whether its choices are shown at once."""
        return self.starts_open or self.value() is not None


class _ChoiceFilter(_ListFilter):
    """A few choices; what is none of them is no address of ours."""

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the articles chosen."""
        value = self.value()
        if value is None:
            return queryset
        condition = self.conditions(request).get(value)
        if condition is None:
            raise IncorrectLookupParameters
        return queryset.filter(condition)

    def conditions(self, request: HttpRequest) -> dict[str, Q]:
        """Return what each choice means."""
        raise NotImplementedError


class StatusFilter(_ChoiceFilter):
    """Where the draft stands."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, _request: HttpRequest, _admin: ModelAdmin) -> Choices:
        """Return the choices."""
        return list(Article.Status.choices)

    def conditions(self, _request: HttpRequest) -> dict[str, Q]:
        """Return what each choice means."""
        return {status: Q(status=status) for status in Article.Status.values}


class ReadersFilter(_ChoiceFilter):
    """What readers see of the article."""

    title = _("readers")
    parameter_name = "readers"

    def lookups(self, _request: HttpRequest, _admin: ModelAdmin) -> Choices:
        """Return the choices."""
        return [
            ("live", _("live")),
            ("changed", _("live, with unpublished changes")),
            ("scheduled", _("scheduled")),
            ("withdrawn", _("withdrawn")),
            ("never", _("never published")),
        ]

    def conditions(self, _request: HttpRequest) -> dict[str, Q]:
        """Return what each choice means."""
        now = timezone.now()
        live = Q(live__live_from__lte=now)
        editions = Edition.objects.filter(article=OuterRef("pk"))
        return {
            "live": live,
            "changed": live & Q(has_unpublished_changes=True),
            "scheduled": Q(live__live_from__gt=now),
            "withdrawn": Q(withdrawn()),
            "never": ~Q(Exists(editions)),
        }


class WarningsFilter(_ChoiceFilter):
    """What the draft lacks."""

    title = _("warnings")
    parameter_name = "warnings"

    def lookups(self, _request: HttpRequest, _admin: ModelAdmin) -> Choices:
        """Return the choices."""
        return [
            ("any", _("any")),
            ("errors", _("errors")),
            ("uncited", _("points without a citation")),
            ("passages", _("references without a passage")),
            ("none", _("no warnings")),
        ]

    def conditions(self, _request: HttpRequest) -> dict[str, Q]:
        """Return what each choice means."""
        each = {
            "errors": Q(error_count__gt=0),
            "uncited": Q(uncited_count__gt=0),
            "passages": Q(empty_reference_count__gt=0),
        }
        some = each["errors"] | each["uncited"] | each["passages"]
        return {**each, "any": some, "none": ~some}


class ChangedFilter(_ChoiceFilter):
    """When the draft was last saved."""

    title = _("last change")
    parameter_name = "changed"
    starts_open = False

    def lookups(self, _request: HttpRequest, _admin: ModelAdmin) -> Choices:
        """Return the choices."""
        return [
            ("today", _("today")),
            ("week", _("the last 7 days")),
            ("month", _("the last 30 days")),
            ("older", _("earlier")),
        ]

    def conditions(self, _request: HttpRequest) -> dict[str, Q]:
        """Return what each choice means."""
        midnight = timezone.localtime().replace(
            hour=0, minute=0, second=0, microsecond=0
        )
        month = midnight - datetime.timedelta(days=30)
        return {
            "today": Q(updated_at__gte=midnight),
            "week": Q(updated_at__gte=midnight - datetime.timedelta(days=7)),
            "month": Q(updated_at__gte=month),
            "older": Q(updated_at__lt=month),
        }


class YearFilter(_ListFilter):
    """The year of the article's own date."""

    title = _("year of the article")
    parameter_name = "year"
    starts_open = False

    def lookups(self, _request: HttpRequest, _admin: ModelAdmin) -> Choices:
        """Return the last years; any other can be asked for in the address."""
        this = timezone.localdate().year
        years = {str(year): str(year) for year in range(this, this - _YEARS, -1)}
        asked = self.value() or ""
        if asked.isdecimal():
            years.setdefault(asked, asked)
        return [
            *sorted(years.items(), reverse=True),
            ("before", _("before %d") % (this - _YEARS + 1)),
            ("none", _("without a date")),
        ]

    def queryset(self, _request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the articles of the year."""
        value = self.value()
        if value is None:
            return queryset
        if value == "none":
            return queryset.filter(published_on=None)
        if value == "before":
            first = timezone.localdate().year - _YEARS + 1
            return queryset.filter(published_on__year__lt=first)
        try:
            datetime.date(int(value), 1, 1)
        except (ValueError, OverflowError) as error:
            raise IncorrectLookupParameters from error
        return queryset.filter(published_on__year=int(value))


class LanguageFilter(_ListFilter):
    """The language of the points."""

    title = _("language")
    parameter_name = "language"
    starts_open = False

    def lookups(self, request: HttpRequest, admin: ModelAdmin) -> Choices:
        """Return the languages of what was changed lately, the most frequent first."""
        found = _most_frequent(lately(request, admin, "language"), self.value())
        return [*((tag, language_name(tag)) for tag in found), ("none", _("unknown"))]

    def queryset(self, _request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the articles in the language."""
        value = self.value()
        if value is None:
            return queryset
        return queryset.filter(language="" if value == "none" else value)


class OwnerFilter(_ListFilter):
    """Whose draft it is; for those who see more than their own."""

    title = _("owner")
    parameter_name = "owner"

    def lookups(self, request: HttpRequest, admin: ModelAdmin) -> Choices:
        """Return the owners of what was changed lately, oneself first."""
        if not sees_all(request.user):
            return []
        names = lately(request, admin, "owner__username")
        found = _most_frequent(names, self.value(), but=("me", "nobody"))
        others = [name for name in found if name != request.user.get_username()]
        return [
            ("me", _("mine")),
            *((name, name) for name in others),
            ("nobody", _("nobody’s")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the owner's articles."""
        value = self.value()
        if value is None:
            return queryset
        if value in ("me", "nobody"):
            owner = request.user.pk if value == "me" else None
            return queryset.filter(owner=owner)
        return queryset.filter(owner__username=value)


class _NameFilter(_ListFilter):
    """Something with a name: typed, or one of those used lately."""

    template = "admin/articles/article/filter_name.html"

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """Yield the choices; what else is chosen goes with a typed name."""
        self.typed = self.value() or ""
        self.kept = [
            (name, value)
            for name, values in changelist.filter_params.items()
            if name != self.parameter_name
            for value in values
        ]
        yield from super().choices(changelist)

    def has_output(self) -> bool:
        """Return that a name can always be typed."""
        return True

    def queryset(self, _request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the articles with what is called so; none where nothing is."""
        name = (self.value() or "").strip()
        return self.named(queryset, name) if name else queryset

    def named(self, queryset: QuerySet, name: str) -> QuerySet:
        """Return the articles with what is called `name`."""
        raise NotImplementedError


class PublicationFilter(_NameFilter):
    """The publication, by any of its names."""

    title = _("publication")
    parameter_name = "publication"

    def lookups(self, request: HttpRequest, admin: ModelAdmin) -> Choices:
        """Return the publications of what was changed lately."""
        found = _most_frequent(lately(request, admin, "publication__name"))
        return [(name, name) for name in found]

    def named(self, queryset: QuerySet, name: str) -> QuerySet:
        """Return the publication's articles."""
        publication = Publication.objects.named(name)
        return (
            queryset.filter(publication=publication) if publication else queryset.none()
        )


class TagFilter(_NameFilter):
    """A tag of the article or of one of its points, by any of its names."""

    title = _("tag")
    parameter_name = "tag"

    def lookups(self, request: HttpRequest, admin: ModelAdmin) -> Choices:
        """Return the tags of what was changed lately, the most frequent first."""
        newest = _newest(request, admin).values("pk")[:LATELY]
        used = (
            ArticleTag.objects.filter(content_object__in=newest)
            .values("tag__name")
            .annotate(count=Count("pk"))
            .order_by("-count", "tag__key")
        )
        names = used.values_list("tag__name", flat=True)[:MOST_OFFERED]
        return [(name, name) for name in names]

    def named(self, queryset: QuerySet, name: str) -> QuerySet:
        """Return the articles with the tag."""
        tag = Tag.objects.named([name]).get(name)
        if tag is None:
            return queryset.none()
        own = ArticleTag.objects.filter(content_object=OuterRef("pk"), tag=tag)
        of_points = PointTag.objects.filter(
            content_object__article=OuterRef("pk"), tag=tag
        )
        return queryset.filter(Exists(own) | Exists(of_points))


def _newest(request: HttpRequest, admin: ModelAdmin) -> QuerySet:
    return admin.get_queryset(request).order_by("-updated_at", "-pk")


def lately(request: HttpRequest, admin: ModelAdmin, column: str) -> list[str]:
    """Return what stands in a column of the articles that were changed last."""
    values = _newest(request, admin).values_list(column, flat=True)[:LATELY]
    return [value for value in values if value]


def _most_frequent(
    values: list[str], asked: str | None = None, but: tuple[str, ...] = ("none",)
) -> list[str]:
    """Return the most frequent values, and the one that is asked for."""
    found = [value for value, _count in Counter(values).most_common(MOST_OFFERED)]
    if asked and asked not in found and asked not in but:
        found.append(asked)
    return found


def language_name(tag: str) -> str:
    """Return what a language is called, with its tag."""
    known = LANG_INFO.get(tag.lower()) or LANG_INFO.get(tag.split("-")[0].lower())
    name = gettext(known["name"]) if known and "name" in known else ""
    return f"{name} ({tag})" if name else tag
