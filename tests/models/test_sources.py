"""All addresses of one source have one key, and other sources another."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models.sources import MAX_SOURCE_KEY, source_key

URL = "https://example.org/a/b?x=1&y=2"


@pytest.mark.parametrize(
    "other",
    [
        "http://example.org/a/b?x=1&y=2",
        "HTTPS://EXAMPLE.ORG/a/b?x=1&y=2",
        "https://www.example.org/a/b?x=1&y=2",
        "https://example.org:443/a/b?x=1&y=2",
        "http://example.org:80/a/b?x=1&y=2",
        "https://example.org./a/b?x=1&y=2",
        "https://example.org/a/b/?x=1&y=2",
        "https://example.org/a/b?x=1&y=2#part",
        "https://example.org/a/b?x=1&y=2#",
        "https://example.org/a/./c/../b?x=1&y=2",
        "https://example.org/%61/b?x=1&y=2",
        "https://example.org/a/b?utm_source=news&x=1&utm_medium=mail&y=2&fbclid=z",
        "https://example.org/a/b?x=1&&y=2&",
        "https://example.org/a/b?UTM_Campaign=1&x=1&y=2&gclid",
    ],
)
def test_another_address_of_a_source_has_its_key(other: str) -> None:
    assert source_key(other) == source_key(URL)


@pytest.mark.parametrize(
    "other",
    [
        "https://example.org/a/b",
        "https://example.org/a/b?y=2&x=1",
        "https://example.org/A/b?x=1&y=2",
        "https://example.org/a/b?x=1&y=2&z",
        "https://example.org/a/b?x=1%26y=2",
        "https://example.org/a%2Fb?x=1&y=2",
        "https://example.org:8443/a/b?x=1&y=2",
        "https://news.example.org/a/b?x=1&y=2",
        "https://example.com/a/b?x=1&y=2",
    ],
)
def test_another_source_has_another_key(other: str) -> None:
    assert source_key(other) != source_key(URL)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org", "http://example.org/"),
        ("https://example.org/?", "http://example.org"),
        ("https://example.org/?utm_source=x", "http://example.org"),
        ("https://example.org/新闻", "https://example.org/%e6%96%b0%E9%97%BB"),
        ("https://example.org/a?q=é", "https://example.org/a?q=%C3%A9"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://[2001:DB8::1]/a", "http://[2001:db8::1]:80/a"),
    ],
)
def test_writing_an_address_otherwise_changes_nothing(one: str, other: str) -> None:
    assert source_key(one) == source_key(other)


def test_no_address_has_no_key() -> None:
    assert source_key("") == ""


def test_a_key_stays_the_same_for_ever() -> None:
    """It stands in addresses: a change of the rule breaks links to pages of sources."""
    assert source_key(URL) == "59216625c7b7231b58dc31481de9469a"


@given(st.text(string.printable, max_size=60))
def test_every_address_has_a_key(text: str) -> None:
    from_path = source_key(f"https://example.org/{text.strip()}")
    assert len(from_path) == MAX_SOURCE_KEY
