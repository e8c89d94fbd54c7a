"""A draft on the page that readers would see; the desk decides who may look."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from articles.digest import Digest
from articles.models.taxonomy import Publication
from articles.site.page.pages import Head, show
from articles.site.words.dates import local_moment

from .reading import read


def preview(
    request: HttpRequest, digest: Digest, publication: Publication | None, notice: str
) -> HttpResponse:
    """Show `digest` as an article page, under a notice of what it is.

    `publication` is the one that the digest names, if the desk knows it. The page is
    in the site's language, as readers get it; nothing on it leads to a draft.
    """
    head = Head(title=digest.title or notice, is_indexed=False)
    with translation.override(settings.LANGUAGE_CODE):
        return show(
            request,
            "preview.html",
            head,
            reading=read(digest),
            native_name=publication.native_name if publication else "",
            publication_language=publication.language if publication else "",
            moment=local_moment(
                digest.published, publication.time_zone if publication else ""
            ),
            notice=notice,
            today=timezone.localdate(),
        )
