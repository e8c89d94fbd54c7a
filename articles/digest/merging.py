"""What two editors made of one digest, each without the other, made one again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Literal, TypeVar

from .citations import placed_points
from .diff import FIELDS
from .keys import with_keys
from .matching import EQUAL_TEXT, pair_up
from .model import Digest, Group, Point, Reference
from .outline import Order, Outline, outlines, skeleton, woven
from .text import key_of
from .wording import Segment, compare_wording
from .writer import written_reference

_T = TypeVar("_T")

Kind = Literal["field", "tags", "heading", "point", "reference", "outline"]
Side = Literal["mine", "theirs", "both"]
Choice = Literal["base", "mine", "theirs", "both"]

_Three = tuple[_T, _T, _T]
"""What base, theirs and mine say, in this order."""


@dataclass(frozen=True, slots=True)
class Difference(Generic[_T]):
    """A place where mine or theirs say something else than base.

    None is what is not there: a point or reference that a side lacks, the heading of a
    group it lacks.
    """

    kind: Kind
    name: str
    """Which one: a field of Digest, a point's key, a reference's number, the number of
    a group among those of all three; "" for the tags of the digest and the outline."""
    base: _T
    theirs: _T
    mine: _T
    merged: _T
    """What is taken where nobody chooses."""
    proposed: Choice
    """Whose that is: the side's that changed it, mine where both did; "both" for tags
    that both changed."""
    changed_by: Side
    is_conflict: bool
    """Whether both changed it, and differently."""

    @property
    def id(self) -> str:
        """A name of its own in the merge, fit for a field of a form."""
        return f"{self.kind}-{self.name}" if self.name else self.kind

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What there is to choose from, the proposed one first, nothing twice."""
        if self.changed_by == "mine":
            return ("mine", "theirs")
        if self.changed_by == "theirs":
            return ("theirs", "mine")
        if self.proposed == "both":
            return ("both", "mine", "theirs", "base")
        return ("mine", "theirs", "base") if self.is_conflict else ("mine", "base")

    @property
    def mine_segments(self) -> tuple[Segment, ...]:
        """What leads from the base's wording to mine; empty for tags and outline."""
        return compare_wording(_wording(self.base), _wording(self.mine))

    @property
    def theirs_segments(self) -> tuple[Segment, ...]:
        """What leads from the base's wording to theirs."""
        return compare_wording(_wording(self.base), _wording(self.theirs))

    def value(self, choice: Choice) -> _T:
        """Return what is taken where `choice` is made."""
        return {
            "base": self.base,
            "mine": self.mine,
            "theirs": self.theirs,
            "both": self.merged,
        }[choice]


def _wording(value: object) -> str:
    match value:
        case str():
            return value
        case Point():
            return value.text
        case Reference():
            return written_reference(value)
        case _:
            return ""


