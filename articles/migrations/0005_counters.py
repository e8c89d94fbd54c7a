"""Counters, and who cites what."""

import django.db.models.deletion
from django.db import migrations, models

import articles.models.counters


def _counts_something(model):
    return models.CheckConstraint(
        condition=models.Q(("articles__gt", 0)), name=f"{model}_counts_something"
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_first_revisions")]

    operations = [
        migrations.AddField(
            model_name="livearticle",
            name="source_key",
            field=models.CharField(
                blank=True,
                help_text="Of the digested article; empty where its address is unknown.",
                max_length=32,
            ),
        ),
        migrations.AddIndex(
            model_name="livearticle",
            index=models.Index(
                fields=["source_key", "-live_from", "-article"],
                name="live_newest_of_source",
            ),
        ),
        migrations.CreateModel(
            name="LiveCitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="citations",
                        to="articles.livepoint",
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        help_text="Of the reference; the first where several have this source."
                    ),
                ),
                ("source_key", models.CharField(max_length=32)),
                ("live_from", models.DateTimeField()),
            ],
            options={
                "verbose_name": "live citation",
                "verbose_name_plural": "live citations",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        fields=["source_key", "-live_from", "-point"],
                        name="live_citations_newest",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("point", "source_key"), name="live_citation_is_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source_key", ""), _negated=True),
                        name="live_citation_has_a_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LiveTag",
            fields=[
                ("articles", models.PositiveIntegerField()),
                (
                    "tag",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="counter",
                        serialize=False,
                        to="articles.tag",
                    ),
                ),
                (
                    "points",
                    models.PositiveIntegerField(
                        help_text="All of an article that has the tag itself, else those that have."
                    ),
                ),
                (
                    "first_live_from",
                    models.DateTimeField(
                        help_text="Of the article with the tag that went live first."
                    ),
                ),
                (
                    "script",
                    articles.models.counters.CodePointField(blank=True, max_length=32),
                ),
                ("initial", articles.models.counters.CodePointField(max_length=4)),
                ("sort_key", articles.models.counters.CodePointField(max_length=700)),
            ],
            options={
                "verbose_name": "live tag",
                "verbose_name_plural": "live tags",
                "ordering": ["sort_key"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["sort_key"], name="live_tag_alphabet"),
                    models.Index(
                        fields=["initial", "sort_key"], name="live_tag_letter"
                    ),
                    models.Index(fields=["script", "sort_key"], name="live_tag_script"),
                    models.Index(
                        fields=["-articles", "sort_key"], name="live_tag_most_used"
                    ),
                ],
                "constraints": [_counts_something("livetag")],
            },
        ),
        migrations.CreateModel(
            name="LivePublication",
            fields=[
                ("articles", models.PositiveIntegerField()),
                (
                    "publication",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="counter",
                        serialize=False,
                        to="articles.publication",
                    ),
                ),
                ("first_live_from", models.DateTimeField()),
            ],
            options={
                "verbose_name": "live publication",
                "verbose_name_plural": "live publications",
                "ordering": ["publication_id"],
                "abstract": False,
                "constraints": [_counts_something("livepublication")],
            },
        ),
        migrations.CreateModel(
            name="TagMonth",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tag",
                        "month",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="months",
                        to="articles.tag",
                    ),
                ),
                ("month", models.DateField(help_text="Its first day.")),
                ("articles", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "month of a tag",
                "verbose_name_plural": "months of tags",
                "ordering": ["tag_id", "month"],
                "abstract": False,
                "constraints": [_counts_something("tagmonth")],
            },
        ),
        migrations.CreateModel(
            name="PublicationMonth",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "publication",
                        "month",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="months",
                        to="articles.publication",
                    ),
                ),
                ("month", models.DateField(help_text="Its first day.")),
                ("articles", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "month of a publication",
                "verbose_name_plural": "months of publications",
                "ordering": ["publication_id", "month"],
                "abstract": False,
                "constraints": [_counts_something("publicationmonth")],
            },
        ),
        migrations.CreateModel(
            name="ArchiveDay",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("articles", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "day of the archive",
                "verbose_name_plural": "days of the archive",
                "ordering": ["day"],
                "abstract": False,
                "constraints": [_counts_something("archiveday")],
            },
        ),
    ]
