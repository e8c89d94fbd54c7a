"""Tags are named, merged and put on many articles, by people at a browser."""

import pytest
from playwright.sync_api import Page, expect

from .accessibility import axe
from .browsing import Desk
from .site import Site

TAGS = "/admin/articles/tag/"
PUBLICATIONS = "/admin/articles/publication/"


def test_aliases_are_added_each_with_its_label(editor_page: Page, site: Site) -> None:
    tag = site.do("tag", "queues", "队列")
    editor_page.goto(f"{TAGS}{tag}/change/")
    editor_page.get_by_role("button", name="Add another Alias").click()
    aliases = editor_page.get_by_label("Alias:")
    aliases.nth(1).fill("lines")
    aliases.nth(2).fill("Warteschlangen")
    axe(editor_page)
    editor_page.get_by_role("button", name="Save and continue editing").click()
    expect(aliases.nth(0)).to_have_value("lines")
    expect(aliases.nth(1)).to_have_value("Warteschlangen")
    expect(aliases.nth(2)).to_have_value("队列")


@pytest.mark.parametrize(
    "options", [{}, {"java_script_enabled": False}], ids=["scripts", "no scripts"]
)
def test_near_tags_are_merged_from_the_page_that_finds_them(
    desk: Desk, site: Site, options: dict[str, bool]
) -> None:
    site.do("tag", "queues")
    site.do("draft", tags=["queue", "locks"])
    page = desk("editor", **options)
    page.goto(TAGS)
    page.get_by_role("link", name="Tidy up").click()
    page.get_by_role("link", name="Keep “queues”").click()
    expect(page.locator("dl.facts")).to_contain_text("Names that will mean “queues”")
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("“queue” is “queues” now")
    assert "Tags: queues, locks" in site.do("text_of", site.do("newest"))


def test_many_articles_are_tagged_from_their_list(
    editor_page: Page, site: Site
) -> None:
    for number in (1, 2):
        source = f"https://systems.example/{number}"
        site.do("draft", title=f"Locks {number}", source_url=source, tags=["locks"])
    editor_page.goto("/admin/articles/article/")
    editor_page.locator("#action-toggle").check()
    editor_page.locator("select[name=action]").first.select_option(
        label="Add or remove tags"
    )
    editor_page.locator("button[name=index]").first.click()
    editor_page.get_by_label("Tags to add").fill("开源，queues")
    editor_page.get_by_label("Tags to remove").fill("LOCKS")
    editor_page.get_by_role("button", name="Preview").click()
    expect(editor_page.locator(".new-tags")).to_contain_text("开源")
    axe(editor_page)
    editor_page.get_by_role("button", name="Save 2 articles").click()
    messages = editor_page.locator(".messagelist")
    expect(messages).to_contain_text("2 articles were tagged.")
    assert "Tags: 开源, queues" in site.do("text_of", site.do("newest"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_pages_of_tags_and_publications_are_for_everybody(
    desk: Desk, site: Site, scheme: str, width: int
) -> None:
    tag, other = site.do("tag", "queue"), site.do("tag", "queues", "队列")
    site.do("tag", "idle")
    paper = site.do("publication", "People’s Daily", native_name="人民日报")
    site.do("publication", "Peoples Daily")
    site.do("draft", tags=["queue"])
    page = desk("editor", color_scheme=scheme, viewport={"width": width, "height": 900})
    for path in (
        TAGS,
        f"{TAGS}tidy/",
        f"{TAGS}themes/",
        f"{TAGS}{tag}/merge/",
        f"{TAGS}{tag}/merge/?into={other}",
        f"{TAGS}{tag}/delete/",
        f"{TAGS}{other}/delete/",
        PUBLICATIONS,
        f"{PUBLICATIONS}{paper}/change/",
        f"{PUBLICATIONS}tidy/?chosen=all",
    ):
        page.goto(path)
        axe(page)
