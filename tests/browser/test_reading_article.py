"""An article's page as a reader uses it: from a statement to what it rests on."""

import itertools
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .accessibility import axe
from .browsing import Desk
from .site import Site

WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 360, "height": 740}


@pytest.fixture
def path(site: Site) -> str:
    return site.begin_with("article_to_read")


@pytest.fixture
def wide(desk: Desk, path: str) -> Page:
    page = desk("", viewport=WIDE, timezone_id="Europe/Berlin")
    page.goto(path)
    return page


@pytest.fixture
def narrow(desk: Desk, path: str) -> Page:
    page = desk("", viewport=NARROW, has_touch=True, is_mobile=True)
    page.goto(path)
    return page


def point(page: Page, key: str) -> Locator:
    return page.locator(f"#p-{key}")


def marker(page: Page, key: str, number: int) -> Locator:
    return point(page, key).locator(".marker a").get_by_text(str(number), exact=True)


def card(page: Page) -> Locator:
    return page.locator("#slip")


def box(locator: Locator) -> dict[str, float]:
    found = locator.bounding_box()
    assert found
    return found


def test_on_a_wide_screen_each_passage_stands_beside_the_point_that_cites_it(
    wide: Page,
) -> None:
    for key in ("core1", "stone2", "ferry1", "toll1"):
        statement = box(point(wide, key).locator(".statement"))
        notes = box(point(wide, key).locator(".sidenotes"))
        assert notes["x"] > statement["x"] + statement["width"]
        assert abs(notes["y"] - statement["y"]) < 20
    notes = point(wide, "stone2").locator(".sidenotes")
    expect(notes).to_contain_text("stone by stone")
    expect(notes.locator(".earlier")).to_contain_text("see point 1")


def test_no_note_in_the_margin_covers_another(wide: Page) -> None:
    boxes = [box(notes) for notes in wide.locator(".sidenotes").all()]
    assert len(boxes) > 5
    for above, below in itertools.pairwise(boxes):
        assert above["y"] + above["height"] <= below["y"]
    assert max(each["x"] + each["width"] for each in boxes) <= WIDE["width"]


def test_a_marker_under_the_mouse_lights_its_note(wide: Page) -> None:
    note = point(wide, "core1").locator(".sidenote").first
    marker(wide, "core1", 1).hover()
    expect(note).to_have_class(re.compile("is-lit"))
    # The passage is in sight already, so a click opens nothing over it.
    marker(wide, "core1", 1).click()
    expect(card(wide)).to_be_hidden()
    wide.mouse.move(0, 0)
    expect(note).not_to_have_class(re.compile("is-lit"))


def test_a_passage_seen_further_up_opens_in_a_card(wide: Page) -> None:
    marker(wide, "stone1", 1).click()
    expect(card(wide)).to_contain_text("where two towns share a market")


def test_the_keyboard_opens_the_card_and_escape_leads_back(wide: Page) -> None:
    link = marker(wide, "ferry1", 4)
    link.focus()
    wide.keyboard.press("Enter")
    expect(card(wide)).to_be_visible()
    expect(card(wide)).to_be_focused()
    expect(card(wide)).to_have_accessible_name("Reference 4")
    expect(link).to_have_attribute("aria-expanded", "true")
    wide.keyboard.press("Escape")
    expect(card(wide)).to_be_hidden()
    expect(link).to_be_focused()
    expect(link).not_to_have_attribute("aria-expanded", "true")


def test_the_tab_key_goes_through_the_card_and_on_from_its_point(wide: Page) -> None:
    marker(wide, "toll1", 5).focus()
    wide.keyboard.press("Enter")
    expect(card(wide)).to_be_focused()
    wide.keyboard.press("Tab")
    expect(card(wide).get_by_role("button", name="Close")).to_be_focused()
    wide.keyboard.press("Tab")
    expect(card(wide).locator(".source")).to_be_focused()
    wide.keyboard.press("Escape")
    expect(marker(wide, "toll1", 5)).to_be_focused()


