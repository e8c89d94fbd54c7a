"""The tables: taxonomy, editorial (the desk) and published (what readers see)."""

from .editorial import Article, ArticleTag, Point, PointTag, Reference, ViewpointGroup
from .published import (
    Address,
    Edition,
    LiveArticle,
    LiveArticleTag,
    LivePoint,
    LivePointTag,
    SiteGeneration,
    Withdrawal,
)
from .taxonomy import Publication, PublicationName, Tag, TagName

__all__ = [
    "Address",
    "Article",
    "ArticleTag",
    "Edition",
    "LiveArticle",
    "LiveArticleTag",
    "LivePoint",
    "LivePointTag",
    "Point",
    "PointTag",
    "Publication",
    "PublicationName",
    "Reference",
    "SiteGeneration",
    "Tag",
    "TagName",
    "ViewpointGroup",
    "Withdrawal",
]
