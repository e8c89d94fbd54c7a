"""One of several processes that publish the same and other articles at once.

Run as `python -m tests.publishing.racer NAME ROUNDS ARTICLE…`.
"""

import os
import sys
from dataclasses import replace

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "digestsite.settings")
django.setup()

from articles.desk.drafts import Edit, save_edit  # noqa: E402
from articles.models import Article  # noqa: E402
from articles.models.documents import StaleRevisionError, read_draft  # noqa: E402
from articles.publishing import Publishing, publish  # noqa: E402


def reword(article_id: int, text: str) -> None:
    """Save another core, again and again until nobody else came between."""
    while True:
        draft = read_draft(article_id)
        core = (replace(draft.digest.core[0], text=text), *draft.digest.core[1:])
        article = Article.objects.get(pk=article_id)
        try:
            edit = Edit(replace(draft.digest, core=core), draft.revision)
            save_edit(article, edit, "racer")
        except StaleRevisionError:
            continue
        return


def main(name: str, rounds: int, article_ids: list[int]) -> None:
    """Reword and publish every article in each round."""
    for number in range(rounds):
        for article_id in article_ids:
            reword(article_id, f"Said by {name} in round {number} [1].")
            publish(article_id, Publishing(author_name=name))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), [int(number) for number in sys.argv[3:]])
