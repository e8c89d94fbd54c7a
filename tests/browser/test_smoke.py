"""Each page of the desk opens in a browser, and nothing goes wrong in it."""

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from .accessibility import axe
from .browsing import Desk
from .site import Site
from .users import PASSWORD

PATHS = [
    "/admin/",
    "/admin/articles/article/",
    "/admin/articles/article/?status__exact=draft",
    "/admin/articles/article/?q=nothing+at+all",
    "/admin/articles/article/add/",
    "/admin/articles/article/1/change/",
    "/admin/articles/article/1/history/",
    "/admin/articles/article/1/delete/",
    "/admin/articles/tag/",
    "/admin/articles/tag/add/",
    "/admin/articles/tag/1/change/",
    "/admin/articles/publication/",
    "/admin/articles/publication/1/change/",
    "/admin/auth/user/",
    "/admin/auth/user/add/",
    "/admin/auth/user/1/change/",
    "/admin/auth/user/1/password/",
    "/admin/auth/group/",
    "/admin/auth/group/1/change/",
    "/admin/password_change/",
]
WIDTHS = (768, 1440)
COLOR_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def test_an_editor_logs_in(desk: Desk) -> None:
    page = desk("")
    page.goto("/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("#user-tools")).to_contain_text("editor")


def test_a_draft_is_opened_by_its_editor(editor_page: Page, site: Site) -> None:
    article = site.do("draft")
    editor_page.goto(f"/admin/articles/article/{article}/change/")
    expect(editor_page.locator("[data-digest-editor]")).to_be_visible()
    expect(editor_page.locator("textarea[name=text].digest")).to_be_hidden()


def test_a_draft_is_a_text_where_scripts_are_off(desk: Desk, site: Site) -> None:
    article = site.do("draft")
    page = desk("editor", java_script_enabled=False)
    page.goto(f"/admin/articles/article/{article}/change/")
    text = page.locator("textarea[name=text].digest")
    expect(text).to_have_value(site.do("text_of", article))
    text.fill(site.do("text_of", article).replace("Waiting", "Standing"))
    page.get_by_role("button", name="Save", exact=True).click()
    assert "Standing dominates" in site.do("text_of", article)


def test_the_login_page_has_no_axe_violation(desk: Desk) -> None:
    look_at_it_in_all_ways(desk(""), "/admin/login/")


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("path", PATHS)
def test_every_page_of_the_desk_has_no_axe_violation(desk: Desk, path: str) -> None:
    look_at_it_in_all_ways(desk("admin"), path)


def look_at_it_in_all_ways(page: Page, path: str) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        answer = page.goto(path)
        assert answer
        assert answer.status == 200
        assert answer.url.endswith(path)
        for color_scheme in COLOR_SCHEMES:
            page.emulate_media(color_scheme=color_scheme)
            axe(page)
