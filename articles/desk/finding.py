"""Find tags and publications by any of their names, as somebody types them."""

from typing import TypeVar

from articles.digest import TextError, key_of, one_line
from articles.models import Publication, Tag
from articles.models.names import MAX_KEY

MOST = 20
"""How many are offered; more would have to be read one by one."""

_Owner = TypeVar("_Owner", Tag, Publication)


def named_like(model: type[_Owner], typed: str) -> list[_Owner]:
    """Return those with a name that holds what was typed; the best first."""
    try:
        key = key_of(one_line(typed))
    except TextError:
        return []
    if not 0 < len(key) <= MAX_KEY:
        return []
    rows = model._default_manager.order_by("key")
    found: dict[_Owner, None] = {}
    for match in ("exact", "startswith", "contains"):
        matching = rows.filter(**{f"names__key__{match}": key}).distinct()
        found |= dict.fromkeys(matching.prefetch_related("names")[:MOST])
    return list(found)[:MOST]
