"""Every address of the desk, asked by everybody in every way.

The table below is who may do what at the desk, in one place. An address that is not in
it fails a test: add a line for each way to ask it, and what its form sends to FORMS.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver

from articles.desk.comments import add_comment
from articles.desk.drafts import Edit, save_edit
from articles.desk.previews import make_link
from articles.desk.tokens import make_token
from articles.digest import write
from articles.models import ApiToken, Article, LogEntry, Publication, Tag
from articles.models.documents import read_digest
from tests.desk.conftest import MakeDraft, MakeSeat

# Who asks, of what: somebody without an account; a member of the staff in no group; a
# writer, of an own draft, of another writer's, of an own article that is live; an
# editor, an administrator and a superuser, of that live article.
#
# done: something was written · ok: answered, nothing written · login: leads to the page
# one logs in on · gone: leads to the front page, as if it were not there · else the
# status.
TABLE = """
          anybody staff   own     other   live    editor  admin   super
/language/
    GET   405     405     405     405     405     405     405     405
    POST  ok      ok      ok      ok      ok      ok      ok      ok
/log/
    GET   login   403     403     403     403     ok      ok      ok
    POST  403     405     405     405     405     405     405     405
/log/<int:entry_id>/
    GET   login   403     403     403     403     ok      ok      ok
    POST  403     405     405     405     405     405     405     405
/review/<str:token>/
    GET   ok      ok      ok      ok      ok      ok      ok      ok
    POST  405     405     405     405     405     405     405     405
/tokens/
    GET   login   403     ok      ok      ok      ok      ok      ok
    POST  403     405     405     405     405     405     405     405
/tokens/new/
    GET   login   403     ok      ok      ok      ok      ok      ok
    POST  403     403     done    done    done    done    done    done
/tokens/<int:token_id>/revoke/
    GET   login   403     ok      404     ok      404     ok      ok
    POST  403     403     done    404     done    404     done    done
/
    GET   login   ok      ok      ok      ok      ok      ok      ok
    POST  403     ok      ok      ok      ok      ok      ok      ok
/login/
    GET   ok      gone    gone    gone    gone    gone    gone    gone
    POST  ok      ok      ok      ok      ok      ok      ok      ok
/logout/
    GET   gone    405     405     405     405     405     405     405
    POST  gone    ok      ok      ok      ok      ok      ok      ok
/password_change/
    GET   login   ok      ok      ok      ok      ok      ok      ok
    POST  403     ok      ok      ok      ok      ok      ok      ok
/password_change/done/
    GET   login   ok      ok      ok      ok      ok      ok      ok
    POST  403     405     405     405     405     405     405     405
/autocomplete/
    GET   login   403     ok      ok      ok      ok      ok      ok
    POST  403     405     405     405     405     405     405     405
/jsi18n/
    GET   login   ok      ok      ok      ok      ok      ok      ok
    POST  403     405     405     405     405     405     405     405
/r/<path:content_type_id>/<path:object_id>/
    GET   login   404     404     404     404     404     404     404
    POST  403     404     404     404     404     404     404     404
/articles/article/read/
    GET   403     403     405     405     405     405     405     405
    POST  403     403     ok      ok      ok      ok      ok      ok
/articles/article/check/
    GET   403     403     405     405     405     405     405     405
    POST  403     403     ok      ok      ok      ok      ok      ok
/articles/article/write/
    GET   403     403     405     405     405     405     405     405
    POST  403     403     ok      ok      ok      ok      ok      ok
/articles/article/preview/
    GET   login   403     ok      ok      ok      ok      ok      ok
    POST  403     403     ok      ok      ok      ok      ok      ok
/articles/article/<int:article_id>/preview/
    GET   login   404     ok      404     ok      ok      ok      ok
    POST  403     404     ok      404     ok      ok      ok      ok
/articles/article/<int:article_id>/links/
    GET   login   405     405     405     405     405     405     405
    POST  403     404     done    404     done    done    done    done
/articles/article/<int:article_id>/links/<int:link_id>/revoke/
    GET   login   405     405     405     405     405     405     405
    POST  403     404     done    404     done    done    done    done
