"""The API's addresses. Each Endpoint here is in the OpenAPI document."""

from django.urls import path

from articles.site import (
    converters,  # noqa: F401 - registers what stands between < and >
)

from . import about, articles, editions, naming, points, searching

app_name = "api"

urlpatterns = [
    path("v1/", about.index, name="index"),
    # Articles
    path("v1/articles", articles.articles, name="articles"),
    path("v1/articles/<name:slug>", articles.article, name="article"),
    path("v1/articles/<name:slug>/points/<key:key>", points.point, name="point"),
    # Their history
    path("v1/articles/<name:slug>/editions", editions.editions, name="editions"),
    path(
        "v1/articles/<name:slug>/editions/<number:number>",
        editions.edition,
        name="edition",
    ),
    path(
        "v1/articles/<name:slug>/editions/<number:number>/changes",
        editions.changes,
        name="changes",
    ),
    # Who said what
    path("v1/points", points.points, name="points"),
    # Tags, themes and publications
    path("v1/tags", naming.tags, name="tags"),
    path("v1/tags/<name:slug>", naming.tag, name="tag"),
    path("v1/themes", naming.themes, name="themes"),
    path("v1/publications", naming.publications, name="publications"),
    path("v1/publications/<name:slug>", naming.publication, name="publication"),
    # What programs look for
    path("v1/search", searching.search, name="search"),
    # About the API itself
    path("v1/openapi.json", about.openapi, name="openapi"),
    path("v1/docs", about.docs, name="docs"),
    # What else begins like this
    path("", about.beginning),
    path("v1", about.beginning),
    path("<path:rest>", about.missing),
]
