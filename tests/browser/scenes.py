"""What a test finds on the site it begins with, and what it asks of it afterwards.

These functions run in a process of the site (see `stage.py`), called by name through
`site.do("draft", title="…")`. What they take and return must be possible in JSON.
"""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.urls import reverse

from articles.desk.comments import add_comment
from articles.desk.drafts import Edit, save_edit
from articles.desk.previews import make_link
from articles.desk.samples import seed
from articles.desk.tokens import make_token
from articles.digest import complete, parse, write
from articles.models import Article, LiveArticle, LogEntry, Publication, Tag
from articles.models.documents import read_digest, save_digest
from articles.publishing import Publishing
from articles.publishing import publish as publish_edition

from .users import PASSWORD, USERS

TEXT = """Locks and queues
Systems Quarterly · 2024-03-05

Core Viewpoint
- A queue is a lock that remembers who came [1].

Group 1: Fairness
- First come is first served [1]. {#f1rst tags: fairness}
- A ticket costs one increment [2].

Group 2: Cost
- Waiting dominates under load [1][2].

References
[1] p. 3 — "first come" <https://systems.example/a>
[2] p. 9

Tags: locks, queues
Language: en
Source: <https://systems.example/locks>
"""

LONG_TEXT = """What bridges cost
Harbour Weekly · 2025-11-04 22:06

Core Viewpoint
- A bridge pays for itself where two towns share a market [1][2]. {#core1}

Group 1: Stone
- Stone lasts longer than the loan that paid for it [1]. {#stone1 tags: stone}
- The town has three bridges [3][1]. {#stone2}

Group 2: 渡口
- 渡船比桥便宜，直到第一个冬天[4]。 {#ferry1}
- A ferry needs no land [2]. {#ferry2}

Group 3: Tolls
- A toll of one coin paid for the oldest in forty years [5]. {#toll1}

Group 4: Winter
- Ice closes the river for nine weeks [6][1-3]. {#winter1}

References
[1] p. 3 — "where two towns share a market" <https://harbour.example/a>
[2]
[3] p. 9 — "LONG" <https://harbour.example/b>
[4] 第三段 — "渡船比桥便宜"
[5] Table 2 <https://www.tolls.example/table>
[6] p. 12

Tags: bridges, ferries
Language: en
Source: <https://harbour.example/bridges>
""".replace("LONG", "stone by stone, as the accounts have it, " * 20)


def prepare() -> None:
    """Make the database, the users and the static files."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    for name, group in USERS.items():
        user = User.objects.create_user(
            name, password=PASSWORD, is_staff=True, is_superuser=not group
        )
        if group:
            user.groups.add(Group.objects.get(name=group))


def samples() -> None:
    """Publish the sample digests."""
    seed(settings.BASE_DIR / "samples")


def draft(
    text: str = TEXT, *, owner: str = "editor", status: str = "draft", **facts: Any
) -> int:
    """Make a draft of `text`, with facts such as `title` or `tags` in place of its own.

    Two drafts of one title, or of one source, are the same article: change both.
    """
    digest = parse(text).digest
    assert digest is not None
    if "tags" in facts:
        facts["tags"] = tuple(facts["tags"])
    article = Article.objects.create(owner=User.objects.get(username=owner))
    save_digest(article, complete(replace(digest, **facts)), seen=article.revision)
    Article.objects.filter(pk=article.pk).update(status=status)
    return article.pk


def publish(article: int, **wishes: Any) -> str:
    """Publish a draft; return the address of its page."""
    publish_edition(article, Publishing(**{"author_name": "editor", **wishes}))
    return f"/articles/{LiveArticle.objects.get(pk=article).slug}/"


def article_to_read() -> str:
    """Publish an article with much to follow, corrected once; return its address."""
    publication("Harbour Weekly", native_name="港口周刊", time_zone="Asia/Shanghai")
    number = draft(LONG_TEXT)
    path = publish(number)
    revise(number, "three bridges", "four bridges")
    publish(number, kind="correction", note="There are four bridges, not three.")
    publish(draft(title="Tickets", tags=("bridges",)))
    return path


def comment(
    article: int, text: str, *, author: str = "colleague", point: int = 0
) -> int:
    """Say something of the draft's first, second… point, or of the whole draft."""
    draft = Article.objects.get(pk=article)
    keys = ["", *(each.key for each in read_digest(draft).points())]
    return add_comment(draft, User.objects.get(username=author), text, keys[point]).pk


def review_link(article: int) -> str:
    """Make a review link; return its address."""
    link = make_link(Article.objects.get(pk=article), "editor")
    return reverse("admin:desk_review", args=[link.token])


def revise(article: int, old: str, new: str) -> None:
    """Save the draft with other words, as another editor would."""
    draft = Article.objects.get(pk=article)
    digest = parse(write(read_digest(draft)).replace(old, new)).digest
    assert digest is not None
    save_edit(draft, Edit(digest, draft.revision), "colleague")


def whole_desk() -> dict[str, Any]:
    """Have something of everything; return what addresses name."""
    samples()
    live = draft(title="Tickets", source_url="https://systems.example/tickets")
    publish(live)
    revise(live, "one increment", "two increments")
    waiting = draft(
        title="Waiting", source_url="https://systems.example/waiting", owner="writer"
    )
    Article.objects.filter(pk=waiting).update(status="in_review")
    comment(waiting, "Who says so?", point=2)
    return {
        "draft": draft(),
        "live": live,
        "waiting": waiting,
        "withdrawn": Article.objects.get(live=None, editions__number=1).pk,
        "tag": Tag.objects.order_by("pk")[0].pk,
        "publication": Publication.objects.order_by("pk")[0].pk,
        "entry": LogEntry.objects.order_by("pk")[0].pk,
        "token": token(),
        "review": review_link(waiting).strip("/").rpartition("/")[2],
    }


def token(owner: str = "writer") -> int:
    """Make an API token of somebody's."""
    user = User.objects.get(username=owner)
    return make_token(user, "nightly import, office", "drafts:write").token.pk


def tag(name: str, *aliases: str) -> int:
    """Make a tag with other names."""
    made = Tag.objects.create(name=name)
    for alias in aliases:
        made.names.create(name=alias)
    return made.pk


def publication(name: str, *aliases: str, **facts: str) -> int:
    """Make a publication with other names."""
    made = Publication.objects.create(name=name, **facts)
    for alias in aliases:
        made.names.create(name=alias)
    return made.pk


def newest() -> int | None:
    """Return the article made last."""
    article = Article.objects.order_by("-pk").first()
    return article and article.pk


def text_of(article: int) -> str:
    """Return what the draft says, as canonical text."""
    return write(read_digest(Article.objects.get(pk=article)))


def facts_of(article: int) -> dict[str, Any]:
    """Return where the article stands."""
    found = Article.objects.select_related("owner", "live").get(pk=article)
    live = getattr(found, "live", None)
    return {
        "title": found.title,
        "status": found.status,
        "revision": found.revision,
        "owner": found.owner.username if found.owner else "",
        "edition": live.number if live else None,
    }