/articles/article/<int:article_id>/comments/
    GET   login   405     405     405     405     405     405     405
    POST  403     404     done    404     done    done    done    done
/articles/article/<int:article_id>/comments/<int:comment_id>/settle/
    GET   login   405     405     405     405     405     405     405
    POST  403     404     done    404     done    done    done    done
/articles/article/<int:article_id>/submit/
    GET   login   404     ok      404     ok      ok      ok      ok
    POST  403     404     done    404     done    done    done    done
/articles/article/<int:article_id>/take-back/
    GET   login   404     ok      404     ok      ok      ok      ok
    POST  403     404     done    404     done    done    done    done
/articles/article/<int:article_id>/send-back/
    GET   login   404     403     404     403     ok      ok      ok
    POST  403     404     403     404     403     done    done    done
/articles/article/<int:article_id>/ready/
    GET   login   404     403     404     403     ok      ok      ok
    POST  403     404     403     404     403     done    done    done
/articles/article/<int:article_id>/publish/
    GET   login   404     403     404     403     ok      ok      ok
    POST  403     404     403     404     403     done    done    done
/articles/article/<int:article_id>/withdraw/
    GET   login   404     403     404     403     ok      ok      ok
    POST  403     404     403     404     403     done    done    done
/articles/article/<int:article_id>/restore/
    GET   login   404     403     404     403     ok      ok      ok
    POST  403     404     403     404     403     done    done    done
/articles/article/<int:article_id>/address/
    GET   login   404     403     404     403     ok      ok      ok
    POST  403     404     403     404     403     done    done    done
/articles/article/<int:article_id>/history/
    GET   login   404     ok      404     ok      ok      ok      ok
    POST  403     405     405     405     405     405     405     405
/articles/article/<int:article_id>/compare/
    GET   login   404     ok      404     ok      ok      ok      ok
    POST  403     405     405     405     405     405     405     405
/articles/article/<int:article_id>/bring-back/
    GET   login   405     405     405     405     405     405     405
    POST  403     404     404     404     done    done    done    done
/articles/article/<int:article_id>/export/<str:form>/
    GET   login   404     ok      404     ok      ok      ok      ok
    POST  403     405     405     405     405     405     405     405
/articles/article/new/
    GET   login   403     ok      ok      ok      ok      ok      ok
    POST  403     403     done    done    done    done    done    done
/articles/article/new/preview/
    GET   login   405     405     405     405     405     405     405
    POST  403     403     ok      ok      ok      ok      ok      ok
/articles/article/new/made/
    GET   login   403     ok      ok      ok      ok      ok      ok
    POST  403     405     405     405     405     405     405     405
/articles/article/tag-many/
    GET   login   403     ok      ok      ok      ok      ok      ok
    POST  403     403     done    ok      done    done    done    done
/articles/article/
    GET   login   403     ok      ok      ok      ok      ok      ok
    POST  403     403     done    ok      done    done    done    done
/articles/article/add/
    GET   login   403     ok      ok      ok      ok      ok      ok
    POST  403     403     done    done    done    done    done    done
/articles/article/<path:object_id>/history/
    GET   login   404     ok      404     ok      ok      ok      ok
    POST  403     405     405     405     405     405     405     405
/articles/article/<path:object_id>/delete/
    GET   login   403     ok      gone    ok      ok      ok      ok
    POST  403     403     done    gone    ok      ok      ok      ok
/articles/article/<path:object_id>/change/
    GET   login   403     ok      gone    ok      ok      ok      ok
    POST  403     403     done    ok      done    done    done    done
/articles/article/<path:object_id>/
    GET   login   ok      ok      ok      ok      ok      ok      ok
    POST  403     ok      ok      ok      ok      ok      ok      ok
/articles/tag/complete/
    GET   403     403     ok      ok      ok      ok      ok      ok
    POST  403     403     405     405     405     405     405     405
/articles/tag/suggest/
    GET   403     403     405     405     405     405     405     405
    POST  403     403     ok      ok      ok      ok      ok      ok
/articles/tag/tidy/
    GET   login   403     403     403     403     ok      ok      ok
    POST  403     403     403     403     403     done    done    done
/articles/tag/themes/
    GET   login   403     403     403     403     ok      ok      ok
    POST  403     403     403     403     403     done    done    done
