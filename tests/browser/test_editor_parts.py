"""The parts round the outline: tags, references, markers, problems, preview."""

import random
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from articles.digest import (
    Digest,
    Point,
    Reference,
    cited_numbers,
    renumber,
    to_json,
)

from .accessibility import axe
from .browsing import Desk
from .site import Site


def page_of(article: int) -> str:
    return f"/admin/articles/article/{article}/change/"


def opened(page: Page, path: str) -> Page:
    page.goto(path)
    expect(page.locator(".digest-editor.is-ready")).to_be_visible()
    return page


@pytest.fixture
def page(desk: Desk, site: Site) -> Page:
    """Return the page of a draft, its editor ready, at a desk that knows some tags."""
    site.do("tag", "Railways", "铁路", "rail transport")
    site.do("tag", "Railway history")
    return opened(desk("editor"), page_of(site.do("draft")))


def tags_input(page: Page) -> Locator:
    return page.locator('[data-field-id="document"][data-field="tags"]')


def tags(page: Page) -> list[str]:
    return page.locator(".editor-main .tag-name").all_inner_texts()


def options(page: Page) -> Locator:
    return page.locator(".option-list:popover-open [role=option]")


def active_option(page: Page) -> Locator:
    return page.locator(".option-list:popover-open [aria-selected=true]")


def statement(page: Page, label: str) -> Locator:
    return page.get_by_role("textbox", name=label, exact=True)


def said(page: Page) -> Locator:
    return page.locator("[data-announcements]")


def expect_numbers(page: Page, *numbers: str) -> None:
    """Wait until the references have these numbers, in this order."""
    page.wait_for_function(
        """numbers => numbers ===
          [...document.querySelectorAll(".reference input.reference-number")]
            .map((field) => field.value).join()""",
        arg=",".join(numbers),
    )


def focused(page: Page) -> str:
    label: str = page.evaluate("document.activeElement.getAttribute('aria-label')")
    return label


FIRST, TICKET = "Group 1, point 1", "Group 1, point 2"


# Tags.


def test_the_first_known_tag_is_the_default(page: Page) -> None:
    field = tags_input(page)
    field.press_sequentially("rail")
    expect(options(page)).to_have_text(
        ["Railways0 articles", "Railway history0 articles", "New tag “rail”"]
    )
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(field).to_have_attribute(
        "aria-activedescendant", active_option(page).get_attribute("id") or ""
    )
    field.press("Enter")
    expect(options(page)).to_have_count(0)
    assert tags(page) == ["locks", "queues", "Railways"]
    expect(said(page)).to_have_text("Tag Railways added.")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "false")


def test_enter_that_comes_before_the_answer_waits_for_it(page: Page) -> None:
    field = tags_input(page)
    field.fill("rail tr")
    field.press("Enter")
    expect(page.locator(".tag-name").nth(2)).to_have_text("Railways")


def test_a_new_tag_is_the_last_option_and_chosen_by_hand(page: Page) -> None:
    field = tags_input(page)
    field.press_sequentially("rail")
    expect(options(page)).to_have_count(3)
    field.press("End")
    expect(active_option(page)).to_have_text("New tag “rail”")
    field.press("ArrowDown")
    expect(active_option(page)).to_contain_text("Railways")
    field.press("ArrowUp")
    field.press("Enter")
    assert tags(page) == ["locks", "queues", "rail"]


def test_without_a_match_enter_makes_a_new_tag(page: Page) -> None:
    tags_input(page).press_sequentially("granaries")
    expect(options(page)).to_have_text(["New tag “granaries”"])
    tags_input(page).press("Enter")
    assert tags(page)[-1] == "granaries"


def test_escape_takes_the_list_away_and_leaves_the_words(page: Page) -> None:
    field = tags_input(page)
    field.press_sequentially("rail")
    expect(options(page)).to_have_count(3)
    field.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(field).to_have_value("rail")
    field.press("Enter")
    expect(page.locator(".tag-name").nth(2)).to_have_text("rail")


@pytest.mark.parametrize("comma", [",", "，", "、", ";", "；"])
def test_every_comma_ends_a_tag(page: Page, comma: str) -> None:
    field = tags_input(page)
    field.press_sequentially("granaries" + comma)
    expect(page.locator(".tag-name").nth(2)).to_have_text("granaries")
    expect(field).to_have_value("")


