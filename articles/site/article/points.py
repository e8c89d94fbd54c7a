"""One point of an article, on a page of its own."""

import json
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from articles.digest import (
    Digest,
    Place,
    Point,
    Reference,
    cited_numbers,
    from_json,
    placed_points,
)
from articles.site.words.languages import path_in

from .citing import Quotation, citation_name
from .reading import Reading, read
from .whereabouts import PublicArticle, public_editions


@dataclass(frozen=True, slots=True)
class PlacedPoint:
    """A point with what is around it."""

    point: Point
    number: int
    """Its place among all points, from 1."""
    count: int
    """Of all points."""
    group: int
    """The number of its group, from 1; 0 is the core viewpoint."""
    heading: str
    """Of its group; may be ""."""
    references: tuple[Reference, ...]
    """Those it cites."""
    previous: str
    """The key of the point before it; "" where it is the first."""
    next: str

    @property
    def is_core(self) -> bool:
        """Whether it is part of the core viewpoint."""
        return self.group == 0


def point_of(digest: Digest, key: str) -> PlacedPoint | None:
    """Return the point that has this key."""
    placed = list(placed_points(digest))
    keys = [point.key for _, point in placed]
    if key not in keys:
        return None
    at = keys.index(key)
    place, point = placed[at]
    group, heading = _group_of(digest, place)
    cited = set(cited_numbers(point.text))
    return PlacedPoint(
        point=point,
        number=at + 1,
        count=len(keys),
        group=group,
        heading=heading,
        references=tuple(one for one in digest.references if one.number in cited),
        previous=keys[at - 1] if at else "",
        next=keys[at + 1] if at + 1 < len(keys) else "",
    )


def _group_of(digest: Digest, place: Place) -> tuple[int, str]:
    index = place[0]
    return (0, "") if index is None else (index + 1, digest.groups[index].heading)


def reading_of(digest: Digest, placed: PlacedPoint) -> Reading:
    """Return the point alone, with its references, as a page shows it."""
    alone = replace(
        digest, core=(placed.point,), groups=(), references=placed.references, tags=()
    )
    return read(alone)


def quotation(live: PublicArticle, placed: PlacedPoint, path: str) -> Quotation:
    """Return the point as others cite it; `path` is that of its page."""
    path = path_in(path, settings.LANGUAGE_CODE)
    return Quotation(
        statement=placed.point.text,
        passages=placed.references,
        title=live.title,
        publication=live.publication.name,
        published=live.published,
        source_url=live.source_url,
        language=live.language,
        site=settings.SITE_NAME,
        url=f"{settings.SITE_URL}{path}",
        edition=live.number,
        digested=timezone.localdate(live.updated_at),
        name=citation_name(live.slug, placed.point.key),
    )


def last_edition_with(live: PublicArticle, key: str) -> int | None:
    """Return the number of the newest earlier edition that has this point."""
    rows = (
        public_editions(live)
        .filter(number__lt=live.number)
        .annotate(text=Cast("digest", TextField()))
        # Finds a little too much, such as a tag of this name; `point_of` knows.
        .filter(text__contains=f'"{key}"')
        .values_list("number", "text")
    )
    for number, text in rows:
        if point_of(from_json(json.loads(text)), key):
            return number
    return None
