"""The desk's cast: one person for each role, logged in, and drafts that are theirs."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from articles.desk.drafts import create_draft
from articles.desk.transitions import publish_draft
from articles.models import Article
from tests.conftest import MakeDigest


class Seat(Client):
    """A browser of somebody who is logged in."""

    user: User


MakeSeat = Callable[..., Seat]
MakeDraft = Callable[..., Article]


def seat_of(user: User) -> Seat:
    """Return one more browser of `user`."""
    seat = Seat()
    seat.user = user
    seat.force_login(user)
    return seat


@pytest.fixture
def make_seat(db: None) -> MakeSeat:
    """Return a maker of members of the staff, in groups as the migration made them."""

    def make(name: str, *groups: str, **facts: object) -> Seat:
        user = User.objects.create_user(name, is_staff=True, **facts)
        user.groups.set(Group.objects.filter(name__in=groups))
        return seat_of(user)

    return make


@pytest.fixture
def writer(make_seat: MakeSeat) -> Seat:
    """Return Wen, who writes."""
    return make_seat("wen", "Writers")


@pytest.fixture
def other_writer(make_seat: MakeSeat) -> Seat:
    """Return Olu, whose drafts are no business of Wen's."""
    return make_seat("olu", "Writers")


@pytest.fixture
def editor(make_seat: MakeSeat) -> Seat:
    """Return Edda, who edits and publishes everybody's."""
    return make_seat("edda", "Editors")


@pytest.fixture
def administrator(make_seat: MakeSeat) -> Seat:
    """Return Ada, an editor who also says who is one."""
    return make_seat("ada", "Administrators")


@pytest.fixture
def reader_of_nothing(make_seat: MakeSeat) -> Seat:
    """Return Nil, who may log in and nothing more."""
    return make_seat("nil")


@pytest.fixture
def make_draft(make_digest: MakeDigest) -> MakeDraft:
    """Return a maker of somebody's drafts, made as the desk makes them."""

    def make(owner: Seat, **parts: object) -> Article:
        article = create_draft(make_digest(**parts), owner.user)
        return Article.objects.get(pk=article.pk)

    return make


@pytest.fixture
def make_live(make_draft: MakeDraft) -> MakeDraft:
    """Return a maker of somebody's articles that readers see."""

    def make(owner: Seat, **parts: object) -> Article:
        article = make_draft(owner, **parts)
        publish_draft(article, "Edda")
        return Article.objects.get(pk=article.pk)

    return make


def url_of(article: Article, what: str = "change") -> str:
    """Return the address of a page about the article."""
    return f"/admin/articles/article/{article.pk}/{what}/"
