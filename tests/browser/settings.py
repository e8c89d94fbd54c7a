"""The project's settings, for a site of the tests in a folder of its own."""

import os
from pathlib import Path

from digestsite.settings import *  # noqa: F403 (all but what follows)

STATIC_ROOT = Path(os.environ["SITE_FOLDER"]) / "static"
# A safe hash takes a third of a second by design.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
