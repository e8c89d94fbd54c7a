"""The differences between two saves as an editor reads them, each with its choices."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from articles.digest import Merge, Point, Reference, Segment, placed_points
from articles.digest.merging import Choice, Difference
from articles.digest.outline import Outline
from articles.site.words.wording import listed

from .problem_words import point_in_words


@dataclass(frozen=True, slots=True)
class Option:
    """One of the things that can be taken."""

    choice: Choice
    name: str
    text: str
    segments: tuple[Segment, ...]
    """What it changes in the wording both began with; () where there is none."""
    is_proposed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One place where the two saves differ."""

    name: str
    difference: Difference[Any]
    options: tuple[Option, ...]


def rows(merge: Merge) -> list[Row]:
    """Return the differences, those that need a choice first."""
    places = _places(merge)
    found = [
        Row(_name(each, places), each, tuple(_options(each)))
        for each in merge.differences
    ]
    return sorted(found, key=lambda row: not row.difference.is_conflict)


def _places(merge: Merge) -> dict[str, str]:
    """Return where each point stands, by its key: in mine, else in theirs."""
    return {
        point.key: point_in_words(place)
        for digest in (merge.base, merge.theirs, merge.mine)
        for place, point in placed_points(digest)
    }


def _name(difference: Difference[Any], places: dict[str, str]) -> str:
    name = difference.name
    place = places.get(name, "")
    names = {
        "heading": _("Heading of a group"),
        "outline": _("Order and grouping of the points"),
        "point": place,
        "reference": _("Reference [%s]") % name,
        "tags": _("Tags of %s") % place if name else _("Tags"),
    }
    return names.get(difference.kind) or _field_name(name)


def _field_name(name: str) -> str:
    return {
        "title": _("Title"),
        "publication": _("Publication"),
        "published": _("Date"),
        "language": _("Language"),
        "source_url": _("Address of the original"),
    }[name]


def _options(difference: Difference[Any]) -> Iterator[Option]:
    for choice in difference.choices:
        value = difference.value(choice)
        yield Option(
            choice,
            _choice_name(difference, choice),
            _text(value),
            _segments(difference, choice, value),
            choice == difference.proposed,
        )


def _choice_name(difference: Difference[Any], choice: Choice) -> str:
    """Return whose it is; what the other one left alone is what both began with."""
    if choice == difference.changed_by:
        return _("Mine") if choice == "mine" else _("Theirs")
    if difference.changed_by == "mine" and choice in ("base", "theirs"):
        return _("As before (and theirs)")
    if difference.changed_by == "theirs" and choice in ("base", "mine"):
        return _("As before (and mine)")
    return {
        "mine": _("Mine"),
        "theirs": _("Theirs"),
        "both": _("Both together"),
        "base": _("As before"),
    }[choice]


def _segments(
    difference: Difference[Any], choice: Choice, value: Any
) -> tuple[Segment, ...]:
    if value is None or difference.base is None:
        return ()
    if choice == "mine":
        return difference.mine_segments
    return difference.theirs_segments if choice == "theirs" else ()


def _text(value: Any) -> str:
    """Return what is taken, in words; what is not there is said to be not there."""
    match value:
        case None:
            return _("not there")
        case Point():
            return value.text
        case Reference():
            parts = (value.locator, value.quote, value.url)
            return " · ".join(filter(None, parts)) or _("no passage")
        case Outline():
            return _outline_text(value)
        case tuple():
            return listed(value) or _("none")
        case _:
            return value or _("none")


_SHOWN = 40


def _outline_text(outline: Outline) -> str:
    """Return each group with the beginnings of its points, in order."""
    core = [(_("Core viewpoint"), outline.core)] if outline.core else []
    groups = [(group.heading or "–", group.points) for group in outline.groups]
    parts = (
        f"{heading}: " + " | ".join(_beginning(point.text) for point in points)
        for heading, points in (*core, *groups)
    )
    return " ‖ ".join(parts)


def _beginning(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
