"""The reader's pages, in each language of the interface. It reads as a sitemap."""

from django.urls import path

from . import converters  # noqa: F401 - registers what stands between < and >
from .views import (
    archive,
    articles,
    editions,
    front,
    listings,
    points,
    publications,
    saved,
    search,
    sources,
    tags,
)

app_name = "site"

urlpatterns = [
    # Front page
    path("", front.front, name="front"),
    # Articles
    path("articles/", listings.articles, name="articles"),
    path("articles/<name:slug>/", articles.article, name="article"),
    path("articles/<name:slug>/points/<key:key>/", points.point, name="point"),
    # Their history
    path("articles/<name:slug>/editions/", editions.editions, name="editions"),
    path(
        "articles/<name:slug>/editions/<number:number>/",
        editions.edition,
        name="edition",
    ),
    path(
        "articles/<name:slug>/editions/<number:number>/changes/",
        editions.changes,
        name="changes",
    ),
    # Publications
    path("publications/", publications.publications, name="publications"),
    path("publications/<name:slug>/", publications.publication, name="publication"),
    # Tags and themes
    path("tags/", tags.tags, name="tags"),
    path("tags/<expression:expression>/", tags.tag, name="tag"),
    # By date
    path("archive/", archive.archive, name="archive"),
    path("archive/<year:year>/", archive.year, name="year"),
    path("archive/<year:year>/<month:month>/", archive.month, name="month"),
    path("archive/<year:year>/<month:month>/<day:day>/", archive.day, name="day"),
    # What readers look for
    path("search/", search.search, name="search"),
    # What points rest on
    path("sources/<source:key>/", sources.source, name="source"),
    # What the reader's own browser keeps
    path("saved/", saved.saved, name="saved"),
]
