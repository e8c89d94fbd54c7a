"""By what programs enter the desk: tokens of its users, and answers given once."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MAX_TOKEN_NAME = 100
MAX_ANSWER_KEY = 255

_SHA256_DIGITS = 64


class ApiToken(models.Model):
    """A key by which a program of one user acts for that user, until it ends.

    The key itself is nowhere: only its SHA-256. It is 256 random bits, which nobody
    guesses from their hash however fast that is; a slow hash protects words that people
    think of.
    """

    class Scopes(models.TextChoices):
        """What the token may be used for, as RFC 6749 writes a list of scopes."""

        DRAFTS = "drafts:write", _("hand in drafts")
        PUBLISHED = "drafts:write drafts:publish", _("hand in drafts and publish them")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="+",
        verbose_name=_("owner"),
    )
    name = models.CharField(_("name"), max_length=MAX_TOKEN_NAME)
    scopes = models.CharField(
        _("may"), max_length=100, choices=Scopes, default=Scopes.DRAFTS
    )
    sha256 = models.CharField(max_length=_SHA256_DIGITS, unique=True, editable=False)
    beginning = models.CharField(
        max_length=12,
        editable=False,
        help_text=_("What the key begins with, by which it is recognised."),
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    # A day says whether it is in use; a moment would be a write for each request.
    last_used_on = models.DateField(_("last used"), null=True, editable=False)
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        # Groups say who makes drafts; a token gives its owner nothing more to do.
        default_permissions = ()
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=models.Q(revoked_at=None),
                name="token_name_is_unique",
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""), name="token_has_a_name"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    scopes__in=["drafts:write", "drafts:write drafts:publish"]
                ),
                name="token_scopes_are_known",
            ),
            models.CheckConstraint(
                condition=Exact(Length("sha256"), _SHA256_DIGITS),
                name="token_hash_is_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")),
                name="token_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.beginning}…)"

    @property
    def has_ended(self) -> bool:
        """Whether its time is over."""
        return self.expires_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        """Whether it still opens anything."""
        return self.revoked_at is None and not self.has_ended

    def allows(self, scope: str) -> bool:
        """Return whether the token may be used for `scope`."""
        return scope in self.scopes.split()


class KeptAnswer(models.Model):
    """What a program was answered, for when it asks the same again.

    Written in the transaction that did what was asked, so one is never without the
    other; the unique key keeps two requests from doing it twice.
    """

    KEPT_FOR = datetime.timedelta(days=7)

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="+")
    key = models.CharField(max_length=MAX_ANSWER_KEY)
    request_sha256 = models.CharField(max_length=_SHA256_DIGITS)
    status = models.PositiveSmallIntegerField()
    body = models.TextField()
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")
        constraints = [
            models.UniqueConstraint(
                fields=["token", "key"], name="kept_answer_is_unique"
            ),
            models.CheckConstraint(
                condition=~models.Q(key=""), name="kept_answer_has_a_key"
            ),
            models.CheckConstraint(
                condition=models.Q(status__gte=200, status__lt=300),
                name="kept_answer_is_no_refusal",
            ),
        ]
        indexes = [models.Index(fields=["made_at"], name="kept_answer_age")]

    def __str__(self) -> str:
        return f"{self.status} {self.key}"
