"""What happened at the desk: every state that was saved, and who did what."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .editorial import Article


class Revision(models.Model):
    """What a draft said after one save.

    The common origin of two saves that cross, and what the log's differences show.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(
        _("number"), help_text=_("The article's revision after the save.")
    )
    digest = models.JSONField(_("digest"))
    saved_at = models.DateTimeField(_("saved"), auto_now_add=True)

    class Meta:
        ordering = ["article", "number"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"], name="revision_number_is_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} ({self.number})"


class LogEntry(models.Model):
    """One act at the desk: who, when, what. Triggers keep it from being changed.

    What it speaks of may be deleted later, so it holds ids and names, no foreign keys.
    """

    class Verb(models.TextChoices):
        """What was done."""

        CREATED = "created", _("created")
        EDITED = "edited", _("edited")
        SUBMITTED = "submitted", _("submitted for review")
        TAKEN_BACK = "taken_back", _("taken back from review")
        SENT_BACK = "sent_back", _("sent back")
        MADE_READY = "made_ready", _("found ready")
        PUBLISHED = "published", _("published")
        SCHEDULED = "scheduled", _("scheduled")
        UPDATED = "updated", _("published as an update")
        CORRECTED = "corrected", _("published as a correction")
        WITHDRAWN = "withdrawn", _("withdrawn")
        RESTORED = "restored", _("restored")
        READDRESSED = "readdressed", _("given another address")
        BROUGHT_BACK = "brought_back", _("brought back an earlier text")
        COMMENTED = "commented", _("commented")
        SETTLED = "settled", _("settled a comment")
        LINK_MADE = "link_made", _("made a review link")
        LINK_REVOKED = "link_revoked", _("revoked a review link")
        TOKEN_MADE = "token_made", _("made an API token")
        TOKEN_REVOKED = "token_revoked", _("revoked an API token")
        RENAMED = "renamed", _("renamed")
        MERGED = "merged", _("merged")
        DELETED = "deleted", _("deleted")

    class Subject(models.TextChoices):
        """What kind of thing it was done to."""

        ARTICLE = "article", _("article")
        TAG = "tag", _("tag")
        PUBLICATION = "publication", _("publication")
        USER = "user", _("user")
        GROUP = "group", _("group of users")
        TOKEN = "token", _("API token")

    at = models.DateTimeField(_("when"), auto_now_add=True)
    actor_id = models.BigIntegerField(
        null=True, help_text=_("The user's number; none for a command.")
    )
    actor_name = models.CharField(_("who"), max_length=300, blank=True)
    verb = models.CharField(_("what"), max_length=20, choices=Verb)
    subject = models.CharField(_("of"), max_length=12, choices=Subject)
    subject_id = models.BigIntegerField()
    subject_name = models.CharField(_("name"), max_length=300, blank=True)
    owner_id = models.BigIntegerField(
        null=True, help_text=_("The user whose draft it was, who may read the entry.")
    )
    note = models.TextField(_("note"), blank=True)
    facts = models.JSONField(
        default=dict,
        help_text=_("Numbers of revisions and editions, and how much changed."),
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        indexes = [
            models.Index(
                fields=["subject", "subject_id", "-id"], name="log_of_subject"
            ),
            models.Index(fields=["actor_id", "-id"], name="log_of_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.verb} {self.subject_name}"


class Comment(models.Model):
    """What somebody says of a draft, or of one of its points."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="comments")
    point_key = models.CharField(
        max_length=40,
        blank=True,
        help_text=_("Of the point; none for the whole draft."),
    )
    text = models.TextField(_("comment"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("author"),
    )
    author_name = models.CharField(max_length=300)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["article", "pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""), name="comment_is_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class ReviewLink(models.Model):
    """An address by which somebody without an account reads one draft, for a while."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="review_links")
    token = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=300)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        ordering = ["article", "-pk"]
        verbose_name = _("review link")
        verbose_name_plural = _("review links")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(token=""), name="review_link_has_a_token"
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")),
                name="review_link_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.expires_at:%Y-%m-%d}"
