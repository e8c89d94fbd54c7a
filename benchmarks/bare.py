"""The least that Django can do: one view, no middleware, the same bytes each time.

What `benchmarks.pages` compares the site with; BARE_FOLDER holds the bytes.
"""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(
    SECRET_KEY="benchmark",  # noqa: S106 - signs nothing
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    DATABASES={},
    USE_I18N=False,
)

_PAGES = {
    file.stem: file.read_bytes()
    for file in Path(os.environ["BARE_FOLDER"]).glob("*.html")
}


def answer(_request: HttpRequest, name: str) -> HttpResponse:
    """Return the bytes of a page."""
    return HttpResponse(_PAGES[name])


urlpatterns = [path("<str:name>/", answer)]
application = get_wsgi_application()
