import time

import pytest

from articles.digest.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("越开放，越活跃", "zh"),
        ("基于 Transformer 的 GPT 模型", "zh"),
        ("OpenAI发布GPT-5", "zh"),
        ("街上新开了一家名叫优の良品的小店", "zh"),
        ("日本経済の展望", "ja"),
        ("トヨタ", "ja"),
        ("삼성전자", "ko"),
        ("Москва и мир", "ru"),
        ("صحيفة العرب", "ar"),
        ("Η Καθημερινή", "el"),
        ("הארץ", "he"),
        ("ไทยรัฐ", "th"),
        ("Հայաստան", "hy"),
        ("საქართველო", "ka"),
    ],
)
def test_a_decisive_script_tells_the_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Open source grows beyond software", "en"),
        ("Machine Learning", "en"),
        ("ＡＩ", "en"),
        ("The École nationale and its students", "en"),
        ("Rio de Janeiro hosts summit", "en"),
        ("The People's Daily (人民日报) wrote about it", "en"),
        ("Les chercheurs et les ingénieurs de la région", "fr"),
        ("Der Spiegel", ""),
        ("Süddeutsche Zeitung für die Stadt", "de"),
        ("El País", "es"),
        ("O tempo e o vento são mais fortes", "pt"),
        ("Corriere della Sera", ""),
    ],
)
def test_common_words_tell_languages_of_latin_script_apart(
    text: str, language: str
) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025-11-04 [1][2]",
        "École nationale supérieure",
        "Croissance record en Chine",
        "Het kabinet wil morgen nieuwe regels voor banken laten maken",
        "Київ",
        "گفتگو",
    ],
)
def test_what_cannot_be_told_is_left_open(text: str) -> None:
    assert language_of(text) == ""


def test_the_time_is_linear_in_the_length() -> None:
    text = "The 开源 of open source の 힘 and мир " * 60_000
    started = time.process_time()
    assert language_of(text) == "en"
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "name", ["Sin City", "Los Angeles fires", "I, Robot", "Per capita GDP", "OS/2"]
)
def test_one_common_word_alone_tells_no_language(name: str) -> None:
    assert language_of(name) in ("", "en")
