"""The WSGI application. A server that starts with a bad setting stops at once."""

import os
import sys

from django.core.checks import ERROR, run_checks
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "digestsite.settings")


def _refuse_bad_settings() -> None:
    """Exit with one line for each error that the system checks find."""
    errors = [
        str(m) for m in run_checks() if m.is_serious(ERROR) and not m.is_silenced()
    ]
    if errors:
        sys.stderr.write("digestsite cannot start:\n" + "\n".join(errors) + "\n")
        sys.exit(1)


application = get_wsgi_application()
_refuse_bad_settings()