def test_a_list_is_taken_as_it_stands(page: Page) -> None:
    tags_input(page).fill("rail、Queues,  wheat  trade; ")
    expect(page.locator(".tag-name").nth(3)).to_have_text("wheat trade")
    assert tags(page) == ["locks", "queues", "rail", "wheat trade"]


def test_a_tag_that_is_there_is_not_added_again(page: Page) -> None:
    tags_input(page).press_sequentially("ＱＵＥＵＥＳ")
    tags_input(page).press("Enter")
    expect(said(page)).to_have_text("Tag queues is there already.")
    assert tags(page) == ["locks", "queues"]


def test_tags_are_taken_off_by_key_and_by_button(page: Page) -> None:
    field = tags_input(page)
    field.press("Backspace")
    assert tags(page) == ["locks"]
    expect(said(page)).to_have_text("Tag queues removed.")
    page.get_by_role("button", name="Undo", exact=True).click()
    assert tags(page) == ["locks", "queues"]
    page.get_by_role("button", name="Remove tag locks").click()
    assert tags(page) == ["queues"]
    assert focused(page) == "Remove tag queues"
    page.keyboard.press("Enter")
    expect(field).to_be_focused()


def test_what_no_tag_may_hold_stays_in_the_field(page: Page) -> None:
    field = tags_input(page)
    for wrong, message in (("{x}", "holds no brace"), ("x" * 101, "at most 100")):
        field.fill(wrong)
        field.press("Enter")
        expect(page.locator(".tag-note")).to_contain_text(message)
        expect(field).to_have_value(wrong)


def test_a_half_typed_name_is_not_lost_when_the_field_is_left(
    page: Page, site: Site
) -> None:
    field = tags_input(page)
    field.press_sequentially("granaries")
    field.blur()
    expect(page.locator(".tag-name").nth(2)).to_have_text("granaries")
    field.press_sequentially("rail")
    field.blur()
    expect(page.locator(".tag-note")).to_contain_text("not added yet")
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    assert "Tags: locks, queues, granaries, rail\n" in site.do(
        "text_of", site.do("newest")
    )


def test_an_input_method_keeps_its_keys_and_finds_aliases(page: Page) -> None:
    field = tags_input(page)
    field.focus()
    keys = page.context.new_cdp_session(page)
    keys.send(
        "Input.imeSetComposition",
        {"text": "tielu", "selectionStart": 5, "selectionEnd": 5},
    )
    keys.send(
        "Input.dispatchKeyEvent",
        {"type": "rawKeyDown", "key": "Enter", "windowsVirtualKeyCode": 229},
    )
    assert tags(page) == ["locks", "queues"]
    keys.send("Input.insertText", {"text": "铁路"})
    expect(options(page)).to_have_text(["Railwaysalso “铁路” · 0 articles"])
    field.press("Enter")
    assert tags(page) == ["locks", "queues", "Railways"]


def test_the_tags_of_a_point_have_a_field_of_their_own(page: Page) -> None:
    row = page.locator("[data-point]").nth(1)
    row.locator(".outline-text").click()
    row.locator("[data-act=tags]").click()
    page.keyboard.type("rail")
    expect(options(page)).to_have_count(3)
    page.keyboard.press("Enter")
    expect(row.locator(".tag-name")).to_have_text(["fairness", "Railways"])


# Suggestions.


def test_a_tag_that_occurs_in_the_text_is_one_click_away(page: Page) -> None:
    statement(page, FIRST).fill("高速铁路货运增长 [1]。")
    suggestion = page.get_by_role("button", name="Add tag Railways, found as “铁路”")
    suggestion.click()
    assert tags(page)[-1] == "Railways"
    expect(suggestion).to_have_count(0)
    expect(said(page)).to_have_text("Tag Railways added.")


# Markers.


