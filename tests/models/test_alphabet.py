"""Every name has its place in the alphabet, whatever its script."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models.alphabet import (
    MAX_INITIAL,
    MAX_SCRIPT,
    MAX_SORT_KEY,
    place_of,
)
from articles.models.names import stored_key


@pytest.mark.parametrize(
    ("name", "script", "initial"),
    [
        ("Open source", "latin", "O"),
        ("École", "latin", "E"),
        ("Øresund", "latin", "O"),
        ("Łódź", "latin", "L"),
        ("Æon", "latin", "A"),
        ("ＡＩ", "latin", "A"),
        ("ﬁsh", "latin", "F"),
        (".NET", "latin", "N"),
        ("«Guillemets»", "latin", "G"),
        ("AI 芯片", "latin", "A"),
        ("开源", "han", "K"),
        ("《红楼梦》", "han", "H"),
        ("重庆", "han", "C"),
        ("绿色", "han", "L"),
        ("𠮷野家", "han", "#"),
        ("Россия", "cyrillic", "Р"),
        ("ёж", "cyrillic", "Ё"),
        ("Άρης", "greek", "Α"),
        ("한국", "hangul", "ㅎ"),
        ("까치", "hangul", "ㄲ"),
        ("\ud7b0", "hangul", "\ud7b0"),
        ("ひらがな", "hiragana", "ひ"),
        ("עברית", "hebrew", "ע"),
        ("ქართული", "georgian", "ქ"),
        ("5G", "", "#"),
        ("²", "", "#"),
        ("Ⅷ", "latin", "V"),
        ("🎉", "", "#"),
        ("+", "", "#"),
    ],
)
def test_a_name_stands_under_its_letter(name: str, script: str, initial: str) -> None:
    place = place_of(name)
    assert (place.script, place.initial) == (script, initial)


def test_names_are_in_the_order_of_a_dictionary() -> None:
    names = [
        *("5G", "AI", "ai model", "AI 芯片", "aid", "ecole", "école", "écoles"),
        *("Edam", "开放", "开源", "开源社区", "开展", "慨叹", "Kant", "看法", "看见"),
        *("绿色", "旅行", "zebra"),
    ]
    in_order = sorted(names, key=lambda name: place_of(name).sort_key)
    assert in_order == [
        *("5G", "AI", "ai model", "AI 芯片", "aid", "ecole", "école", "écoles"),
        *("Edam", "开放", "开源", "开源社区", "开展", "慨叹", "看法", "看见", "Kant"),
        *("旅行", "绿色", "zebra"),
    ]


@given(st.text(max_size=120), st.text(max_size=120))
def test_names_that_differ_have_places_that_differ(one: str, other: str) -> None:
    places = [place_of(name) for name in (one, other)]
    same = stored_key(one) == stored_key(other)
    assert (places[0].sort_key == places[1].sort_key) is same
    for place in places:
        assert len(place.script) <= MAX_SCRIPT
        assert 1 <= len(place.initial) <= MAX_INITIAL
        assert len(place.sort_key) <= MAX_SORT_KEY


def test_a_long_name_fits_into_an_index_of_postgresql() -> None:
    for letters in ("长" * 100, "ﷺ" * 100, "🎉" * 100, "㌀" * 100):
        assert len(place_of(letters).sort_key.encode()) < 2_600


def test_a_process_that_reads_no_chinese_does_not_learn_it() -> None:
    program = (
        "import sys, django; django.setup();"
        "import articles.publishing, articles.site.urls;"
        "from articles.models.alphabet import place_of;"
        "place_of('Élan'); assert 'pypinyin' not in sys.modules;"
        "place_of('开源'); assert 'pypinyin' in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
