"""The search box: pages that may be meant are offered while one types."""

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from .accessibility import axe
from .browsing import Desk
from .site import Site

SCHEMES = ("light", "dark", "sepia")
SCRIPT = "suggesting"


@pytest.fixture
def page(desk: Desk, seeded: Site) -> Page:
    page = desk("")
    page.goto("/")
    return page


def box(page: Page) -> Locator:
    return page.locator("[role=search] input[type=search]")


def options(page: Page) -> Locator:
    return page.get_by_role("option")


def typed(page: Page, text: str) -> Locator:
    """Type in the box and wait for what is offered; return the box."""
    field = box(page)
    field.press_sequentially(text)
    expect(options(page).first).to_be_visible()
    return field


def active(page: Page) -> str:
    """Return the name of the option that the box points at, "" for none."""
    return str(
        page.evaluate(
            "document.getElementById(document.activeElement"
            ".getAttribute('aria-activedescendant'))?.textContent.trim() ?? ''"
        )
    )


def test_the_script_is_loaded_when_the_box_is_first_come_to(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if SCRIPT in url]
    with page.expect_response(lambda response: SCRIPT in response.url):
        box(page).focus()


def test_what_is_offered_stands_by_kind_and_leads_to_its_page(page: Page) -> None:
    field = typed(page, "uni")
    expect(field).to_have_attribute("role", "combobox")
    expect(field).to_have_attribute("aria-expanded", "true")
    publications = page.get_by_role("group", name="Publications")
    expect(publications.get_by_role("option")).to_have_count(2)
    publications.get_by_role("option", name="Unicode Consortium").click()
    page.wait_for_url("**/publications/unicode-consortium/")


def test_keys_move_open_and_close(page: Page) -> None:
    field = typed(page, "uni")
    count = options(page).count()
    assert count > 1
    assert active(page) == ""
    names = [text.strip() for text in options(page).all_inner_texts()]
    for place in (*range(count), None, 0):
        field.press("ArrowDown")
        assert active(page) == ("" if place is None else names[place])
    field.press("ArrowUp")
    field.press("ArrowUp")
    assert active(page) == names[-1]
    assert field.input_value() == "uni"
    field.press("Escape")
    expect(options(page).first).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    assert field.input_value() == "uni"
    field.press("ArrowDown")
    expect(options(page).first).to_be_visible()
    field.press("ArrowDown")
    link = options(page).first.get_attribute("href")
    field.press("Enter")
    page.wait_for_url(f"**{link}")


def test_without_a_choice_enter_searches(page: Page) -> None:
    typed(page, "text").press("Enter")
    page.wait_for_url("**/search/?q=text")


def test_a_page_in_chinese_leads_on_in_chinese(page: Page) -> None:
    page.goto("/zh-hans/")
    typed(page, "排版")
    assert page.get_by_role("listbox", name="搜索建议").is_visible()
    hrefs = [link.get_attribute("href") or "" for link in options(page).all()]
    assert hrefs
    assert all(href.startswith("/zh-hans/") for href in hrefs)


def test_what_is_being_composed_is_left_to_the_input_method(page: Page) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        if "/suggestions.json" in request.url:
            asked.append(request.url)

    page.on("request", note)
    box(page).focus()
    method = page.context.new_cdp_session(page)
    for text in ("p", "pai", "paiban"):
        place = {"selectionStart": len(text), "selectionEnd": len(text)}
        method.send("Input.imeSetComposition", {"text": text, **place})
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(400)
    assert asked == []
    method.send("Input.insertText", {"text": "排版"})
    expect(options(page).first).to_be_visible()
    assert len(asked) == 1


def test_letters_typed_fast_are_asked_for_once_and_old_answers_dropped(
    page: Page,
) -> None:
    asked: list[str] = []
    page.on(
        "request",
        lambda request: "suggestions.json" in request.url and asked.append(request.url),
    )
    typed(page, "text and")
    assert len(asked) == 1
    box(page).press("Control+a")
    box(page).press("Delete")
    expect(options(page).first).to_be_hidden()


def test_leaving_the_box_closes_its_list(page: Page) -> None:
    typed(page, "te")
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


@pytest.mark.parametrize("path", ["/", "/search/", "/articles/"])
def test_axe_finds_no_fault_in_any_scheme(page: Page, path: str) -> None:
    page.goto(path)
    field = typed(page, "te")
    field.press("ArrowDown")
    for scheme in SCHEMES:
        page.evaluate("s => document.documentElement.dataset.scheme = s", scheme)
        axe(page)


@pytest.mark.parametrize("path", ["/", "/search/"])
def test_the_list_fits_small_windows_and_lies_over_the_page(
    desk: Desk, seeded: Site, path: str
) -> None:
    page = desk("", viewport={"width": 320, "height": 480}, has_touch=True)
    page.goto(path)
    typed(page, "te")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    last = options(page).last
    last.scroll_into_view_if_needed()
    seen = last.bounding_box()
    assert seen
    assert seen["height"] >= 24
    link = last.get_attribute("href")
    last.tap()
    page.wait_for_url(f"**{link}")


def test_forced_colours_show_which_one_is_chosen(desk: Desk, seeded: Site) -> None:
    page = desk("", forced_colors="active")
    page.goto("/")
    typed(page, "te").press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    style = "element => getComputedStyle(element).outlineStyle"
    assert chosen.evaluate(style) == "solid"


def test_without_scripts_the_box_is_a_plain_one(desk: Desk, seeded: Site) -> None:
    page = desk("", java_script_enabled=False)
    page.goto("/")
    box(page).press_sequentially("text")
    assert box(page).get_attribute("role") is None
    box(page).press("Enter")
    page.wait_for_url("**/search/?q=text")


def test_a_site_that_does_not_answer_leaves_the_box_in_peace(
    desk: Desk, seeded: Site
) -> None:
    page = desk("", expected=("status of 503", "503: "))
    page.goto("/")
    page.route("**/suggestions.json*", lambda route: route.fulfill(status=503, body=""))
    with page.expect_response("**/suggestions.json*"):
        box(page).press_sequentially("text")
    expect(page.get_by_role("listbox")).to_be_hidden()
    box(page).press("Enter")
    page.wait_for_url("**/search/?q=text")
