"""Counts of rows that may be very many: only as far as anybody needs to know."""

from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery

MOST_COUNTED = 1_000
"""A common tag may have a million articles."""


class CountOf(Subquery):
    """The number of rows of a query, at most MOST_COUNTED."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet[Any], **extra: Any) -> None:
        super().__init__(rows.values("pk")[:MOST_COUNTED], **extra)


def in_words(count: int) -> str:
    """Return the number; with a plus where there may be more."""
    return f"{count:,}+" if count >= MOST_COUNTED else str(count)
