"""What editors and writers say to each other of a draft, point by point."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from articles.digest import Digest, placed_points
from articles.models import Article, Comment
from articles.publishing import opened

from .log import Actor, Verb, account_of, name_of, record
from .problem_words import point_in_words


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment with the point it speaks of, as the draft stands now."""

    comment: Comment
    place: str
    """Where the point stands; "" for the whole draft, or a point that is gone."""
    statement: str
    """"" where the comment is of the whole draft, or its point is gone."""
    is_orphan: bool
    """Whether the point it spoke of is no longer there."""


def add_comment(
    article: Article, author: Actor, text: str, point_key: str = ""
) -> Comment:
    """Say something of the draft, or of the point with this key.

    Raises Article.DoesNotExist where somebody has deleted the draft.
    """
    with opened():
        comment = Comment.objects.create(
            article=Article.objects.get(pk=article.pk),
            point_key=point_key,
            text=text,
            author=account_of(author),
            author_name=name_of(author),
        )
        record(author, Verb.COMMENTED, article, note=text, point=point_key)
    return comment


def settle(comment: Comment, actor: Actor) -> None:
    """Say that a comment is dealt with; once is enough."""
    with opened():
        waiting = Comment.objects.filter(pk=comment.pk, settled_at=None)
        if waiting.update(settled_at=timezone.now(), settled_by=name_of(actor)):
            record(actor, Verb.SETTLED, comment.article, note=comment.text)


def remarks(digest: Digest, comments: Iterable[Comment]) -> list[Remark]:
    """Return the comments beside the points of `digest` that they speak of."""
    points = {
        point.key: (point_in_words(place), point.text)
        for place, point in placed_points(digest)
    }
    return [_remark(comment, points) for comment in comments]


def _remark(comment: Comment, points: dict[str, tuple[str, str]]) -> Remark:
    place, statement = points.get(comment.point_key, ("", ""))
    return Remark(
        comment, place, statement, is_orphan=bool(comment.point_key and not place)
    )
