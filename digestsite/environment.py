"""Reads settings from the environment; what is wrong becomes a system check.

Each reader returns a usable value in every case and notes the mistake, so that one
start names all of them, in words. `digestsite.checks` reports what was noted.
"""

import ipaddress
import re
from typing import Any
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, available_timezones

import environ
from django.core.checks import CheckMessage, Error

env = environ.Env()
mistakes: list[CheckMessage] = []

_DATABASES = ("sqlite", "postgres", "postgresql")
_CACHES = ("locmemcache", "rediscache", "redis", "rediss")
_MIN_SECRET_LENGTH = 50


def _note(number: int, message: str, hint: str) -> None:
    mistakes.append(Error(message, hint=hint, id=f"digestsite.E{number:03}"))


def read_debug() -> bool:
    """Return DEBUG; a word that is neither yes nor no counts as off."""
    word = env.str("DEBUG", default="off").strip().lower()
    if word not in {"on", "true", "1", "yes", "off", "false", "0", "no", ""}:
        _note(1, f"DEBUG is “{word}”.", "Set it to on or off.")
    return word in {"on", "true", "1", "yes"}


def read_secret_key() -> str:
    """Return SECRET_KEY, which has no default."""
    key = env.str("SECRET_KEY", default="")
    if len(key) < _MIN_SECRET_LENGTH or len(set(key)) < 10 or "insecure" in key:
        _note(
            2,
            "SECRET_KEY is missing or too easy to guess.",
            f"Set it to at least {_MIN_SECRET_LENGTH} random characters; "
            "`make demo` writes such a key into .env.",
        )
    return key or "unset"


def read_site_url(*, debug: bool) -> str:
    """Return SITE_URL without its last slash, such as https://digests.example."""
    url = env.str("SITE_URL", default="http://127.0.0.1:8000").strip().rstrip("/")
    parts = _parts(url)
    if parts is None or not _is_origin(parts):
        _note(
            3,
            f"SITE_URL is “{url}”.",
            "Set it to scheme and host only, such as https://digests.example.",
        )
        return "http://127.0.0.1:8000"
    if parts.scheme == "http" and not debug and not _is_loopback(parts.hostname or ""):
        _note(
            4,
            f"SITE_URL is “{url}”: plain http is for this computer only.",
            "Use https:// and put a TLS proxy or CDN before the site.",
        )
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _parts(url: str) -> SplitResult | None:
    """Return the parts of a URL; None where it has a host or port that none can be."""
    try:
        parts = urlsplit(url)
        return parts if parts.port != 0 else None
    except ValueError:
        return None


def _is_origin(parts: SplitResult) -> bool:
    """Return whether a URL is scheme, host and perhaps port, and nothing else."""
    bare = f"{parts.scheme}://{parts.netloc}" == parts.geturl()
    is_named = bool(parts.hostname) and not re.search(r"[\s@\\]", parts.netloc)
    return bare and parts.scheme in ("http", "https") and is_named


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def read_allowed_hosts(site_url: str, *, debug: bool) -> list[str]:
    """Return ALLOWED_HOSTS; the host of SITE_URL where it is not set."""
    host = urlsplit(site_url).hostname or ""
    hosts = env.list("ALLOWED_HOSTS", default=[f"[{host}]" if ":" in host else host])
    hosts = [name.strip() for name in hosts if name.strip()]
    if "*" in hosts and not debug:
        _note(
            5,
            "ALLOWED_HOSTS allows every host (*).",
            "Name the hosts, separated by commas, such as digests.example.",
        )
    if not hosts:
        _note(6, "ALLOWED_HOSTS is empty.", "Name at least the host of SITE_URL.")
    if wrong := [name for name in hosts if re.search(r"[\s/]", name)]:
        _note(
            13,
            f"ALLOWED_HOSTS names “{wrong[0]}”, which is no host.",
            "Name hosts only, separated by commas, such as digests.example.",
        )
    return hosts


