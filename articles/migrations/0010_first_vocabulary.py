"""Collect the vocabulary of what is live already.

Titles and words as they are written have tokens of their own by now, so all entries of
the index are made anew first.
"""

import importlib

from django.db import migrations

from articles.models.vocabulary import Words, rows_of, starts_of

_AT_ONCE = 500


def fill(apps, schema_editor):
    SearchEntry = apps.get_model("articles", "SearchEntry")
    SearchEntry.objects.all().delete()
    index = importlib.import_module("articles.migrations.0008_first_index")
    index.fill(apps, schema_editor)
    words = Words()
    for entry in SearchEntry.objects.order_by().iterator(_AT_ONCE):
        words.add(entry)
    Word = apps.get_model("articles", "Word")
    Word.objects.bulk_create(
        (
            Word(text=row.text, articles=row.articles, titles=row.titles)
            for row in rows_of(words)
        ),
        _AT_ONCE,
    )
    for owner in ("tag", "publication"):
        _fill_starts(apps, owner)


def _fill_starts(apps, owner):
    NameStart = apps.get_model("articles", "NameStart")
    live = apps.get_model("articles", f"Live{owner.title()}").objects.values("pk")
    names = apps.get_model("articles", f"{owner.title()}Name").objects
    rows = names.filter(**{f"{owner}__in": live}).values_list(owner, "name")
    NameStart.objects.bulk_create(
        (
            NameStart(start=start, name=name, **{f"{owner}_id": pk})
            for pk, name in rows
            for start in starts_of(name)
        ),
        _AT_ONCE,
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_vocabulary")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
