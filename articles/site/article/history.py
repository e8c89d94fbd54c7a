"""What changed between two editions, as a reader sees it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.digest import (
    Changes,
    Digest,
    Place,
    PointChange,
    Reference,
    ReferenceChange,
    Segment,
    compare_wording,
    diff,
)


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field that says something else, under the name readers know it by."""

    label: str
    text: str
    """As it is now, or was before it was emptied."""
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point that changed, where it stands, and in which ways it changed."""

    kinds: tuple[str, ...]
    section: str
    former_section: str
    """Where it stood before; "" unless it came from another section."""
    text: str
    """As it is now, or was before it was removed."""
    segments: tuple[Segment, ...]
    tags_added: tuple[str, ...]
    tags_removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a reference that changed."""

    text: str
    """As it is now, or was before it was removed."""
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """A reference that changed, in the parts that did."""

    number: int
    kind: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that changed, ready for a page."""

    changes: Changes
    fields: tuple[FieldRow, ...]
    points: tuple[PointRow, ...]
    references: tuple[ReferenceRow, ...]


def compare(old: Digest, new: Digest) -> Comparison:
    """Return what leads from `old` to `new`."""
    changes = diff(old, new)
    labels = _field_labels()
    fields = (
        FieldRow(labels[field.name], field.new or field.old, field.segments)
        for field in changes.fields
    )
    points = (_point_row(change, old, new) for change in changes.points)
    references = map(_reference_row, changes.references)
    return Comparison(changes, tuple(fields), tuple(points), tuple(references))


def _field_labels() -> dict[str, str]:
    return {
        "title": _("Title"),
        "publication": _("Publication"),
        "published": _("Date"),
        "language": _("Language"),
        "source_url": _("Address of the original"),
    }


def _point_row(change: PointChange, old: Digest, new: Digest) -> PointRow:
    before = _section_name(old, change.old_place)
    now = _section_name(new, change.new_place)
    old_text, old_tags = (change.old.text, change.old.tags) if change.old else ("", ())
    new_text, new_tags = (change.new.text, change.new.tags) if change.new else ("", ())
    return PointRow(
        kinds=tuple(_kinds(change)),
        section=now or before,
        former_section=before if change.is_moved and now != before else "",
        text=new_text or old_text,
        segments=change.segments,
        tags_added=tuple(tag for tag in new_tags if tag not in old_tags),
        tags_removed=tuple(tag for tag in old_tags if tag not in new_tags),
    )


def _reference_row(change: ReferenceChange) -> ReferenceRow:
    shown = change.new or change.old
    assert shown  # noqa: S101 - one of the two is there
    old = change.old or Reference(shown.number)
    new = change.new or Reference(shown.number)
    return ReferenceRow(shown.number, _reference_kind(change), tuple(_parts(old, new)))


def _reference_kind(change: ReferenceChange) -> str:
    if change.is_added:
        return _("added")
    return _("removed") if change.is_removed else _("changed")


def _parts(old: Reference, new: Reference) -> Iterator[Part]:
    """Yield the parts that differ."""
    for name in ("locator", "quote", "url"):
        before, now = getattr(old, name), getattr(new, name)
        if before != now:
            yield Part(now or before, compare_wording(before, now))


def _kinds(change: PointChange) -> Iterator[str]:
    if change.is_added:
        yield _("added")
    if change.is_removed:
        yield _("removed")
    if change.is_reworded:
        yield _("reworded")
    if change.is_recited:
        yield _("cited anew")
    if change.is_moved:
        yield _("moved")
    if change.is_retagged:
        yield _("tagged anew")


def _section_name(digest: Digest, place: Place | None) -> str:
    """Return the name of the section at `place`; "" for none."""
    if place is None:
        return ""
    if place[0] is None:
        return _("Core viewpoint")
    heading = digest.groups[place[0]].heading
    return heading or _("Group %(number)d") % {"number": place[0] + 1}
