"""The version of the code, so that a new one renews every cached page."""

import hashlib
from pathlib import Path

from django.conf import settings

_PARTS = (
    "articles/**/*.py",
    "digestsite/*.py",
    "templates/site/**/*",
    "locale/**/*.mo",
)


def _version() -> str:
    """Return a hash of all that decides what a page looks like, contents aside."""
    found = hashlib.blake2b(digest_size=8)
    shown = (
        settings.SITE_NAME,
        settings.SITE_URL,
        settings.SECURITY_CONTACT,
        settings.TIME_ZONE,
        settings.LANGUAGE_CODE,
        settings.API_RATE_LIMIT,
    )
    found.update(repr(shown).encode())
    folder = Path(settings.BASE_DIR)
    files = [path for part in _PARTS for path in folder.glob(part) if path.is_file()]
    for path in [*sorted(files), Path(settings.STATIC_ROOT) / "staticfiles.json"]:
        if path.is_file():
            found.update(path.read_bytes())
    return found.hexdigest()


VERSION = _version()
