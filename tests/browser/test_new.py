"""From a pasted text, or from files, to drafts, in a real browser."""

import io
import re
import zipfile

import pytest
from playwright.sync_api import Locator, Page, expect

from .accessibility import axe
from .browsing import Desk
from .scenes import TEXT
from .site import Site

NEW = "/admin/articles/article/new/"
PASTE = (
    "Workflow\n"
    "林间的路越走越宽（评论）\n"
    "Lin Ye Bao·2025-11-04 22:06\n"
    "\n"
    "Core Viewpoint - Paths widen where many walk, "
    + "and those who walk them talk of the way they came, "
    * 12
    + "which keeps them open [1][2]. Group 1: Walking Together - A shared path costs "
    "each walker less [2]. - Signs in two languages bring guests [2]. Group 2: 养护 - "
    "拓路的人也修路[3]。 - Those who widen a path mend it, too [3]."
)
OTHER = TEXT.replace("Locks and queues", "Queues and locks").replace(
    "example/locks", "example/queues"
)

# Puts text on the clipboard's way in, as Ctrl+V does: replaces the selection, tells so.
_PASTE = """(area, text) => {
  area.focus();
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new InputEvent("input", {bubbles: true}));
}"""
_DROP = """(files) => {
  const carried = new DataTransfer();
  for (const [name, text] of files) carried.items.add(new File([text], name));
  for (const type of ["dragenter", "dragover", "drop"]) {
    const init = {bubbles: true, cancelable: true, dataTransfer: carried};
    document.body.dispatchEvent(new DragEvent(type, init));
  }
}"""


def area(page: Page) -> Locator:
    return page.get_by_label("Text", exact=True)


def paste(page: Page, text: str) -> None:
    area(page).evaluate(_PASTE, text)


def summary(page: Page) -> Locator:
    return page.locator("#new-summary")


@pytest.fixture
def page(editor_page: Page) -> Page:
    editor_page.goto(NEW)
    return editor_page


def test_a_paste_shows_itself_and_one_click_makes_the_draft(
    page: Page, site: Site
) -> None:
    paste(page, PASTE)
    card = page.get_by_role("article", name="林间的路越走越宽（评论）")
    expect(card).to_contain_text("Lin Ye Bao new, will be made")
    expect(card).to_contain_text("2 groups, 5 points, 3 references, 0 tags")
    expect(summary(page)).to_have_text("1 digest understood, 1 warning")
    page.get_by_role("button", name="Create 1 draft").click()
    expect(page).to_have_url(re.compile(r"/article/\d+/change/$"))
    facts = site.do("facts_of", site.do("newest"))
    assert (facts["title"], facts["owner"]) == ("林间的路越走越宽（评论）", "editor")


def test_a_warning_leads_to_its_characters(page: Page) -> None:
    paste(page, "\n" * 200 + PASTE)
    page.get_by_role("link", name="line 201").click()
    expect(area(page)).to_be_focused()
    chosen = area(page).evaluate("a => a.value.slice(a.selectionStart, a.selectionEnd)")
    assert chosen == "Workflow"
    assert area(page).evaluate("a => a.scrollTop") > 1000


def test_the_button_counts_what_is_chosen(page: Page, site: Site) -> None:
    article = site.do("draft")
    paste(
        page, f"{TEXT.replace('First come', 'Who comes first')}---\n{OTHER}---\n{PASTE}"
    )
    expect(page.get_by_role("button", name="Create 2 drafts")).to_be_visible()
    known = page.get_by_role("article", name="Locks and queues")
    expect(known.get_by_role("link", name="Locks and queues")).to_have_attribute(
        "href", f"/admin/articles/article/{article}/change/"
    )
    expect(known).to_contain_text("1 point reworded")
    known.get_by_label("Put this text in place of the draft").check()
    expect(page.get_by_role("button", name="Create 2, update 1")).to_be_visible()
    page.get_by_role("article", name="林间").get_by_label(
        "Make a draft of it"
    ).uncheck()
    page.get_by_role("button", name="Create 1, update 1").click()
    rows = page.get_by_role("row")
    expect(rows.filter(has_text="Locks and queues")).to_contain_text("now says")
    expect(rows.filter(has_text="Queues and locks")).to_contain_text("is made")
    assert "Who comes first" in site.do("text_of", article)


def test_a_choice_outlives_typing(page: Page) -> None:
    paste(page, f"{TEXT}---\n{OTHER}")
    page.get_by_role("article", name="Locks and queues").get_by_label("Make").uncheck()
    area(page).press("Control+End")
    area(page).type("\nTags: another\n")
    expect(page.get_by_text("another, will be made")).to_have_count(0)
    expect(summary(page)).to_contain_text("2 digests understood")
    expect(page.get_by_role("button", name="Create 1 draft")).to_be_visible()