def test_the_close_button_leads_back_too(wide: Page) -> None:
    marker(wide, "toll1", 5).focus()
    wide.keyboard.press("Enter")
    card(wide).get_by_role("button", name="Close").press("Enter")
    expect(card(wide)).to_be_hidden()
    expect(marker(wide, "toll1", 5)).to_be_focused()


def test_on_a_telephone_a_tap_opens_the_card_beside_the_marker(narrow: Page) -> None:
    expect(narrow.locator(".sidenotes").first).to_be_hidden()
    link = marker(narrow, "core1", 2)
    link.tap()
    expect(card(narrow)).to_contain_text("Passage not supplied")
    place, opened = box(link), box(card(narrow))
    assert opened["x"] >= 0
    assert opened["x"] + opened["width"] <= NARROW["width"]
    below = opened["y"] - (place["y"] + place["height"])
    above = place["y"] - (opened["y"] + opened["height"])
    # Part of a marker's height is there for fingers only.
    assert -10 < max(above, below) < 20


def test_another_marker_takes_the_card_and_a_second_tap_closes_it(
    narrow: Page,
) -> None:
    marker(narrow, "core1", 1).tap()
    expect(card(narrow)).to_contain_text("where two towns share a market")
    marker(narrow, "stone2", 3).tap()
    expect(card(narrow)).to_contain_text("stone by stone")
    marker(narrow, "stone2", 3).tap()
    expect(card(narrow)).to_be_hidden()


def test_a_tap_elsewhere_closes_the_card(narrow: Page) -> None:
    marker(narrow, "core1", 1).tap()
    expect(card(narrow)).to_be_visible()
    narrow.touchscreen.tap(180, 40)
    expect(card(narrow)).to_be_hidden()


def test_a_long_passage_scrolls_in_its_card(narrow: Page) -> None:
    marker(narrow, "stone2", 3).tap()
    opened = box(card(narrow))
    assert opened["y"] >= 0
    assert opened["y"] + opened["height"] <= NARROW["height"]


def test_from_the_card_one_goes_on_to_the_other_points(narrow: Page) -> None:
    marker(narrow, "core1", 1).tap()
    card(narrow).get_by_role("link", name="Back to point 3").tap()
    expect(card(narrow)).to_be_hidden()
    assert narrow.url.endswith("#p-stone2")
    expect(point(narrow, "stone2")).to_be_in_viewport()


def test_without_scripts_a_marker_leads_to_the_reference_and_back(
    desk: Desk, path: str
) -> None:
    page = desk("", viewport=NARROW, java_script_enabled=False)
    page.goto(path)
    marker(page, "ferry1", 4).click()
    reference = page.locator("#ref-4")
    expect(reference).to_be_in_viewport()
    reference.get_by_role("link", name="Back to point 4").click()
    expect(point(page, "ferry1")).to_be_in_viewport()
    point(page, "ferry1").get_by_role("link", name="Cite point 4").click()
    field = page.get_by_label("Plain text", exact=True)
    assert "渡船比桥便宜" in field.input_value()
    expect(page.get_by_role("button", name="Copy as BibTeX")).to_be_hidden()


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("Plain text", "“Ice closes the river for nine weeks [6][1-3].”\n"),
        ("Markdown", "> Ice closes the river for nine weeks [6][1-3].\n"),
        ("BibTeX", "@misc{what-bridges-cost-winter1,\n"),
        ("CSL-JSON", '[{\n  "id": "what-bridges-cost-winter1",\n'),
    ],
)
def test_a_point_is_copied_with_its_citation(
    wide: Page, form: str, begins: str
) -> None:
    wide.context.grant_permissions(["clipboard-read", "clipboard-write"])
    cite = point(wide, "winter1").get_by_role("link", name="Cite point 7")
    cite.click()
    card(wide).get_by_role("button", name=f"Copy as {form}").click()
    expect(card(wide).get_by_role("status")).to_have_text(f"{form}: copied.")
    copied = wide.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(begins)
    assert f"{wide.url}points/winter1/" in copied
    wide.keyboard.press("Escape")
    expect(cite).to_be_focused()


