"""When an article was published: a moment, where its outlet's clock is known."""

import datetime
import functools
import zoneinfo
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class LocalMoment:
    """A moment on the clock of a place."""

    local: str
    """As in the digest, YYYY-MM-DDTHH:MM."""
    offset: str
    """From the world's clock, such as +08:00."""
    place: str
    """As its time zone has it, such as Shanghai."""

    @property
    def iso(self) -> str:
        """The moment as programs read it."""
        return self.local + self.offset

    @property
    def zone_in_words(self) -> str:
        """Whose clock it is, and how far that is from the world's."""
        if self.place == "UTC":
            return self.place
        said = {"place": self.place, "offset": self.offset.replace("-", "−")}
        return _("%(place)s time, UTC%(offset)s") % said


def local_moment(published: str, time_zone: str) -> LocalMoment | None:
    """Return when a digest's own date was; None where only the day is known.

    A time that a clock never showed, in the hour it leapt over, is taken as the clock
    would have gone on; one it showed twice as the first of the two.
    """
    zone = _zone(time_zone) if "T" in published else None
    if zone is None:
        return None
    # Seconds, as clocks had them before there were zones, no program reads.
    offset = f"{datetime.datetime.fromisoformat(published).replace(tzinfo=zone):%z}"
    place = time_zone.rpartition("/")[2].replace("_", " ")
    return LocalMoment(published, f"{offset[:3]}:{offset[3:5]}", place)


@functools.lru_cache(maxsize=1024)
def _zone(name: str) -> zoneinfo.ZoneInfo | None:
    """Return a time zone; None where nobody knows one of this name."""
    try:
        return zoneinfo.ZoneInfo(name) if name else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None
