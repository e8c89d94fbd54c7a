"""What all tests share: real rows made in the real way."""

import importlib
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase, override_settings
from django.utils import translation

from articles.digest import Digest, Group, Point, Reference, complete
from articles.models import Article, Edition, triggers
from articles.models.documents import save_digest
from articles.models.search import rebuild_index
from articles.publishing import Publishing, publish
from articles.site.store import remembering
from tests.sites import OwnSite, fresh_site, template_site

MakeDigest = Callable[..., Digest]
MakeArticle = Callable[..., Article]
PublishArticle = Callable[..., Edition | None]


@pytest.fixture(scope="session", autouse=True)
def _flush_may_delete_editions() -> Iterator[None]:
    """Lift the triggers round the flush after a test with real transactions.

    The flush ends with `post_migrate`, which makes them again; it empties the groups,
    too, which a migration made, and leaves the search index as it was.
    """
    groups = importlib.import_module("articles.migrations.0003_groups")
    teardown = TransactionTestCase._fixture_teardown

    def lifted(test: TransactionTestCase) -> None:
        triggers.lift(connection)
        teardown(test)
        groups.make_groups(apps, None)
        rebuild_index()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lifted)
        yield


@pytest.fixture(scope="session", autouse=True)
def _static_files_as_they_are(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Serve static files under their own names: nothing has to be collected first."""
    storages = {
        **settings.STORAGES,
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        },
    }
    folder = tmp_path_factory.mktemp("static")
    with override_settings(STORAGES=storages, STATIC_ROOT=folder):
        yield


@pytest.fixture(scope="session", autouse=True)
def _passwords_cost_nothing() -> Iterator[None]:
    """Hash passwords the fast way; a safe hash takes a third of a second by design."""
    fast = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=fast):
        yield


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Begin in English: a request of another test may have left its language."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Begin with a process that has answered nobody."""
    remembering.forget()


@pytest.fixture
def make_digest() -> MakeDigest:
    """Return a maker of digests that can be published, each about another article."""
    numbers = itertools.count(1)

    def make(**parts: object) -> Digest:
        number = next(numbers)
        usual: dict[str, object] = {
            "title": f"Locks and queues {number}",
            "publication": "Systems Quarterly",
            "published": "2024-03-05",
            "language": "en",
            "source_url": f"https://systems.example/{number}",
            "core": (Point("A queue is a lock that remembers who came [1]."),),
            "groups": (
                Group(
                    "Fairness",
                    (
                        Point("First come is first served [1].", tags=("fairness",)),
                        Point("A ticket costs one increment [2]."),
                    ),
                ),
                Group("Cost", (Point("Waiting dominates under load [1][2]."),)),
            ),
            "references": (
                Reference(1, "p. 3", "first come", "https://systems.example/a"),
                Reference(2, "p. 9"),
            ),
            "tags": ("locks", "queues"),
        }
        return complete(Digest(**(usual | parts)))

    return make


@pytest.fixture
def make_article(db: None, make_digest: MakeDigest) -> MakeArticle:
    """Return a maker of drafts, saved as the desk saves them."""

    def make(digest: Digest | None = None, **parts: object) -> Article:
        article = Article.objects.create()
        save_digest(article, digest or make_digest(**parts), seen=article.revision)
        return article

    return make


@pytest.fixture
def publish_article(make_article: MakeArticle) -> PublishArticle:
    """Return a maker of published articles; gives the first edition."""

    def make(digest: Digest | None = None, **parts: object) -> Edition | None:
        article = make_article(digest, **parts)
        return publish(article.pk, Publishing(author_name="Ada"))

    return make


@pytest.fixture(scope="session")
def _template_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnSite]:
    with template_site(tmp_path_factory.mktemp("template")) as site:
        yield site


@pytest.fixture
def other_site(_template_site: OwnSite, tmp_path: Path) -> Iterator[OwnSite]:
    """Return one more site, for what goes from one to another."""
    folder = tmp_path / "other"
    folder.mkdir()
    with fresh_site(_template_site, folder) as site:
        yield site


@pytest.fixture
def own_site(_template_site: OwnSite, tmp_path: Path) -> Iterator[OwnSite]:
    """Return a site with a database of its own, for commands in real processes."""
    with fresh_site(_template_site, tmp_path) as site:
        yield site
