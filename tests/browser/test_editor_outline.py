"""The outline of the digest editor, used as an editor uses it."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .accessibility import axe
from .browsing import Desk
from .scenes import TEXT
from .site import Site

NEW = "/admin/articles/article/add/"
CLIPBOARD = ["clipboard-read", "clipboard-write"]


def page_of(article: int) -> str:
    return f"/admin/articles/article/{article}/change/"


@pytest.fixture
def page(desk: Desk, site: Site) -> Page:
    """Return the page of a draft, its editor ready."""
    page = desk("editor", permissions=CLIPBOARD)
    opened(page, page_of(site.do("draft")))
    return page


@pytest.fixture
def new_page(desk: Desk) -> Page:
    """Return the page of a new article, its editor ready."""
    page = desk("editor", permissions=CLIPBOARD)
    opened(page, NEW)
    return page


def opened(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.locator(".digest-editor.is-ready")).to_be_visible()


def statement(page: Page, label: str) -> Locator:
    return page.get_by_role("textbox", name=label, exact=True)


def statements(page: Page) -> list[str]:
    """Return the text of every point, in order."""
    texts: list[str] = page.locator(".outline-text").evaluate_all(
        "fields => fields.map((field) => field.value)"
    )
    return texts


def said(page: Page) -> Locator:
    return page.locator("[data-announcements]")


def paste(page: Page, text: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("ControlOrMeta+V")


def save(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()


def without_new_keys(text: str) -> str:
    """Return a text without the keys that saving gives to points."""
    return re.sub(r" \{#(?!f1rst)\w+\}$", "", text, flags=re.MULTILINE)


def focused_label(page: Page) -> str:
    label: str = page.evaluate("document.activeElement.getAttribute('aria-label')")
    return label


FIRST, TICKET, LOAD = (
    "First come is first served [1].",
    "A ticket costs one increment [2].",
    "Waiting dominates under load [1][2].",
)
QUEUE = "A queue is a lock that remembers who came [1]."


def test_points_are_put_in_order_by_the_keyboard_alone(page: Page, site: Site) -> None:
    while focused_label(page) != "Group 1, point 1":
        page.keyboard.press("Tab")

    page.keyboard.press("Alt+ArrowDown")
    expect(said(page)).to_have_text("Point moved to Group 1, place 2 of 2")
    page.keyboard.press("Alt+ArrowDown")
    expect(said(page)).to_have_text("Point moved to Group 2, place 1 of 2")
    assert focused_label(page) == "Group 2, point 1"
    assert statements(page) == [QUEUE, TICKET, FIRST, LOAD]

    while page.evaluate("document.activeElement.name") != "_continue":
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    text = site.do("text_of", site.do("newest"))
    assert text.index(TICKET) < text.index("Group 2") < text.index(FIRST)
    assert "{#f1rst tags: fairness}" in text


def test_the_last_place_is_said_and_nothing_moves(page: Page) -> None:
    statement(page, "Group 2, point 1").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(said(page)).to_have_text("This is the last place")
    assert statements(page) == [QUEUE, FIRST, TICKET, LOAD]


def test_groups_are_put_in_order_from_their_heading(page: Page) -> None:
    statement(page, "Group 1, heading").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(said(page)).to_have_text("Group moved to place 2 of 2")
    expect(statement(page, "Group 2, heading")).to_have_value("Fairness")
    expect(statement(page, "Group 2, heading")).to_be_focused()


def test_buttons_move_a_point_and_keep_the_focus(page: Page) -> None:
    row = page.locator(".outline-point", has=statement(page, "Group 1, point 2"))
    row.get_by_role("button", name="Move point up").click()
    assert statements(page) == [QUEUE, TICKET, FIRST, LOAD]
    button = page.locator(".outline-point").nth(1).get_by_role("button")
    expect(button.and_(page.get_by_label("Move point up"))).to_be_focused()


def test_a_point_is_dragged_into_another_group(page: Page) -> None:
    rows = page.locator(".outline-point")
    rows.nth(1).scroll_into_view_if_needed()
    rows.nth(1).locator("[data-drag]").hover()
    page.mouse.down()
    box = rows.nth(3).bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] - 3, steps=8)
    page.mouse.up()
    expect(said(page)).to_have_text("Point moved to Group 2, place 2 of 2")
    assert statements(page) == [QUEUE, TICKET, LOAD, FIRST]


def test_escape_leaves_a_drag_as_it_was(page: Page) -> None:
    rows = page.locator(".outline-point")
    rows.nth(1).scroll_into_view_if_needed()
    rows.nth(1).locator("[data-drag]").hover()
    page.mouse.down()
    box = rows.nth(3).bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] - 3, steps=8)
    expect(page.locator(".drop-line")).to_be_visible()
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator(".drop-line")).to_have_count(0)
    assert statements(page) == [QUEUE, FIRST, TICKET, LOAD]


def test_a_deleted_point_comes_back_by_its_note(page: Page, site: Site) -> None:
    row = page.locator(".outline-point", has=statement(page, "Group 1, point 1"))
    row.get_by_role("button", name="Delete point").click()
    expect(said(page)).to_have_text("Point deleted")
    expect(statement(page, "Group 1, point 1")).to_be_focused()
    assert statements(page) == [QUEUE, TICKET, LOAD]

    statement(page, "Group 2, point 1").fill("Something else [1].")
    page.locator(".editor-toast").get_by_role("button", name="Undo").click()
    assert statements(page) == [QUEUE, FIRST, TICKET, "Something else [1]."]
    expect(statement(page, "Group 1, point 1")).to_be_focused()
    save(page)
    assert "{#f1rst tags: fairness}" in site.do("text_of", site.do("newest"))


def test_steps_are_undone_and_done_again_in_their_order(page: Page) -> None:
    first = statement(page, "Group 1, point 1")
    first.focus()
    page.keyboard.press("End")
    page.keyboard.type(" More.")
    page.keyboard.press("ControlOrMeta+Shift+Backspace")
    assert statements(page) == [QUEUE, TICKET, LOAD]
    page.keyboard.press("ControlOrMeta+Z")
    expect(said(page)).to_have_text("Undone: Point deleted")
    expect(first).to_be_focused()
    page.keyboard.press("ControlOrMeta+Z")
    assert statements(page) == [QUEUE, FIRST, TICKET, LOAD]
    page.keyboard.press("ControlOrMeta+Shift+Z")
    page.keyboard.press("ControlOrMeta+Shift+Z")
    assert statements(page) == [QUEUE, TICKET, LOAD]


def test_keys_add_split_and_join_points(new_page: Page) -> None:
    page = new_page
    statement(page, "Core viewpoint, point 1").focus()
    page.keyboard.type("One two")
    for _ in " two":
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("ControlOrMeta+Enter")
    page.keyboard.type("three")
    assert statements(page) == ["One two", "three"]

    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("End")
    for _ in " two":
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    assert statements(page) == ["One", "two", "three"]
    expect(said(page)).to_have_text("Point split")
    page.keyboard.press("Backspace")
    assert statements(page) == ["One two", "three"]

    page.keyboard.press("End")
    page.keyboard.press("Shift+Enter")
    assert statements(page) == ["One two", "", "three"]
    page.keyboard.press("Backspace")
    page.keyboard.type("!")
    assert statements(page) == ["One two!", "three"]

    page.keyboard.press("ControlOrMeta+Shift+Enter")
    page.keyboard.type("A heading")
    page.keyboard.press("Enter")
    page.keyboard.type("four")
    expect(statement(page, "Group 1, point 1")).to_have_value("four")
    expect(statement(page, "Group 1, heading")).to_have_value("A heading")


def test_pasted_lines_become_points_in_one_step(page: Page) -> None:
    statement(page, "Group 1, point 1").focus()
    paste(page, "- alpha\n\n2. beta [2]\n• gamma")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading")).to_have_text("Your paste has 3 lines")
    expect(dialog.get_by_role("listitem")).to_have_text(["alpha", "beta [2]", "gamma"])
    axe(page)
    dialog.get_by_role("button", name="Insert as points here").click()
    assert statements(page) == [
        QUEUE,
        FIRST,
        "alpha",
        "beta [2]",
        "gamma",
        TICKET,
        LOAD,
    ]
    page.keyboard.press("ControlOrMeta+Z")
    assert statements(page) == [QUEUE, FIRST, TICKET, LOAD]


def test_lines_can_be_pasted_as_plain_text(page: Page) -> None:
    statement(page, "Group 1, point 2").focus()
    page.keyboard.press("ControlOrMeta+A")
    paste(page, "alpha\nbeta")
    page.get_by_role("button", name="Paste as plain text").click()
    assert statements(page) == [QUEUE, FIRST, "alpha beta", LOAD]


def test_lines_become_points_without_a_server_too(desk: Desk) -> None:
    page = desk("editor", permissions=CLIPBOARD, expected=("ERR_INTERNET",))
    opened(page, NEW)
    page.context.set_offline(offline=True)
    statement(page, "Core viewpoint, point 1").focus()
    paste(page, "alpha\nbeta")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("The server did not answer")
    dialog.get_by_role("button", name="Insert as points here").click()
    assert statements(page) == ["alpha", "beta"]


def test_what_cannot_be_sent_stays_on_the_page_until_it_can(
    desk: Desk, site: Site
) -> None:
    page = desk("editor", expected=("ERR_INTERNET",))
    article = site.do("draft")
    opened(page, page_of(article))
    page.context.set_offline(offline=True)
    statement(page, "Group 1, point 1").fill("Unsaved words [1].")
    page.keyboard.press("ControlOrMeta+S")
    expect(page.locator(".editor-trouble")).to_contain_text("does not answer")
    expect(statement(page, "Group 1, point 1")).to_have_value("Unsaved words [1].")
    page.context.set_offline(offline=False)
    save(page)
    assert "Unsaved words" in site.do("text_of", article)


def test_a_lost_session_loses_nothing(desk: Desk, site: Site) -> None:
    page = desk("editor", expected=("403",))
    opened(page, page_of(site.do("draft")))
    page.context.clear_cookies()
    statement(page, "Group 1, point 1").fill("Unsaved words [1].")
    page.get_by_role("button", name="Edit as text").click()
    expect(page.locator(".editor-trouble")).to_contain_text("Your session has ended")
    expect(statement(page, "Group 1, point 1")).to_have_value("Unsaved words [1].")


def test_a_pasted_digest_fills_an_empty_editor(new_page: Page, site: Site) -> None:
    page = new_page
    statement(page, "Core viewpoint, point 1").focus()
    paste(page, TEXT)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Systems Quarterly · 2024-03-05")
    expect(dialog.get_by_role("button", name="Fill the editor")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Title", exact=True)).to_have_value("Locks and queues")
    assert statements(page) == [QUEUE, FIRST, TICKET, LOAD]
    save(page)
    assert without_new_keys(site.do("text_of", site.do("newest"))) == TEXT


def test_a_pasted_digest_is_inserted_without_touching_what_is_there(
    page: Page,
) -> None:
    statement(page, "Group 2, point 1").focus()
    paste(
        page,
        "Core Viewpoint\n- New [1].\nGroup 1: Another\n- Newer [7].\n"
        'References\n[1] p. 99 "other"\n[7] p. 70',
    )
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("[1] means another passage here")
    dialog.get_by_role("button", name="Insert as points here").click()
    assert statements(page)[-3:] == [LOAD, "New [3].", "Newer [7]."]
    expect(statement(page, "Group 3, heading")).to_have_value("Another")
    expect(page.get_by_label("Title", exact=True)).to_have_value("Locks and queues")


def test_facts_are_written_as_the_document_wants_them(
    new_page: Page, site: Site
) -> None:
    page = new_page
    page.get_by_label("Title", exact=True).fill("A title")
    page.get_by_label("Date and time").fill("2025/11/4 22:06")
    page.get_by_label("Language", exact=True).fill("zh-Hans")
    expect(page.get_by_label("Date and time")).to_have_value("2025-11-04 22:06")
    statement(page, "Core viewpoint, point 1").fill("Something [1].")
    save(page)
    text = site.do("text_of", site.do("newest"))
    assert "A title\n2025-11-04 22:06\n" in text
    assert "Language: zh-Hans" in text


def test_a_fact_is_undone_like_everything_else(page: Page) -> None:
    title = page.get_by_label("Title", exact=True)
    title.fill("Another title")
    statement(page, "Group 1, point 1").focus()
    page.keyboard.press("ControlOrMeta+Z")
    expect(title).to_have_value("Locks and queues")
    expect(title).to_be_focused()


@pytest.mark.parametrize("width", [360, 768])
def test_statements_show_whole_in_a_narrow_window(page: Page, width: int) -> None:
    statement(page, "Group 1, point 1").fill("A rather long statement. " * 20)
    page.set_viewport_size({"width": width, "height": 800})
    cut = page.locator(".outline-text").evaluate_all(
        "fields => fields.filter(one => one.scrollHeight > one.clientHeight).length"
    )
    assert cut == 0
    assert page.evaluate("document.documentElement.scrollWidth") == width
    axe(page)


def test_publications_are_completed_from_an_alias(new_page: Page, site: Site) -> None:
    site.do("publication", "Ren Min Ri Bao", "People's Daily", native_name="人民日报")
    field = new_page.get_by_role("combobox", name="Publication")
    field.press_sequentially("people")
    option = new_page.get_by_role("option", name=re.compile("Ren Min Ri Bao"))
    expect(option).to_be_visible()
    axe(new_page)
    field.press("Enter")
    expect(field).to_have_value("Ren Min Ri Bao")
    expect(option).to_be_hidden()


def test_work_is_offered_back_after_a_crash_until_it_is_saved(
    desk: Desk, site: Site
) -> None:
    article = site.do("draft")
    crashed = desk("editor")
    opened(crashed, page_of(article))
    statement(crashed, "Group 1, point 1").fill("Unsaved words [1].")
    expect(crashed.locator(".editor-status")).to_contain_text("kept in this browser")
    page = crashed.context.new_page()
    crashed.close(run_before_unload=False)

    opened(page, page_of(article))
    expect(statement(page, "Group 1, point 1")).to_have_value(FIRST)
    banner = page.locator(".editor-banner")
    expect(banner).to_contain_text("You have unsaved work from")
    axe(page)
    banner.get_by_role("button", name="Restore").click()
    expect(statement(page, "Group 1, point 1")).to_have_value("Unsaved words [1].")
    expect(banner).to_have_count(0)
    expect(page.get_by_label("Title", exact=True)).to_be_focused()
    save(page)
    assert "Unsaved words" in site.do("text_of", article)
    opened(page, page_of(article))
    expect(banner).to_have_count(0)
    assert (
        page.evaluate("Object.keys(localStorage).filter(k => /^digest/.test(k))") == []
    )


def test_restored_work_does_not_overwrite_what_was_saved_since(
    desk: Desk, site: Site
) -> None:
    article = site.do("draft")
    crashed = desk("editor")
    opened(crashed, page_of(article))
    statement(crashed, "Group 1, point 1").fill("Mine [1].")
    expect(crashed.locator(".editor-status")).to_contain_text("kept in this browser")
    page = crashed.context.new_page()
    crashed.close(run_before_unload=False)

    other = desk("admin")
    opened(other, page_of(article))
    statement(other, "Group 2, point 1").fill("Theirs [1][2].")
    save(other)

    opened(page, page_of(article))
    banner = page.locator(".editor-banner")
    expect(banner).to_contain_text("The article has been saved since")
    banner.get_by_role("button", name="Restore").click()
    save(page)
    assert "Theirs [1][2]." in site.do("text_of", article)


def test_work_of_an_open_tab_is_not_offered_to_another(desk: Desk, site: Site) -> None:
    article = site.do("draft")
    one = desk("editor")
    opened(one, page_of(article))
    statement(one, "Group 1, point 1").fill("Unsaved words [1].")
    expect(one.locator(".editor-status")).to_contain_text("kept in this browser")
    other = one.context.new_page()
    opened(other, page_of(article))
    other.wait_for_timeout(300)
    expect(other.locator(".editor-banner")).to_have_count(0)


def test_work_is_not_offered_to_another_user(
    desk: Desk, site: Site, page: Page
) -> None:
    statement(page, "Group 1, point 1").fill("Unsaved words [1].")
    expect(page.locator(".editor-status")).to_contain_text("kept in this browser")
    kept = page.evaluate("JSON.stringify(localStorage)")
    other = desk("admin")
    other.goto("/admin/")
    other.evaluate("kept => Object.assign(localStorage, JSON.parse(kept))", kept)
    opened(other, page_of(site.do("newest")))
    other.wait_for_timeout(300)
    expect(other.locator(".editor-banner")).to_have_count(0)


def test_leaving_warns_only_where_something_is_unsaved(page: Page) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator(".outline-text").first.click()
    page.reload()
    assert asked == []
    statement(page, "Group 1, point 1").fill("Unsaved words [1].")
    page.reload()
    assert asked == ["beforeunload"]


def test_saving_by_key_leaves_the_caret_where_it_was(page: Page, site: Site) -> None:
    field = statement(page, "Group 2, point 1")
    field.focus()
    page.keyboard.press("End")
    page.keyboard.type(" More.")
    with page.expect_navigation():
        page.keyboard.press("ControlOrMeta+S")
    expect(page.locator(".editor-status")).to_contain_text("Saved at")
    expect(field).to_be_focused()
    page.keyboard.type(" Still more.")
    expect(field).to_have_value(f"{LOAD} More. Still more.")


def test_an_input_method_keeps_its_enter(new_page: Page) -> None:
    page = new_page
    statement(page, "Core viewpoint, point 1").focus()
    keys = page.context.new_cdp_session(page)
    keys.send(
        "Input.imeSetComposition",
        {"text": "zhongwen", "selectionStart": 8, "selectionEnd": 8},
    )
    keys.send(
        "Input.dispatchKeyEvent",
        {"type": "rawKeyDown", "key": "Enter", "windowsVirtualKeyCode": 229},
    )
    keys.send("Input.insertText", {"text": "中文"})
    assert statements(page) == ["中文"]
    page.keyboard.press("Enter")
    keys.send("Input.insertText", {"text": "第二点【1】。"})
    assert statements(page) == ["中文", "第二点【1】。"]


def test_an_article_is_written_where_scripts_are_off(desk: Desk, site: Site) -> None:
    page = desk("editor", java_script_enabled=False)
    page.goto(NEW)
    page.get_by_role("textbox", name="Digest").fill(TEXT)
    save(page)
    assert without_new_keys(site.do("text_of", site.do("newest"))) == TEXT


def test_the_outline_becomes_a_text_and_comes_back(page: Page, site: Site) -> None:
    text = page.locator("#id_text")
    page.get_by_role("button", name="Edit as text").click()
    expect(text).to_have_value(site.do("text_of", site.do("newest")))
    expect(text).to_be_focused()
    axe(page)

    text.fill("Nothing that could be read.")
    page.get_by_role("button", name="Edit as outline").click()
    expect(page.get_by_role("alert")).not_to_be_empty()
    expect(text).to_have_value("Nothing that could be read.")

    text.fill(TEXT.replace(TICKET, "A ticket is cheap [2].") + "\nOf no place.\n")
    page.get_by_role("button", name="Edit as outline").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Of no place.")
    dialog.get_by_role("button", name="Go on in the text").click()
    expect(text).to_be_focused()
    text.fill(TEXT.replace(TICKET, "A ticket is cheap [2]."))
    page.get_by_role("button", name="Edit as outline").click()
    expect(text).to_be_hidden()
    expect(page.get_by_role("button", name="Edit as text")).to_be_focused()
    assert statements(page) == [QUEUE, FIRST, "A ticket is cheap [2].", LOAD]
    page.get_by_role("button", name="Undo", exact=True).click()
    assert statements(page) == [QUEUE, FIRST, TICKET, LOAD]


def test_what_is_typed_as_text_is_saved(page: Page, site: Site) -> None:
    page.get_by_role("button", name="Edit as text").click()
    page.locator("#id_text").fill(TEXT.replace("Locks and queues", "Only queues"))
    save(page)
    assert site.do("facts_of", site.do("newest"))["title"] == "Only queues"


def test_the_keys_are_told(page: Page) -> None:
    page.get_by_role("button", name="Keys").click()
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    axe(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Keys")).to_be_focused()


def test_a_point_has_tags_of_its_own(page: Page, site: Site) -> None:
    row = page.locator(".outline-point", has=statement(page, "Group 1, point 2"))
    row.get_by_role("button", name="Tags", exact=True).click()
    page.keyboard.type("tickets,")
    expect(row.locator(".outline-tag")).to_have_text(["tickets"])
    page.keyboard.press("Escape")
    expect(row.get_by_role("button", name="Tags", exact=True)).to_be_focused()
    save(page)
    assert "{#" in (text := site.do("text_of", site.do("newest")))
    assert re.search(r"A ticket .* \{#\w+ tags: tickets\}", text)


def test_a_thousand_points_are_typed_in_and_moved(desk: Desk, site: Site) -> None:
    groups = [
        f"Group {group}: Heading {group}\n"
        + "".join(f"- Point {point} of it says something [1].\n" for point in range(10))
        for group in range(1, 101)
    ]
    text = "Long\nSome paper · 2024-03-05\n\n" + "\n".join(groups)
    page = desk("editor")
    opened(page, page_of(site.do("draft", text=text)))
    field = statement(page, "Group 50, point 5")
    field.press("End")
    field.press_sequentially(" More.")
    field.press("Alt+ArrowDown")
    moved = statement(page, "Group 50, point 6")
    expect(moved).to_be_focused()
    expect(moved).to_have_value("Point 4 of it says something [1]. More.")


STORE = """async form => {
    const { createStore, ...acts } = await import("/static/desk/editor/store.js");
    const store = createStore(form);
    STEPS
}"""


@pytest.mark.parametrize(
    ("steps", "result"),
    [
        pytest.param(
            "store.change('', d => acts.insertGroup(d, 0));"
            "store.change('', d => acts.insertPoint(d, 'core', 9));"
            "return store.serialised().groups.length + store.serialised().core.length",
            3,
            id="what says nothing is not sent",
        ),
        pytest.param(
            "const before = store.document;"
            "store.change('', d => { d.title = 'x' });"
            "return [store.document.core === before.core, store.document === before]",
            [True, False],
            id="what is not changed is the same object",
        ),
        pytest.param(
            "store.change('', d => {}); return store.canUndo",
            False,
            id="a change that changes nothing is no step",
        ),
        pytest.param(
            "for (const title of 'abc')"
            " store.change('', d => { d.title += title }, {merge: 'title'});"
            "store.undo(); return [store.document.title, store.canUndo]",
            ["", False],
            id="typing is one step",
        ),
        pytest.param(
            "const id = store.idAt('groups[1].points[0].text').id;"
            "store.change('', d => acts.insertPoint(d, d.groups[1].id, 0));"
            "store.change('', d => acts.insertGroup(d, 0));"
            "return store.pathOf(id, 'text')",
            "groups[1].points[0].text",
            id="a path counts what is sent",
        ),
        pytest.param(
            "return ['title', 'groups[0].heading', 'groups[9].heading', '']"
            ".map(path => store.idAt(path)).map(({id, field}) => [id[0], field])",
            [["d", "title"], ["g", "heading"], ["d", "groups"], ["d", ""]],
            id="a path leads to its field or to the document",
        ),
        pytest.param(
            "const id = store.document.groups[0].points[0].id;"
            "store.change('', d => acts.movePoint(d, id, 'core', 0));"
            "const { core, groups } = store.document;"
            "return [core[0].text, groups[0].points.length]",
            ["b", 0],
            id="a point moves into the core",
        ),
        pytest.param(
            "const id = store.document.core[0].id;"
            "return [acts.stepOf(store.document, id, -1) ?? null,"
            " acts.stepOf(store.document, id, 1).container[0]]",
            [None, "g"],
            id="a step goes over the border of a group, or nowhere",
        ),
    ],
)
def test_the_store(new_page: Page, steps: str, result: Any) -> None:
    form = {
        "schema_version": 1,
        "core": [{"text": "a"}],
        "groups": [
            {"heading": "One", "points": [{"text": "b"}]},
            {"heading": "", "points": [{"text": "c"}]},
        ],
    }
    assert new_page.evaluate(STORE.replace("STEPS", steps), form) == result
