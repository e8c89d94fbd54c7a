"""The environment of the tests, set before any settings are read.

Loaded as a pytest plugin (see pyproject.toml), because a conftest comes too late.
"""

import os
import secrets
import tempfile
from pathlib import Path

_FOLDER = Path(tempfile.gettempdir())

os.environ["DEBUG"] = "off"
os.environ["SECRET_KEY"] = secrets.token_urlsafe(64)
os.environ["SITE_URL"] = "http://127.0.0.1:8000"
os.environ["ALLOWED_HOSTS"] = "127.0.0.1,localhost,testserver"
os.environ["SITE_NAME"] = "Digestsite"
os.environ["TIME_ZONE"] = "UTC"
os.environ["LANGUAGE_CODE"] = "en"
os.environ["SECURITY_CONTACT"] = ""
os.environ["API_RATE_LIMIT"] = "off"
os.environ.setdefault("DATABASE_URL", f"sqlite:///{_FOLDER / 'digestsite.sqlite3'}")
os.environ.setdefault("CACHE_URL", "locmemcache://")