def read_database(default_path: str) -> dict[str, Any]:
    """Return Django's settings of the one database."""
    url = env.str("DATABASE_URL", default=f"sqlite:///{default_path}")
    try:
        config = dict(env.db_url_config(url)) if _scheme(url) in _DATABASES else {}
    except ValueError:
        config = {}
    if not config.get("NAME"):
        _note(
            7,
            "DATABASE_URL cannot be used.",
            "Set it to sqlite:///folder/file.sqlite3 or "
            "postgres://user:password@host:5432/name.",
        )
        return {"ENGINE": "django.db.backends.dummy"}
    if config["ENGINE"].endswith("sqlite3"):
        return {**config, **_SQLITE}
    return {**config, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


# WAL lets readers go on while one writes. IMMEDIATE takes the write lock at the start
# of a transaction, so that two writers wait for each other instead of failing half-way.
_SQLITE: dict[str, Any] = {
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    },
}


def _scheme(url: str) -> str:
    return url.partition("://")[0].lower()


def read_cache() -> dict[str, Any]:
    """Return Django's settings of the one cache."""
    url = env.str("CACHE_URL", default="locmemcache://")
    parts = _parts(url)
    if _scheme(url) not in _CACHES or (
        _scheme(url) != "locmemcache" and (parts is None or not parts.hostname)
    ):
        _note(
            8,
            "CACHE_URL cannot be used.",
            "Set it to locmemcache:// or redis://host:6379/0.",
        )
        url = "locmemcache://"
    if _scheme(url) == "locmemcache":
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url.replace("rediscache://", "redis://"),
        # Nothing here is worth a longer wait: without the cache, nobody is limited.
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }


def read_time_zone() -> str:
    """Return TIME_ZONE, an IANA name."""
    zone = env.str("TIME_ZONE", default="UTC")
    if zone not in available_timezones():
        _note(
            9,
            f"TIME_ZONE is “{zone}”.",
            "Set it to a name such as UTC, Europe/Berlin or Asia/Shanghai.",
        )
        return "UTC"
    return ZoneInfo(zone).key


def read_language_code(languages: list[tuple[str, str]]) -> str:
    """Return LANGUAGE_CODE, one of the interface's languages."""
    code = env.str("LANGUAGE_CODE", default="en").lower()
    known = [name for name, _ in languages]
    if code not in known:
        _note(10, f"LANGUAGE_CODE is “{code}”.", f"Set it to {' or '.join(known)}.")
        return known[0]
    return code


def read_site_name() -> str:
    """Return SITE_NAME, what the site is called in its header and titles."""
    name = " ".join(env.str("SITE_NAME", default="Digestsite").split())
    if not 0 < len(name) <= 60:
        _note(11, "SITE_NAME is empty or too long.", "Use 1 to 60 characters.")
        return "Digestsite"
    return name


def read_security_contact() -> str:
    """Return SECURITY_CONTACT, a URI as RFC 9116 asks for, or ""."""
    contact = env.str("SECURITY_CONTACT", default="").strip()
    if contact and not contact.startswith(("mailto:", "https://", "tel:")):
        _note(
            12,
            f"SECURITY_CONTACT is “{contact}”.",
            "Set it to an address such as mailto:security@digests.example or an "
            "https:// page.",
        )
        return ""
    return contact


_MOST_REQUESTS = 1_000_000
_LONGEST_WINDOW = 24 * 3600


def read_api_rate_limit() -> tuple[int, int] | None:
    """Return API_RATE_LIMIT as requests and seconds, None where nothing is limited."""
    text = env.str("API_RATE_LIMIT", default="300/60").strip().lower()
    if text == "off":
        return None
    found = re.fullmatch(r"([0-9]{1,7})/([0-9]{1,5})", text)
    requests, seconds = map(int, found.groups()) if found else (0, 0)
    if not (0 < requests <= _MOST_REQUESTS and 0 < seconds <= _LONGEST_WINDOW):
        _note(
            14,
            f"API_RATE_LIMIT is “{text}”.",
            "Set it to requests and seconds, such as 300/60, or to off.",
        )
        return 300, 60
    return requests, seconds
