"""API tokens are made, copied, used and revoked, by people at a browser."""

import pytest
from playwright.sync_api import Page, expect

from .accessibility import axe
from .browsing import Desk
from .scenes import TEXT
from .site import Site

DRAFTS = "/api/v1/drafts"


def made_on(page: Page) -> str:
    """Make a token as a person does; return the secret that the page shows."""
    page.goto("/admin/")
    page.get_by_role("link", name="API tokens").click()
    page.get_by_role("link", name="Make a token").click()
    page.get_by_label("Name").fill("nightly import")
    page.get_by_label("Days").fill("30")
    page.get_by_role("button", name="Make the token").click()
    expect(page.get_by_text("Copy it now.")).to_be_visible()
    return page.get_by_label("nightly import").input_value()


@pytest.mark.parametrize(
    "options", [{}, {"java_script_enabled": False}], ids=["scripts", "no scripts"]
)
def test_a_token_opens_the_api_until_it_is_revoked(
    desk: Desk, site: Site, options: dict[str, bool]
) -> None:
    page = desk("writer", **options)
    secret = made_on(page)

    def hand_in() -> int:
        headers = {"Authorization": f"Bearer {secret}", "Content-Type": "text/plain"}
        return page.request.post(DRAFTS, headers=headers, data=TEXT).status

    assert hand_in() == 201
    assert site.do("text_of", site.do("newest")).startswith("Locks and queues")
    page.get_by_role("link", name="I have copied it").click()
    page.get_by_role("link", name="Revoke").click()
    page.get_by_role("button", name="Revoke").click()
    expect(page.locator(".messagelist")).to_contain_text("The token is revoked")
    assert hand_in() == 401


def test_a_new_token_is_copied_by_its_button(desk: Desk) -> None:
    page = desk("editor")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    secret = made_on(page)
    axe(page)
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("status")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == secret


def test_where_nothing_may_be_copied_the_token_is_selected(desk: Desk) -> None:
    page = desk("editor")
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject()")
    secret = made_on(page)
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("status")).to_have_text("It is selected; copy it now.")
    assert page.evaluate("getSelection().toString()") == secret
