"""The words of the editor's scripts, in the active language."""

from .words_outline import outline_words
from .words_parts import parts_words

Words = dict[str, str | dict[str, str]]
"""By key, a sentence, or its forms for one and for other numbers; `{name}` is filled
in by the script."""


def words() -> Words:
    """Return all words of the scripts."""
    return {**outline_words(), **parts_words()}
