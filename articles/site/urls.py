"""The reader's addresses. It reads as a sitemap."""

from django.urls import path

from . import converters  # noqa: F401 - registers what stands between < and >
from .views import articles, editions, health, listings

app_name = "site"

urlpatterns = [
    # Front page
    path("", listings.front, name="front"),
    # Articles
    path("articles/", listings.articles, name="articles"),
    path("articles/<name:slug>/", articles.article, name="article"),
    path("articles/<name:slug>.md", articles.markdown, name="article_markdown"),
    path("articles/<name:slug>.json", articles.json, name="article_json"),
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
    path("publications/", listings.publications, name="publications"),
    path("publications/<name:slug>/", listings.publication, name="publication"),
    # Tags and themes
    path("tags/", listings.tags, name="tags"),
    path("tags/<name:slug>/", listings.tag, name="tag"),
    # For whoever runs the site
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
