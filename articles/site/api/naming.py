"""Tags, themes and publications."""

from dataclasses import dataclass

from articles.models.names import is_slug
from articles.models.taxonomy import Publication
from articles.site.lists.scopes import Moved
from articles.site.store import counts, taxonomy
from articles.site.store.state import PublicRequest
from articles.site.store.taxonomy import NamedTag
from articles.site.tags import expressions
from articles.site.tags.tag_index import index_of_tags, tag_index
from articles.site.tags.tag_pages import TagPage, tag_page
from articles.site.tags.terms import terms_of

from .endpoints import Listed, endpoint
from .filters import PAGING, place_in
from .parameters import Asked
from .resources import LABEL, page_url
from .shapes import ADDRESS, NUMBER, TEXT, YES_OR_NO, Field, Shape, list_of

_TAG_URL = Field("url", "Of its page.", ADDRESS, lambda tag: page_url("tag", tag.slug))
_NAME = Field("name", "As it is called today.", TEXT)
_SLUG = Field("slug", "Its address here; one of another name leads to it.", TEXT)
_IS_THEME = Field("is_theme", "Whether the editors put it forward.", YES_OR_NO)

TAG = Shape(
    "ListedTag",
    "A tag in a list.",
    (
        _SLUG,
        _TAG_URL,
        _NAME,
        _IS_THEME,
        Field("articles", "How many have it, themselves or on a point.", NUMBER),
        Field("script", "In which its name is written; may be empty.", TEXT),
        Field("initial", "The letter it stands under; # for digits and signs.", TEXT),
    ),
)


@dataclass(frozen=True, slots=True)
class ToldTag:
    """A tag with what is known of it."""

    tag: NamedTag
    page: TagPage
    points: int

    @property
    def slug(self) -> str:
        """Its address."""
        return self.tag.slug


def _of_tag(each: Field) -> Field:
    return Field(
        each.name, each.description, each.schema, lambda told: each.written(told.tag)
    )


_INTRODUCTION = Field("introduction", "What the editors say of it; may be empty.", TEXT)
TOLD_TAG = Shape(
    "Tag",
    "A tag with what is known of it.",
    (
        _of_tag(_SLUG),
        _of_tag(_TAG_URL),
        _of_tag(_NAME),
        _of_tag(_IS_THEME),
        _of_tag(_INTRODUCTION),
        Field(
            "articles",
            "How many have it, themselves or on a point.",
            NUMBER,
            lambda told: told.page.size,
        ),
        Field("points", "How many speak about it.", NUMBER, lambda told: told.points),
        Field(
            "related",
            "Tags that say most of its articles, the most telling first.",
            list_of(LABEL.ref),
            lambda told: [LABEL.written(tag) for tag in told.page.related],
        ),
    ),
)
THEME = Shape(
    "Theme",
    "A tag that the editors put forward.",
    (
        _SLUG,
        _TAG_URL,
        _NAME,
        Field("articles", "How many have it, themselves or on a point.", NUMBER),
        _INTRODUCTION,
    ),
)


@dataclass(frozen=True, slots=True)
class ToldTheme:
    """A theme as the API tells of it."""

    slug: str
    name: str
    articles: int
    introduction: str


@endpoint(
    "Tags, in the order of the alphabet",
    TAG,
    description="Those that some article has, by script and letter.",
    parameters=PAGING,
    is_list=True,
)
def tags(request: PublicRequest, asked: Asked) -> Listed:
    """List tags; two queries, that of the state included."""
    after = place_in(request, asked, str) or ""
    found = index_of_tags(after=after, size=asked["limit"])
    return Listed(found.tags, found.next)


@endpoint("A tag", TOLD_TAG)
def tag(request: PublicRequest, _asked: Asked, slug: str) -> ToldTag:
    """Tell of a tag; at most four queries, that of the state included."""
    terms = terms_of(expressions.parse(slug))
    found = terms.tags[0]
    if found.slug != slug:
        raise Moved({"slug": found.slug})
    points = counts.viewpoint_counts([found.id]).get(found.id, 0)
    return ToldTag(found, tag_page(request.state, terms), points)


@endpoint(
    "Themes, in the editors' order",
    THEME,
    description="All of them, on one page.",
    is_list=True,
)
def themes(request: PublicRequest, _asked: Asked) -> Listed:
    """List the themes; at most five queries, that of the state included."""
    found = tag_index(request.state).themes
    return Listed(
        ToldTheme(each.tag.slug, each.tag.name, each.tag.articles, each.introduction)
        for each in found
    )


@dataclass(frozen=True, slots=True)
class ToldPublication:
    """A publication with what is known of it."""

    publication: Publication
    articles: int
    other_names: tuple[str, ...] = ()


def _fact(name: str, description: str) -> Field:
    return Field(name, description, TEXT, lambda told: getattr(told.publication, name))


_PUBLICATION_FIELDS = (
    _fact("slug", "Its address here; one of another name leads to it."),
    Field(
        "url",
        "Of its page.",
        ADDRESS,
        lambda told: page_url("publication", told.publication.slug),
    ),
    _fact("name", "As it is called today."),
    _fact("native_name", "In its own language; may be empty."),
    _fact("language", "A language tag such as zh-Hans; may be empty."),
    _fact("time_zone", "Such as Asia/Shanghai; may be empty."),
    _fact("homepage", "Its own address; may be empty."),
    _fact("owner", "Who owns it; may be empty."),
    _fact("country", "Two letters (ISO 3166); may be empty."),
    Field("articles", "How many of its articles are here.", NUMBER),
)
PUBLICATION = Shape(
    "ListedPublication", "A publication in a list.", _PUBLICATION_FIELDS
)
TOLD_PUBLICATION = Shape(
    "Publication",
    "A publication with what is known of it.",
    (
        *_PUBLICATION_FIELDS,
        Field(
            "other_names",
            "What else it is known by.",
            list_of(TEXT),
            lambda told: list(told.other_names),
        ),
    ),
)


@endpoint(
    "Publications, in the order of their addresses",
    PUBLICATION,
    description="Those that some article here is from.",
    parameters=PAGING,
    is_list=True,
)
def publications(request: PublicRequest, asked: Asked) -> Listed:
    """List publications; three queries, that of the state included."""
    after = place_in(request, asked, _slug) or ""
    names = taxonomy.publications(after, asked["limit"])
    numbers = counts.publication_counts(each.pk for each in names.items)
    told = [ToldPublication(each, numbers.get(each.pk, 0)) for each in names.items]
    return Listed(told, names.next)


def _slug(text: str) -> str:
    if not is_slug(text):
        raise ValueError("no slug")
    return text


@endpoint("A publication", TOLD_PUBLICATION)
def publication(_request: PublicRequest, _asked: Asked, slug: str) -> ToldPublication:
    """Tell of a publication; at most four queries, that of the state included."""
    found = taxonomy.publication_at(slug)
    if found.slug != slug:
        raise Moved({"slug": found.slug})
    number = counts.publication_counts([found.pk]).get(found.pk, 0)
    return ToldPublication(found, number, taxonomy.other_names(found))
