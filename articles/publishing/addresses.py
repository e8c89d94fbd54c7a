"""The addresses of articles: given once, kept for ever."""

import re

from django.utils.translation import gettext as _

from articles.digest import key_of
from articles.models import Address, Article, LiveArticle
from articles.models.names import slug_of

from .errors import PublishingError
from .generation import locked, opened, raise_generation

_RESERVED = {"feed"}
"""Where /articles/feed.json is, no article's JSON can be."""

MAX_LENGTH = 80
"""Of the part that comes from a title, in characters."""


class AddressTakenError(PublishingError):
    """Another article has, or had, this address."""


def claim(article: Article, title: str) -> Address:
    """Return the article's current address, made from `title` if it has none yet."""
    current = article.addresses.filter(is_current=True).first()
    return current or Address.objects.create(slug=_free(title), article=article)


def _free(title: str) -> str:
    """Return the first of slug, slug-2, slug-3 … that no article ever had."""
    base = _shortened(slug_of(title))
    had = Address.objects.filter(slug__startswith=base)
    taken = _RESERVED.union(had.values_list("slug", flat=True))
    number = 1
    slug = base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _shortened(slug: str) -> str:
    if len(slug) <= MAX_LENGTH:
        return slug
    return re.sub("-[^-]*$", "", slug[: MAX_LENGTH + 1])[:MAX_LENGTH]


def change_address(article_id: int, wanted: str) -> str:
    """Give the article another address; the old one redirects. Return the new slug.

    An address that the article had before may be taken again. AddressTakenError where
    it belongs to another article, or to the site itself.
    """
    if not key_of(wanted):
        raise PublishingError(_("an address cannot be empty; type one"))
    slug = _shortened(slug_of(wanted))
    if slug in _RESERVED:
        raise AddressTakenError(
            _("“%(slug)s” is kept for the site's feeds; choose another address")
            % {"slug": slug}
        )
    with opened():
        article = locked(article_id)
        if Address.objects.filter(slug=slug).exclude(article=article).exists():
            raise AddressTakenError(
                _("“%(slug)s” belongs to another article; choose another address")
                % {"slug": slug}
            )
        article.addresses.filter(is_current=True).update(is_current=False)
        Address.objects.update_or_create(
            slug=slug, defaults={"article": article, "is_current": True}
        )
        LiveArticle.objects.filter(article=article).update(slug=slug)
        raise_generation()
    return slug
