"""The door between desk and site: the only code that writes published tables."""

from .addresses import AddressTakenError, change_address
from .editions import Publishing, publish, waits_until
from .errors import NotPublishableError, PublishingError
from .generation import opened, raise_generation
from .indexing import reindex
from .live import has_unpublished_changes, note_unpublished_changes, refresh
from .proof import Difference, find_differences, published_ids, rebuild
from .withdrawals import restore, withdraw

__all__ = [
    "AddressTakenError",
    "Difference",
    "NotPublishableError",
    "Publishing",
    "PublishingError",
    "change_address",
    "find_differences",
    "has_unpublished_changes",
    "note_unpublished_changes",
    "opened",
    "publish",
    "published_ids",
    "raise_generation",
    "rebuild",
    "refresh",
    "reindex",
    "restore",
    "waits_until",
    "withdraw",
]
