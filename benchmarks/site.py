"""Fills an empty database with a large site, to measure at.

    DATABASE_URL=… python -m benchmarks.site 100000 [--seed 1] [--until 2026-01-31]

Articles of the ten years until that day (today, unless told), some of which wait for
their time, each with 12 points, 8 references and about 8 tags; the same for the same
numbers. Beyond 20,000 they are copies, made by the database. Migrates first. The desk's
drafts are left empty, in which check_published finds fault. 100,000 articles take some
minutes and 2 GB.
"""

import argparse
import contextlib
import datetime
import importlib
import os
import sys
import time
from collections.abc import Iterable, Iterator

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "digestsite.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.core.management.color import no_style  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Model  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles.digest import sha256, to_json  # noqa: E402
from articles.digest.model import SCHEMA_VERSION  # noqa: E402
from articles.management.progress import Progress  # noqa: E402
from articles.models import (  # noqa: E402
    Address,
    Article,
    Edition,
    LiveArticle,
    LiveArticleTag,
    LiveCitation,
    LivePoint,
    LivePointTag,
    Publication,
    SearchEntry,
    Tag,
    triggers,
)
from articles.models.names import slug_of  # noqa: E402
from articles.models.search import rebuild_index  # noqa: E402
from articles.publishing.census import count_anew  # noqa: E402
from articles.publishing.counting import batches  # noqa: E402
from articles.publishing.indexing import entries  # noqa: E402
from articles.publishing.live import LiveRows, Names, rows_of  # noqa: E402
from articles.publishing.vocabulary import collect_anew  # noqa: E402

from .invented import THEMES, Invented, Inventor, Paper, papers, tag_names  # noqa: E402

AT_ONCE = 1_000
MOST_TAGS = 20_000
MOST_INVENTED = 20_000
TABLES: tuple[type[Model], ...] = (
    *(Article, Edition, Address, LiveArticle),
    *(LiveArticleTag, LivePoint, LivePointTag, LiveCitation, SearchEntry),
)
"""What an article has rows in; those that others refer to come first."""
UNIQUE = {"slug", "title", "source_url"}
"""Columns that must differ in copies."""


def main() -> None:
    """Fill the database, and say how long it took."""
    options = _options()
    call_command("migrate", verbosity=0)
    if Article.objects.exists():
        sys.exit("There are articles already; name another database.")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    began = time.monotonic()
    with _indexed_at_the_end():
        fill(options.articles, options.seed, _midnight_after(options.until))
    if connection.vendor == "postgresql":
        # Without it the planner guesses until autovacuum comes by.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(f"{options.articles:,} articles in {time.monotonic() - began:,.0f} s")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Fill an empty database.")
    parser.add_argument("articles", type=int, help="how many, 1,000 to 1,000,000")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--until", type=datetime.date.fromisoformat, default=timezone.localdate()
    )
    return parser.parse_args()


