"""The API's addresses. Each Endpoint here is in the OpenAPI document."""

from django.urls import path

from articles.site import (
    converters,  # noqa: F401 - registers what stands between < and >
)

from . import about, articles

app_name = "api"

urlpatterns = [
    path("v1/", about.index, name="index"),
    # Articles
    path("v1/articles", articles.articles, name="articles"),
    path("v1/articles/<name:slug>", articles.article, name="article"),
    # About the API itself
    path("v1/openapi.json", about.openapi, name="openapi"),
    # What else begins like this
    path("", about.beginning),
    path("v1", about.beginning),
    path("<path:rest>", about.missing),
]
