"""The desk in Chinese, in a browser: chosen without script, whole, without fault."""

import pytest

from .accessibility import axe
from .browsing import Desk
from .site import Site

ARTICLES = "/admin/articles/article/"
# What tells a page whose words do not fit: it is wider than the window.
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"


def test_the_language_is_chosen_without_script(desk: Desk) -> None:
    page = desk("", java_script_enabled=False)
    page.goto("/admin/login/?next=/admin/log/")
    page.get_by_role("button", name="简体中文").click()
    assert page.url.endswith("/admin/login/?next=/admin/log/")
    assert page.locator("html").get_attribute("lang") == "zh-hans"
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("width", [768, 1440])
@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/log/",
        ARTICLES,
        f"{ARTICLES}new/",
        f"{ARTICLES}{{waiting}}/change/",
        f"{ARTICLES}{{live}}/history/",
        f"{ARTICLES}{{live}}/publish/",
        "/admin/articles/tag/{tag}/change/",
    ],
)
def test_a_page_in_chinese_fits_and_is_without_fault(
    desk: Desk, site: Site, path: str, width: int
) -> None:
    names = site.begin_with("whole_desk")
    page = desk("admin", locale="zh-CN", viewport={"width": width, "height": 900})
    page.goto(path.format(**names))
    page.get_by_role("button", name="退出登录").wait_for()
    axe(page)
    assert page.evaluate(OVERFLOW) <= 0
