"""The vocabulary: words with their counts, and how names begin."""

import django.db.models.deletion
from django.db import migrations, models

import articles.models.counters


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_first_index")]

    operations = [
        migrations.CreateModel(
            name="Word",
            fields=[
                ("articles", models.PositiveIntegerField()),
                (
                    "text",
                    articles.models.counters.CodePointField(
                        max_length=64, primary_key=True, serialize=False
                    ),
                ),
                (
                    "titles",
                    models.PositiveIntegerField(
                        help_text="Articles with it in the title."
                    ),
                ),
            ],
            options={
                "verbose_name": "word",
                "verbose_name_plural": "words",
                "ordering": ["text"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["text", "titles", "articles"], name="word_counts"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("articles__gt", 0)),
                        name="word_counts_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NameStart",
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
                ("start", articles.models.counters.CodePointField(max_length=40)),
                (
                    "name",
                    articles.models.counters.CodePointField(
                        help_text="The whole name.", max_length=300
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="starts",
                        to="articles.publication",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="starts",
                        to="articles.tag",
                    ),
                ),
            ],
            options={
                "verbose_name": "beginning of a name",
                "verbose_name_plural": "beginnings of names",
                "ordering": ["start", "name"],
                "indexes": [models.Index(fields=["start", "name"], name="name_starts")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tag", None), ("publication", None), _connector="XOR"
                        ),
                        name="name_start_is_of_one",
                    )
                ],
            },
        ),
    ]
