"""Publications and tags: shared by the desk and the site.

Every name by which a publication or tag is found, its own and its aliases, stands in
one table with one unique key, so that no name can ever mean two things. A trigger
enters a publication's or tag's own names there (see `triggers`).
"""

from collections.abc import Iterable

from django.db import IntegrityError, models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.models import TagBase

from articles.digest.model import MAX_URL

from .names import MAX_KEY, MAX_SLUG, KeyField, SlugField, slug_of, stored_key

MAX_NAME = 300


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Publications, found by any of their names."""

    def named(self, name: str) -> "Publication | None":
        """Return the publication with this name, native name or alias.

        Case and width are ignored; a name that would have the same address as a
        publication's own, today's or an earlier one, is that publication's too.
        """
        key, slug = stored_key(name), slug_of(name)
        earlier = self.filter(names__slug=slug, names__was_own=True)
        return (
            self.filter(names__key=key).first()
            or self.filter(slug=slug).first()
            or earlier.first()
        )

    def named_or_new(self, name: str) -> "Publication":
        """Return the publication with this name, made now if there is none."""
        return self.named(name) or self.create(name=name)


class Publication(models.Model):
    """An outlet, journal or series whose articles are digested."""

    name = models.CharField(_("name"), max_length=MAX_NAME)
    native_name = models.CharField(
        _("native name"),
        max_length=MAX_NAME,
        blank=True,
        help_text=_("The name in the publication's own language, such as 人民日报."),
    )
    key = KeyField(max_length=MAX_KEY, unique=True)
    native_key = KeyField(max_length=MAX_KEY, source="native_name", blank=True)
    slug = SlugField(max_length=MAX_SLUG, unique=True)
    native_slug = SlugField(max_length=MAX_SLUG, source="native_name")
    language = models.CharField(
        _("language"),
        max_length=35,
        blank=True,
        help_text=_("A language tag such as en or zh-Hans."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        blank=True,
        help_text=_("A name such as Asia/Shanghai; dates of its articles are local."),
    )
    homepage = models.CharField(_("homepage"), max_length=MAX_URL, blank=True)
    owner = models.CharField(
        pgettext_lazy("of a publication", "owner"), max_length=MAX_NAME, blank=True
    )
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        help_text=_("Two letters (ISO 3166), such as CN."),
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(key=""), name="publication_has_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class _Name(models.Model):
    """A name by which something is found; an earlier one keeps its address alive."""

    name = models.CharField(_("name"), max_length=MAX_NAME)
    key = KeyField(max_length=MAX_KEY, unique=True)
    slug = SlugField(max_length=MAX_SLUG, db_index=True)
    was_own = models.BooleanField(
        default=False,
        editable=False,
        help_text=_("Whether it is or was the name itself; editions may carry it."),
    )

    class Meta:
        abstract = True
        ordering = ["key"]
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(key=""), name="%(class)s_is_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PublicationName(_Name):
    """One name by which a publication is found."""

    publication = models.ForeignKey(
        Publication, models.CASCADE, related_name="names", verbose_name=_("publication")
    )


class TagQuerySet(models.QuerySet["Tag"]):
    """Tags, found by any of their names."""

    def named(self, names: Iterable[str]) -> dict[str, "Tag"]:
        """Return the tags that these names mean today, by the names as given.

        A name is found by its key, then by its address (open-source is open source),
        one that a tag had earlier last. Names that mean no tag are left out. At most
        two queries.
        """
        keys = {name: stored_key(name) for name in names}
        by_key = {
            row.key: row.tag
            for row in TagName.objects.filter(key__in=keys.values()).select_related(
                "tag"
            )
        }
        rest = {name: slug_of(name) for name, key in keys.items() if key not in by_key}
        by_slug = _by_address(rest.values()) if rest else {}
        found = {name: by_key.get(key) for name, key in keys.items()}
        found |= {name: by_slug.get(slug) for name, slug in rest.items()}
        return {name: tag for name, tag in found.items() if tag}

    def named_or_new(self, names: Iterable[str]) -> dict[str, "Tag"]:
        """Return the tag of each name, made now where there is none."""
        names = list(names)
        found = self.named(names)
        missing: dict[str, str] = {}
        for name in names:
            if name not in found:
                missing.setdefault(slug_of(name), name)
        if not missing:
            return found
        self.bulk_create([Tag(name=name) for name in missing.values()])
        return self.named(names)


def _by_address(slugs: Iterable[str]) -> dict[str, "Tag"]:
    """Return the tags that have, or had, these addresses; who has one comes first."""
    had = TagName.objects.filter(slug__in=slugs, was_own=True).select_related("tag")
    rows = sorted(had, key=lambda row: row.slug == row.tag.slug)
    return {row.slug: row.tag for row in rows}


class Tag(TagBase):
    """A term on an article or a point; a theme where the editors put it forward."""

    key = KeyField(max_length=MAX_KEY, unique=True)
    slug = SlugField(max_length=MAX_SLUG, unique=True)
    is_theme = models.BooleanField(_("theme"), default=False)
    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("What a theme's page opens with.")
    )
    theme_order = models.PositiveSmallIntegerField(_("place among themes"), default=0)

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        constraints = [
            models.CheckConstraint(condition=~models.Q(key=""), name="tag_has_a_name"),
        ]
        indexes = [
            models.Index(
                fields=["theme_order", "key"],
                condition=models.Q(is_theme=True),
                name="tag_themes",
            ),
        ]

    def slugify(self, tag: str, i: int | None = None) -> str:
        """Return the address; taggit asks again with a number when it is taken.

        Raises IntegrityError then: an address does not depend on who came first.
        """
        if i is not None:
            raise IntegrityError(f"another tag has the name or address of “{tag}”")
        return slug_of(tag)


class TagName(_Name):
    """One name by which a tag is found."""

    tag = models.ForeignKey(
        Tag, models.CASCADE, related_name="names", verbose_name=_("tag")
    )