def test_a_browser_that_copies_nothing_selects_the_citation(
    desk: Desk, path: str
) -> None:
    page = desk("")
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject()")
    page.goto(f"{path}points/winter1/")
    page.get_by_role("button", name="Copy as BibTeX").click()
    expect(page.locator(".citations").get_by_role("status")).to_contain_text("Selected")
    expect(page.get_by_label("BibTeX", exact=True)).to_be_focused()
    selected = page.evaluate("getSelection().toString()")
    assert selected.startswith("@misc{")


def test_a_click_with_a_modifier_is_left_to_the_browser(wide: Page) -> None:
    with wide.context.expect_page() as opened:
        point(wide, "toll1").locator(".cite").click(modifiers=["ControlOrMeta"])
    assert opened.value.url.endswith("/points/toll1/")
    expect(card(wide)).to_be_hidden()


def test_the_contents_say_what_is_being_read(wide: Page) -> None:
    contents = wide.get_by_role("navigation", name="Contents")
    winter = contents.get_by_role("link", name="Winter")
    wide.evaluate("document.querySelector('#group-4').scrollIntoView()")
    expect(winter).to_have_attribute("aria-current", "location")
    expect(contents.locator("[aria-current]")).to_have_count(1)
    expect(winter).to_be_in_viewport()
    contents.get_by_role("link", name="Stone").click()
    expect(point(wide, "stone1")).to_be_in_viewport()


def test_the_readers_own_time_stands_beside_the_publications(
    wide: Page, desk: Desk, path: str
) -> None:
    facts = wide.locator(".facts")
    expect(facts).to_contain_text("4 November 2025, 22:06 Shanghai time, UTC+08:00")
    expect(facts).to_contain_text("15:06 your time")
    for zone, words in (
        ("Asia/Tokyo", "23:06 your time"),
        ("Pacific/Auckland", "5 November at 03:06 your time"),
        ("Asia/Shanghai", "also your time"),
    ):
        page = desk("", timezone_id=zone)
        page.goto(path)
        expect(page.locator(".own-time")).to_have_text(words)


def test_nothing_moves_while_the_page_loads(desk: Desk, path: str) -> None:
    for size in (WIDE, NARROW):
        page = desk("", viewport=size)
        page.add_init_script(
            """window.shifts = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) window.shifts += entry.value;
            }).observe({ type: "layout-shift", buffered: true });"""
        )
        page.goto(path)
        page.wait_for_timeout(300)
        assert page.evaluate("window.shifts") == 0


def test_a_printed_article_has_each_passage_once(wide: Page) -> None:
    wide.emulate_media(media="print")
    expect(wide.locator(".sidenotes").first).to_be_hidden()
    expect(wide.locator("#ref-1")).to_be_visible()
    expect(wide.locator(".cite").first).to_be_hidden()
    expect(wide.locator(".contents")).to_be_hidden()


def test_an_arabic_title_begins_at_the_right(desk: Desk, site: Site) -> None:
    path = site.do("publish", site.do("draft", title="إصلاح تمويل البحث العلمي"))
    page = desk("", viewport=WIDE)
    page.goto(path)
    title = page.locator("h1 bdi")
    assert title.evaluate("e => getComputedStyle(e).direction") == "rtl"
    right = title.evaluate(
        """e => {
          const range = document.createRange();
          range.selectNodeContents(e);
          const words = range.getBoundingClientRect();
          return Math.abs(words.right - e.getBoundingClientRect().right);
        }"""
    )
    assert right < 2


@pytest.mark.parametrize("scheme", ["light", "dark", "sepia"])
def test_axe_finds_no_fault_in_a_point_or_an_open_card(
    desk: Desk, path: str, scheme: str
) -> None:
    page = desk("", viewport=WIDE)
    for end in ("", "points/winter1/", "editions/1/"):
        page.goto(f"{path}{end}")
        page.evaluate("s => document.documentElement.dataset.scheme = s", scheme)
        if end:
            axe(page)
            continue
        point(page, "winter1").get_by_role("link", name="Cite point 7").click()
        expect(card(page).get_by_role("button", name="Copy as BibTeX")).to_be_visible()
        axe(page, "#slip")
        page.keyboard.press("Escape")
        marker(page, "ferry1", 4).press("Enter")
        axe(page)