@dataclass(frozen=True, slots=True)
class Merge:
    """Three digests and every place where they differ, kind by kind."""

    base: Digest
    """What both editors began with."""
    theirs: Digest
    """What was saved meanwhile."""
    mine: Digest
    """What is to be saved now; what both added has the key it has in theirs."""
    fields: tuple[Difference[str], ...]
    tags: tuple[Difference[tuple[str, ...]], ...]
    """Of the digest, named "", and of points that both have, named by their keys."""
    headings: tuple[Difference[str | None], ...]
    """Of groups that both have, and of others where the heading alone tells of it."""
    points: tuple[Difference[Point | None], ...]
    """Of a point that both have it is the text that differs; of others, the point."""
    references: tuple[Difference[Reference | None], ...]
    """By number."""
    outline: tuple[Difference[Outline], ...]
    """One or none: order and grouping of the points that all three have."""
    outlines: _Three[Outline] = field(repr=False)

    @property
    def differences(self) -> tuple[Difference[Any], ...]:
        """All of them, in the order a page shows them in."""
        return (
            *self.fields,
            *self.tags,
            *self.outline,
            *self.headings,
            *self.points,
            *self.references,
        )

    @property
    def conflicts(self) -> tuple[Difference[Any], ...]:
        """Those of which somebody should choose one."""
        return tuple(found for found in self.differences if found.is_conflict)

    def choose(self, choices: Mapping[str, Choice]) -> Digest:
        """Return the digest that `choices` make, by the ids of differences.

        A difference that has no choice takes what is proposed. DigestError only where
        more points stay than a digest may have.
        """

        def chosen(differences: Iterable[Difference[_T]]) -> dict[str, _T]:
            return {
                difference.name: difference.value(
                    choices.get(difference.id, difference.proposed)
                )
                for difference in differences
            }

        tags = chosen(self.tags)
        points = _by_key(self.mine) | chosen(self.points)
        references = _by_number(self.mine) | chosen(self.references)
        core, groups = self._arranged(
            {
                key: replace(point, tags=tags[key]) if key in tags else point
                for key, point in points.items()
                if point
            },
            chosen(self.headings),
            chosen(self.outline).get("", self._usual_outline),
        )
        return replace(
            self.mine,
            **chosen(self.fields),
            core=core,
            groups=groups,
            references=tuple(filter(None, references.values())),
            tags=tags.get("", self.mine.tags),
        )

    @property
    def _usual_outline(self) -> Outline:
        """The outline to take where none differs but by what was added or removed."""
        base, theirs, mine = self.outlines
        is_mine = list(mine.order().items()) != list(base.order().items())
        return mine if is_mine else theirs

    def _arranged(
        self,
        points: Mapping[str, Point],
        headings: Mapping[str, str | None],
        outline: Outline,
    ) -> tuple[tuple[Point, ...], tuple[Group, ...]]:
        """Return core and groups: the points that stay in the order of `outline`.

        A group without points stays where both have it or its heading was chosen.
        """
        base, theirs, mine = self.outlines
        named = {
            int(n): heading for n, heading in headings.items() if heading is not None
        }
        stay = named.keys() | (mine.headings().keys() & theirs.headings().keys())
        order: Order = {
            number: [key for key in keys if key in points]
            for number, keys in outline.order().items()
        }
        for other in (mine, theirs, base):
            order = woven(order, other.order(), points, stay)
        heading_of = mine.headings() | theirs.headings() | base.headings() | named
        parts = {n: tuple(points[key] for key in keys) for n, keys in order.items()}
        return parts[None], tuple(
            Group(heading_of[number], part)
            for number, part in parts.items()
            if number is not None and (part or number in stay)
        )


def merge(base: Digest, mine: Digest, theirs: Digest) -> Merge:
    """Return where `mine` and `theirs` differ from `base`, and what both make together.

    Every point has a key (see match_keys), and a point that a side did not add has that
    of `base`. ValueError where a key is missing: such a point could get lost.
    """
    _check_keys(base, mine, theirs)
    mine = _with_keys_of_theirs(base, mine, theirs)
    three = (base, theirs, mine)
    in_outline = outlines(*three)
    return Merge(
        base,
        theirs,
        mine,
        fields=tuple(_fields(three)),
        tags=tuple(_tags(three)),
        headings=tuple(_headings(in_outline)),
        points=tuple(_points(three)),
        references=tuple(_references(three)),
        outline=tuple(_outline(in_outline)),
        outlines=in_outline,
    )


def _check_keys(*digests: Digest) -> None:
    if not all(point.key for digest in digests for point in digest.points()):
        raise ValueError("a point has no key; give all points their keys first")


def _with_keys_of_theirs(base: Digest, mine: Digest, theirs: Digest) -> Digest:
    """Return `mine` with the keys of `theirs` for points that both sides added.

    A form that was sent twice, or saved from two tabs, has the same points under other
    keys; they are one point.
    """
    mine_known = {point.key for digest in (base, theirs) for point in digest.points()}
    theirs_known = {point.key for digest in (base, mine) for point in digest.points()}
    pairs = pair_up(
        (
            placed
            for placed in placed_points(theirs)
            if placed[1].key not in theirs_known
        ),
        (placed for placed in placed_points(mine) if placed[1].key not in mine_known),
        EQUAL_TEXT,
    )
    keys = {place: point.key for place, (_, point) in pairs.items()}
    return with_keys(mine, keys) if keys else mine


def _fields(three: _Three[Digest]) -> Iterator[Difference[str]]:
    for name in FIELDS:
        base, theirs, mine = (getattr(digest, name) for digest in three)
        yield from _compared("field", name, (base, theirs, mine))


def _tags(three: _Three[Digest]) -> Iterator[Difference[tuple[str, ...]]]:
    base, theirs, mine = three
    yield from _compared_tags("", (base.tags, theirs.tags, mine.tags))
    in_base, in_theirs = _by_key(base), _by_key(theirs)
    for key, point in _by_key(mine).items():
        if key in in_theirs:
            before = in_base[key].tags if key in in_base else ()
            yield from _compared_tags(key, (before, in_theirs[key].tags, point.tags))


