"""Who may do what to which article: asked by every page, action and endpoint itself."""

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.models import ApiToken, Article

Anybody = User | AnonymousUser


def user_of(request: HttpRequest) -> User:
    """Return the user who asks. Raises PermissionDenied where nobody has logged in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def sees_all(user: Anybody) -> bool:
    """Return whether everybody's drafts are this user's business."""
    return user.has_perm("articles.edit_any_article")


def visible(user: Anybody, articles: QuerySet[Article]) -> QuerySet[Article]:
    """Return those of `articles` that the user may see: all, or the user's own."""
    if sees_all(user):
        return articles
    # What is nobody's has no owner, and who is nobody has no number.
    return articles.none() if user.pk is None else articles.filter(owner=user.pk)


def visible_tokens(user: Anybody) -> QuerySet[ApiToken]:
    """Return the tokens that the user may see and revoke: all, or the user's own."""
    tokens = ApiToken.objects.select_related("owner")
    return tokens if sees_all_tokens(user) else tokens.filter(owner=user.pk)


def may_write(user: Anybody) -> bool:
    """Return whether the user works on drafts at all."""
    return user.has_perm("articles.add_article") or user.has_perm(
        "articles.change_article"
    )


def may_make(user: Anybody) -> bool:
    """Return whether the user may make drafts, by hand or by a program."""
    return user.has_perm("articles.add_article")


def may_view(user: Anybody, article: Article) -> bool:
    """Return whether the user may read the draft and its history."""
    return user.has_perm("articles.view_article") and _is_theirs(user, article)


def may_edit(user: Anybody, article: Article) -> bool:
    """Return whether the user may change the draft: a writer while it is a draft."""
    if not user.has_perm("articles.change_article"):
        return False
    return sees_all(user) or (_owns(user, article) and _is_draft(article))


def may_delete(user: Anybody, article: Article) -> bool:
    """Return whether the user may delete the draft; what was published stays."""
    if not user.has_perm("articles.delete_article"):
        return False
    return sees_all(user) or (_owns(user, article) and _is_draft(article))


def may_submit(user: Anybody, article: Article) -> bool:
    """Return whether handing the draft to the editors is this user's step.

    Whether the draft stands where the step begins is asked by the step itself, which
    says where it stands; so with `may_take_back`.
    """
    return user.has_perm("articles.change_article") and _is_theirs(user, article)


def may_take_back(user: Anybody, article: Article) -> bool:
    """Return whether going on with what waits for the editors is this user's step."""
    return user.has_perm("articles.change_article") and _is_theirs(user, article)


def may_share(user: Anybody, article: Article) -> bool:
    """Return whether the user may make and end links for reviewers of the draft."""
    return user.has_perm("articles.change_article") and _is_theirs(user, article)


def may_review(user: Anybody, article: Article) -> bool:
    """Return whether the user may send a draft back, or find it ready."""
    return sees_all(user) and may_edit(user, article)


def may_publish(user: Anybody, article: Article | None = None) -> bool:
    """Return whether the user may publish, correct, withdraw, restore, readdress."""
    if not user.has_perm("articles.publish_article"):
        return False
    return article is None or _is_theirs(user, article)


def may_comment(user: Anybody, article: Article) -> bool:
    """Return whether the user may say something of the draft: whoever reads it."""
    return may_view(user, article)


def may_see_tokens(user: Anybody) -> bool:
    """Return whether the user has anything to do with API tokens."""
    return may_make(user) or sees_all_tokens(user)


def sees_all_tokens(user: Anybody) -> bool:
    """Return whether everybody's tokens are this user's business: to revoke them."""
    return user.has_perm("auth.change_user")


def may_act_by_token(user: User) -> bool:
    """Return whether a token of this user opens the desk: what the user lost, it lost.

    Permissions of a user who may not log in are none, but the staff has one more lock.
    """
    return user.is_staff and may_make(user)


def _is_theirs(user: Anybody, article: Article) -> bool:
    return sees_all(user) or _owns(user, article)


def _owns(user: Anybody, article: Article) -> bool:
    return user.pk is not None and article.owner_id == user.pk


def _is_draft(article: Article) -> bool:
    return article.status == Article.Status.DRAFT
