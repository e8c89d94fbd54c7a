"""The watch over pages sees what it is for; else every other test here says little."""

import pytest
from playwright.sync_api import Route

from .accessibility import axe
from .browsing import Desk

FAULTS = {
    "console: Oh": "console.error('Oh')",
    "uncaught: Error: Oh": "setTimeout(() => { throw new Error('Oh') })",
    "uncaught: oh": "Promise.reject('oh') && 0",
    "CSP: style-src": "document.body.setAttribute('style', 'color: red')",
    "CSP: img-src": "document.body.append("
    "Object.assign(new Image(), {src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw='}))",
    "status of 404": "fetch('/admin/nothing/here/').then(() => 0)",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_a_page_is_noted(desk: Desk, fault: str) -> None:
    page = desk("editor")
    page.goto("/admin/")
    page.evaluate(FAULTS[fault])
    page.evaluate("new Promise((done) => setTimeout(done, 50))")
    assert any(fault in noted for noted in desk.close())


def test_a_failing_answer_is_noted_even_where_scripts_are_off(desk: Desk) -> None:
    def fail(route: Route) -> None:
        route.fulfill(status=500, body="Oh")

    page = desk("editor", java_script_enabled=False)
    page.route("**/admin/", fail)
    page.goto("/admin/")
    assert f"500: {desk.site.url}/admin/" in desk.close()


def test_what_is_expected_is_no_fault(desk: Desk) -> None:
    page = desk("editor", expected=("Oh",))
    page.goto("/admin/")
    page.evaluate("console.error('Oh')")
    page.evaluate("console.error('Ah')")
    (fault,) = desk.close()
    assert "Ah" in fault


def test_axe_names_the_rule_and_the_place(desk: Desk) -> None:
    page = desk("editor")
    page.goto("/admin/")
    page.evaluate("document.querySelector('#content').append(new Image())")
    with pytest.raises(AssertionError, match=r"(?s)\nimage-alt:.+<img>"):
        axe(page)
