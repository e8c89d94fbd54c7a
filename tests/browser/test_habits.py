"""What the browser keeps for its reader: colours, keys, what is new, what is saved."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .accessibility import axe
from .browsing import Desk
from .site import Site

SCHEMES = ("light", "dark", "sepia")
THEME = "/tags/open-standards/"
ERRORS = ("status of 404", "status of 410")

GARBAGE = ("", "{", "null", "5", '"x"', "[]", "[null, 5, {}]", '{"at": "x"}', "{}")
NAMES = ("look", "visit", "saved", "offer")

NO_STORAGE = """
Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("no", "SecurityError"); },
});
"""
FULL_STORAGE = """
Storage.prototype.setItem = () => {
  throw new DOMException("full", "QuotaExceededError");
};
"""
# When the colours were set and when anything could first be seen.
WATCH_COLOURS = """
new MutationObserver(() => {
  if (document.documentElement?.dataset.scheme) window.coloured ??= performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true });
"""
FIRST_PAINT = """
new Promise((done) => new PerformanceObserver((list) => {
  const [paint] = list.getEntriesByName("first-contentful-paint");
  if (paint) done(paint.startTime);
}).observe({ type: "paint", buffered: true }))
"""
WATCH_SHIFTS = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def page(desk: Desk, seeded: Site) -> Page:
    return desk("", expected=ERRORS)


def kept(page: Page, name: str) -> Any:
    """Return what the browser keeps under a name of ours."""
    return page.evaluate("name => JSON.parse(localStorage[`reader:${name}`])", name)


def keep(page: Page, name: str, value: Any) -> None:
    """Make the browser keep what it would after earlier visits."""
    text = value if isinstance(value, str) else json.dumps(value)
    script = "([name, text]) => { localStorage[`reader:${name}`] = text; }"
    page.evaluate(script, [name, text])


def settings(page: Page) -> Locator:
    """Open the panel of settings."""
    page.get_by_role("button", name="Reading settings").click()
    return page.locator("#reading")


def background(page: Page) -> str:
    return str(
        page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    )


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def titles(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(".card-title").all_inner_texts()]


def saves(page: Page) -> Locator:
    return page.locator(".save[aria-pressed=true]")


class TestSettings:
    """Colours and text size."""

    def test_each_scheme_is_kept_and_shown_on_the_next_page(self, page: Page) -> None:
        page.goto("/")
        seen = set()
        for scheme in ("Light", "Dark", "Sepia"):
            settings(page).get_by_text(scheme, exact=True).click()
            seen.add(background(page))
            page.goto("/articles/")
            assert page.locator("html").get_attribute("data-scheme") == scheme.lower()
            assert background(page) in seen
        assert len(seen) == 3
        settings(page).get_by_text("System", exact=True).click()
        assert page.locator("html").get_attribute("data-scheme") is None

    def test_without_a_choice_the_page_is_as_the_system(self, page: Page) -> None:
        page.goto("/")
        light = background(page)
        page.emulate_media(color_scheme="dark")
        assert background(page) != light

    def test_the_colours_are_set_before_anything_can_be_seen(self, page: Page) -> None:
        page.add_init_script(WATCH_COLOURS)
        page.goto("/")
        keep(page, "look", {"scheme": "dark", "size": "large", "keys": "on"})
        for path in ("/articles/", "/tags/", "/"):
            page.goto(path)
            assert page.evaluate("window.coloured") <= page.evaluate(FIRST_PAINT)

    def test_nothing_but_one_style_sheet_blocks_rendering(self, page: Page) -> None:
        page.goto("/")
        blocking = page.evaluate(
            "performance.getEntriesByType('resource')"
            ".filter(({ renderBlockingStatus }) => renderBlockingStatus === 'blocking')"
            ".map(({ name }) => name)"
        )
        assert len(blocking) == 1
        assert blocking[0].endswith(".css")

    def test_a_page_is_shown_though_the_script_of_its_colours_fails(
        self, desk: Desk, seeded: Site
    ) -> None:
        page = desk("", expected=("ERR_FAILED",))
        page.route("**/scheme*.js", lambda route: route.abort())
        page.goto("/")
        expect(page.locator("h1").first).to_be_visible()
        expect(page.locator(".card").first).to_be_visible()

    def test_the_text_grows_and_shrinks(self, page: Page) -> None:
        page.goto("/")
        size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
        sizes = []
        for name in ("Small", "Usual", "Large", "Larger"):
            settings(page).get_by_label(name, exact=True).check(force=True)
            page.goto("/")
            sizes.append(page.evaluate(size))
        assert sizes == sorted(set(sizes))

    def test_the_browsers_own_frame_takes_the_colour_of_the_page(
        self, page: Page
    ) -> None:
        page.goto("/")
        tints = "[...document.querySelectorAll('meta[name=theme-color]')]"
        for scheme, which in (("light", 0), ("dark", 1)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            own = page.evaluate(f"{tints}[{which}].content")
            as_computed = (
                "color => { document.body.style.color = color;"
                " return getComputedStyle(document.body).color; }"
            )
            assert background(page) == page.evaluate(as_computed, own)
        settings(page).get_by_text("Sepia", exact=True).click()
        assert page.evaluate(f"{tints}[0].content") == background(page)

    def test_the_panel_is_worked_by_keyboard_and_gives_the_focus_back(
        self, page: Page
    ) -> None:
        page.goto("/")
        page.get_by_role("button", name="Reading settings").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#reading")).to_be_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowRight")
        assert page.locator("html").get_attribute("data-scheme") == "light"
        page.keyboard.press("Escape")
        expect(page.locator("#reading")).to_be_hidden()
        expect(page.get_by_role("button", name="Reading settings")).to_be_focused()

    def test_a_choice_holds_in_the_other_tabs_at_once(self, page: Page) -> None:
        page.goto("/")
        other = page.context.new_page()
        other.goto("/articles/")
        settings(page).get_by_text("Dark", exact=True).click()
        expect(other.locator("html")).to_have_attribute("data-scheme", "dark")
        other.close()


class TestWithoutScript:
    """Everything else works the same; what needs scripts is not offered."""

    @pytest.fixture
    def page(self, desk: Desk, seeded: Site) -> Page:
        return desk("", java_script_enabled=False, color_scheme="dark")

    def test_no_tool_is_shown_that_does_nothing(self, page: Page) -> None:
        for path in ("/", "/articles/", "/saved/"):
            page.goto(path)
            expect(page.locator("h1").first).to_be_visible()
            expect(page.get_by_role("button", name="Reading settings")).to_be_hidden()
            expect(page.locator(".own a")).to_be_hidden()
            assert page.locator(".save, .unread").count() == 0

    def test_the_page_follows_the_system(self, page: Page) -> None:
        page.goto("/")
        dark = page.locator("body").screenshot()
        page.emulate_media(color_scheme="light")
        assert page.locator("body").screenshot() != dark

    def test_the_saved_list_says_what_it_needs(self, page: Page) -> None:
        page.goto("/saved/")
        expect(page.get_by_text("Saving needs scripts")).to_be_visible()
        expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)


class TestStorage:
    """What the browser keeps may be missing, refused, or nonsense."""

    @pytest.mark.parametrize("garbage", GARBAGE)
    def test_nonsense_is_taken_as_nothing(self, page: Page, garbage: str) -> None:
        page.goto("/")
        for name in NAMES:
            keep(page, name, garbage)
        for path in ("/", THEME, "/saved/"):
            page.goto(path, wait_until="networkidle")
            expect(page.locator(".own")).to_be_visible()
        assert page.locator("html").get_attribute("data-scheme") is None
        expect(page.get_by_text("Nothing is saved yet.")).to_be_visible()

    def test_a_browser_that_keeps_nothing_shows_every_page(self, page: Page) -> None:
        page.add_init_script(NO_STORAGE)
        page.goto("/")
        settings(page).get_by_text("Sepia", exact=True).click()
        assert page.locator("html").get_attribute("data-scheme") == "sepia"
        page.keyboard.press("Escape")
        page.locator(".save").first.click()
        expect(page.get_by_role("status")).to_contain_text("could not keep it")
        assert saves(page).count() == 0
        assert page.locator(".unread").count() == 0

    def test_a_full_browser_says_so(self, page: Page) -> None:
        page.add_init_script(FULL_STORAGE)
        page.goto("/")
        page.locator(".save").first.click()
        expect(page.get_by_role("status")).to_contain_text("could not keep it")

    def test_there_is_no_cookie(self, page: Page) -> None:
        page.goto("/")
        settings(page).get_by_text("Dark", exact=True).click()
        page.keyboard.press("Escape")
        page.keyboard.press("s")
        page.goto("/saved/")
        assert page.context.cookies() == []


class TestKeys:
    """Single keys, for those who want them."""

    def test_j_and_k_go_through_a_list_and_enter_opens(self, page: Page) -> None:
        page.goto("/articles/")
        first, second = titles(page)[:2]
        page.keyboard.press("j")
        assert focused(page) == first
        page.keyboard.press("j")
        assert focused(page) == second
        page.keyboard.press("k")
        page.keyboard.press("k")
        assert focused(page) == first
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text(first)

    def test_they_begin_with_what_is_in_sight(self, page: Page) -> None:
        page.goto("/articles/")
        page.locator(".card").nth(6).evaluate("e => e.scrollIntoView()")
        page.keyboard.press("j")
        seen = focused(page)
        assert seen in titles(page)[5:8]
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") > 0

    def test_they_go_through_the_points_of_an_article(self, page: Page) -> None:
        page.goto("/articles/")
        page.locator(".card-title a").first.click()
        page.wait_for_url("**/articles/*/", wait_until="load")
        page.keyboard.press("j")
        page.keyboard.press("j")
        assert focused(page) == "2"
        page.keyboard.press("s")
        assert kept(page, "saved")[0]["statement"]["text"]

    def test_n_and_p_turn_the_page(self, page: Page) -> None:
        page.goto("/articles/")
        page.keyboard.press("n")
        page.wait_for_url("**/articles/?before=*")
        page.keyboard.press("p")
        page.wait_for_url("**/articles/")

    def test_p_leaves_no_list_on_its_newest_page(self, page: Page) -> None:
        page.goto("/tags/")
        page.goto("/articles/")
        page.keyboard.press("p")
        page.keyboard.press("j")
        assert page.url.endswith("/articles/")

    def test_the_slash_leads_to_the_search_box(self, page: Page) -> None:
        page.goto("/articles/")
        page.keyboard.press("/")
        box = page.locator(".masthead [role=search] input")
        expect(box).to_be_focused()
        expect(box).to_have_value("")

    def test_the_question_mark_names_the_keys(self, page: Page) -> None:
        page.goto("/articles/")
        page.keyboard.press("j")
        here = focused(page)
        page.keyboard.press("?")
        dialog = page.get_by_role("dialog", name="Keys")
        expect(dialog).to_be_visible()
        axe(page)
        page.keyboard.press("j")
        page.keyboard.press("s")
        assert saves(page).count() == 0
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        assert focused(page) == here

    def test_the_settings_name_the_keys_too(self, page: Page) -> None:
        page.goto("/")
        settings(page).get_by_role("button", name="Which keys?").click()
        page.get_by_role("button", name="Close").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.get_by_role("button", name="Reading settings")).to_be_focused()

    def test_they_can_be_turned_off(self, page: Page) -> None:
        page.goto("/articles/")
        settings(page).get_by_label("Single keys are commands").uncheck()
        page.reload()
        for key in "jks?":
            page.keyboard.press(key)
        assert page.evaluate("document.activeElement === document.body")
        assert page.locator("dialog[open]").count() == 0

    @pytest.mark.parametrize("key", ["Control+j", "Alt+j", "Meta+j"])
    def test_they_leave_other_commands_alone(self, page: Page, key: str) -> None:
        page.goto("/articles/")
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement === document.body")

    @pytest.mark.parametrize(
        "field",
        [
            "<input>",
            "<textarea></textarea>",
            "<select></select>",
            "<p contenteditable>",
        ],
    )
    def test_who_types_types(self, page: Page, field: str) -> None:
        page.goto("/articles/")
        page.evaluate(
            "html => { const place = document.createElement('div');"
            " place.innerHTML = html; document.body.append(place);"
            " place.firstChild.focus(); }",
            field,
        )
        for key in "js?":
            page.keyboard.press(key)
        assert page.locator(".card :focus, dialog[open]").count() == 0
        assert saves(page).count() == 0

    def test_what_is_being_composed_is_no_command(self, page: Page) -> None:
        page.goto("/articles/")
        page.evaluate(
            "document.body.dispatchEvent(new KeyboardEvent('keydown',"
            " { key: 'j', isComposing: true, bubbles: true }))"
        )
        assert page.evaluate("document.activeElement === document.body")


class TestUnread:
    """What went live since the last visit."""

    HOUR = 3600

    def marked(self, page: Page) -> int:
        return page.locator(".card .unread").count()

    def come_back(self, page: Page, *, after: float, since: float = 0) -> None:
        """Make the last visit one of so many seconds ago."""
        now = time.time()
        visit = {"since": now - (since or after), "at": now - after, "opened": []}
        keep(page, "visit", visit)

    def test_the_first_visit_marks_nothing(self, page: Page) -> None:
        page.goto("/", wait_until="networkidle")
        assert self.marked(page) == 0
        page.goto("/articles/", wait_until="networkidle")
        assert self.marked(page) == 0

    def test_a_later_visit_marks_what_is_new_on_every_listing(self, page: Page) -> None:
        page.goto("/")
        self.come_back(page, after=24 * self.HOUR)
        for path in ("/articles/", "/", THEME):
            page.goto(path)
            cards = page.locator(".card")
            expect(page.locator(".card .unread")).to_have_count(cards.count())
        page.goto(f"{THEME}?view=viewpoints")
        expect(page.locator(".voice .unread").first).to_contain_text("New since")

    def test_what_was_there_before_is_not_new(self, page: Page) -> None:
        page.goto("/")
        self.come_back(page, after=self.HOUR)
        newest = page.locator(".card").evaluate_all(
            "cards => Math.max(...cards.map(({ dataset }) => dataset.live))"
        )
        keep(page, "visit", {"since": newest, "at": newest, "opened": []})
        page.goto("/articles/", wait_until="networkidle")
        assert self.marked(page) == 0

    def test_the_marks_stay_until_a_pause(self, page: Page) -> None:
        page.goto("/")
        self.come_back(page, after=60, since=24 * self.HOUR)
        page.goto("/articles/")
        expect(page.locator(".card .unread").first).to_be_attached()
        assert kept(page, "visit")["since"] < time.time() - 23 * self.HOUR

    def test_what_was_opened_is_read(self, page: Page) -> None:
        page.goto("/")
        self.come_back(page, after=24 * self.HOUR)
        page.goto("/articles/")
        expect(page.locator(".card .unread").first).to_be_attached()
        before = self.marked(page)
        page.locator(".card-title a").first.click()
        page.locator("article.digest").wait_for()
        page.go_back(wait_until="networkidle")
        expect(page.locator(".card .unread")).to_have_count(before - 1)
        assert page.locator(".card").first.locator(".unread").count() == 0

    def test_a_clock_that_was_put_back_begins_anew(self, page: Page) -> None:
        page.goto("/")
        self.come_back(page, after=-24 * self.HOUR)
        page.goto("/articles/", wait_until="networkidle")
        assert self.marked(page) == 0

    def test_what_it_keeps_has_an_end(self, page: Page) -> None:
        page.goto("/")
        now = time.time()
        opened = [str(number) for number in range(10**6, 10**6 + 600)]
        keep(page, "visit", {"since": now - 60, "at": now, "opened": opened})
        page.locator(".card-title a").first.click()
        page.locator("article.digest .save").first.wait_for()
        assert len(kept(page, "visit")["opened"]) == 500


class TestSaved:
    """The saved list."""

    def test_an_article_is_saved_from_its_card_and_dropped_again(
        self, page: Page
    ) -> None:
        page.goto("/articles/")
        title = titles(page)[0]
        button = page.get_by_role("button", name=f"Save “{title}”")
        expect(button).to_have_attribute("aria-pressed", "false")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(page.get_by_role("status")).to_have_text("Saved in this browser.")
        page.locator(".card-title a").first.click()
        expect(page.locator(".digest > .save")).to_have_attribute(
            "aria-pressed", "true"
        )
        page.locator(".digest > .save").click()
        assert kept(page, "saved") == []

    def test_the_list_tells_title_publication_date_and_when(self, page: Page) -> None:
        page.goto("/articles/")
        page.locator(".card .save").nth(1).click()
        title = titles(page)[1]
        path = page.locator(".card-title a").nth(1).get_attribute("href")
        publication = page.locator(".card .kicker bdi").nth(1).inner_text()
        date = page.locator(".card-facts time").nth(1).inner_text()
        page.goto("/saved/")
        card = page.locator(".saved .card")
        expect(card).to_have_count(1)
        expect(card.locator(".card-title a")).to_have_text(title)
        expect(card.locator(".card-title a")).to_have_attribute("href", path or "")
        expect(card.locator(".kicker")).to_have_text(publication)
        expect(card.locator(".card-facts > time")).to_have_text(date)
        expect(card.locator(".card-facts")).to_contain_text("Saved ")

    def test_a_viewpoint_is_saved_with_its_words(self, page: Page) -> None:
        for path in (f"{THEME}?view=viewpoints", f"{THEME}?view=viewpoints&by=month"):
            page.goto(path)
            point = page.locator(".point").nth(1)
            point.hover()
            point.locator(".save").click()
            words = point.locator(".statement").inner_text()
            link = point.locator(".permalink").get_attribute("href")
            page.goto("/saved/")
            card = page.locator(".saved .card").first
            expect(card.locator(".statement")).to_have_text(words)
            expect(card.locator("a").first).to_have_attribute("href", link or "")
            card.locator(".save").click()
        page.goto("/saved/")
        expect(page.locator(".saved .card")).to_have_count(0)

    def test_a_point_is_the_same_wherever_it_is_saved(self, page: Page) -> None:
        page.goto(f"{THEME}?view=viewpoints")
        link = page.locator(".permalink").first.get_attribute("href") or ""
        page.locator(".point").first.hover()
        page.locator(".point .save").first.click()
        page.goto(link)
        expect(saves(page)).to_have_count(1)
        page.locator(".point .cite").first.click(modifiers=["Control"])
        article, _, key = link.partition("#p-")
        page.goto(f"{article}points/{key}/")
        expect(page.locator(".digest > .save")).to_have_attribute(
            "aria-pressed", "true"
        )

    def test_words_of_another_language_keep_it(self, page: Page) -> None:
        page.goto("/articles/")
        card = page.locator(".card", has=page.locator("h2 [lang=zh-Hans]")).first
        card.locator(".save").click()
        page.goto("/saved/")
        expect(page.locator(".card-title bdi")).to_have_attribute("lang", "zh-Hans")

    def test_what_was_dropped_by_mistake_is_saved_again(self, page: Page) -> None:
        page.goto("/articles/")
        page.locator(".card .save").first.click()
        page.goto("/saved/")
        button = page.locator(".saved .save")
        button.click()
        assert kept(page, "saved") == []
        button.click()
        assert len(kept(page, "saved")) == 1

    def test_tabs_agree(self, page: Page) -> None:
        page.goto("/articles/")
        other = page.context.new_page()
        other.goto("/saved/")
        expect(other.get_by_text("Nothing is saved yet.")).to_be_visible()
        page.locator(".card .save").first.click()
        expect(other.locator(".saved .card")).to_have_count(1)
        other.locator(".saved .save").click()
        expect(saves(page)).to_have_count(0)
        other.close()

    def test_there_is_an_end_to_what_can_be_saved(self, page: Page) -> None:
        page.goto("/articles/")
        title = {"text": "A", "language": "en"}
        many = [{"name": str(n), "path": "/", "title": title} for n in range(-2000, 0)]
        keep(page, "saved", many)
        page.reload()
        page.locator(".card .save").first.click()
        expect(page.get_by_role("status")).to_contain_text("could not keep it")
        assert len(kept(page, "saved")) == 2000

    def test_the_list_is_written_to_a_file_and_read_again(
        self, page: Page, desk: Desk, tmp_path: Path
    ) -> None:
        page.goto(f"{THEME}?view=viewpoints")
        page.locator(".point").first.hover()
        page.locator(".point .save").first.click()
        statement = page.locator(".statement").first.inner_text()
        page.goto("/articles/")
        page.locator(".card .save").nth(3).click()
        title = titles(page)[3]
        page.goto("/saved/")
        texts = {
            form: download(page, form, tmp_path)
            for form in ("Markdown", "text", "JSON")
        }
        for text in texts.values():
            assert title.split()[0] in text.replace("\\", "")
            assert statement.split("[")[0].strip() in text.replace("\\", "")
        assert "](<http://127.0.0.1" in texts["Markdown"]
        assert texts["text"].count("\nhttp://127.0.0.1") == 2
        mine = kept(page, "saved")

        other = desk("")
        other.goto("/saved/")
        for _ in range(2):
            other.get_by_label("Add from a JSON file").set_input_files(
                tmp_path / "saved.JSON"
            )
            expect(other.locator(".saved .card")).to_have_count(2)
        assert kept(other, "saved") == mine

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "no JSON",
            "[]",
            '{"items": [null]}',
            '{"items": [{"name": "1", "url": "javascript:alert(1)", '
            '"title": {"text": "A"}}]}',
            '{"items": [{"name": "1", "url": "http://a//evil.example/", '
            '"title": {"text": "A"}}]}',
            '{"items": [{"name": "x", "url": "/", "title": {"text": "A"}}]}',
        ],
    )
    def test_a_file_that_is_no_list_adds_nothing(self, page: Page, text: str) -> None:
        page.goto("/saved/")
        file = {"name": "a.json", "mimeType": "", "buffer": text.encode()}
        page.get_by_label("Add from a JSON file").set_input_files(file)  # type: ignore[arg-type]
        expect(page.get_by_role("status")).to_have_text("That file is no saved list.")
        assert page.evaluate("localStorage['reader:saved']") is None

    def test_what_a_file_says_is_words_and_leads_within_the_site(
        self, page: Page
    ) -> None:
        title = {"text": "<img src=x onerror=alert(1)>", "language": "\"'><b>"}
        item = {"name": "7", "url": "https://evil.example/articles/a/", "title": title}
        file = {
            "name": "a.json",
            "mimeType": "",
            "buffer": json.dumps({"items": [item]}).encode(),
        }
        page.goto("/saved/")
        page.get_by_label("Add from a JSON file").set_input_files(file)  # type: ignore[arg-type]
        link = page.locator(".saved .card-title a")
        expect(link).to_have_text(title["text"])
        expect(link).to_have_attribute("href", "/articles/a/")
        assert page.locator(".saved img").count() == 0

    def test_what_is_gone_leads_to_the_page_that_says_so(self, page: Page) -> None:
        page.goto("/")
        title = {"text": "Gone", "language": "en"}
        keep(page, "saved", [{"name": "1", "path": "/articles/x/", "title": title}])
        page.goto("/saved/")
        page.get_by_role("link", name="Gone").click()
        expect(page.locator("h1")).to_have_text("Nothing at this address")


def download(page: Page, form: str, folder: Path) -> str:
    """Return what a file of the saved list holds."""
    with page.expect_download() as started:
        page.get_by_role("button", name=f"Download as {form}").click()
    path = folder / f"saved.{form}"
    started.value.save_as(path)
    return path.read_text("utf-8")


class TestLanguage:
    """A page in one language offers itself to readers of another, and leads nobody."""

    @pytest.mark.parametrize(
        ("locale", "path", "leads_to"),
        [("zh-CN", "/articles/", "/zh-hans/articles/"), ("en-GB", "/zh-hans/", "/")],
    )
    def test_the_offer_leads_to_the_same_page(
        self, desk: Desk, seeded: Site, locale: str, path: str, leads_to: str
    ) -> None:
        page = desk("", locale=locale)
        page.add_init_script(WATCH_SHIFTS)
        page.goto(path)
        offer = page.locator(".offer")
        expect(offer).to_be_visible()
        assert (offer.get_attribute("lang") or "")[:2] == locale[:2]
        expect(offer.locator("a")).to_have_attribute("href", leads_to)
        assert page.evaluate("window.shift") == 0
        axe(page)

    def test_an_offer_that_was_declined_is_not_made_again(
        self, desk: Desk, seeded: Site
    ) -> None:
        page = desk("", locale="zh-CN")
        page.goto("/")
        page.locator(".offer button").click()
        expect(page.locator(".offer")).to_have_count(0)
        page.goto("/articles/", wait_until="networkidle")
        assert page.locator(".offer").count() == 0

    @pytest.mark.parametrize(
        ("locale", "path"),
        [("en-US", "/"), ("fr-FR", "/"), ("zh-TW", "/zh-hans/"), ("zh-CN", "/none/")],
    )
    def test_nothing_is_offered_to_who_is_at_home_or_where_there_is_nothing(
        self, desk: Desk, seeded: Site, locale: str, path: str
    ) -> None:
        page = desk("", locale=locale, expected=ERRORS)
        page.goto(path, wait_until="networkidle")
        assert page.locator(".offer").count() == 0


class TestLook:
    """Nothing jumps, everything fits, and axe finds no fault, after a while of use."""

    def settle_in(self, page: Page) -> None:
        page.goto("/articles/")
        page.locator(".card .save").nth(0).click()
        page.locator(".card .save").nth(2).click()
        page.goto(f"{THEME}?view=viewpoints")
        page.locator(".point").nth(1).hover()
        page.locator(".point .save").nth(1).click()
        day = 24 * 3600
        at = time.time() - day
        keep(page, "visit", {"since": at, "at": at, "opened": []})

    @pytest.mark.parametrize("path", ["/", "/articles/", f"{THEME}?view=viewpoints"])
    @pytest.mark.parametrize("width", [320, 768, 1440])
    def test_marks_and_buttons_lie_in_places_kept_for_them(
        self, desk: Desk, seeded: Site, path: str, width: int
    ) -> None:
        page = desk("", viewport={"width": width, "height": 900})
        self.settle_in(page)
        page.add_init_script(WATCH_SHIFTS)
        page.goto(path, wait_until="networkidle")
        expect(page.locator(".unread").first).to_be_visible()
        assert page.evaluate("window.shift") == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        axe(page)

    @pytest.mark.parametrize("width", [320, 768, 1440])
    def test_the_saved_list_is_without_fault_in_every_scheme(
        self, desk: Desk, seeded: Site, width: int
    ) -> None:
        page = desk("", viewport={"width": width, "height": 900})
        self.settle_in(page)
        page.add_init_script(WATCH_SHIFTS)
        page.goto("/saved/", wait_until="networkidle")
        expect(page.locator(".saved .card")).to_have_count(3)
        assert page.evaluate("window.shift") == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.locator(".saved .save").first.click()
        for scheme in SCHEMES:
            page.evaluate("s => document.documentElement.dataset.scheme = s", scheme)
            axe(page)

    @pytest.mark.parametrize("width", [320, 1440])
    def test_the_settings_are_without_fault_in_every_scheme(
        self, page: Page, width: int
    ) -> None:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/")
        panel = settings(page)
        for scheme in ("Light", "Dark", "Sepia"):
            panel.get_by_text(scheme, exact=True).click()
            axe(page)
        panel.get_by_label("Larger", exact=True).check(force=True)
        box = panel.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
