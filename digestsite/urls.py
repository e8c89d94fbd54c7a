"""All addresses: the desk under /admin/, the API under /api/, the site elsewhere."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    # Pages first: they are asked for most.
    *i18n_patterns(
        path("", include("articles.site.urls")), prefix_default_language=False
    ),
    path("", include("articles.site.machine_urls")),
    path("api/v1/", include("articles.desk.api.urls")),
    # Last: whatever begins with api/ and is none of it is answered as a problem.
    path("api/", include("articles.site.api.urls")),
]

handler400 = "articles.site.views.errors.bad_request"
handler403 = "articles.desk.views.session.refused"
handler404 = "articles.site.views.errors.not_found"
handler500 = "articles.site.views.errors.failed"
