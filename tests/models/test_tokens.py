"""Texts as tokens: what makes two of them the same, and what phrases look for."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.models.tokens import (
    BREAK,
    MAX_WORD,
    Phrase,
    beginnings,
    fold,
    phrase,
    streams,
    tokens,
)

CHINESE = st.text(st.sampled_from("中国人民日報报纸，开放的 開源AI。"), max_size=12)


def words(text: str) -> list[str]:
    return [token.text for token in tokens(fold(text))]


def holds(text: str, asked: str) -> bool:
    looked_for = phrase(asked)
    assert looked_for
    return looked_for.needle in streams([text]).zone


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Open SOURCE", "open source"),
        ("ＡＩ　２０２５", "AI 2025"),
        ("École naïve Łódź Ørsted", "ecole naive Lodz Orsted"),
        ("İstanbul ISTANBUL", "istanbul istanbul"),
        ("straße", "STRASSE"),
        ("人民日報開放", "人民日报开放"),
        ("ｶﾞｷﾞｸﾞ", "ガギグ"),
        ("co\u00adoperate zero\u200bwidth", "cooperate zerowidth"),
        ("the company's plans", "the company plan"),
        ("the company’s plans", "the company plan"),
        ("㎏ ﬁne №", "kg fine no"),
        ("שָׁלוֹם مُحَمَّد", "שלום محمد"),
    ],
)
def test_texts_that_readers_take_for_the_same_have_the_same_tokens(one, other):
    assert words(one) == words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("C++", "C"), ("C#", "C"), ("C++", "C#"), ("か", "が"), ("день", "ден")],
)
def test_what_differs_has_other_tokens(one, other):
    assert words(one) != words(other)


def test_words_become_stems_and_figures_stay():
    assert words("Publishing published publishes 5G H5N1 3.5%") == [
        *["publish"] * 3,
        *("5g", "h5n1", "3", "5"),
    ]


def test_a_script_without_blanks_has_a_token_for_each_character():
    assert words("开源，AI技术 ไทย 한국") == [
        *("开源", "源", "ai", "技术", "术"),
        *("ไท", "ทย", "ย", "한국", "국"),
    ]


def test_a_word_is_known_by_its_beginning():
    long = "x" * 5000
    assert words(long) == ["x" * MAX_WORD]
    assert holds(long, "x" * 4000)


def test_tokens_stand_for_characters_of_the_folded_text():
    folded = fold("Ｃ++ 的 company's 中国")
    assert [folded[token.start : token.end] for token in tokens(folded)] == [
        *("c++", "的", "company", "中国", "国"),
    ]


def test_a_stream_parts_its_texts_and_ends_with_what_else_they_are_found_by():
    found = streams(["Closed deals", "", "中国"])
    assert found.zone == "¶ close deal ¶ ¶ 中国 国 ¶ ›closed ›deals 中 国 ¶"
    assert len(found.pairs) == 1
    assert streams([]).zone == BREAK


@given(st.lists(CHINESE, max_size=3), CHINESE.filter(phrase))
@example(["开放开"], "放开")
@example(["中，国"], "中国")
@example(["中国", "人民"], "国人")
def test_chinese_is_found_exactly_where_it_stands(texts, asked):
    """Runs of Chinese alone: what stands in a text is found, and nothing else is."""
    run = "".join(c for c in fold(asked) if "\u4e00" <= c <= "\u9fff")
    if run:
        is_there = any(run in fold(text) for text in texts)
        assert (phrase(run).needle in streams(texts).zone) == is_there


@given(st.text(), st.text(), st.text())
def test_every_part_of_a_text_between_blanks_is_found(before, part, after):
    looked_for = phrase(part)
    if looked_for:
        stream = streams([f"{before} {part} {after}"])
        assert looked_for.needle in stream.zone
        assert set(looked_for.pairs) <= stream.pairs


@given(st.text())
def test_folding_twice_changes_nothing_that_is_looked_for(text):
    assert words(fold(text)) == words(text)


@given(st.text(st.characters(), max_size=40))
def test_any_text_can_be_a_stream(text):
    stream = streams([text])
    parts = stream.zone.split(" ")
    assert parts[0] == parts[-1] == BREAK
    assert all(parts)
    assert not set("'\"\\\x00") & set(stream.zone)


def test_nothing_is_looked_for_where_nothing_is_said():
    assert phrase(" ,;!?… “”「」 \x00") is None
    assert beginnings("***") == ()


def test_the_last_character_after_a_word_may_go_on():
    assert phrase("AI技") == Phrase(("ai", "技"), is_open=True)
    assert holds("新AI技术", "AI技")
    assert not holds("AI艺术", "AI技")


def test_a_phrase_does_not_cross_from_one_text_to_the_next():
    looked_for = phrase("open source")
    assert looked_for.needle not in streams(["it is open", "source code"]).zone


def test_a_beginning_finds_stems_and_words_as_they_are_written():
    def found(text: str, asked: str) -> bool:
        zone = streams([text]).zone
        return any(each.needle in zone for each in beginnings(asked))

    assert found("publishing", "publishi")
    assert found("publishing", "publish")
    assert found("happy", "happy")
    assert found("happiness", "happi")
    assert not found("public", "publis")
    assert found("中国", "中")
    assert found("e-mail", "e-ma")
