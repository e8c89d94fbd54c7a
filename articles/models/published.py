"""What is published: editions, addresses and the live tables that the site reads.

Only `articles.publishing` writes here.
"""

import datetime
from typing import Self, TypeVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.digest.model import MAX_KEY, MAX_TITLE

from .editorial import Article
from .names import MAX_SLUG
from .sources import MAX_SOURCE_KEY
from .taxonomy import Publication, Tag

_Row = TypeVar("_Row", bound=models.Model)


class Edition(models.Model):
    """One published, numbered, immutable state of an article.

    Triggers keep it so, and keep the numbers of an article without gaps.
    """

    class Kind(models.TextChoices):
        """What an edition is to its readers."""

        FIRST = "first", _("first edition")
        UPDATE = "update", _("update")
        CORRECTION = "correction", _("correction")

    article = models.ForeignKey(Article, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    note = models.TextField(_("public note"), blank=True)
    digest = models.JSONField(_("digest"))
    schema_version = models.PositiveSmallIntegerField()
    sha256 = models.CharField(
        max_length=64, help_text=_("Of the digest's canonical JSON, in hexadecimal.")
    )
    published_at = models.DateTimeField(_("published"))
    live_from = models.DateTimeField(
        _("live from"),
        help_text=_("Later than the time of publishing where it was scheduled."),
    )
    author_name = models.CharField(_("published by"), max_length=300, blank=True)

    class Meta:
        ordering = ["article", "number"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"], name="edition_number_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(number=1, kind="first")
                | models.Q(number__gt=1, kind__in=["update", "correction"]),
                name="edition_kind_fits_number",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="correction", note=""),
                name="edition_correction_has_a_note",
            ),
            models.CheckConstraint(
                condition=models.Q(live_from__gte=models.F("published_at")),
                name="edition_is_not_live_before_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.digest.get('title', '')} ({self.number})"


class Address(models.Model):
    """A slug that leads to an article, for ever: the current one or a redirect."""

    slug = models.CharField(max_length=MAX_SLUG, unique=True)
    article = models.ForeignKey(Article, models.PROTECT, related_name="addresses")
    is_current = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["article"],
                condition=models.Q(is_current=True),
                name="address_one_is_current",
            ),
            models.CheckConstraint(
                condition=~models.Q(slug=""), name="address_is_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Withdrawal(models.Model):
    """An article was taken down, for a public reason, until it was restored."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="withdrawals")
    reason = models.TextField(_("public reason"))
    withdrawn_at = models.DateTimeField(_("withdrawn"))
    author_name = models.CharField(_("withdrawn by"), max_length=300, blank=True)
    was_public = models.BooleanField(
        help_text=_("Whether readers had seen it; if not, its addresses say nothing.")
    )
    restored_at = models.DateTimeField(_("restored"), null=True, blank=True)

    class Meta:
        ordering = ["article", "withdrawn_at"]
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        constraints = [
            models.UniqueConstraint(
                fields=["article"],
                condition=models.Q(restored_at=None),
                name="withdrawal_one_is_open",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="withdrawal_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class LiveQuerySet(models.QuerySet[_Row]):
    """Live rows of any kind: each repeats since when its article is live."""

    def public(self, now: datetime.datetime | None = None) -> Self:
        """Return what readers may see. The one place that says what public means."""
        return self.filter(live_from__lte=now or timezone.now())

    def waiting(self, now: datetime.datetime | None = None) -> Self:
        """Return what readers may not see yet: few rows, whatever the site's size."""
        return self.filter(live_from__gt=now or timezone.now())


class LiveArticle(models.Model):
    """The current edition of a live article, resolved through today's taxonomy."""

    article = models.OneToOneField(
        Article, models.PROTECT, primary_key=True, related_name="live"
    )
    edition = models.OneToOneField(Edition, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    first_number = models.PositiveIntegerField(
        help_text=_("The first edition readers saw; earlier ones never went live.")
    )
    slug = models.CharField(max_length=MAX_SLUG, unique=True)
    title = models.CharField(max_length=MAX_TITLE)
    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="live_articles"
    )
    published = models.CharField(
        max_length=16, blank=True, help_text=_("As in the digest: local, may be empty.")
    )
    day = models.DateField(
        help_text=_("The article's own date, or that of going live where unknown.")
    )
    language = models.CharField(max_length=35, blank=True)
    source_url = models.CharField(max_length=2048, blank=True)
    source_key = models.CharField(
        max_length=MAX_SOURCE_KEY,
        blank=True,
        help_text=_("Of the digested article; empty where its address is unknown."),
    )
    standfirst = models.TextField(
        blank=True, help_text=_("The core viewpoint without markers, for listings.")
    )
    point_count = models.PositiveSmallIntegerField()
    digest = models.JSONField()
    live_from = models.DateTimeField()
    updated_at = models.DateTimeField(help_text=_("When the current edition was made."))
    corrected_at = models.DateTimeField(null=True)

    objects = LiveQuerySet["LiveArticle"].as_manager()

    class Meta:
        # By the column: “article” alone would be sorted as the desk sorts its drafts.
        ordering = ["-live_from", "-article_id"]
        verbose_name = _("live article")
        verbose_name_plural = _("live articles")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(title=""), name="live_has_title"
            ),
            models.CheckConstraint(condition=~models.Q(slug=""), name="live_has_slug"),
        ]
        indexes = [
            models.Index(fields=["-live_from", "-article"], name="live_newest"),
            models.Index(
                fields=["publication", "-live_from", "-article"],
                name="live_newest_of_publication",
            ),
            models.Index(fields=["-day", "-article"], name="live_by_day"),
            models.Index(
                fields=["source_key", "-live_from", "-article"],
                name="live_newest_of_source",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class LiveArticleTag(models.Model):
    """A tag of a live article or of one of its points; repeats `live_from`.

    A listing by tag is one range of the index.
    """

    article = models.ForeignKey(LiveArticle, models.CASCADE, related_name="tag_rows")
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="live_articles")
    on_article = models.BooleanField(
        help_text=_("Whether the article itself has the tag, not only a point.")
    )
    live_from = models.DateTimeField()

    objects = LiveQuerySet["LiveArticleTag"].as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("live article's tag")
        verbose_name_plural = _("live articles' tags")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "tag"], name="live_tag_is_unique"
            ),
        ]
        indexes = [
            models.Index(
                fields=["tag", "-live_from", "-article"], name="live_newest_of_tag"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.tag_id}"


class LivePoint(models.Model):
    """A point of a live article, for browsing by viewpoint."""

    article = models.ForeignKey(LiveArticle, models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=MAX_TITLE, blank=True)
    is_core = models.BooleanField()
    key = models.CharField(max_length=MAX_KEY)
    text = models.TextField()
    live_from = models.DateTimeField()

    objects = LiveQuerySet["LivePoint"].as_manager()

    class Meta:
        ordering = ["-live_from", "-article_id", "position"]
        verbose_name = _("live point")
        verbose_name_plural = _("live points")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "position"], name="live_point_position_is_unique"
            ),
            models.UniqueConstraint(
                fields=["article", "key"], name="live_point_key_is_unique"
            ),
        ]
        indexes = [
            models.Index(
                fields=["-live_from", "-article", "position"], name="live_points_newest"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class LivePointTag(models.Model):
    """A tag of a live point; repeats `live_from` as an article's tag does."""

    point = models.ForeignKey(LivePoint, models.CASCADE, related_name="tag_rows")
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="live_points")
    live_from = models.DateTimeField()

    objects = LiveQuerySet["LivePointTag"].as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("live point's tag")
        verbose_name_plural = _("live points' tags")
        constraints = [
            models.UniqueConstraint(
                fields=["point", "tag"], name="live_point_tag_is_unique"
            ),
        ]
        indexes = [
            models.Index(
                fields=["tag", "-live_from", "-point"], name="live_points_newest_of_tag"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point_id} {self.tag_id}"


class LiveCitation(models.Model):
    """A live point rests on a source; repeats `live_from` as a tag does.

    One row for each source, however many of its references the point cites.
    """

    # Its index is that of the constraint below.
    point = models.ForeignKey(
        LivePoint, models.CASCADE, related_name="citations", db_index=False
    )
    number = models.PositiveSmallIntegerField(
        help_text=_("Of the reference; the first where several have this source.")
    )
    source_key = models.CharField(max_length=MAX_SOURCE_KEY)
    live_from = models.DateTimeField()

    objects = LiveQuerySet["LiveCitation"].as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("live citation")
        verbose_name_plural = _("live citations")
        constraints = [
            models.UniqueConstraint(
                fields=["point", "source_key"], name="live_citation_is_unique"
            ),
            models.CheckConstraint(
                condition=~models.Q(source_key=""), name="live_citation_has_a_source"
            ),
        ]
        indexes = [
            models.Index(
                fields=["source_key", "-live_from", "-point"],
                name="live_citations_newest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point_id} [{self.number}]"


class SiteGeneration(models.Model):
    """One row, one number: it rises with whatever changes what readers see.

    Whoever publishes locks the row first, so publishing happens one at a time.
    """

    number = models.PositiveBigIntegerField(default=1)

    class Meta:
        verbose_name = _("site generation")
        verbose_name_plural = _("site generations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1), name="site_generation_is_one_row"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
