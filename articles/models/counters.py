"""Counters: how many live articles each tag, publication, month and day has.

Kept by publishing in its own transaction. They count what waits for its time, too;
`articles.site.store.counts` takes that off. A row that would count nothing does not
exist.
"""

import datetime
from typing import Any, Self, TypeVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .alphabet import MAX_INITIAL, MAX_SCRIPT, MAX_SORT_KEY
from .taxonomy import Publication, Tag

_Row = TypeVar("_Row", bound=models.Model)


class CodePointField(models.CharField):
    """A text that is sorted by its code points on every database."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        """Name the collation where the database's own would be another."""
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class Counter(models.Model):
    """What all counters have."""

    articles = models.PositiveIntegerField()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(articles__gt=0), name="%(class)s_counts_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.articles}"


class FirstSeenQuerySet(models.QuerySet[_Row]):
    """Counters of what has a time from which on readers see anything of it."""

    def public(self, now: datetime.datetime | None = None) -> Self:
        """Return those of which an article is public, as `LiveQuerySet.public` says."""
        return self.filter(first_live_from__lte=now or timezone.now())


class LiveTag(Counter):
    """A tag that live articles have, themselves or on a point."""

    tag = models.OneToOneField(
        Tag, models.PROTECT, primary_key=True, related_name="counter"
    )
    points = models.PositiveIntegerField(
        help_text=_("All of an article that has the tag itself, else those that have.")
    )
    first_live_from = models.DateTimeField(
        help_text=_("Of the article with the tag that went live first.")
    )
    script = CodePointField(max_length=MAX_SCRIPT, blank=True)
    initial = CodePointField(max_length=MAX_INITIAL)
    sort_key = CodePointField(max_length=MAX_SORT_KEY)

    objects = FirstSeenQuerySet["LiveTag"].as_manager()

    class Meta(Counter.Meta):
        ordering = ["sort_key"]
        verbose_name = _("live tag")
        verbose_name_plural = _("live tags")
        indexes = [
            models.Index(fields=["sort_key"], name="live_tag_alphabet"),
            models.Index(fields=["initial", "sort_key"], name="live_tag_letter"),
            models.Index(fields=["script", "sort_key"], name="live_tag_script"),
            models.Index(fields=["-articles", "sort_key"], name="live_tag_most_used"),
        ]


class LivePublication(Counter):
    """A publication that has live articles."""

    publication = models.OneToOneField(
        Publication, models.PROTECT, primary_key=True, related_name="counter"
    )
    first_live_from = models.DateTimeField()

    objects = FirstSeenQuerySet["LivePublication"].as_manager()

    class Meta(Counter.Meta):
        ordering = ["publication_id"]
        verbose_name = _("live publication")
        verbose_name_plural = _("live publications")


class TagMonth(Counter):
    """The live articles with a tag whose own day is in one month."""

    pk = models.CompositePrimaryKey("tag", "month")
    # Its index is the primary key's.
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="months", db_index=False)
    month = models.DateField(help_text=_("Its first day."))

    class Meta(Counter.Meta):
        ordering = ["tag_id", "month"]
        verbose_name = _("month of a tag")
        verbose_name_plural = _("months of tags")


class PublicationMonth(Counter):
    """The live articles of a publication whose own day is in one month."""

    pk = models.CompositePrimaryKey("publication", "month")
    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="months", db_index=False
    )
    month = models.DateField(help_text=_("Its first day."))

    class Meta(Counter.Meta):
        ordering = ["publication_id", "month"]
        verbose_name = _("month of a publication")
        verbose_name_plural = _("months of publications")


class ArchiveDay(Counter):
    """The live articles of one day, by their own date."""

    day = models.DateField(primary_key=True)

    class Meta(Counter.Meta):
        ordering = ["day"]
        verbose_name = _("day of the archive")
        verbose_name_plural = _("days of the archive")
