"""Migrations back and forth, as an operator would run them."""

import json

from tests.sites import OwnSite

TEXT = """\
Locks and queues NUMBER
Systems Quarterly · 2024-03-05 22:06

Core Viewpoint
- A queue is a lock that remembers who came [1].
- Nobody says where this stands.

Group 1: 公平
- 先来先服务 [2]. {tags: 开源, locks}

Group 2
- A ticket costs one increment [1][3].

References
[1] p. 3 — "first come" <https://example.org/a>
[2]
[3]

Tags: locks, queues
"""
# A draft that lacks something, a live article, one with changes, one withdrawn, and a
# draft that says nothing; then a tag gets another name.
MAKE = f"""
from dataclasses import replace
from articles.desk.drafts import Edit, create_draft, save_edit
from articles.desk.transitions import publish_draft, withdraw_article
from articles.digest import Digest, parse
from articles.models import LiveArticle, Tag
from articles.publishing import refresh

for number in range(4):
    digest = parse({TEXT!r}.replace('NUMBER', str(number))).digest
    article = create_draft(digest, 'Ada')
    if number:
        publish_draft(article, 'Ada')
    if number == 2:
        changed = replace(digest, title='Changed since')
        save_edit(article, Edit(changed, article.revision), 'Ada')
    if number == 3:
        withdraw_article(article, 'Ada', 'Told twice.')
create_draft(Digest(language='en'), 'Ada')
tag = Tag.objects.get(name='locks')
tag.name = 'mutual exclusion'
tag.save()
refresh(LiveArticle.objects.all())
"""
LOOK = """
import json
from articles.digest import to_json
from articles.models import Article
from articles.models.documents import read_digest
print(json.dumps([
    {
        'counts': [
            article.error_count, article.uncited_count, article.empty_reference_count
        ],
        'has_changes': article.has_unpublished_changes,
        'revision': article.revision,
        'revisions': list(article.revisions.values_list('number', flat=True)),
        'says_the_same':
            article.revisions.last().digest == to_json(read_digest(article)),
    }
    for article in Article.objects.order_by('pk')
]))
"""
GROUPS = """
import json
from django.contrib.auth.models import Group
print(json.dumps({
    group.name: sorted(
        f'{each.content_type.app_label}.{each.codename}'
        for each in group.permissions.all()
    )
    for group in Group.objects.all()
}))
"""
WRITERS = [
    *(f"articles.{act}_article" for act in ("add", "change", "delete", "view")),
    "articles.view_publication",
    "articles.view_tag",
]
EDITORS = [
    *WRITERS,
    *("articles.edit_any_article", "articles.publish_article"),
    *(f"articles.{act}_tag" for act in ("add", "change", "delete")),
    *(f"articles.{act}_publication" for act in ("add", "change", "delete")),
    "articles.view_logentry",
]
ADMINISTRATORS = [
    *EDITORS,
    *(f"auth.{act}_user" for act in ("add", "change", "delete", "view")),
    "auth.view_group",
]


def run(site: OwnSite, program: str) -> str:
    """Run a program in the site's shell; return what it prints."""
    done = site.manage("shell", "--no-imports", "-c", program)
    assert done.returncode == 0, done.stderr
    return done.stdout


def migrate(site: OwnSite, *target: str) -> None:
    done = site.manage("migrate", "--verbosity=0", *target)
    assert done.returncode == 0, done.stderr


def test_drafts_from_before_there_were_revisions_get_their_first_one(
    own_site: OwnSite,
) -> None:
    run(own_site, MAKE)
    before = json.loads(run(own_site, LOOK))
    migrate(own_site, "articles", "0001")
    migrate(own_site)
    after = json.loads(run(own_site, LOOK))
    for kept in ("counts", "has_changes", "revision"):
        assert [row[kept] for row in after] == [row[kept] for row in before]
    assert after[0]["counts"] == [0, 1, 2]
    assert after[4]["counts"][0] > 0
    assert [row["has_changes"] for row in after] == [False, False, True, False, False]
    assert all(row["revisions"] == [row["revision"]] for row in after)
    assert all(row["says_the_same"] for row in after)
    # Counters and citations are what the live rows ask for, and the site works on.
    done = own_site.manage("check_published")
    assert done.returncode == 0, done.stdout + done.stderr
    edit = (
        "from dataclasses import replace;"
        "from articles.desk.drafts import Edit, origin_of, save_edit;"
        "from articles.models import Article;"
        "from articles.models.documents import read_digest;"
        "article = Article.objects.get(title='Locks and queues 0');"
        "seen, digest = article.revision, read_digest(article);"
        "save_edit(article, Edit(replace(digest, title='Edited'), seen), 'Ada');"
        "print(origin_of(article, seen) == digest)"
    )
    assert run(own_site, edit).strip() == "True"


def test_each_group_has_exactly_its_permissions(own_site: OwnSite) -> None:
    assert json.loads(run(own_site, GROUPS)) == {
        "Writers": sorted(WRITERS),
        "Editors": sorted(EDITORS),
        "Administrators": sorted(ADMINISTRATORS),
    }


def test_migrating_again_keeps_what_a_group_was_given_besides(
    own_site: OwnSite,
) -> None:
    give = (
        "from django.contrib.auth.models import Group, Permission;"
        "Group.objects.get(name='Writers').permissions.add("
        "Permission.objects.get(codename='view_logentry',"
        " content_type__app_label='articles'))"
    )
    run(own_site, give)
    migrate(own_site, "articles", "0002")
    migrate(own_site)
    found = json.loads(run(own_site, GROUPS))
    assert found["Writers"] == sorted([*WRITERS, "articles.view_logentry"])
    assert found["Editors"] == sorted(EDITORS)


def test_migrating_back_and_forth_leaves_all_triggers_in_place(
    own_site: OwnSite,
) -> None:
    for target in (["articles", "zero"], []):
        done = own_site.manage("migrate", "--verbosity=0", *target)
        assert done.returncode == 0, done.stderr
    done = own_site.manage("check", "--database=default", "--fail-level=WARNING")
    assert done.returncode == 0, done.stderr


def test_migrate_mends_a_missing_trigger(own_site: OwnSite) -> None:
    lift = (
        "from django.db import connection;"
        "from articles.models import triggers; triggers.lift(connection)"
    )
    own_site.manage("shell", "--no-imports", "-c", lift)
    check = ["check", "--database=default", "--fail-level=WARNING"]
    assert "articles.W001" in own_site.manage(*check).stderr
    assert own_site.manage("migrate", "--verbosity=0").returncode == 0
    assert own_site.manage(*check).returncode == 0