def test_a_bracket_offers_the_references(page: Page) -> None:
    field = statement(page, FIRST)
    field.fill("Tickets")
    field.press_sequentially(" [")
    expect(options(page)).to_have_text(
        [
            "[1] p. 3 — “first come”cited by 2 points",
            "[2] p. 9cited by 2 points",
            "New reference 3",
        ]
    )
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Tickets [2]")
    expect(options(page)).to_have_count(0)
    field.press_sequentially(" cost.")
    expect(field).to_have_value("Tickets [2] cost.")


@pytest.mark.parametrize(
    ("typed", "key", "text"),
    [
        ("x 【", "Tab", "x 【1】"),
        ("x ［2", "Enter", "x ［2］"),
        ("x [1, ", "Enter", "x [1, 1]"),
        ("x [1-2", "Enter", "x [1-2]"),
        ("x [1][", "End+Enter", "x [1][3]"),
    ],
)
def test_a_marker_is_finished_as_it_was_begun(
    page: Page, typed: str, key: str, text: str
) -> None:
    field = statement(page, FIRST)
    field.fill("")
    field.press_sequentially(typed)
    expect(active_option(page)).to_be_visible()
    for each in key.split("+"):
        field.press(each)
    expect(field).to_have_value(text)


def test_a_new_reference_comes_with_its_marker_in_one_step(page: Page) -> None:
    field = statement(page, FIRST)
    field.fill("Tickets ")
    field.press_sequentially("[7")
    expect(options(page)).to_have_text(["New reference 7"])
    field.press("Enter")
    expect(field).to_have_value("Tickets [7]")
    expect_numbers(page, "1", "2", "7")
    page.keyboard.press("ControlOrMeta+Z")
    expect_numbers(page, "1", "2")
    expect(field).to_have_value("Tickets [7")


def test_escape_leaves_the_bracket_and_gives_the_keys_back(page: Page) -> None:
    field = statement(page, FIRST)
    field.fill("x ")
    field.press_sequentially("[")
    expect(options(page)).to_have_count(3)
    field.press("Escape")
    expect(options(page)).to_have_count(0)
    field.press_sequentially("1")
    expect(options(page)).to_have_count(0)
    field.press_sequentially("] y")
    field.press("Enter")
    expect(statement(page, FIRST)).to_have_value("x [1] y")
    expect(statement(page, TICKET)).to_have_value("")


# References.


def test_missing_and_uncited_references_show_at_a_glance(page: Page) -> None:
    statement(page, "Core viewpoint, point 1").fill("Nothing else [5].")
    statement(page, FIRST).fill("None.")
    statement(page, "Group 2, point 1").fill("None either.")
    head = page.locator(".reference-head")
    expect(head).to_contain_text("1 missing")
    expect(head).to_contain_text("1 not cited")
    page.locator(".reference.is-missing").get_by_role("button", name="Add").click()
    expect_numbers(page, "1", "2", "5")
    assert focused(page) == "Reference 5, Place in the source"
    expect(head).to_contain_text("1 without passage")
    page.keyboard.type("p. 12")
    expect(head).not_to_contain_text("without passage")


def test_a_cited_reference_is_deleted_after_a_question(page: Page) -> None:
    page.get_by_role("button", name="Delete reference 2").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("2 points cite reference 2.")
    dialog.get_by_role("button", name="Cancel").click()
    expect_numbers(page, "1", "2")
    page.get_by_role("button", name="Delete reference 2").click()
    dialog.get_by_role("button", name="Delete").click()
    expect_numbers(page, "1")
    expect(page.locator(".reference.is-missing")).to_contain_text("missing")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect_numbers(page, "1", "2")


def test_a_reference_nobody_cites_is_deleted_at_once(page: Page) -> None:
    page.get_by_role("button", name="Add reference 3").click()
    expect_numbers(page, "1", "2", "3")
    page.get_by_role("button", name="Delete reference 3").click()
    expect_numbers(page, "1", "2")
    assert focused(page) == "Reference 2, Place in the source"


def test_a_number_is_taken_once_it_is_whole_and_free(page: Page) -> None:
    number = page.get_by_label("Reference 1, Number")
    for wrong, message in (
        ("2", "Another reference has the number 2."),
        ("0", "from 1 to 9999"),
        ("x", "from 1 to 9999"),
    ):
        number.fill(wrong)
        number.press("Enter")
        expect(page.locator(".reference").first).to_contain_text(message)
        expect(number).to_have_attribute("aria-invalid", "true")
    number.fill("１２")
    number.press("Enter")
    expect_numbers(page, "2", "12")
    assert focused(page) == "Reference 12, Number"


