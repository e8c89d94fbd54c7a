"""What changed between two digests, point by point."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from .citations import Place, placed_points, without_markers
from .matching import EQUAL_TEXT, Placed, own_key, pair_up, pair_up_groups
from .model import Digest, Point, Reference
from .order import longest_increasing
from .wording import Segment, compare_wording

FIELDS = ("title", "publication", "published", "language", "source_url")
"""What a digest says in one line each, named as in Digest."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of the digest that says something else now."""

    name: str
    """Such as "title", as in Digest."""
    old: str
    new: str

    @property
    def segments(self) -> tuple[Segment, ...]:
        return compare_wording(self.old, self.new)


@dataclass(frozen=True, slots=True)
class GroupChange:
    """A group that was added, removed, moved among the groups or headed differently."""

    old_index: int | None
    """Its position before, from 0; None for an added group."""
    new_index: int | None
    """Its position now, from 0; None for a removed group."""
    old_heading: str
    new_heading: str
    is_moved: bool = False

    @property
    def is_added(self) -> bool:
        return self.old_index is None

    @property
    def is_removed(self) -> bool:
        return self.new_index is None

    @property
    def is_reworded(self) -> bool:
        """Whether a group that stays has another heading."""
        stays = not (self.is_added or self.is_removed)
        return stays and self.old_heading != self.new_heading

    @property
    def segments(self) -> tuple[Segment, ...]:
        return compare_wording(self.old_heading, self.new_heading)


@dataclass(frozen=True, slots=True)
class PointChange:
    """A point that is not what or where it was, or both at once."""

    old: Point | None
    """None for an added point."""
    new: Point | None
    """None for a removed point."""
    old_place: Place | None
    new_place: Place | None
    is_moved: bool = False
    """Whether it stands in another group, or in another order in its own."""

    @property
    def is_added(self) -> bool:
        return self.old is None

    @property
    def is_removed(self) -> bool:
        return self.new is None

    @property
    def is_reworded(self) -> bool:
        """Whether its words differ, markers aside."""
        if self.old is None or self.new is None:
            return False
        return without_markers(self.old.text) != without_markers(self.new.text)

    @property
    def is_recited(self) -> bool:
        """Whether nothing differs in its text but the markers or their places."""
        if self.old is None or self.new is None or self.old.text == self.new.text:
            return False
        return not self.is_reworded

    @property
    def is_retagged(self) -> bool:
        """Whether its tags or their order differ."""
        if self.old is None or self.new is None:
            return False
        return self.old.tags != self.new.tags

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The text, markers included; worked out when asked for."""
        return compare_wording(
            self.old.text if self.old else "", self.new.text if self.new else ""
        )


@dataclass(frozen=True, slots=True)
class ReferenceChange:
    """A reference that was added, removed or says something else now."""

    old: Reference | None
    """None for an added reference."""
    new: Reference | None
    """None for a removed reference."""

    @property
    def is_added(self) -> bool:
        return self.old is None

    @property
    def is_removed(self) -> bool:
        return self.new is None

    @property
    def is_changed(self) -> bool:
        return not (self.is_added or self.is_removed)


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs between two digests, the keys of points aside."""

    fields: tuple[FieldChange, ...] = ()
    tags_added: tuple[str, ...] = ()
    tags_removed: tuple[str, ...] = ()
    tags_reordered: bool = False
    """Whether the tags that stay stand in another order."""
    groups: tuple[GroupChange, ...] = ()
    """In the order of the new digest, then the removed ones."""
    points: tuple[PointChange, ...] = ()
    """In the order of the new digest, then the removed ones."""
    references: tuple[ReferenceChange, ...] = ()
    """By number."""

    @property
    def is_empty(self) -> bool:
        """Whether both digests are equal, keys aside."""
        return self == Changes()

    def counts(self) -> dict[str, int]:
        """Return how many of each kind there are, kinds without any left out.

        A point both reworded and moved counts in both kinds.
        """
        counts = Counter[str](
            fields=len(self.fields),
            tags_added=len(self.tags_added),
            tags_removed=len(self.tags_removed),
            tags_reordered=int(self.tags_reordered),
        )
        for name, changes in (
            ("groups", self.groups),
            ("points", self.points),
            ("references", self.references),
        ):
            for change in changes:
                counts.update(f"{name}_{kind}" for kind in _kinds(change))
        return {kind: count for kind, count in counts.items() if count}