def _compared_tags(
    name: str, three: _Three[tuple[str, ...]]
) -> Iterator[Difference[tuple[str, ...]]]:
    """Compare tags, which are never a conflict: each is added or removed by itself."""
    for found in _compared("tags", name, three):
        if found.is_conflict:
            merged = _merged_tags(*three)
            yield replace(found, is_conflict=False, proposed="both", merged=merged)
        else:
            yield found


def _merged_tags(
    base: tuple[str, ...], theirs: tuple[str, ...], mine: tuple[str, ...]
) -> tuple[str, ...]:
    """Return theirs, as mine spells it, less what mine removed, then what it added."""
    removed = set(map(key_of, base)) - set(map(key_of, mine))
    stay = {key_of(tag): tag for tag in theirs if key_of(tag) not in removed}
    return tuple(
        (stay | {key_of(tag): tag for tag in mine if tag not in base}).values()
    )


def _headings(three: _Three[Outline]) -> Iterator[Difference[str | None]]:
    of_base, of_theirs, of_mine = (outline.numbered() for outline in three)
    for number in sorted(of_base.keys() | of_theirs.keys() | of_mine.keys()):
        groups = (of_base.get(number), of_theirs.get(number), of_mine.get(number))
        base, theirs, mine = (group.heading if group else None for group in groups)
        if _heading_tells(groups):
            yield from _compared("heading", str(number), (base, theirs, mine))


def _heading_tells(groups: _Three[Group | None]) -> bool:
    """Whether the heading must be listed: the points of the group do not tell of it.

    Else the group came or went with its points, and is there where they are.
    """
    base, theirs, mine = groups
    if mine and theirs:
        return True
    left = mine or theirs or base
    return not (left and left.points and (base is None or base.heading == left.heading))


def _points(three: _Three[Digest]) -> Iterator[Difference[Point | None]]:
    in_base, in_theirs, in_mine = map(_by_key, three)
    for key in in_mine | in_theirs | in_base:
        points = (in_base.get(key), in_theirs.get(key), in_mine.get(key))
        base, theirs, mine = points
        if mine and theirs:
            texts = (base and base.text, theirs.text, mine.text)
            yield from _compared("point", key, points, texts)
        else:
            yield from _compared("point", key, points)


def _references(three: _Three[Digest]) -> Iterator[Difference[Reference | None]]:
    in_base, in_theirs, in_mine = map(_by_number, three)
    for number in sorted(in_base | in_theirs | in_mine, key=int):
        references = (in_base.get(number), in_theirs.get(number), in_mine.get(number))
        base, theirs, mine = references
        if theirs and mine:
            # A number that was merely cited knows nothing: who fills it, changes it.
            known = (base or Reference(int(number)), theirs, mine)
            yield from _compared("reference", number, references, known)
        else:
            yield from _compared("reference", number, references)


def _outline(three: _Three[Outline]) -> Iterator[Difference[Outline]]:
    """Compare where the points stand that all three have, in the groups all have."""
    orders = [outline.order() for outline in three]
    keys = set.intersection(
        *({key for part in order.values() for key in part} for order in orders)
    )
    groups = set.intersection(*(set(order) for order in orders))
    base, theirs, mine = (skeleton(order, keys, groups) for order in orders)
    yield from _compared("outline", "", three, (base, theirs, mine))


def _compared(
    kind: Kind, name: str, three: _Three[_T], seen: _Three[object] | None = None
) -> Iterator[Difference[_T]]:
    """Yield the difference there is, if any, by what is `seen` of the values."""
    base_seen, theirs_seen, mine_seen = seen or three
    if base_seen == theirs_seen == mine_seen:
        return
    base, theirs, mine = three
    changed_by: Side = "both"
    if mine_seen == base_seen:
        changed_by = "theirs"
    elif theirs_seen == base_seen:
        changed_by = "mine"
    is_theirs = changed_by == "theirs"
    yield Difference(
        kind,
        name,
        base,
        theirs,
        mine,
        merged=theirs if is_theirs else mine,
        proposed="theirs" if is_theirs else "mine",
        changed_by=changed_by,
        is_conflict=changed_by == "both" and theirs_seen != mine_seen,
    )


def _by_key(digest: Digest) -> dict[str, Point]:
    return {point.key: point for point in digest.points()}


def _by_number(digest: Digest) -> dict[str, Reference]:
    return {str(reference.number): reference for reference in digest.references}
