"""What no page of the desk asks is refused; it is never an error of ours."""

import pytest
from django.test import Client

from tests.desk.conftest import MakeDraft, Seat, url_of

LONG = "9" * 30
ENDLESS = "9" * 5000
"""More digits than Python reads as a number."""


@pytest.mark.parametrize(
    "path",
    [
        "autocomplete/?app_label=articles&model_name=comment&field_name=article&term=%00",
        "autocomplete/?app_label=articles&model_name=articletag&field_name=tag&term=%00",
        f"articles/tag/{ENDLESS}/history/",
        f"articles/publication/{ENDLESS}/history/",
        f"articles/article/{ENDLESS}/history/",
        f"articles/article/{LONG}/history/",
        f"articles/article/{ENDLESS}/change/",
        "articles/article/%00/change/",
        f"articles/tag/{LONG}/merge/?into={LONG}",
        f"articles/article/tag-many/?articles={LONG}",
        f"log/?before={LONG}&id={LONG}&name=%00",
        "log/?since=0001-01-01&until=9999-12-31",
        f"r/{LONG}/{LONG}/",
        f"articles/article/?published_on__year={LONG}",
        f"articles/article/?year={ENDLESS}",
        f"articles/article/?p={LONG}",
        f"articles/article/?id={LONG}",
        "articles/article/?tag=%ED%A0%80",
        f"auth/user/{ENDLESS}/password/",
        "auth/user/?q=%00",
    ],
    ids=lambda path: path[:40],
)
def test_an_address_that_nobody_made_is_no_error_of_ours(
    admin_client: Client, make_draft: MakeDraft, editor: Seat, path: str
) -> None:
    make_draft(editor)
    assert admin_client.get(f"/admin/{path}").status_code < 500


@pytest.mark.parametrize(
    ("step", "fields"),
    [
        ("publish", {"seen": LONG}),
        ("publish", {"seen": "1", "live_from": "9999-12-31T23:59"}),
        ("publish", {"seen": "1", "live_from": "\0"}),
        ("submit", {"note": "\0"}),
        ("withdraw", {"reason": "\0"}),
        ("address", {"wanted": "\0"}),
        ("comments", {"text": "x", "point_key": "\0"}),
        ("links", {"days": ENDLESS}),
        ("bring-back", {"edition": LONG, "seen": LONG}),
        (f"comments/{LONG}/settle", {}),
        (f"links/{LONG}/revoke", {}),
    ],
)
def test_a_form_that_nobody_made_is_no_error_of_ours(
    editor: Seat,
    make_draft: MakeDraft,
    make_live: MakeDraft,
    step: str,
    fields: dict[str, str],
) -> None:
    for article in (make_draft(editor), make_live(editor)):
        assert editor.post(url_of(article, step), fields).status_code < 500
