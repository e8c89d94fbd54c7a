"""Index what is live already.

Rows are read here as they stood when this was written; the tables may move on. What
this writes is what `check_published` proves.
"""

from collections import defaultdict

from django.db import migrations

from articles.digest import without_markers
from articles.models.findable import Findable, Owner
from articles.models.search import PER_SECOND, place_of, spans_of

_AT_ONCE = 500


def fill(apps, schema_editor):
    names = {
        owner: _names(apps.get_model("articles", f"{owner}Name"), owner.lower())
        for owner in ("Publication", "Tag")
    }
    ids = apps.get_model("articles", "LiveArticle").objects.values_list("pk", flat=True)
    ids = list(ids.order_by("live_from", "pk"))
    last = 0
    for start in range(0, len(ids), _AT_ONCE):
        last = _fill_some(apps, ids[start : start + _AT_ONCE], names, last)
    if schema_editor.connection.vendor == "sqlite":
        # The triggers that would have told the index are lifted while migrating.
        schema_editor.execute(
            "INSERT INTO articles_searchindex(articles_searchindex) VALUES ('rebuild')"
        )


def _names(model, owner):
    found = defaultdict(list)
    for pk, *name in model.objects.values_list(owner, "name", "slug"):
        found[pk].append(name)
    return found


def _fill_some(apps, ids, names, last):
    SearchEntry = apps.get_model("articles", "SearchEntry")
    live = apps.get_model("articles", "LiveArticle").objects.in_bulk(ids)
    points, tags = defaultdict(list), defaultdict(list)
    for row in (
        apps.get_model("articles", "LivePoint")
        .objects.filter(article__in=ids)
        .order_by("article", "position")
    ):
        points[row.article_id].append(row)
    for row in (
        apps.get_model("articles", "LiveArticleTag")
        .objects.filter(article__in=ids)
        .select_related("tag")
        .order_by("pk")
    ):
        tags[row.article_id].append(row.tag)
    rows = []
    for pk in ids:
        article = live[pk]
        last = max(place_of(article.live_from) + pk % PER_SECOND, last + 1)
        rows.append(
            SearchEntry(
                place=last,
                article=article,
                live_from=article.live_from,
                spans=spans_of(last),
                **_columns(article, points[pk], tags[pk], names),
            )
        )
    SearchEntry.objects.bulk_create(rows, batch_size=100)
    return last


def _columns(article, points, tags, names):
    return Findable(
        title=article.title,
        core=[without_markers(each.text) for each in points if each.is_core],
        points=[without_markers(each.text) for each in points if not each.is_core],
        publication=_owner(article.publication, names["Publication"]),
        tags=[_owner(tag, names["Tag"]) for tag in tags],
        language=article.language,
        day=article.day,
    ).columns()


def _owner(owner, names):
    found = names[owner.pk]
    return Owner(owner.slug, [name for name, _ in found], [slug for _, slug in found])


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_search")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
