"""The tables: taxonomy, the desk's, and what readers see and find."""

from .access import ApiToken, KeptAnswer
from .counters import (
    ArchiveDay,
    LivePublication,
    LiveTag,
    PublicationMonth,
    TagMonth,
)
from .editorial import Article, ArticleTag, Point, PointTag, Reference, ViewpointGroup
from .history import Comment, LogEntry, ReviewLink, Revision
from .published import (
    Address,
    Edition,
    LiveArticle,
    LiveArticleTag,
    LiveCitation,
    LivePoint,
    LivePointTag,
    SiteGeneration,
    Withdrawal,
)
from .search import SearchEntry
from .taxonomy import Publication, PublicationName, Tag, TagName
from .vocabulary import NameStart, Word

__all__ = [
    "Address",
    "ApiToken",
    "ArchiveDay",
    "Article",
    "ArticleTag",
    "Comment",
    "Edition",
    "KeptAnswer",
    "LiveArticle",
    "LiveArticleTag",
    "LiveCitation",
    "LivePoint",
    "LivePointTag",
    "LivePublication",
    "LiveTag",
    "LogEntry",
    "NameStart",
    "Point",
    "PointTag",
    "Publication",
    "PublicationMonth",
    "PublicationName",
    "Reference",
    "ReviewLink",
    "Revision",
    "SearchEntry",
    "SiteGeneration",
    "Tag",
    "TagMonth",
    "TagName",
    "ViewpointGroup",
    "Withdrawal",
    "Word",
]
