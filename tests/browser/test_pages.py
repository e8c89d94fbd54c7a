"""Every page of the desk opens, nothing goes wrong in it, and axe finds no fault."""

from collections.abc import Iterator
from typing import Literal

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import Page

from .accessibility import axe
from .browsing import Desk
from .site import Site

WIDTHS = (768, 1440)
COLOR_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

ARTICLES = "/admin/articles/article/"
TAGS = "/admin/articles/tag/"
PUBLICATIONS = "/admin/articles/publication/"

# What stands in braces is made by the scene `whole_desk`.
PAGES = [
    "/admin/",
    "/admin/password_change/",
    "/admin/password_change/done/",
    "/admin/articles/",
    "/admin/log/",
    "/admin/log/{entry}/",
    "/admin/review/{review}/",
    "/admin/tokens/",
    "/admin/tokens/new/",
    "/admin/tokens/{token}/revoke/",
    ARTICLES,
    f"{ARTICLES}?status__exact=draft",
    f"{ARTICLES}?q=nothing+at+all",
    f"{ARTICLES}add/",
    f"{ARTICLES}new/",
    f"{ARTICLES}preview/",
    f"{ARTICLES}tag-many/?articles=1,2",
    f"{ARTICLES}{{draft}}/change/",
    f"{ARTICLES}{{live}}/change/",
    f"{ARTICLES}{{waiting}}/change/",
    f"{ARTICLES}{{withdrawn}}/change/",
    f"{ARTICLES}{{live}}/history/",
    f"{ARTICLES}{{live}}/compare/",
    f"{ARTICLES}{{draft}}/delete/",
    f"{ARTICLES}{{draft}}/preview/",
    f"{ARTICLES}{{draft}}/submit/",
    f"{ARTICLES}{{waiting}}/take-back/",
    f"{ARTICLES}{{waiting}}/send-back/",
    f"{ARTICLES}{{waiting}}/ready/",
    f"{ARTICLES}{{draft}}/publish/",
    f"{ARTICLES}{{live}}/publish/",
    f"{ARTICLES}{{live}}/withdraw/",
    f"{ARTICLES}{{live}}/address/",
    f"{ARTICLES}{{withdrawn}}/restore/",
    TAGS,
    f"{TAGS}add/",
    f"{TAGS}themes/",
    f"{TAGS}tidy/",
    f"{TAGS}{{tag}}/change/",
    f"{TAGS}{{tag}}/delete/",
    f"{TAGS}{{tag}}/merge/",
    PUBLICATIONS,
    f"{PUBLICATIONS}add/",
    f"{PUBLICATIONS}tidy/",
    f"{PUBLICATIONS}{{publication}}/change/",
    f"{PUBLICATIONS}{{publication}}/delete/",
    f"{PUBLICATIONS}{{publication}}/merge/",
    "/admin/auth/user/",
    "/admin/auth/user/add/",
    "/admin/auth/user/2/change/",
    "/admin/auth/user/2/delete/",
    "/admin/auth/user/2/password/",
    "/admin/auth/group/",
    "/admin/auth/group/add/",
    "/admin/auth/group/1/change/",
    "/admin/auth/group/1/delete/",
]

# What answers scripts, takes forms from other pages, or leads elsewhere.
NO_PAGES = {
    "articles_article_bring_back",
    "articles_article_check",
    "articles_article_comment_add",
    "articles_article_comment_settle",
    "articles_article_export",
    "articles_article_link_make",
    "articles_article_link_revoke",
    "articles_article_new_made",
    "articles_article_new_preview",
    "articles_article_read",
    "articles_article_write",
    "articles_publication_complete",
    "articles_publication_history",
    "articles_tag_complete",
    "articles_tag_history",
    "articles_tag_suggest",
    "auth_group_history",
    "auth_user_history",
    "autocomplete",
    "desk_language",
    "jsi18n",
    "logout",
    "view_on_site",
}


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def test_every_address_of_the_desk_is_looked_at_or_is_no_page() -> None:
    desk = get_resolver().namespace_dict["admin"][1]
    looked_at = {resolve(page.partition("?")[0]).url_name for page in numbered()}
    assert set(names(desk.url_patterns)) == looked_at | NO_PAGES | {"login"}


def numbered() -> Iterator[str]:
    """Yield the pages with a number in place of each brace."""
    for page in PAGES:
        name = page.partition("{")[2].partition("}")[0]
        yield page.replace(f"{{{name}}}", "1") if name else page


def test_the_login_page_is_without_fault(desk: Desk) -> None:
    look_in_all_ways(desk(""), "/admin/login/")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_the_desk_is_without_fault(desk: Desk, site: Site, path: str) -> None:
    look_in_all_ways(desk("admin"), path.format(**site.begin_with("whole_desk")))


def look_in_all_ways(page: Page, path: str) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        answer = page.goto(path)
        assert answer
        assert answer.status == 200
        assert answer.url.endswith(path)
        for color_scheme in COLOR_SCHEMES:
            page.emulate_media(color_scheme=color_scheme)
            axe(page)
