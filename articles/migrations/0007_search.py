"""The search index: its rows, and what each database makes of them."""

import django.db.models.deletion
from django.db import migrations, models

# FTS5 takes the words as they are: whatever is no ASCII sign is part of one. Which words
# follow each other is proven on the rows themselves, hence no detail in the index.
_FTS5 = (
    "CREATE VIRTUAL TABLE articles_searchindex USING fts5"
    "(facets, title, core, points, names, pairs, tokenize = 'ascii', detail = none,"
    " content = 'articles_searchentry', content_rowid = 'place')"
)

# Without the list of what is pending: each search would have to read it.
_GIN = (
    "CREATE INDEX articles_searchindex ON articles_searchentry USING gin"
    " (array_to_tsvector(array_remove(string_to_array(facets || ' ' || title || ' ' ||"
    " core || ' ' || points || ' ' || names || ' ' || pairs || ' ' || spans, ' '), '¶')))"
    " WITH (fastupdate = off)"
)


def index(_apps, schema_editor):
    made = {"sqlite": _FTS5, "postgresql": _GIN}[schema_editor.connection.vendor]
    schema_editor.execute(made)


def drop(_apps, schema_editor):
    kind = {"sqlite": "TABLE", "postgresql": "INDEX"}[schema_editor.connection.vendor]
    schema_editor.execute(f"DROP {kind} articles_searchindex")


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_first_counts")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "place",
                    models.BigAutoField(
                        help_text="In the order in which articles went live, which results have.",
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entry",
                        to="articles.livearticle",
                    ),
                ),
                ("live_from", models.DateTimeField()),
                (
                    "facets",
                    models.TextField(help_text="Tags, publication, day and language."),
                ),
                ("title", models.TextField()),
                ("core", models.TextField()),
                ("points", models.TextField()),
                (
                    "names",
                    models.TextField(
                        help_text="All names of the publication and of the tags."
                    ),
                ),
                (
                    "pairs",
                    models.TextField(
                        help_text="What phrases of words are looked up by."
                    ),
                ),
                (
                    "spans",
                    models.TextField(
                        help_text="The spans of time that the place lies in."
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of the search index",
                "verbose_name_plural": "entries of the search index",
                "ordering": ["-place"],
            },
        ),
        migrations.RunPython(index, drop),
    ]
