"""Each browser chooses the language of its desk, without script, and keeps it."""

import pytest
from django.conf import settings
from django.test import Client

from tests.desk.conftest import Seat

CHINESE_DESK = "编辑台"


def test_the_browsers_setting_is_the_first_choice(client: Client) -> None:
    page = client.get("/admin/login/", headers={"accept-language": "zh-CN,zh;q=0.9"})
    assert CHINESE_DESK in page.text
    assert '<html lang="zh-hans"' in page.text
    assert CHINESE_DESK not in client.get("/admin/login/").text


def test_another_language_is_offered_in_its_own_words(client: Client) -> None:
    page = client.get("/admin/login/?next=/admin/log/")
    assert (
        'name="language" value="zh-hans" lang="zh-hans">简体中文</button>' in page.text
    )
    assert 'name="language" value="en"' not in page.text
    assert 'name="next" value="/admin/login/?next=/admin/log/"' in page.text


def test_the_desk_speaks_the_language_that_was_chosen(editor: Seat) -> None:
    path = "/admin/articles/article/?q=a+b"
    answer = editor.post(
        "/admin/language/", {"language": "zh-hans", "next": path}, follow=True
    )
    assert answer.redirect_chain == [(path, 302)]
    assert CHINESE_DESK in answer.text
    assert 'lang="en">English</button>' in answer.text


def test_the_choice_goes_before_the_browsers_setting(editor: Seat) -> None:
    editor.post("/admin/language/", {"language": "en", "next": "/admin/"})
    page = editor.get("/admin/", headers={"accept-language": "zh-CN"})
    assert CHINESE_DESK not in page.text


def test_who_is_not_logged_in_may_choose_too(client: Client) -> None:
    login = "/admin/login/?next=/admin/"
    answer = client.post("/admin/language/", {"language": "zh-hans", "next": login})
    assert answer.status_code == 302
    assert answer.headers["Location"] == login


def test_the_cookie_is_the_desks_alone(client: Client) -> None:
    client.post("/admin/language/", {"language": "zh-hans", "next": "/admin/"})
    cookie = client.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (cookie["path"], cookie["samesite"]) == ("/admin/", "Lax")
    assert cookie["httponly"]
    assert cookie["max-age"] == 365 * 24 * 3600


@pytest.mark.parametrize(
    "next_page", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:a"]
)
def test_nobody_is_led_elsewhere(client: Client, next_page: str) -> None:
    answer = client.post("/admin/language/", {"language": "en", "next": next_page})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("language", ["", "xx", "../../etc"])
def test_a_language_that_is_not_spoken_here_changes_nothing(
    client: Client, language: str
) -> None:
    client.post("/admin/language/", {"language": language, "next": "/admin/"})
    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies


def test_a_link_cannot_change_the_language(client: Client) -> None:
    assert client.get("/admin/language/?language=zh-hans").status_code == 405


@pytest.mark.django_db
def test_readers_hear_nothing_of_the_choice(client: Client) -> None:
    client.post("/admin/language/", {"language": "zh-hans", "next": "/admin/"})
    assert '<html lang="en"' in client.get("/").text