_KINDS = (
    "added", "removed", "reworded", "moved", "recited", "retagged", "changed",
)  # fmt: skip


def _kinds(change: GroupChange | PointChange | ReferenceChange) -> Iterator[str]:
    return (kind for kind in _KINDS if getattr(change, f"is_{kind}", False))


def diff(old: Digest, new: Digest) -> Changes:
    """Return what leads from `old` to `new`.

    Points are the same by key, else by equal text, with or without their markers.
    Reworded points without keys are a removed and an added one: match_keys first.
    """
    if _without_keys(old) == _without_keys(new):
        return Changes()
    pairs = pair_up(placed_points(old), placed_points(new), (own_key, *EQUAL_TEXT))
    group_pairs = pair_up_groups(old, new, pairs)
    return Changes(
        fields=tuple(_changed_fields(old, new)),
        tags_added=_others(new.tags, old.tags),
        tags_removed=_others(old.tags, new.tags),
        tags_reordered=_is_reordered(old.tags, new.tags),
        groups=tuple(_changed_groups(old, new, group_pairs)),
        points=tuple(_changed_points(old, new, pairs, group_pairs)),
        references=tuple(_changed_references(old, new)),
    )


def _without_keys(digest: Digest) -> Digest:
    def keyless(points: Iterable[Point]) -> tuple[Point, ...]:
        return tuple(replace(point, key="") for point in points)

    groups = (replace(g, points=keyless(g.points)) for g in digest.groups)
    return replace(digest, core=keyless(digest.core), groups=tuple(groups))


def _changed_fields(old: Digest, new: Digest) -> Iterator[FieldChange]:
    for name in FIELDS:
        before, now = getattr(old, name), getattr(new, name)
        if before != now:
            yield FieldChange(name, before, now)


def _others(tags: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    known_tags = set(known)
    return tuple(tag for tag in tags if tag not in known_tags)


def _is_reordered(old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    both = set(old) & set(new)
    return [tag for tag in old if tag in both] != [tag for tag in new if tag in both]


def _changed_references(old: Digest, new: Digest) -> Iterator[ReferenceChange]:
    before = {reference.number: reference for reference in old.references}
    now = {reference.number: reference for reference in new.references}
    for number in sorted(before.keys() | now.keys()):
        if before.get(number) != now.get(number):
            yield ReferenceChange(before.get(number), now.get(number))


def _changed_groups(
    old: Digest, new: Digest, group_pairs: Mapping[int, int]
) -> Iterator[GroupChange]:
    stayers = sorted(group_pairs)
    in_order = longest_increasing([group_pairs[index] for index in stayers])
    unmoved = {stayers[at] for at in in_order}
    for index, group in enumerate(new.groups):
        if index not in group_pairs:
            yield GroupChange(None, index, "", group.heading)
            continue
        before = group_pairs[index]
        is_moved = index not in unmoved
        heading = old.groups[before].heading
        if is_moved or heading != group.heading:
            yield GroupChange(before, index, heading, group.heading, is_moved)
    for index in sorted(set(range(len(old.groups))) - set(group_pairs.values())):
        yield GroupChange(index, None, old.groups[index].heading, "")


def _changed_points(
    old: Digest,
    new: Digest,
    pairs: Mapping[Place, Placed],
    group_pairs: Mapping[int, int],
) -> Iterator[PointChange]:
    unmoved = set(_unmoved(pairs, group_pairs))
    for place, point in placed_points(new):
        if place not in pairs:
            yield PointChange(None, point, None, place)
            continue
        old_place, before = pairs[place]
        is_moved = place not in unmoved
        if is_moved or (before.text, before.tags) != (point.text, point.tags):
            yield PointChange(before, point, old_place, place, is_moved)
    stayed = {old_place for old_place, _ in pairs.values()}
    for place, point in placed_points(old):
        if place not in stayed:
            yield PointChange(point, None, place, None)


def _unmoved(
    pairs: Mapping[Place, Placed], group_pairs: Mapping[int, int]
) -> Iterator[Place]:
    """Yield the places of points that stand in their own group, in their old order."""
    stayers: dict[int | None, list[tuple[int, int]]] = {}
    for (group, index), ((old_group, old_index), _) in pairs.items():
        if old_group == (None if group is None else group_pairs.get(group, -1)):
            stayers.setdefault(group, []).append((index, old_index))
    for group, members in stayers.items():
        members.sort()
        for at in longest_increasing([old_index for _, old_index in members]):
            yield group, members[at][0]
