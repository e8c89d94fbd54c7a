"""What the site answers to programs: at one address each, whatever the language."""

from django.urls import path

from . import (
    converters,  # noqa: F401 - registers what stands between < and >
)
from .views import articles, feeds, health, machines, points, suggestions

app_name = "machine"

urlpatterns = [
    # Every listing as a feed
    path("feed.<feed:form>", feeds.front, name="front_feed"),
    path("articles/feed.<feed:form>", feeds.articles, name="articles_feed"),
    path(
        "publications/<name:slug>/feed.<feed:form>",
        feeds.publication,
        name="publication_feed",
    ),
    path("tags/<expression:expression>/feed.<feed:form>", feeds.tag, name="tag_feed"),
    path("archive/<year:year>/feed.<feed:form>", feeds.period, name="year_feed"),
    path(
        "archive/<year:year>/<month:month>/feed.<feed:form>",
        feeds.period,
        name="month_feed",
    ),
    path(
        "archive/<year:year>/<month:month>/<day:day>/feed.<feed:form>",
        feeds.period,
        name="day_feed",
    ),
    path("sources/<source:key>/feed.<feed:form>", feeds.source, name="source_feed"),
    path("search/feed.<feed:form>", feeds.search, name="search_feed"),
    # What may be meant while a search is typed
    path("search/suggestions.json", suggestions.suggestions, name="suggestions"),
    path("search/completions.json", suggestions.completions, name="completions"),
    # Articles in other forms; none has the address “feed”
    path("articles/<name:slug>.md", articles.markdown, name="article_markdown"),
    path("articles/<name:slug>.json", articles.json, name="article_json"),
    # A point, as others cite it
    path(
        "articles/<name:slug>/points/<key:key>.<citation:form>",
        points.citation,
        name="citation",
    ),
    # What search engines and other programs are told
    path("sitemap.xml", machines.sitemap_index, name="sitemaps"),
    path(
        "sitemap-listings.xml",
        machines.sitemap_of_listings,
        name="sitemap_of_listings",
    ),
    path(
        "sitemap-articles-<number:part>.xml",
        machines.sitemap_of_articles,
        name="sitemap_of_articles",
    ),
    path("news-sitemap.xml", machines.news_sitemap, name="news_sitemap"),
    path("opensearch.xml", machines.opensearch, name="opensearch"),
    path("robots.txt", machines.robots, name="robots"),
    path("llms.txt", machines.llms, name="llms"),
    path(".well-known/security.txt", machines.security, name="security"),
    # For whoever runs the site
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
