"""One publishing at a time, and the number that tells readers' caches of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import F

from articles.models import Article, SiteGeneration


@contextmanager
def opened() -> Iterator[None]:
    """Open the door: one transaction, and nobody else publishes until it ends.

    May be entered again inside itself. Whoever also saves drafts in the transaction
    enters first, so that two of them never wait for each other.
    """
    with transaction.atomic():
        SiteGeneration.objects.get_or_create(pk=1)
        SiteGeneration.objects.select_for_update().get(pk=1)
        yield


def raise_generation() -> None:
    """Say that what readers see has changed."""
    SiteGeneration.objects.filter(pk=1).update(number=F("number") + 1)


def locked(article_id: int) -> Article:
    """Return the article, held against saves of its draft until the door closes."""
    return Article.objects.select_for_update(of=("self",)).get(pk=article_id)
