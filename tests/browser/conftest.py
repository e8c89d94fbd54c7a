"""Pages in a real browser. No test here may use the database of its own process."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, StorageState, sync_playwright

from .browsing import Desk, chromium, logged_in
from .site import Site, running_site

FOLDER = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests of this folder: they need a browser, and are left out usually."""
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker(pytest.mark.browser)


# Playwright keeps an event loop running as long as it lives, and Django refuses its
# database beside one. So all of this ends with the last test of this folder.


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Return what drives the browser."""
    # In Python's development mode it tells of every call that takes a while.
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Return the browser that all tests share."""
    with chromium(playwright) as browser:
        yield browser


@pytest.fixture(scope="package")
def _served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running_site(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture(scope="package")
def _cookies(playwright: Playwright, _served: Site) -> dict[str, StorageState]:
    """Log everybody in once; the sessions are in the state that tests begin with."""
    cookies = logged_in(playwright, _served)
    _served.keep("empty")
    return cookies


@pytest.fixture
def site(_served: Site, _cookies: dict[str, StorageState]) -> Site:
    """Return the site as each test finds it: users, and nothing else."""
    _served.take_up("empty")
    return _served


@pytest.fixture
def seeded(site: Site) -> Site:
    """Return the site with the sample digests on it."""
    site.begin_with("samples")
    return site


@pytest.fixture
def desk(
    browser: Browser, site: Site, _cookies: dict[str, StorageState]
) -> Iterator[Desk]:
    """Return what opens pages, `desk("writer", color_scheme="dark")`.

    What no page may do fails the test at its end: see `Watch`.
    """
    desk = Desk(browser, site, _cookies)
    yield desk
    faults = desk.close()
    if faults:
        pytest.fail("\n".join([*faults, site.said("server")]), pytrace=False)


@pytest.fixture
def editor_page(desk: Desk) -> Page:
    """Return an empty page in which an editor is logged in."""
    return desk("editor")
