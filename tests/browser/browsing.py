"""The system's Chromium, logged in at a site, and what must not go wrong in a page."""

import contextlib
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Response,
    StorageState,
    WebError,
)

from .site import Site
from .users import PASSWORD, USERS

NAMES = ("chromium", "chromium-browser", "google-chrome")
TIMEOUT = 10_000  # milliseconds for anything that is waited for


@contextlib.contextmanager
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Yield the system's browser, without a window."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    assert found, (
        f"no browser: none of {', '.join(NAMES)} is on the PATH; "
        "on Debian: apt install chromium fonts-noto-cjk"
    )
    browser = playwright.chromium.launch(executable_path=found)
    try:
        yield browser
    finally:
        browser.close()


def logged_in(playwright: Playwright, site: Site) -> dict[str, StorageState]:
    """Log everybody in, as the login page does; return the cookies of each."""
    return {user: _log_in(playwright, site, user) for user in USERS}


def _log_in(playwright: Playwright, site: Site, user: str) -> StorageState:
    request = playwright.request.new_context(base_url=site.url)
    try:
        page = request.get("/admin/login/").text()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token, page
        form = {
            "csrfmiddlewaretoken": token[1],
            "username": user,
            "password": PASSWORD,
            "next": "/admin/jsi18n/",
        }
        answer = request.post("/admin/login/", form=form)
        assert answer.url.endswith("/admin/jsi18n/"), f"{user}: {answer.url}"
        return request.storage_state()
    finally:
        request.dispose()


@dataclass
class Watch:
    """Notes what no page of a context may do, but for what a test expects."""

    expected: tuple[str, ...] = ()
    """Parts of notes that are no fault, such as “status of 403”."""
    noted: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Watch every page of the context, the frames in them too."""
        # The console tells of a violation, too, but not always of which rule.
        context.add_init_script(
            "document.addEventListener('securitypolicyviolation', (event) => "
            "console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} "
            "${event.sourceFile}:${event.lineNumber} ${event.sample}`));"
        )
        context.on("console", self._hear)
        context.on("weberror", self._catch)
        context.on("response", self._read)

    @property
    def faults(self) -> list[str]:
        return [
            note
            for note in self.noted
            if not any(part in note for part in self.expected)
        ]

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.noted.append(f"console: {message.text} ({message.location['url']})")

    def _catch(self, error: WebError) -> None:
        self.noted.append(f"uncaught: {error.error.stack or error.error}")

    def _read(self, response: Response) -> None:
        if response.status >= 500:
            self.noted.append(f"{response.status}: {response.url}")


@dataclass
class Desk:
    """Opens pages at a site, and watches over them."""

    browser: Browser
    site: Site
    cookies: dict[str, StorageState]
    opened: list[tuple[BrowserContext, Watch]] = field(default_factory=list)

    def __call__(
        self, user: str = "editor", *, expected: tuple[str, ...] = (), **options: Any
    ) -> Page:
        """Return an empty page of a window of its own, in which `user` is logged in.

        Without a user, nobody is. `options` are those of a browser context, such as
        `color_scheme`, `viewport`, `java_script_enabled` or `locale`; `expected` are
        parts of errors that are meant to happen.
        """
        usual: dict[str, Any] = {
            "base_url": self.site.url,
            "reduced_motion": "reduce",
            "locale": "en-GB",
            "viewport": {"width": 1440, "height": 900},
            "storage_state": self.cookies[user] if user else None,
        }
        context = self.browser.new_context(**(usual | options))
        context.set_default_timeout(TIMEOUT)
        watch = Watch(expected)
        watch.over(context)
        self.opened.append((context, watch))
        return context.new_page()

    def close(self) -> list[str]:
        """Close all that was opened; return what went wrong in it."""
        for context, _ in self.opened:
            context.close()
        faults = [fault for _, watch in self.opened for fault in watch.faults]
        self.opened.clear()
        return faults
