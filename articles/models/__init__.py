"""The tables: taxonomy, editorial (the desk) and published (what readers see)."""

from .editorial import Article, ArticleTag, Point, PointTag, Reference, ViewpointGroup
from .history import Comment, LogEntry, ReviewLink, Revision
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
    "Comment",
    "Edition",
    "LiveArticle",
    "LiveArticleTag",
    "LivePoint",
    "LivePointTag",
    "LogEntry",
    "Point",
    "PointTag",
    "Publication",
    "PublicationName",
    "Reference",
    "ReviewLink",
    "Revision",
    "SiteGeneration",
    "Tag",
    "TagName",
    "ViewpointGroup",
    "Withdrawal",
]
