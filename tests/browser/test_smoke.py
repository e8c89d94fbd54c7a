"""An editor gets in, and at a draft, with scripts and without."""

from playwright.sync_api import Page, expect

from .browsing import Desk
from .site import Site
from .users import PASSWORD


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