/articles/tag/<int:tag_id>/merge/
    GET   login   403     403     403     403     ok      ok      ok
    POST  403     403     403     403     403     done    done    done
/articles/tag/
    GET   login   403     ok      ok      ok      ok      ok      ok
    POST  403     403     ok      ok      ok      done    done    done
/articles/tag/add/
    GET   login   403     403     403     403     ok      ok      ok
    POST  403     403     403     403     403     done    done    done
/articles/tag/<path:object_id>/history/
    GET   login   403     ok      ok      ok      ok      ok      ok
    POST  403     403     ok      ok      ok      ok      ok      ok
/articles/tag/<path:object_id>/delete/
    GET   login   403     403     403     403     ok      ok      ok
    POST  403     403     403     403     403     done    done    done
/articles/tag/<path:object_id>/change/
    GET   login   403     ok      ok      ok      ok      ok      ok
    POST  403     403     403     403     403     done    done    done
/articles/tag/<path:object_id>/
    GET   login   ok      ok      ok      ok      ok      ok      ok
    POST  403     ok      ok      ok      ok      ok      ok      ok
/articles/publication/complete/
    GET   403     403     ok      ok      ok      ok      ok      ok
    POST  403     403     405     405     405     405     405     405
/articles/publication/tidy/
    GET   login   403     403     403     403     ok      ok      ok
    POST  403     403     403     403     403     done    done    done
/articles/publication/<int:publication_id>/merge/
    GET   login   403     403     403     403     ok      ok      ok
    POST  403     403     403     403     403     done    done    done
/articles/publication/
    GET   login   403     ok      ok      ok      ok      ok      ok
    POST  403     403     ok      ok      ok      done    done    done
/articles/publication/add/
    GET   login   403     403     403     403     ok      ok      ok
    POST  403     403     403     403     403     done    done    done
/articles/publication/<path:object_id>/history/
    GET   login   403     ok      ok      ok      ok      ok      ok
    POST  403     403     ok      ok      ok      ok      ok      ok
/articles/publication/<path:object_id>/delete/
    GET   login   403     403     403     403     ok      ok      ok
    POST  403     403     403     403     403     done    done    done
/articles/publication/<path:object_id>/change/
    GET   login   403     ok      ok      ok      ok      ok      ok
    POST  403     403     403     403     403     done    done    done
/articles/publication/<path:object_id>/
    GET   login   ok      ok      ok      ok      ok      ok      ok
    POST  403     ok      ok      ok      ok      ok      ok      ok
/auth/user/<id>/password/
    GET   login   403     403     403     403     403     ok      ok
    POST  403     403     403     403     403     403     done    done
/auth/user/
    GET   login   403     403     403     403     403     ok      ok
    POST  403     403     403     403     403     403     done    done
/auth/user/add/
    GET   login   403     403     403     403     403     ok      ok
    POST  403     403     403     403     403     403     done    done
/auth/user/<path:object_id>/history/
    GET   login   403     403     403     403     403     ok      ok
    POST  403     403     403     403     403     403     ok      ok
/auth/user/<path:object_id>/delete/
    GET   login   403     403     403     403     403     ok      ok
    POST  403     403     403     403     403     403     done    done
/auth/user/<path:object_id>/change/
    GET   login   403     403     403     403     403     ok      ok
    POST  403     403     403     403     403     403     done    done
/auth/user/<path:object_id>/
    GET   login   ok      ok      ok      ok      ok      ok      ok
    POST  403     ok      ok      ok      ok      ok      ok      ok
/auth/group/
    GET   login   403     403     403     403     403     ok      ok
    POST  403     403     403     403     403     403     ok      done
/auth/group/add/
    GET   login   403     403     403     403     403     403     ok
    POST  403     403     403     403     403     403     403     done
/auth/group/<path:object_id>/history/
    GET   login   403     403     403     403     403     ok      ok
    POST  403     403     403     403     403     403     ok      ok
/auth/group/<path:object_id>/delete/
    GET   login   403     403     403     403     403     403     ok
    POST  403     403     403     403     403     403     403     done
