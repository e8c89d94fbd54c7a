"""Two editors save at once, on a database that lets them try."""

import threading
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from articles.models import Article, Tag

TEXT = """\
A race {number}
Systems Quarterly · 2024-03-05

Core Viewpoint
- Nobody has said anything yet [1].

References
[1] p. 1

Tags: {tags}
"""


def at_once(*acts: Callable[[], object]) -> None:
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("numbers", [(1, 1), (1, 2)], ids=["one article", "two"])
def test_editors_who_save_at_once_get_an_answer_each(numbers: tuple[int, int]) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("one connection in memory, whose IMMEDIATE transactions wait")
    editor = User.objects.create_superuser("ada")
    answers: list[int] = []
    for attempt in range(8):
        tags = [f"tag {attempt} {n}" for n in range(20)]

        def save(number: int, tags: list[str], title: int = attempt) -> None:
            client = Client()
            client.force_login(editor)
            text = TEXT.format(number=f"{title} {number}", tags=", ".join(tags))
            form = {"text": text, "seen": "1"}
            answers.append(
                client.post("/admin/articles/article/add/", form).status_code
            )

        at_once(
            lambda tags=tags, save=save: save(numbers[0], tags),
            lambda tags=tags, save=save: save(numbers[1], tags[::-1]),
        )
    assert len(answers) == 16
    assert set(answers) <= {200, 302}
    assert Article.objects.count() == 8 * len(set(numbers))
    assert Tag.objects.count() == 160
