"""An editor's day, from a pasted text to a correction that readers see."""

import re

import pytest
from playwright.sync_api import Page, expect

from .accessibility import axe
from .browsing import Desk
from .site import Site

PASTE = (
    "Rivers and bridges\n"
    "Harbour Weekly·2025-03-04 09:30\n"
    "\n"
    "Core Viewpoint - A bridge pays for itself where two towns share a market [1]. "
    "Group 1: What bridges cost - Stone lasts longer than the loan that paid for it "
    "[1][2]. - A ferry is cheaper until the first winter [2]. Group 2: 渡口 - "
    "渡船比桥便宜，直到第一个冬天[3]。"
)

_PASTE = """(area, text) => {
  area.focus();
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new InputEvent("input", {bubbles: true}));
}"""


def page_of(article: int) -> str:
    return f"/admin/articles/article/{article}/change/"


def opened(page: Page, article: int) -> None:
    page.goto(page_of(article))
    expect(page.locator(".digest-editor.is-ready")).to_be_visible()


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name).first.click()


def test_four_actions_lead_from_a_paste_to_readers(
    editor_page: Page, site: Site
) -> None:
    page = editor_page
    page.goto("/admin/articles/article/new/")
    page.get_by_label("Text", exact=True).evaluate(_PASTE, PASTE)
    press(page, "Create 1 draft")
    press(page, re.compile("^Save and publish"))
    press(page, "Publish")
    expect(page.locator(".messagelist")).to_contain_text("Published as edition 1")
    page.get_by_role("link", name="See it as readers do").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rivers and bridges")
    expect(page.locator("main")).to_contain_text("渡船比桥便宜")


def test_a_draft_is_mended_published_and_corrected(desk: Desk, site: Site) -> None:
    page = desk()
    article = site.do("draft", PASTE)
    opened(page, article)
    point = page.locator(".outline-text").nth(1)
    point.fill("Stone lasts much longer than the loan that paid for it [1][2].")
    tags = page.get_by_role("combobox", name=re.compile("tags", re.IGNORECASE)).first
    for tag in ("bridges", "桥梁"):
        tags.fill(tag)
        tags.press("Enter")
    page.locator('[data-field="locator"]').first.fill("p. 12")
    page.locator('[data-field="quote"]').first.fill("two towns share a market")
    press(page, re.compile("^Save and publish"))
    press(page, "Publish")
    expect(page.locator(".messagelist")).to_contain_text("Published as edition 1")

    expect(page.locator(".digest-editor.is-ready")).to_be_visible()
    page.locator(".outline-text").nth(2).fill("A ferry is cheaper until spring [2].")
    press(page, re.compile("^Save and publish"))
    expect(page.locator("main")).to_contain_text("What changes for readers")
    expect(page.locator("main ins", has_text="spring")).to_be_visible()
    axe(page)
    page.get_by_label(re.compile("a correction")).check()
    press(page, "Publish")
    expect(page.locator(".errorlist")).to_contain_text("Say what was wrong")
    page.get_by_label(re.compile("Public note")).fill("It was spring, not winter.")
    press(page, "Publish")
    expect(page.locator(".messagelist")).to_contain_text("Published as edition 2")

    page.get_by_role("link", name="See it as readers do").first.click()
    page.wait_for_url("**/articles/**")
    main = page.locator("main")
    expect(main).to_contain_text("It was spring, not winter.")
    expect(main).to_contain_text("p. 12")
    expect(main).to_contain_text("桥梁")
    text = site.do("text_of", article)
    assert "Tags: bridges, 桥梁" in text


def test_two_editors_who_cross_lose_nothing(desk: Desk, site: Site) -> None:
    article = site.do("draft")
    one, other = desk("editor"), desk("colleague")
    for page in (one, other):
        opened(page, article)
    one.locator(".outline-text").nth(1).fill("First come is often first served [1].")
    one.locator(".outline-text").nth(3).fill("Waiting is what costs [1][2].")
    press(one, "Save")
    expect(one.locator(".messagelist")).to_contain_text("Saved")

    other.locator(".outline-text").nth(1).fill("First come is seldom served [1].")
    other.locator(".outline-text").nth(2).fill("A ticket costs two increments [2].")
    press(other, "Save")
    expect(other.get_by_role("heading", level=1)).to_have_text("Two saves crossed")
    axe(other)
    conflict = other.get_by_role("group", name=re.compile("Group 1, point 1"))
    expect(conflict).to_contain_text("both changed it")
    conflict.get_by_role("radio", name=re.compile("^Theirs")).check()
    press(other, "Save what is chosen")
    expect(other.locator(".messagelist")).to_contain_text("Saved")
    text = site.do("text_of", article)
    for kept in ("often first", "Waiting is what costs", "two increments"):
        assert kept in text


