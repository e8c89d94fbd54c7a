"""All addresses: the desk under /admin/, the site everywhere else."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("articles.site.urls")),
]

handler400 = "articles.site.views.errors.bad_request"
handler403 = "articles.desk.views.session.refused"
handler404 = "articles.site.views.errors.not_found"
handler500 = "articles.site.views.errors.failed"
