"""Which addresses lead to one source: a key that is the same for all of them.

The rule is RFC 3986, section 6, and a little more, because a key is only compared and
never opened:

- 6.2.2 Syntax: letters of scheme, host and percent-encoding have one case, characters
  that need no encoding are not encoded, others are, dot segments are gone.
- 6.2.3 Scheme: a default port is gone, an empty path is the root.
- 6.2.4 Protocol: http and https, a host with and without `www.`, a path with and
  without its last slash lead to one source.
- A fragment is a place inside a source; parameters that only tell who sent the reader
  are no part of it, nor is a query with nothing left.

What else a query says stays, in its order: servers may care.
"""

import hashlib
import re
from urllib.parse import quote, urljoin, urlsplit

MAX_SOURCE_KEY = 32

_TRACKING = re.compile(
    r"(utm_[^=]*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid"
    r"|igshid|igsh|li_fat_id|mc_[ce]id|_hsenc|_hsmi|mkt_tok|spm|vero_id|wt_zmc|_ga|_gl"
    r"|ref_src|ref_url)(=|$)",
    re.IGNORECASE,
)
_ENCODED = re.compile("%[0-9A-Fa-f]{2}")
_UNRESERVED = re.compile("[A-Za-z0-9._~-]")
_ASCII_SIGNS = "!\"#$%&'()*+,/:;<=>?@[\\]^`{|}"


def source_key(url: str) -> str:
    """Return the key of the source that `url` leads to; "" for no URL."""
    if not url:
        return ""
    comparable = _comparable(url).encode()
    return hashlib.blake2b(comparable, digest_size=MAX_SOURCE_KEY // 2).hexdigest()


def _comparable(url: str) -> str:
    """Return what all addresses of one source have in common."""
    parts = urlsplit(url)
    host = _host(parts.hostname or "")
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    path = urljoin("/", _encoded(parts.path)).rstrip("/")
    query = "&".join(
        parameter
        for parameter in _encoded(parts.query).split("&")
        if parameter and not _TRACKING.match(parameter)
    )
    return f"{host}{port}{path}{'?' if query else ''}{query}"


def _host(name: str) -> str:
    """Return the host as the name system knows it, the `www.` before it left out."""
    name = name.rstrip(".").removeprefix("www.")
    try:
        return name.encode("idna").decode()
    except UnicodeError:
        return name


def _encoded(text: str) -> str:
    """Return `text` with exactly those characters encoded that have to be."""
    return _ENCODED.sub(_unless_unreserved, quote(text, safe=_ASCII_SIGNS))


def _unless_unreserved(found: re.Match[str]) -> str:
    character = chr(int(found[0][1:], 16))
    return character if _UNRESERVED.match(character) else found[0].upper()