def test_nothing_is_asked_where_nothing_of_mine_is_new(desk: Desk, site: Site) -> None:
    article = site.do("draft")
    page = desk()
    opened(page, article)
    site.do("revise", article, "one increment", "three increments")
    press(page, "Save")
    expect(page.locator(".messagelist")).to_contain_text("Saved")
    assert "three increments" in site.do("text_of", article)


def test_a_draft_goes_from_writer_to_editor_and_back(desk: Desk, site: Site) -> None:
    article = site.do("draft", owner="writer")
    writer, editor = desk("writer"), desk("editor")
    opened(writer, article)
    press(writer, re.compile("^Save and submit"))
    press(writer, "Submit")
    expect(writer.locator(".state")).to_have_text("in review")
    expect(writer.locator(".outline-text").first).to_have_attribute("readonly", "")
    axe(writer)

    opened(editor, article)
    editor.locator(".outline-point").nth(1).hover()
    editor.locator("[data-comment-on]").nth(1).click()
    editor.keyboard.type("Who says so?")
    editor.locator("#comment-form").get_by_role("button").click()
    expect(editor.locator("#comments")).to_contain_text("Who says so?")
    editor.get_by_role("link", name="Send back").click()
    editor.get_by_label(re.compile("Note")).fill("Please name the second source.")
    press(editor, "Send back")

    writer.reload()
    expect(writer.locator(".sent-back")).to_contain_text("the second source")
    expect(writer.locator(".comment-badge.has-comments")).to_have_text("1 comment")
    press(writer, "Settle")
    expect(writer.locator("#comments")).to_contain_text("1 settled comment")
    assert site.do("facts_of", article)["status"] == "draft"


def test_a_reviewer_without_account_reads_the_draft_until_it_is_revoked(
    desk: Desk, site: Site
) -> None:
    article = site.do("draft")
    editor = desk("editor")
    opened(editor, article)
    press(editor, "Make a link")
    link = editor.get_by_label("Review link").input_value()
    reviewer = desk("", expected=("status of 404",))
    reviewer.goto(link)
    expect(reviewer.get_by_role("heading", level=1)).to_have_text("Locks and queues")
    axe(reviewer)
    assert reviewer.context.cookies() == []
    press(editor, "Revoke")
    expect(editor.locator(".messagelist")).to_contain_text("leads nowhere")
    assert reviewer.goto(link).status == 404


@pytest.mark.parametrize("width", [360, 1440])
def test_without_scripts_a_text_becomes_an_edition_and_a_correction(
    desk: Desk, site: Site, width: int
) -> None:
    page = desk(java_script_enabled=False, viewport={"width": width, "height": 900})
    page.goto("/admin/articles/article/add/")
    page.get_by_label("Digest", exact=True).fill(PASTE)
    press(page, re.compile("^Save and publish"))
    press(page, "Publish")
    expect(page.locator(".messagelist")).to_contain_text("Published as edition 1")
    digest = page.get_by_label("Digest", exact=True)
    digest.fill(digest.input_value().replace("first winter", "first flood"))
    press(page, re.compile("^Save and publish"))
    page.get_by_label(re.compile("a correction")).check()
    page.get_by_label(re.compile("Public note")).fill("A flood, not a winter.")
    press(page, "Publish")
    expect(page.locator(".messagelist")).to_contain_text("Published as edition 2")


def test_a_lost_session_loses_no_word(desk: Desk, site: Site) -> None:
    article = site.do("draft")
    page = desk(expected=("status of 403",))
    opened(page, article)
    page.locator(".outline-text").first.fill("A queue remembers who came first [1].")
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    press(page, "Save")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your session has ended")
    expect(page.get_by_label("Digest")).to_have_value(
        re.compile("remembers who came first")
    )
    page.context.add_cookies(cookies)
    opened(page, article)
    press(page, re.compile("^Restore"))
    expect(page.locator(".outline-text").first).to_have_value(
        "A queue remembers who came first [1]."
    )
