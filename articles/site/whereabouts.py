"""Where an article is: live, moved to another address, withdrawn, or nowhere."""

import datetime
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from articles.models.published import Address, Edition, LiveArticle, Withdrawal


@dataclass(frozen=True, slots=True)
class Moved:
    """The article is public at another address."""

    slug: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Readers had seen the article; it was taken down."""

    reason: str
    on: datetime.datetime


def live_at(slug: str) -> LiveArticle | None:
    """Return the public article at its current address, with its last correction.

    `correction_number` and `correction_note` are those of the last correction after
    the edition that readers saw first.
    """
    corrections = Edition.objects.filter(
        article=OuterRef("article"),
        kind=Edition.Kind.CORRECTION,
        number__gt=OuterRef("first_number"),
    ).order_by("-number")
    return (
        LiveArticle.objects.public()
        .select_related("publication")
        .annotate(
            correction_number=Subquery(corrections.values("number")[:1]),
            correction_note=Subquery(corrections.values("note")[:1]),
        )
        .filter(slug=slug)
        .order_by("pk")
        .first()
    )


def elsewhere(slug: str) -> Moved | Withdrawn | None:
    """Return what became of the article that had this address; None tells nothing."""
    # Unordered, since the usual order is that of the desk's articles; one row at most.
    here = {"article": OuterRef("article")}
    live = LiveArticle.objects.public().filter(**here).order_by()
    withdrawals = Withdrawal.objects.filter(
        **here, restored_at=None, was_public=True
    ).order_by()
    row = (
        Address.objects.filter(slug=slug)
        .values_list(
            Subquery(live.values("slug")[:1]),
            Subquery(withdrawals.values("reason")[:1]),
            Subquery(withdrawals.values("withdrawn_at")[:1]),
        )
        .first()
    )
    current, reason, withdrawn_at = row or (None, None, None)
    if current:
        return Moved(current)
    return Withdrawn(reason, withdrawn_at) if reason and withdrawn_at else None


def public_editions(live: LiveArticle) -> "QuerySet[Edition]":
    """Return the editions readers could see, newest first.

    Those before the first one were replaced before their time came.
    """
    return Edition.objects.filter(
        article=live.pk, number__range=(live.first_number, live.number)
    ).order_by("-number")