def test_references_are_renumbered_when_asked(page: Page) -> None:
    statement(page, "Core viewpoint, point 1").fill("Last first [2, 1].")
    button = page.get_by_role("button", name="Renumber in order of first use")
    button.click()
    expect(said(page)).to_have_text("References renumbered.")
    expect(statement(page, "Core viewpoint, point 1")).to_have_value(
        "Last first [1,2]."
    )
    expect(statement(page, FIRST)).to_have_value("First come is first served [2].")
    expect(page.get_by_label("Reference 1, Place in the source")).to_have_value("p. 9")
    expect(button).to_have_attribute("aria-disabled", "true")
    button.press("Enter")
    expect(said(page)).to_have_text("References are in order of first use already.")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(statement(page, FIRST)).to_have_value("First come is first served [1].")


def test_a_count_leads_to_the_points_that_cite(page: Page) -> None:
    cited = page.locator(".reference").nth(1).locator(".reference-cited")
    expect(cited).to_have_text("2 points")
    for label in (TICKET, "Group 2, point 1", TICKET):
        cited.click()
        assert focused(page) == label


SIGNS = [
    "[",
    "]",
    "［",
    "］",
    "【",
    "】",
    ",",
    "，",
    "、",
    "-",
    "–",
    "~",
    " ",
    "１２",
    "a",
]


def _digests(count: int) -> list[Digest]:
    """Return digests full of markers, whole and broken, the same at each run."""
    chance = random.Random(20260)  # noqa: S311 - texts, no secrets

    def marker() -> str:
        numbers_ = [str(chance.randint(0, 12)) for _ in range(chance.randint(1, 4))]
        return f"[{chance.choice([',', '-', '、', ' - ']).join(numbers_)}]"

    def text() -> str:
        pieces = [
            marker() if chance.random() < 0.6 else chance.choice(SIGNS) * 2
            for _ in range(chance.randint(1, 8))
        ]
        return "x" + "".join(pieces)

    return [
        Digest(
            core=tuple(Point(text()) for _ in range(chance.randint(1, 5))),
            references=tuple(
                Reference(number, f"p. {number}")
                for number in chance.sample(range(1, 14), chance.randint(0, 8))
            ),
        )
        for _ in range(count)
    ]


RENUMBERED = """async (forms) => {
  const room = "/static/desk/editor/";
  const { withIds, serialise } = await import(`${room}document.js`);
  const { citedNumbers, renumber, renumbering } = await import(`${room}citations.js`);
  return forms.map((form) => {
    const cited = form.core.map(({ text }) => citedNumbers(text));
    const draft = withIds(form);
    renumber(draft, renumbering(draft));
    return { cited, form: serialise(draft) };
  });
}"""


def test_script_and_server_number_alike(page: Page) -> None:
    digests = _digests(400)
    answers: list[Any] = page.evaluate(RENUMBERED, [*map(to_json, digests)])
    for digest, answer in zip(digests, answers, strict=True):
        cited = [list(cited_numbers(point.text)) for point in digest.core]
        assert answer["cited"] == cited, digest
        assert answer["form"] == to_json(renumber(digest)), digest


# Problems.


def test_a_problem_leads_to_its_place_and_goes_when_it_is_mended(page: Page) -> None:
    address = page.get_by_label("Reference 2, Address")
    address.fill("ftp://example.org")
    toggle = page.locator(".problems-toggle")
    expect(toggle).to_contain_text("1 error")
    expect(address).to_have_attribute("aria-invalid", "true")
    expect(address).to_have_accessible_description(
        "Error: an address begins with http:// or https://, names a host, and holds "
        "no user name"
    )
    toggle.click()
    page.get_by_role("button", name="Error Reference 2").click()
    expect(address).to_be_focused()
    address.fill("https://example.org")
    expect(page.locator(".problems")).to_contain_text("No problems")
    expect(address).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator(".field-problem:not(:empty)")).to_have_count(0)


