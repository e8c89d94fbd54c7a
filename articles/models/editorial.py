"""The desk: what editors work on. Nothing here is public, ever."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager, _TaggableManager
from taggit.models import ItemBase

from articles.digest.model import MAX_KEY, MAX_NUMBER, MAX_TITLE, MAX_URL

from .taxonomy import Publication, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable


class _TagsByAnyName(_TaggableManager):
    """Taggit's manager, with names looked up as ours are: aliases, case, width."""

    def _to_tag_model_instances(
        self, tags: "Iterable[str | Tag]", _tag_kwargs: dict[str, Any]
    ) -> list[Tag]:
        tags = list(tags)
        named = Tag.objects.named_or_new(tag for tag in tags if isinstance(tag, str))
        found = [named[tag] if isinstance(tag, str) else tag for tag in tags]
        return list(dict.fromkeys(found))


class Article(models.Model):
    """One published piece of a publication; the identity that all editions share."""

    class Status(models.TextChoices):
        """Where a draft stands; whether the article is live is another matter."""

        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        READY = "ready", _("ready")

    title = models.CharField(_("title"), max_length=MAX_TITLE, blank=True)
    publication = models.ForeignKey(
        Publication,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("publication"),
    )
    published_on = models.DateField(_("date"), null=True, blank=True)
    published_at = models.TimeField(_("time"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=35, blank=True)
    source_url = models.CharField(_("source"), max_length=MAX_URL, blank=True)
    tags = TaggableManager(through="ArticleTag", blank=True, manager=_TagsByAnyName)

    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT
    )
    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner"),
    )
    imported_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    # What lists ask of many drafts at once, written with the draft.
    error_count = models.PositiveIntegerField(default=0, editable=False)
    uncited_count = models.PositiveIntegerField(
        _("points without a citation"), default=0, editable=False
    )
    empty_reference_count = models.PositiveIntegerField(
        _("references without a passage"), default=0, editable=False
    )
    has_unpublished_changes = models.BooleanField(
        _("unpublished changes"),
        default=False,
        editable=False,
        help_text=_("Whether the draft says something else than readers see."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        ordering = ["-updated_at", "-pk"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [
            ("publish_article", _("Can publish, correct and withdraw")),
            ("edit_any_article", _("Can see and edit everybody's drafts")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source_url"],
                condition=~models.Q(source_url=""),
                name="article_source_url_is_unique",
                violation_error_message=_("Another article has this source address."),
            ),
            models.UniqueConstraint(
                fields=["publication", "title", "published_on"],
                condition=~models.Q(title=""),
                name="article_title_and_date_are_unique",
                violation_error_message=_(
                    "Another article of this publication has this title and date."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(published_at=None)
                | models.Q(published_on__isnull=False),
                name="article_time_needs_a_date",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "in_review", "ready"]),
                name="article_status_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(revision__gte=1), name="article_revision_is_positive"
            ),
        ]
        indexes = [
            models.Index(fields=["-updated_at", "-id"], name="article_changed"),
            models.Index(fields=["imported_sha256"], name="article_imported"),
            models.Index(
                fields=["status", "-updated_at", "-id"], name="article_by_status"
            ),
            models.Index(
                fields=["owner", "-updated_at", "-id"], name="article_by_owner"
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(_("Untitled"))


class ViewpointGroup(models.Model):
    """An ordered, optionally headed set of points."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="groups")
    position = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=MAX_TITLE, blank=True)

    class Meta:
        ordering = ["article", "position"]
        verbose_name = _("viewpoint group")
        verbose_name_plural = _("viewpoint groups")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "position"], name="group_position_is_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.heading or str(_("Group %d")) % (self.position + 1)


class Point(models.Model):
    """One statement. Without a group it belongs to the core viewpoint."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="points")
    group = models.ForeignKey(
        ViewpointGroup, models.CASCADE, null=True, related_name="points"
    )
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=MAX_KEY)
    text = models.TextField()
    tags = TaggableManager(through="PointTag", blank=True, manager=_TagsByAnyName)

    class Meta:
        ordering = ["article", "group__position", "position"]
        verbose_name = _("point")
        verbose_name_plural = _("points")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "key"], name="point_key_is_unique"
            ),
            models.UniqueConstraint(
                fields=["group", "position"], name="point_position_is_unique"
            ),
            models.UniqueConstraint(
                fields=["article", "position"],
                condition=models.Q(group=None),
                name="core_point_position_is_unique",
            ),
            models.CheckConstraint(
                condition=~models.Q(text="") & ~models.Q(key=""),
                name="point_has_key_and_text",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Reference(models.Model):
    """The numbered source passage that a marker points to."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="references")
    number = models.PositiveSmallIntegerField()
    locator = models.TextField(blank=True)
    quote = models.TextField(blank=True)
    url = models.CharField(max_length=MAX_URL, blank=True)

    class Meta:
        ordering = ["article", "number"]
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"], name="reference_number_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=MAX_NUMBER),
                name="reference_number_is_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"[{self.number}]"


class ArticleTag(ItemBase):
    """A tag on an article's digest."""

    content_object = models.ForeignKey(Article, models.CASCADE)
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="article_tags")
    natural_key_fields = ("content_object", "tag")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"], name="article_tag_is_unique"
            ),
        ]


class PointTag(ItemBase):
    """A tag on one point."""

    content_object = models.ForeignKey(Point, models.CASCADE)
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="point_tags")
    natural_key_fields = ("content_object", "tag")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"], name="point_tag_is_unique"
            ),
        ]
