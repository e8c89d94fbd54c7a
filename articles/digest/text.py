"""The gate every text passes, and the normal forms the whole project shares."""

import re
import unicodedata

MAX_FILE_BYTES = 2_000_000
"""A file or pasted text larger than this is refused, in bytes of UTF-8."""

MAX_LINES = 50_000
"""A text with more lines is no text somebody wrote: lines of 40 bytes fill a file."""

TAG_SEPARATORS = ",，、;；"
"""What stands between two tags in a list of tags; never a blank."""

_REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BIDI_CLOSER = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)

# Starters that decompose into marks, which would escape the sorting of marks.
_MARKS_IN_ONE = {
    0x0F73: "\u0f71\u0f72",
    0x0F75: "\u0f71\u0f74",
    0x0F81: "\u0f71\u0f80",
}


class TextError(ValueError):
    """A character that no text may hold; `offset` counts characters from 0."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


def unify_lines(text: str) -> str:
    """Return `text` with LF line ends and without byte order marks.

    A mark inside a text is what joining files leaves; it is invisible and says nothing.
    """
    text = text.replace("\ufeff", "")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def clean(text: str) -> str:
    """Return `text` in NFC with LF line ends and without byte order marks.

    Refused with TextError, not stripped: NUL and other C0 controls except tab and
    newline, DEL, lone surrogates, noncharacters (Unicode 3.4 D14), and bidi controls
    that are not closed on their own line (UAX #9 ends them there anyway).
    """
    # All that is refused, and every line end and mark, is not printable: most strings
    # are done here.
    if text.isprintable():
        return _composed(text)
    text = unify_lines(text)
    if found := _REFUSED.search(text):
        raise TextError(
            f"the character U+{ord(found[0]):04X} is not allowed; remove it",
            found.start(),
        )
    _check_bidi(text)
    return _composed(text)


def _composed(text: str) -> str:
    """Return `text` in NFC, in linear time.

    unicodedata sorts combining marks by insertion: 160,000 of them took 20 seconds.
    Sorting each run of marks beforehand (Unicode 3.11 D109) leaves it nothing to do.
    """
    if unicodedata.is_normalized("NFC", text):
        return text
    text = text.translate(_MARKS_IN_ONE)
    marks = "".join(filter(unicodedata.combining, set(text)))
    if marks:
        run = re.compile(f"[{marks}]{{2,}}")
        text = run.sub(
            lambda found: "".join(sorted(found[0], key=unicodedata.combining)), text
        )
    return unicodedata.normalize("NFC", text)


def _check_bidi(text: str) -> None:
    """Raise TextError for a bidi control that is not closed on its line."""
    if not _BIDI.search(text):
        return
    offset = 0
    for line in text.split("\n"):
        opened: list[tuple[str, int]] = []
        for found in _BIDI.finditer(line):
            if closer := _BIDI_CLOSER.get(found[0]):
                opened.append((closer, found.start()))
            elif opened and opened[-1][0] == found[0]:
                opened.pop()
            else:
                opened.append((found[0], found.start()))
                break
        if opened:
            raise TextError(
                "a bidi control here is not closed on its line; remove it",
                offset + opened[-1][1],
            )
        offset += len(line) + 1


def one_line(text: str) -> str:
    """Return `text` cleaned, each run of blanks one space, none at the ends."""
    return " ".join(clean(text).split())


def key_of(name: str) -> str:
    """Return what makes two names the same name: NFKC, case folded, blanks collapsed.

    AI = ＡＩ and École = école. Folding can undo the normal form (Unicode 3.13 D146),
    so the form is applied again after it.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())
