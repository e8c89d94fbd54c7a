"""Take an article down, with a public reason, and put it back."""

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import LiveArticle, Withdrawal

from . import live
from .errors import PublishingError
from .generation import locked, opened, raise_generation


def withdraw(article_id: int, *, reason: str, author_name: str) -> Withdrawal:
    """Take the article down: its addresses answer 410 with `reason`.

    Raises PublishingError where it is not live or no reason is given.
    """
    if not reason.strip():
        raise PublishingError(_("a withdrawal needs a public reason"))
    with opened():
        article = locked(article_id)
        row = LiveArticle.objects.filter(article=article).first()
        if row is None:
            raise PublishingError(
                _("the article is not live; there is nothing to withdraw")
            )
        now = timezone.now()
        withdrawal = Withdrawal.objects.create(
            article=article,
            reason=reason.strip(),
            withdrawn_at=now,
            author_name=author_name,
            was_public=row.live_from <= now,
        )
        live.take_down(article)
        raise_generation()
    return withdrawal


def restore(article_id: int) -> None:
    """Make the newest edition of a withdrawn article live again.

    Raises PublishingError where the article is not withdrawn.
    """
    with opened():
        article = locked(article_id)
        restored = article.withdrawals.filter(restored_at=None).update(
            restored_at=timezone.now()
        )
        if not restored:
            raise PublishingError(_("the article is not withdrawn"))
        live.write(article)
        raise_generation()
