"""Give drafts made before there were revisions their first one, and their counts.

Rows are read here as they stood when this was written; the tables may move on.
"""

from collections import defaultdict

from django.db import migrations

from articles.digest import Digest, Group, Point, Reference, check, to_json


def fill(apps, schema_editor):
    for article in apps.get_model("articles", "Article").objects.iterator():
        digest = _digest(apps, article)
        _count(apps, article, digest)
        apps.get_model("articles", "Revision").objects.get_or_create(
            article=article,
            number=article.revision,
            defaults={"digest": to_json(digest)},
        )


def _digest(apps, article):
    points = _points(apps, article)
    groups = article.groups.order_by("position")
    return Digest(
        title=article.title,
        publication=article.publication.name if article.publication else "",
        published=_moment(article),
        language=article.language,
        source_url=article.source_url,
        core=tuple(points[None]),
        groups=tuple(Group(g.heading, tuple(points[g.pk])) for g in groups),
        references=tuple(
            Reference(r.number, r.locator, r.quote, r.url)
            for r in article.references.order_by("number")
        ),
        tags=_names(apps, "ArticleTag", article),
    )


def _points(apps, article):
    points = defaultdict(list)
    for row in article.points.order_by("position"):
        point = Point(row.text, row.key, _names(apps, "PointTag", row))
        points[row.group_id].append(point)
    return points


def _names(apps, through, row):
    rows = apps.get_model("articles", through).objects.filter(content_object=row)
    return tuple(rows.order_by("pk").values_list("tag__name", flat=True))


def _moment(article):
    if article.published_on is None:
        return ""
    day = article.published_on.isoformat()
    time = article.published_at
    return f"{day}T{time:%H:%M}" if time else day


def _count(apps, article, digest):
    problems = check(digest)
    live = apps.get_model("articles", "LiveArticle").objects.filter(article=article)
    shown = live.values_list("digest", flat=True).first()
    apps.get_model("articles", "Article").objects.filter(pk=article.pk).update(
        error_count=sum(p.severity == "error" for p in problems),
        uncited_count=sum(p.code == "uncited-point" for p in problems),
        empty_reference_count=sum(r.is_empty for r in digest.references),
        has_unpublished_changes=shown is not None and shown != to_json(digest),
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_groups")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
