"""Fill an empty desk with sample digests, and publish them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from articles.digest import Digest, read_digests
from articles.models import Article, Publication, PublicationName, Tag, TagName
from articles.publishing import opened

from .drafts import Edit, save_edit
from .intake import Wishes, take_in
from .transitions import publish_draft, withdraw_article

AUTHOR = "Sample desk"


def seed(folder: Path, step: Callable[[], None] = lambda: None) -> int:
    """Publish the digests of `folder`; return how many, 0 where the desk is in use.

    One transaction, so that an interrupted first start leaves an empty desk. The
    folder holds texts and `site.json`: publications, themes, aliases, and what is to
    be corrected and withdrawn.
    """
    with opened():
        if Article.objects.exists():
            return 0
        plan = json.loads((folder / "site.json").read_text("utf-8"))
        _make_publications(plan["publications"])
        digests = sorted(map(_read, folder.glob("*.txt")), key=lambda d: d.published)
        for digest in digests:
            take_in(digest, Wishes(publish=True, author_name=AUTHOR))
            step()
        _put_forward(plan["themes"])
        _add_aliases(plan["tag_aliases"])
        for correction in plan["corrections"]:
            _correct(_read(folder / correction["file"]), correction)
        for withdrawal in plan["withdrawals"]:
            _withdraw(withdrawal)
    return len(digests)


def _read(path: Path) -> Digest:
    (parsed,) = read_digests(path.name, path.read_bytes())
    if parsed.digest is None:
        raise ValueError(f"{path}: {parsed.problems[0]}")
    return parsed.digest


def _make_publications(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        aliases = row.pop("aliases")
        publication = Publication.objects.create(**row)
        for alias in aliases:
            PublicationName.objects.create(publication=publication, name=alias)


def _put_forward(themes: list[dict[str, Any]]) -> None:
    named = Tag.objects.named(theme["name"] for theme in themes)
    for theme in themes:
        tag = named[theme["name"]]
        tag.is_theme = True
        tag.introduction = theme["introduction"]
        tag.theme_order = theme["order"]
        tag.save()


def _add_aliases(aliases: dict[str, list[str]]) -> None:
    named = Tag.objects.named(aliases)
    for name, others in aliases.items():
        for other in others:
            TagName.objects.create(tag=named[name], name=other)


def _correct(digest: Digest, correction: dict[str, str]) -> None:
    article = Article.objects.get(source_url=correction["source_url"])
    save_edit(article, Edit(digest, article.revision), AUTHOR)
    publish_draft(article, AUTHOR, kind="correction", note=correction["note"])


def _withdraw(withdrawal: dict[str, str]) -> None:
    article = Article.objects.get(source_url=withdrawal["source_url"])
    withdraw_article(article, AUTHOR, withdrawal["reason"])