/auth/group/<path:object_id>/change/
    GET   login   403     403     403     403     403     ok      ok
    POST  403     403     403     403     403     403     403     done
/auth/group/<path:object_id>/
    GET   login   ok      ok      ok      ok      ok      ok      ok
    POST  403     ok      ok      ok      ok      ok      ok      ok
/<app_label>/
    GET   login   404     ok      ok      ok      ok      ok      ok
    POST  403     404     ok      ok      ok      ok      ok      ok
/<url>
    GET   login   404     404     404     404     404     404     404
    POST  403     404     404     404     404     404     404     404
"""
_HEAD, *_LINES = TABLE.strip("\n").split("\n")
COLUMNS = _HEAD.split()


def _rows() -> Iterator[tuple[tuple[str, str], list[str]]]:
    address = ""
    for line in _LINES:
        if line.startswith("/"):
            address = line
        else:
            method, *answers = line.split()
            yield (address, method), answers


ROWS = dict(_rows())
"""What is answered, by address and method."""


@dataclass(frozen=True)
class Scene:
    """What there is at the desk, and who asks."""

    visitors: dict[str, Client]
    """Who asks, by column."""
    articles: dict[str, Article]
    """Of which article, by column."""

    def places(self, column: str) -> dict[str, object]:
        """Return what stands in an address for each of its parameters."""
        article = self.articles[column]
        return {
            "article_id": article.pk,
            "comment_id": article.comments.get().pk,
            "link_id": article.review_links.get().pk,
            "token": article.review_links.get().token,
            "token_id": ApiToken.objects.get(owner=article.owner).pk,
            "entry_id": LogEntry.objects.filter(subject_id=article.pk).first().pk,
            "tag_id": _tag("unused"),
            "publication_id": _paper("Unused"),
            "id": User.objects.get(username="mo").pk,
            "form": "txt",
            "content_type_id": ContentType.objects.get_for_model(Article).pk,
            "app_label": "articles",
            "url": "nothing/",
        }

    def path(self, address: str, column: str) -> str:
        """Return an address with everything put in."""
        places = self.places(column)
        objects = {
            "/articles/tag/": places["tag_id"],
            "/articles/publication/": places["publication_id"],
            "/auth/user/": places["id"],
            "/auth/group/": Group.objects.get(name="Spare").pk,
        }
        owner = next((o for o in objects if address.startswith(o)), "")
        places["object_id"] = objects.get(owner, places["article_id"])
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda m: str(places[m[1]]), address)
        return f"/admin{path}{QUERIES.get(address, '')}"


@pytest.fixture
def scene(make_seat: MakeSeat, make_draft: MakeDraft, make_live: MakeDraft) -> Scene:
    wen, olu = make_seat("wen", "Writers"), make_seat("olu", "Writers")
    make_seat("mo", "Writers")
    Group.objects.create(name="Spare")
    Tag.objects.create(name="unused")
    for place, name in enumerate(["first theme", "theme"]):
        Tag.objects.create(name=name, is_theme=True, theme_order=place)
    Publication.objects.create(name="Unused")
    own, other, live = make_draft(wen), make_draft(olu), make_live(wen)
    for user in (wen.user, olu.user):
        make_token(user, "nightly", "drafts:write")
    for article in (own, other, live):
        add_comment(article, "Edda", "Look.")
        make_link(article, "Edda")
    changed = replace(read_digest(live), title="Another title")
    save_edit(live, Edit(changed, live.revision), "Edda")
    return Scene(
        {
            "anybody": Client(),
            "staff": make_seat("nil"),
            "own": wen,
            "other": wen,
            "live": wen,
            "editor": make_seat("edda", "Editors"),
            "admin": make_seat("ada", "Administrators"),
            "super": make_seat("root", is_superuser=True),
        },
        {"other": other}
        | dict.fromkeys(["anybody", "staff", "own"], own)
        | dict.fromkeys(["live", "editor", "admin", "super"], live),
    )


# What an address asks for in its query, where it answers nothing without.
QUERIES = {
    "/autocomplete/": "?app_label=articles&model_name=article&field_name=publication"
}


def _article_form(article: Article) -> dict[str, object]:
    text = write(read_digest(article)).replace("remembers", "recalls")
    return {"text": text, "seen": article.revision}


def _tag(name: str) -> int:
    return Tag.objects.get(name=name).pk


def _paper(name: str) -> int:
    return Publication.objects.get(name=name).pk


ALIASES = {
    f"names-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")
}
DELETED = {"action": "delete_selected", "post": "yes"}
ARTICLE = "/articles/article/<int:article_id>/"
TEXT = {"text": "A title\n\nCore Viewpoint\n- A claim [1].\n"}
# What a form sends, so that whoever may do it has it done.
FORMS: dict[str, dict[str, object] | Callable[[Article], dict[str, object]]] = {
    "/login/": {"username": "wen", "password": "wrong"},
    "/language/": {"language": "zh-hans"},
    "/password_change/": {"old_password": "wrong"},
    "/tokens/new/": {"name": "import", "scopes": "drafts:write", "days": 7},
    "/tokens/<int:token_id>/revoke/": {"decided": "yes"},
    "/articles/article/read/": TEXT,
    "/articles/article/check/": TEXT,
    "/articles/article/write/": TEXT,
    "/articles/article/preview/": TEXT,
    f"{ARTICLE}preview/": TEXT,
    f"{ARTICLE}links/": {"days": 7},
    f"{ARTICLE}comments/": {"text": "A question."},
    f"{ARTICLE}submit/": {"decided": "yes"},
    f"{ARTICLE}take-back/": {"decided": "yes"},
    f"{ARTICLE}send-back/": {"note": "Why."},
    f"{ARTICLE}ready/": {"decided": "yes"},
    f"{ARTICLE}publish/": lambda article: {"seen": article.revision, "kind": "update"},
    f"{ARTICLE}withdraw/": {"reason": "Told twice."},
    f"{ARTICLE}restore/": {"decided": "yes"},
    f"{ARTICLE}address/": {"wanted": "elsewhere"},
    f"{ARTICLE}bring-back/": lambda article: {"edition": 1, "seen": article.revision},
    "/articles/article/new/": TEXT | {"_create": "yes"},
    "/articles/article/new/preview/": TEXT,
    "/articles/article/tag-many/": lambda article: {
        "article": article.pk,
        "add": "new",
        "step": "save",
    },
    "/articles/article/": lambda article: {
        "action": "submit_selected",
        "_selected_action": article.pk,
        "decided": "yes",
    },
    "/articles/article/add/": TEXT | {"seen": 1},
    "/articles/article/<path:object_id>/change/": _article_form,
    "/articles/article/<path:object_id>/delete/": {"post": "yes"},
    "/articles/tag/": lambda _article: DELETED | {"_selected_action": _tag("unused")},
    "/articles/publication/": lambda _article: (
        DELETED | {"_selected_action": _paper("Unused")}
    ),
    "/auth/user/": lambda _article: (
        DELETED | {"_selected_action": User.objects.get(username="mo").pk}
    ),
    "/auth/group/": lambda _article: (
        DELETED | {"_selected_action": Group.objects.get(name="Spare").pk}
    ),
    "/articles/tag/suggest/": TEXT,
    "/articles/tag/tidy/": lambda _article: {"chosen": _tag("unused")},
    "/articles/tag/themes/": lambda _article: {"theme": _tag("theme"), "move": "up"},
    "/articles/tag/<int:tag_id>/merge/": lambda _article: {"into": _tag("locks")},
    "/articles/publication/tidy/": lambda _article: {"chosen": _paper("Unused")},
    "/articles/publication/<int:publication_id>/merge/": lambda _article: {
        "into": _paper("Systems Quarterly")
    },
    "/articles/tag/add/": ALIASES | {"name": "a new tag", "theme_order": 0},
    "/articles/tag/<path:object_id>/change/": ALIASES
    | {"name": "renamed", "theme_order": 0},
    "/articles/tag/<path:object_id>/delete/": {"post": "yes"},
    "/articles/publication/add/": ALIASES | {"name": "A New Paper"},
    "/articles/publication/<path:object_id>/change/": ALIASES | {"name": "Renamed"},
    "/articles/publication/<path:object_id>/delete/": {"post": "yes"},
    "/auth/user/<id>/password/": {"password1": "k4-Zx!opq", "password2": "k4-Zx!opq"},
    "/auth/user/add/": {
        "username": "new",
        "usable_password": "true",
        "password1": "k4-Zx!opq",
        "password2": "k4-Zx!opq",
    },
    "/auth/user/<path:object_id>/change/": {"username": "mo", "first_name": "Mo"},
    "/auth/user/<path:object_id>/delete/": {"post": "yes"},
    "/auth/group/add/": {"name": "New"},
    "/auth/group/<path:object_id>/change/": {"name": "Renamed"},
    "/auth/group/<path:object_id>/delete/": {"post": "yes"},
}


def addresses() -> list[str]:
    """Return every address below /admin as the resolver knows it."""

    def walk(patterns: list[object], before: str) -> Iterator[str]:
        for pattern in patterns:
            address = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, address)
            else:
                yield address

    found = dict.fromkeys(walk(get_resolver().url_patterns, ""))
    return [
        # A regular expression is shown as a path is: by the name of its parameter.
        re.sub(r"\^?\(\?P(<\w+>)[^)]*\)", r"\1", address).strip("$")
        for address in (each.removeprefix("admin") for each in found if _is_desk(each))
    ]


def _is_desk(address: str) -> bool:
    return address.startswith("admin/")


def ask(scene: Scene, method: str, address: str, column: str) -> str:
    """Return what is answered; nothing of what was done stays."""
    client, body = Client(), FORMS.get(address, {})
    client.cookies.load(scene.visitors[column].cookies)
    path = scene.path(address, column)
    if callable(body):
        body = body(scene.articles[column])
    with undone() as written:
        if method == "POST":
            answer = client.post(path, body)
        else:
            answer = client.generic(method, path)
    meant = said(answer)
    if not written:
        return meant
    # Only a form that is let in may write.
    return "done" if (method, meant) == ("POST", "ok") else f"{meant}, but {written}"


@contextmanager
def undone() -> Iterator[list[str]]:
    """Yield the list of what is written meanwhile; in the end nothing of it stays."""
    written: list[str] = []

    def note(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if re.match("INSERT|UPDATE|DELETE", sql) and "django_session" not in sql:
            written.append(sql)
        return execute(sql, *rest)

    with transaction.atomic():
        with connection.execute_wrapper(note):
            yield written
        transaction.set_rollback(True)


def said(answer: HttpResponse) -> str:
    """Return what an answer comes to, in one word."""
    location = answer.get("Location", "")
    if location.startswith("/admin/login/"):
        return "login"
    if location == "/admin/":
        return "gone"
    return "ok" if answer.status_code < 400 else str(answer.status_code)


def test_every_address_is_in_the_table() -> None:
    assert {address for address, _method in ROWS} == set(addresses())
    assert set(ROWS) == {(a, m) for a in addresses() for m in ("GET", "POST")}
    assert set(FORMS) <= set(addresses())


@pytest.mark.parametrize("address", addresses())
def test_everybody_gets_what_the_table_says(scene: Scene, address: str) -> None:
    for method in ("GET", "POST"):
        found = [ask(scene, method, address, column) for column in COLUMNS]
        assert found == ROWS[address, method], f"{method} {address}"


@pytest.mark.parametrize("address", addresses())
def test_other_ways_to_ask_open_nothing_and_change_nothing(
    scene: Scene, address: str
) -> None:
    for column in ("anybody", "staff", "other", "super"):
        by_get = ROWS[address, "GET"][COLUMNS.index(column)]
        for method in ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"):
            answer = ask(scene, method, address, column)
            harmless = {by_get, "403", "405", *(["ok"] if address in DJANGOS else [])}
            assert answer in harmless, f"{method} {address} {column}"


DJANGOS = ("/login/", "/logout/", "/autocomplete/")
"""Classes of Django's that answer OPTIONS, or HEAD, to everybody, with nothing."""


@pytest.mark.parametrize("address", addresses())
def test_a_form_of_another_site_does_nothing(scene: Scene, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies.load(scene.visitors["super"].cookies)
    with undone() as written:
        answer = client.post(scene.path(address, "super"), {"decided": "yes"})
    assert answer.status_code == 403
    assert not written
