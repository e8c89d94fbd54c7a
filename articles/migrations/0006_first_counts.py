"""Count what is live already, and say which points rest on which sources.

Rows are read here as they stood when this was written; the tables may move on. What
this finds is what `check_published` proves.
"""

from collections import Counter, defaultdict

from django.db import migrations

from articles.digest import cited_numbers
from articles.models.alphabet import place_of
from articles.models.sources import source_key

_AT_ONCE = 500


def fill(apps, schema_editor):
    ids = apps.get_model("articles", "LiveArticle").objects.values_list("pk", flat=True)
    ids = list(ids.order_by("pk"))
    counts: dict[str, Counter] = defaultdict(Counter)
    first: dict[str, dict] = defaultdict(dict)
    for start in range(0, len(ids), _AT_ONCE):
        _fill_some(apps, ids[start : start + _AT_ONCE], counts, first)
    _write(apps, counts, first)


def _fill_some(apps, ids, counts, first):
    LiveArticle = apps.get_model("articles", "LiveArticle")
    articles = LiveArticle.objects.in_bulk(ids)
    for article in articles.values():
        article.source_key = source_key(article.source_url)
    LiveArticle.objects.bulk_update(articles.values(), ["source_key"], batch_size=100)
    _cite(apps, articles)
    _count(apps, articles, counts, first)


def _cite(apps, articles):
    keys = {
        article.pk: {
            each["number"]: source_key(each["url"])
            for each in article.digest["references"]
            if each["url"]
        }
        for article in articles.values()
    }
    rows = []
    for point in (
        apps.get_model("articles", "LivePoint")
        .objects.filter(article__in=articles)
        .order_by("pk")
    ):
        numbers: dict[str, int] = {}
        for number in cited_numbers(point.text):
            if number in keys[point.article_id]:
                numbers.setdefault(keys[point.article_id][number], number)
        rows += [
            {
                "point_id": point.pk,
                "number": number,
                "source_key": key,
                "live_from": point.live_from,
            }
            for key, number in numbers.items()
        ]
    LiveCitation = apps.get_model("articles", "LiveCitation")
    LiveCitation.objects.bulk_create((LiveCitation(**row) for row in rows), 500)


def _count(apps, articles, counts, first):
    on_points = apps.get_model("articles", "LivePointTag").objects.filter(
        point__article__in=articles
    )
    points = Counter(on_points.values_list("point__article_id", "tag_id"))
    for row in apps.get_model("articles", "LiveArticleTag").objects.filter(
        article__in=articles
    ):
        article, tag = articles[row.article_id], row.tag_id
        counts["LiveTag"][tag] += 1
        counts["points"][tag] += (
            article.point_count if row.on_article else points[article.pk, tag]
        )
        counts["TagMonth"][tag, article.day.replace(day=1)] += 1
        _keep_least(first["LiveTag"], tag, article.live_from)
    for article in articles.values():
        publication = article.publication_id
        counts["LivePublication"][publication] += 1
        counts["PublicationMonth"][publication, article.day.replace(day=1)] += 1
        counts["ArchiveDay"][article.day] += 1
        _keep_least(first["LivePublication"], publication, article.live_from)


def _keep_least(times, key, time):
    times[key] = min(time, times.get(key, time))


def _write(apps, counts, first):
    tags = apps.get_model("articles", "Tag").objects
    places = {pk: place_of(name) for pk, name in tags.values_list("pk", "name")}
    for name in (
        *("LiveTag", "LivePublication", "TagMonth", "PublicationMonth", "ArchiveDay"),
    ):
        model = apps.get_model("articles", name)
        rows = [model(pk=key, articles=n) for key, n in counts[name].items()]
        for row in rows:
            if name in first:
                row.first_live_from = first[name][row.pk]
            if name == "LiveTag":
                row.points = counts["points"][row.pk]
                row.script = places[row.pk].script
                row.initial = places[row.pk].initial
                row.sort_key = places[row.pk].sort_key
        model.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_counters")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
