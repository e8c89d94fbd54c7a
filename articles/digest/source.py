"""From the bytes of a file or an upload to text."""

from .model import DigestError, Problem
from .text import MAX_FILE_BYTES

_LEAST_NUL_SHARE = 4
"""Latin text in UTF-16 is half NUL; a stray NUL in UTF-8 is the text gate's matter."""


def decode(data: bytes, most: float = MAX_FILE_BYTES) -> str:
    """Return `data` as text, without a byte order mark.

    Raises DigestError for more than `most` bytes and for anything but UTF-8, with the
    line of the first byte that is not.
    """
    if len(data) > most:
        raise _refused(
            "too-large", f"the file is larger than {most:,} bytes; split it", line=None
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(data.count(b"\n", 0, error.start) + 1) from None
    if data and data.count(0) * _LEAST_NUL_SHARE > len(data):
        raise _not_utf8(1)
    return text


def _not_utf8(line: int) -> DigestError:
    return _refused("not-utf8", "not UTF-8 text; save it as UTF-8", line)


def _refused(code: str, message: str, line: int | None) -> DigestError:
    return DigestError(Problem("error", code, message, line=line))
