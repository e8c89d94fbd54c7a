"""Hypothesis strategies: digests of every shape, notation in odd places included."""

from hypothesis import strategies as st

from articles.digest.model import Digest, Group, Point, Reference
from articles.digest.text import TAG_SEPARATORS, one_line

_NOTATION = (
    "Core Viewpoint",
    "核心观点",
    "Group 1:",
    "References",
    "Tags:",
    "Language: en",
    "Source:",
    "---",
    " - ",
    "- ",
    "[1]",
    "[1,2]",
    "[3-5]",
    "【2】",
    "{#k}",
    "{",
    "}",
    "\\",
    '"',
    "“",
    "”",
    "<",
    ">",
    "·",
    "2025-11-04",
    ".",
    "。",
)
_CHARACTERS = st.characters(
    exclude_categories=("Cs", "Cc", "Cn", "Co"),
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)


def texts(max_size: int = 6) -> st.SearchStrategy[str]:
    """One line of words, of arbitrary characters and of pieces of the notation."""
    pieces = st.sampled_from(_NOTATION) | st.text(_CHARACTERS, max_size=4)
    return st.lists(pieces, max_size=max_size).map("".join).map(one_line)


def urls() -> st.SearchStrategy[str]:
    """A web address, or "" where it is unknown."""
    paths = st.text("ab/?#=%[](){}\"'", max_size=8)
    return st.just("") | paths.map("https://example.org/".__add__)


def tags() -> st.SearchStrategy[tuple[str, ...]]:
    """Some tags, each a name of its own."""
    refused = str.maketrans("", "", TAG_SEPARATORS + "{}")
    names = texts(max_size=2).map(lambda name: one_line(name.translate(refused)))
    return st.lists(names.map(lambda name: name or "tag"), max_size=2).map(tuple)


@st.composite
def digests(draw: st.DrawFn) -> Digest:
    """Any digest: each part may be missing, keys are unique, a few points a group."""
    numbers = iter(range(1, 100))

    def points() -> tuple[Point, ...]:
        statements = draw(st.lists(texts().map(lambda text: text or "A"), max_size=3))
        return tuple(
            Point(text, draw(st.sampled_from(("", f"k{next(numbers)}"))), draw(tags()))
            for text in statements
        )

    groups = range(draw(st.integers(0, 3)))
    return Digest(
        title=draw(texts()),
        publication=draw(texts()),
        published=draw(st.sampled_from(("", "2025-11-04", "2025-11-04T22:06"))),
        language=draw(st.sampled_from(("", "en", "zh-Hans"))),
        source_url=draw(urls()),
        core=points(),
        groups=tuple(Group(draw(texts()), points()) for _ in groups),
        references=tuple(
            Reference(number, draw(texts()), draw(texts()), draw(urls()))
            for number in sorted(draw(st.sets(st.integers(1, 9_999), max_size=3)))
        ),
        tags=draw(tags()),
    )


_PASTED_WORDS = st.integers(0, 26**3 - 1).map(
    lambda number: "".join(
        "abcdefghijklmnopqrstuvwxyz"[number // 26**place % 26] for place in range(3)
    )
)
_PASTED_SIGNS = (
    *(_NOTATION[:8]),
    *("\n", "\n\n", "\n- ", "\n* ", "\n• ", "\n1. ", "\n## ", "\n# ", "**", ": ", "："),
    *(" - ", " – ", ". ", "。", "[1]", "[2].", "［3］", "[1-3]", "4 - ", "\n---\n"),
    *(
        "\nReferences\n[1] ",
        "\n[2] ",
        ' "',
        '" ',
        " <https://example.org/a>",
        "\nicon\n",
    ),
    *("\nCore Viewpoint", "\nGroup 2: ", " Group 3: ", "\nTags: ", "\nSource: "),
    *("\nName·2025-11-04 22:06\n", "\n03/04/2025\n", "\n\\", "{#k}", " {tags: ", "}"),
    *(
        " Co. ",
        " U.S. ",
        " Market Outlook - ",
        "\nMarket Outlook\n",
        "核心要点：",
        "新",
    ),
)


def pastes() -> st.SearchStrategy[str]:
    """Words and signs of the notation in any order, as no sane page has them."""
    words = st.lists(_PASTED_WORDS, min_size=1, max_size=4).map(" ".join)
    capitals = _PASTED_WORDS.map(str.capitalize)
    pieces = st.sampled_from(_PASTED_SIGNS) | words | capitals
    return st.lists(pieces, max_size=40).map(" ".join) | st.lists(
        pieces, max_size=40
    ).map("".join)


def hostile_texts() -> st.SearchStrategy[str]:
    """Any characters at all, refused ones too, mixed with the notation."""
    characters = st.text(st.characters(), max_size=6)
    return st.lists(st.sampled_from(_PASTED_SIGNS) | characters, max_size=30).map(
        "".join
    )
