"""Names as addresses."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from articles.digest.text import key_of
from articles.models.names import MAX_SLUG, slug_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Open source", "open-source"),
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        (".NET", "dot-net"),
        ("R&D", "r-and-d"),
        ("开源", "开源"),
        ("ＡＩ", "ai"),
        ("École", "école"),
        ("हिन्दी", "हिन्दी"),
        ("😀", "u1f600"),
        ("I ♥ NY", "i-u2665-ny"),
        ("...", "u2e-u2e-u2e"),
        ("snake_case", "snake_case"),
        ("-- both -- ends --", "both-ends"),
    ],
)
def test_a_name_has_the_address_an_editor_expects(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@given(st.text(min_size=1))
def test_an_address_is_never_empty_and_never_holds_what_expressions_use(
    name: str,
) -> None:
    slug = slug_of(name)
    assert 0 < len(slug) <= MAX_SLUG
    assert not set(slug) & set("+,./ \x00")


@given(st.text(min_size=1))
def test_an_address_has_an_address_of_itself(name: str) -> None:
    assume(key_of(name))
    slug = slug_of(name)
    assert slug_of(slug) == slug


def test_a_very_long_name_is_cut_at_a_hyphen() -> None:
    slug = slug_of("word " * 100)
    assert len(slug) <= MAX_SLUG
    assert slug.endswith("word")