def test_dropped_files_stand_in_the_text_area(page: Page, site: Site) -> None:
    paste(page, TEXT)
    page.evaluate(_DROP, [["one.txt", OTHER], ["二.md", PASTE], ["three.pdf", "%PDF"]])
    expect(page.get_by_role("button", name="Create 3 drafts")).to_be_visible()
    assert re.search(
        r"\n--- one\.txt ---\n.*\n--- 二\.md ---\n", area(page).input_value(), re.DOTALL
    )
    expect(page.locator("#new-left-out")).to_contain_text("three.pdf: only files that")
    page.get_by_role("button", name="Create 3 drafts").click()
    expect(page.get_by_role("cell", name="The draft is made.")).to_have_count(3)


def test_a_zip_is_chosen_by_keyboard_alone(page: Page) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("文摘.txt", PASTE)
        archive.writestr("b.txt", TEXT)
    # From now on, not from the key on, the browser asks here which file is meant.
    page.on("filechooser", lambda _chooser: None)
    area(page).focus()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Files")).to_be_focused()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(
        {"name": "a.zip", "mimeType": "application/zip", "buffer": packed.getvalue()}
    )
    expect(summary(page)).to_contain_text("their text stands in the text area")
    expect(summary(page)).to_contain_text("2 digests understood")
    button = page.get_by_role("button", name="Create 2 drafts")
    for _ in range(30):
        page.keyboard.press("Tab")
        if button.evaluate("b => b === document.activeElement"):
            break
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("cell", name="The draft is made.")).to_have_count(2)


def test_what_cannot_be_read_stays(page: Page) -> None:
    paste(page, "Just a note, no digest.")
    expect(summary(page)).to_contain_text("1 error")
    page.get_by_role("button", name="Create drafts").click()
    expect(page.get_by_role("cell", name="No draft was made of it.")).to_be_visible()
    expect(area(page)).to_have_value("Just a note, no digest.")


def test_everything_works_without_script(desk: Desk, site: Site) -> None:
    page = desk(java_script_enabled=False)
    page.goto(NEW)
    area(page).fill(PASTE)
    page.get_by_label("Files").set_input_files(
        [{"name": "one.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}]
    )
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("article")).to_have_count(2)
    assert "--- one.txt ---" in area(page).input_value()
    page.get_by_role("article", name="林间").get_by_label(
        "Make a draft of it"
    ).uncheck()
    page.get_by_role("button", name="Create 2 drafts").click()
    expect(page).to_have_url(re.compile(r"/article/\d+/change/$"))
    assert site.do("facts_of", site.do("newest"))["title"] == "Locks and queues"


def test_the_text_survives_a_session_that_ended(desk: Desk) -> None:
    page = desk(expected=("status of 403",))
    page.goto(NEW)
    page.context.clear_cookies()
    paste(page, PASTE)
    expect(summary(page)).to_contain_text("Your text is kept")
    expect(area(page)).to_have_value(PASTE)
    page.get_by_role("button", name="Create drafts").click()
    expect(page.get_by_label("Digest")).to_have_value(PASTE)


def test_the_text_survives_a_lost_network(desk: Desk) -> None:
    page = desk(expected=("ERR_INTERNET_DISCONNECTED",))
    page.goto(NEW)
    page.context.set_offline(True)
    paste(page, TEXT)
    expect(summary(page)).to_contain_text("cannot be reached")
    page.context.set_offline(False)
    area(page).press("Control+End")
    area(page).type("\n")
    expect(summary(page)).to_have_text("1 digest understood")


def test_more_than_one_go_takes_is_not_sent(page: Page) -> None:
    paste(page, ("x" * 99 + "\n") * 40_001)
    expect(summary(page)).to_contain_text("more than 4,000,000 bytes", timeout=30_000)


def test_leaving_with_a_text_asks_first(page: Page) -> None:
    paste(page, TEXT)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    area(page).click()
    page.get_by_role("link", name="Cancel").click()
    expect(page).to_have_url(re.compile("/admin/articles/article/$"))
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_axe_violation_and_nothing_wider_than_the_page(
    desk: Desk, site: Site, color_scheme: str, width: int
) -> None:
    site.do("draft")
    page = desk(color_scheme=color_scheme, viewport={"width": width, "height": 900})
    page.goto(NEW)
    axe(page)
    changed = TEXT.replace("First come", "Who comes first")
    changed = changed.replace("Tags: ", "Tags: 新, ")
    long = f"{PASTE} https://x.example/{'y' * 300}\n"
    files = [["x.pdf", "%PDF"], ["bad.txt", "A note."], ["good.txt", long]]
    page.evaluate(_DROP, [*files, ["more.txt", f"{changed}---\n{OTHER}"]])
    expect(page.get_by_role("article")).to_have_count(4)
    expect(summary(page)).to_contain_text("1 error")
    for summary_ in page.locator("details > summary").all():
        summary_.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)
    page.get_by_role("button", name=re.compile("^Create ")).click()
    expect(page.get_by_role("table")).to_be_visible()
    axe(page)