def test_warnings_are_told_as_one_types(page: Page) -> None:
    statement(page, FIRST).fill("Nothing is cited here.")
    toggle = page.locator(".problems-toggle")
    expect(toggle).to_have_text("1 warning")
    toggle.click()
    page.get_by_role("button", name="Warning Group 1, point 1").click()
    assert focused(page) == FIRST


def test_the_list_of_problems_moves_nothing_while_it_is_open(page: Page) -> None:
    statement(page, FIRST).fill("Nothing is cited here.")
    toggle = page.locator(".problems-toggle")
    expect(toggle).to_have_text("1 warning")
    toggle.click()
    title = page.get_by_label("Title", exact=True)
    top = "title => title.getBoundingClientRect().top + scrollY"
    before = title.evaluate(top)
    for label in (TICKET, "Group 2, point 1"):
        statement(page, label).fill(f"{label} cites nothing.")
    expect(page.locator(".problem")).to_have_count(4)
    assert title.evaluate(top) == before


def test_an_article_at_the_desk_already_is_told_with_a_link(
    page: Page, desk: Desk, site: Site
) -> None:
    other = site.do("draft", title="Tickets", source_url="https://systems.example/t")
    page.get_by_label("Address of the original").fill("https://systems.example/t")
    page.locator(".problems-toggle:enabled").click()
    link = page.get_by_role("link", name="See the other article")
    expect(link).to_have_attribute("href", page_of(other))


def test_a_lost_session_is_said_and_nothing_is_lost(desk: Desk, site: Site) -> None:
    page = opened(desk("editor", expected=("403",)), page_of(site.do("draft")))
    page.context.clear_cookies()
    statement(page, FIRST).fill("Kept [1].")
    expect(page.locator(".problems-status")).to_contain_text("no longer signed in")
    expect(statement(page, FIRST)).to_have_value("Kept [1].")


# Preview.


def test_the_preview_shows_what_is_typed_and_stays_where_it_is(page: Page) -> None:
    page.get_by_role("button", name="Show preview").click()
    frame = page.frame_locator(".preview-frame")
    expect(frame.locator("main h1")).to_have_text("Locks and queues")
    frame.locator("body").evaluate("() => scrollTo(0, 200)")
    page.get_by_label("Title", exact=True).fill("Locks, queues and tickets")
    expect(frame.locator("main h1")).to_have_text("Locks, queues and tickets")
    assert frame.locator("body").evaluate("() => scrollY") == 200
    page.get_by_role("button", name="Hide preview").click()
    expect(page.locator(".preview-frame")).to_be_hidden()


def test_a_marker_in_the_preview_stays_in_the_preview(page: Page) -> None:
    page.get_by_role("button", name="Show preview").click()
    frame = page.frame_locator(".preview-frame")
    frame.locator('main a[href="#ref-1"]').first.click()
    expect(frame.locator("main h1")).to_have_text("Locks and queues")


# All together.


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing(desk: Desk, site: Site, width: int, scheme: Any) -> None:
    site.do("tag", "Railways", "铁路")
    viewport = {"width": width, "height": 900}
    page = desk("editor", color_scheme=scheme, viewport=viewport)
    opened(page, page_of(site.do("draft")))
    statement(page, FIRST).fill("铁路 [7] 【8】")
    page.get_by_label("Reference 2, Address").fill("ftp://example.org")
    page.locator(".problems-toggle:enabled").click()
    expect(page.locator(".suggestion")).to_have_count(2)
    tags_input(page).press_sequentially("rail")
    expect(options(page)).to_have_count(2)
    # By part: an open list hides what is below it, which is no fault of that.
    for part in (".problems", ".tags-editor", ".option-list:popover-open"):
        axe(page, part)
    tags_input(page).press("Escape")
    axe(page, ".suggestions")
    axe(page, ".references")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_digest_nobody_may_change_can_be_read(desk: Desk, site: Site) -> None:
    article = site.do("draft", owner="writer", status="in_review")
    page = opened(desk("writer"), page_of(article))
    expect_numbers(page, "1", "2")
    assert tags(page) == ["locks", "queues"]
    expect(tags_input(page)).not_to_be_editable()
    expect(page.locator(".suggestions")).to_have_count(0)
