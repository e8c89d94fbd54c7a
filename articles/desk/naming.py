"""What follows when a tag or publication is saved: the log, and pages anew."""

from dataclasses import dataclass
from typing import Any

from articles.models import LiveArticle, Publication, Tag
from articles.models.published import LiveQuerySet
from articles.publishing import opened, raise_generation, refresh, reindex

from .log import Actor, Verb, record


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save of a tag or publication changed."""

    was: str
    """The name before; "" where it is new."""
    fields: tuple[str, ...] = ()
    """Names of the columns that changed, the name's own left out."""
    aliases_added: tuple[str, ...] = ()
    aliases_removed: tuple[str, ...] = ()


def live_articles(owner: Tag | Publication) -> LiveQuerySet[LiveArticle]:
    """Return the live articles that show the name of `owner`."""
    if isinstance(owner, Publication):
        return LiveArticle.objects.filter(publication=owner)
    return LiveArticle.objects.filter(tag_rows__tag=owner)


def note_saved(owner: Tag | Publication, saved: Saved, actor: Actor) -> None:
    """Write the log, and renew what readers see of a tag or publication just saved.

    Articles repeat a name, so a new one builds their live rows anew; by its other names
    they are found; the rest is read from the tag or publication itself.
    """
    facts = _facts(saved)
    is_renamed = bool(saved.was) and saved.was != owner.name
    if saved.was and not (is_renamed or facts):
        return
    with opened():
        if not saved.was:
            record(actor, Verb.CREATED, owner)
        elif is_renamed:
            record(actor, Verb.RENAMED, owner, was=saved.was, **facts)
            refresh(live_articles(owner).only("pk"))
        else:
            record(actor, Verb.EDITED, owner, **facts)
            if _is_found_otherwise(saved):
                reindex(live_articles(owner).only("pk"))
        raise_generation()


def _is_found_otherwise(saved: Saved) -> bool:
    """Whether readers who search may use other names for it now."""
    return bool(
        saved.aliases_added or saved.aliases_removed or "native_name" in saved.fields
    )


def _facts(saved: Saved) -> dict[str, Any]:
    facts = {
        "fields": saved.fields,
        "aliases_added": saved.aliases_added,
        "aliases_removed": saved.aliases_removed,
    }
    return {name: list(values) for name, values in facts.items() if values}