def _midnight_after(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def fill(count: int, seed: int, until: datetime.datetime) -> None:
    """Write all rows of `count` articles, then count them."""
    names = tag_names(min(MOST_TAGS, 500 + count // 20))
    with transaction.atomic():
        tags = _make_tags(names)
        publications = _make_publications(papers())
    invented = min(count, MOST_INVENTED)
    copies = count // invented
    with Progress(invented // AT_ONCE + copies) as progress:
        articles = Inventor(invented, names, seed).articles(until)
        for batch in batches(articles, AT_ONCE):
            _write(batch, publications, tags)
            progress.step()
        _copy(copies, progress)
    count_anew()
    collect_anew()


@contextlib.contextmanager
def _indexed_at_the_end() -> Iterator[None]:
    """Leave the search index alone meanwhile; made at once, it takes a tenth."""
    migration = importlib.import_module("articles.migrations.0007_search")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for event in ("insert", "delete", "update"):
                cursor.execute(f"DROP TRIGGER articles_search_{event}")
    else:
        with connection.schema_editor() as editor:
            migration.drop(None, editor)
    yield
    if connection.vendor == "sqlite":
        triggers.apply(connection)
        rebuild_index()
    else:
        with connection.schema_editor() as editor:
            migration.index(None, editor)


def _copy(copies: int, progress: Progress) -> None:
    """Have the database copy all articles until there are so many of each."""
    last = {table: table.objects.latest("pk").pk for table in TABLES}
    with connection.cursor() as cursor:
        for number in range(1, copies):
            with transaction.atomic():
                for table in TABLES:
                    cursor.execute(_copying(table, number, last))
            progress.step()
        for sql in connection.ops.sequence_reset_sql(no_style(), TABLES):
            cursor.execute(sql)


def _copying(table: type[Model], number: int, last: dict[type[Model], int]) -> str:
    """Return the SQL that copies a table's first rows with keys of their own."""
    columns = {}
    for field in table._meta.concrete_fields:
        owner = table if field.primary_key and not field.remote_field else None
        if owner is SearchEntry:
            columns[field.column] = f"{field.column} + {number}"
        elif shift := last.get(field.related_model or owner, 0) * number:
            columns[field.column] = f"{field.column} + {shift}"
        elif field.name in UNIQUE:
            columns[field.column] = f"{field.column} || '-{number}'"
        else:
            columns[field.column] = field.column
    name = table._meta.db_table
    # Places of copies lie between those of the first.
    first = LiveArticle if table is SearchEntry else table
    return (
        f"INSERT INTO {name} ({', '.join(columns)}) "  # noqa: S608 - names of our own
        f"SELECT {', '.join(columns.values())} FROM {name} "
        f"WHERE {first._meta.pk.column} <= {last[first]}"
    )


def _make_tags(names: list[str]) -> dict[str, Tag]:
    Tag.objects.bulk_create(
        (
            Tag(
                name=name,
                is_theme=name in THEMES,
                theme_order=THEMES.index(name) + 1 if name in THEMES else 0,
                introduction=f"What is said about {name}." if name in THEMES else "",
            )
            for name in names
        ),
        batch_size=AT_ONCE,
    )
    return {tag.name: tag for tag in Tag.objects.all()}


def _make_publications(invented: Iterable[Paper]) -> dict[str, Publication]:
    Publication.objects.bulk_create(
        Publication(
            name=paper.name,
            language=paper.language,
            time_zone=paper.time_zone,
            country=paper.country,
            homepage="https://papers.example/",
        )
        for paper in invented
    )
    return {publication.name: publication for publication in Publication.objects.all()}


@transaction.atomic
def _write(
    batch: list[Invented], publications: dict[str, Publication], tags: dict[str, Tag]
) -> None:
    articles = Article.objects.bulk_create(
        _article(each, publications[each.digest.publication]) for each in batch
    )
    editions = Edition.objects.bulk_create(map(_edition, articles, batch))
    slugs = [slug_of(article.title) for article in articles]
    Address.objects.bulk_create(
        Address(article=article, slug=slug)
        for article, slug in zip(articles, slugs, strict=True)
    )
    _write_live(
        [
            rows_of(
                [edition],
                each.digest,
                Names(slug, publications[each.digest.publication], tags),
            )
            for edition, each, slug in zip(editions, batch, slugs, strict=True)
        ]
    )


def _article(invented: Invented, publication: Publication) -> Article:
    digest = invented.digest
    return Article(
        title=digest.title,
        publication=publication,
        published_on=datetime.date.fromisoformat(digest.published[:10]),
        language=digest.language,
        source_url=digest.source_url,
    )


def _edition(article: Article, invented: Invented) -> Edition:
    return Edition(
        article=article,
        number=1,
        kind=Edition.Kind.FIRST,
        digest=to_json(invented.digest),
        schema_version=SCHEMA_VERSION,
        sha256=sha256(invented.digest),
        published_at=min(invented.live_from, timezone.now()),
        live_from=invented.live_from,
        author_name="Ada",
    )


def _write_live(rows: list[LiveRows]) -> None:
    LiveArticle.objects.bulk_create(each.article for each in rows)
    LiveArticleTag.objects.bulk_create(
        tag for each in rows for tag in each.article_tags
    )
    LivePoint.objects.bulk_create(point for each in rows for point in each.points)
    LivePointTag.objects.bulk_create(tag for each in rows for tag in each.point_tags)
    LiveCitation.objects.bulk_create(row for each in rows for row in each.citations)
    SearchEntry.objects.bulk_create(
        entries(
            [each.article for each in rows],
            (point for each in rows for point in each.points),
            (tag for each in rows for tag in each.article_tags),
        )
    )


if __name__ == "__main__":
    main()
