"""What the page of an article shows beside its editor, and what stands in its place."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.digest import Digest, dumps
from articles.models import Article, LogEntry, ReviewLink

from .choosing import rows
from .comments import Remark, remarks
from .crossing import CHOICE, Crossing
from .editor.fields import DigestWidget, Editing
from .editor.reading import read_document
from .forms import ArticleForm, preview_url
from .log import Said, Subject, Verb, in_words
from .permissions import (
    may_comment,
    may_edit,
    may_publish,
    may_review,
    may_share,
    may_submit,
    may_take_back,
)
from .previews import open_links
from .states import state_of
from .step_forms import CommentForm, LinkForm

STEPS = ("submit", "ready", "publish")
"""What may be asked for together with a save; each has a page of its own."""

_RECENT = 6

_MOVES = (
    Verb.SENT_BACK,
    Verb.SUBMITTED,
    Verb.MADE_READY,
    Verb.PUBLISHED,
    Verb.SCHEDULED,
    Verb.UPDATED,
    Verb.CORRECTED,
)
"""What moves a draft on, or back to its writer."""


def article_page(
    request: HttpRequest, article: Article | None, form: Any
) -> dict[str, Any]:
    """Return what the template of the article's page needs beside the form."""
    if article is None:
        return {
            "may": {"edit": True},
            "may_publish_at_all": may_publish(request.user),
            "title": _("New article"),
        }
    may = _may(request, article)
    page: dict[str, Any] = {
        "may": may,
        "may_publish_at_all": may["publish"],
        "title": str(article),
    }
    draft: Digest = form.initial["text"]
    if not may["edit"]:
        widget = _viewer(article)
        page["viewer"] = widget.render("text", draft, {"id": "id_text"})
        page["viewer_media"] = widget.media
    said = remarks(draft, article.comments.all())
    return page | {
        "state": state_of(article),
        "sent_back": _sent_back(article),
        "open_remarks": [one for one in said if one.comment.settled_at is None],
        "settled_remarks": [one for one in said if one.comment.settled_at],
        "comment_form": CommentForm(draft),
        "review_links": [
            {
                "pk": link.pk,
                "url": request.build_absolute_uri(_path_of(link)),
                "expires_at": link.expires_at,
                "made_by": link.made_by,
            }
            for link in open_links(article)
        ],
        "link_form": LinkForm(),
        "recent": _recent(article),
        "address": article.addresses.filter(is_current=True).first(),
        "was_published": article.editions.exists(),
        "withdrawal": article.withdrawals.filter(restored_at=None).first(),
        "point_comments": {"counts": _counts(said), "words": _comment_words()},
    }


def _path_of(link: ReviewLink) -> str:
    return reverse("admin:desk_review", args=[link.token])


def _may(request: HttpRequest, article: Article) -> dict[str, bool]:
    user = request.user
    is_draft = article.status == Article.Status.DRAFT
    publishes, reviews = may_publish(user, article), may_review(user, article)
    return {
        "edit": may_edit(user, article),
        "submit": is_draft and may_submit(user, article) and not publishes,
        # Who reviews sends back; only one's own draft is taken back.
        "take_back": not is_draft
        and may_take_back(user, article)
        and (article.owner_id == user.pk or not reviews),
        "review": reviews,
        "publish": publishes,
        "comment": may_comment(user, article),
        "share": may_share(user, article),
    }


def _viewer(article: Article) -> DigestWidget:
    """Return the editor with nothing to edit, for those who may only read."""
    widget = DigestWidget()
    widget.editing = Editing(
        article=article.pk,
        seen=article.revision,
        preview_url=preview_url(article),
        is_read_only=True,
    )
    return widget


def _sent_back(article: Article) -> LogEntry | None:
    """Return why the draft was sent back, while nobody has moved it on since."""
    if article.status != Article.Status.DRAFT:
        return None
    last = _log_of(article).filter(verb__in=_MOVES).first()
    return last if last and last.verb == Verb.SENT_BACK else None


def _recent(article: Article) -> list[Said]:
    return [in_words(entry) for entry in _log_of(article)[:_RECENT]]


def _log_of(article: Article) -> Any:
    return LogEntry.objects.filter(subject=Subject.ARTICLE, subject_id=article.pk)


def _counts(said: list[Remark]) -> dict[str, int]:
    """Return how many open comments each point has, by its key."""
    counts: dict[str, int] = {}
    for remark in said:
        if remark.place and remark.comment.settled_at is None:
            key = remark.comment.point_key
            counts[key] = counts.get(key, 0) + 1
    return counts


def deleted_meanwhile(request: HttpRequest) -> HttpResponse:
    """Give back what was typed of an article that is not there any more."""
    return TemplateResponse(
        request,
        "admin/articles/article/deleted_meanwhile.html",
        {
            **admin.site.each_context(request),
            "title": _("This article is gone"),
            "text": read_document(request.POST.get("text", "")).shown,
            "work": request.POST.get("work", ""),
        },
        using="desk",
    )


def show_crossing(
    request: HttpRequest, form: ArticleForm, crossing: Crossing
) -> HttpResponse:
    """Show mine, theirs and what both began with, place by place, to choose from."""
    return TemplateResponse(
        request,
        "admin/articles/article/crossing.html",
        {
            **admin.site.each_context(request),
            "title": _("Two saves crossed"),
            "article": form.instance,
            "crossing": crossing,
            "rows": rows(crossing.merge),
            "prefix": CHOICE,
            # With the keys that the choices speak of.
            "mine": dumps(crossing.mine),
            "seen": form.cleaned_data.get("seen"),
            "work": request.POST.get("work", ""),
            "who": _who_saved(form.instance, crossing),
        },
        using="desk",
    )


def _who_saved(article: Article, crossing: Crossing) -> str:
    """Return who saved theirs; whoever took a step with it since saved nothing."""
    saves = _log_of(article).filter(facts__has_key="since")
    entry = saves.filter(facts__revision=crossing.theirs_revision).first()
    return entry.actor_name if entry else ""


def _comment_words() -> dict[str, Any]:
    """Return what the script says that joins comments to points."""
    return {
        "comment": _("Comment"),
        "count": {
            "one": ngettext("{count} comment", "{count} comments", 1),
            "other": ngettext("{count} comment", "{count} comments", 2),
        },
    }
