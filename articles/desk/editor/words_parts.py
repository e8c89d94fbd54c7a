"""Words of the parts round the outline: tags, references, problems, preview."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def parts_words() -> dict[str, str | dict[str, str]]:
    """Return the words of the parts, in the active language."""
    return {
        **_asking(),
        **_tags(),
        **_references(),
        **_acts_on_references(),
        **_markers(),
        **_problems(),
        **_preview(),
    }


def _counted(form: Callable[[int], str]) -> dict[str, str]:
    """Return the forms of a sentence that holds `{count}`."""
    return {"one": form(1), "other": form(2)}


def _asking() -> dict[str, str | dict[str, str]]:
    return {
        "ask.offline": _("The desk cannot be reached. What you typed is kept here."),
        "ask.refused": _(
            "You are no longer signed in, or may not do this. What you typed is kept "
            "here; sign in again in another tab, then go on."
        ),
        "ask.too_large": _("This is more than one digest may hold; split it."),
        "ask.failed": _("The desk could not answer. What you typed is kept here."),
    }


def _tags() -> dict[str, str | dict[str, str]]:
    return {
        "tags.placeholder": _("Add a tag"),
        "tags.hint": _(
            "Type to find tags by any of their names. A comma or Enter adds the one "
            "marked; Backspace in the empty field takes the last one off."
        ),
        "tags.chosen": _("Chosen tags"),
        "tags.offered": _("Known tags"),
        "tags.create": _("New tag “{name}”"),
        "tags.alias": _("also “{name}”"),
        "tags.count": _counted(
            lambda n: ngettext("{count} article", "{count} articles", n)
        ),
        "tags.many": _("{count} articles and more"),
        "tags.remove": _("Remove tag {name}"),
        "tags.added": _("Tag {name} added."),
        "tags.removed": _("Tag {name} removed."),
        "tags.there": _("Tag {name} is there already."),
        "tags.found": _counted(
            lambda n: ngettext("{count} tag found.", "{count} tags found.", n)
        ),
        "tags.none_found": _("No known tag; Enter makes a new one."),
        "tags.too_long": _("A tag has at most {limit} characters."),
        "tags.bad": _("A tag holds no brace."),
        "tags.pending": _("“{name}” is not added yet; press Enter to add it."),
        "tags.change_add": _("add tag {name}"),
        "tags.change_remove": _("remove tag {name}"),
        "suggestions.label": _("Tags that occur in the text"),
        "suggestions.none": _("No other known tag occurs in the text."),
        "suggestions.add": _("Add tag {name}"),
        "suggestions.found": _("found as “{found}”"),
    }


def _references() -> dict[str, str | dict[str, str]]:
    return {
        "references.label": _("References"),
        "references.count": _counted(
            lambda n: ngettext("{count} reference", "{count} references", n)
        ),
        "references.none": _("No references yet. A marker such as [1] calls for one."),
        "references.number": _("Number"),
        "references.locator": _("Place in the source"),
        "references.locator_hint": _("p. 3, section 2"),
        "references.quote": _("Quote"),
        "references.url": _("Address"),
        "references.named": _("Reference {number}"),
        "references.missing": _("missing"),
        "references.missing_count": _counted(
            lambda n: ngettext("{count} missing", "{count} missing", n)
        ),
        "references.uncited": _("not cited"),
        "references.uncited_count": _counted(
            lambda n: ngettext("{count} not cited", "{count} not cited", n)
        ),
        "references.empty": _("no passage"),
        "references.empty_count": _counted(
            lambda n: ngettext("{count} without passage", "{count} without passage", n)
        ),
        "references.cited": _("Cited by"),
        "references.points": _counted(
            lambda n: ngettext("{count} point", "{count} points", n)
        ),
        "references.cited_count": _counted(
            lambda n: ngettext("cited by {count} point", "cited by {count} points", n)
        ),
    }


def _acts_on_references() -> dict[str, str | dict[str, str]]:
    return {
        "references.add_missing": _("Add reference {number}"),
        "references.added": _("Reference {number} added."),
        "references.delete": _("Delete reference {number}"),
        "references.deleted": _("Reference {number} deleted."),
        "references.delete_cited": _counted(
            lambda n: ngettext(
                "{count} point cites reference {number}. Its marker stays and will "
                "cite nothing. Delete the reference?",
                "{count} points cite reference {number}. Their markers stay and will "
                "cite nothing. Delete the reference?",
                n,
            )
        ),
        "references.delete_confirm": _("Delete"),
        "references.renumber": _("Renumber in order of first use"),
        "references.renumbered": _("References renumbered."),
        "references.in_order": _("References are in order of first use already."),
        "references.renumber_too_long": _(
            "A statement would become too long by this; nothing was renumbered."
        ),
        "references.number_taken": _("Another reference has the number {number}."),
        "references.number_bad": _("A number goes from 1 to {limit}."),
        "references.number_changed": _("Reference {old} is now {number}."),
        "references.open": _("Open the address of reference {number} in a new tab"),
        "references.full": _("No number is free."),
        "references.change_add": _("add reference {number}"),
        "references.change_delete": _("delete reference {number}"),
        "references.change_edit": _("edit reference {number}"),
        "references.change_renumber": _("renumber references"),
    }


def _markers() -> dict[str, str | dict[str, str]]:
    return {
        "markers.label": _("References to cite"),
        "markers.new": _("New reference {number}"),
        "markers.no_passage": _("no passage yet"),
        "markers.found": _counted(
            lambda n: ngettext(
                "{count} reference offered.", "{count} references offered.", n
            )
        ),
        "markers.inserted": _("Reference {number} cited."),
        "markers.change": _("cite reference {number}"),
    }


def _problems() -> dict[str, str | dict[str, str]]:
    return {
        "problems.label": _("Problems"),
        "problems.none": _("No problems"),
        "problems.error": _("Error"),
        "problems.warning": _("Warning"),
        "problems.errors": _counted(
            lambda n: ngettext("{count} error", "{count} errors", n)
        ),
        "problems.warnings": _counted(
            lambda n: ngettext("{count} warning", "{count} warnings", n)
        ),
        "problems.checking": _("Checking …"),
        "problems.line": _("line {line}"),
        "problems.see": _("See the other article"),
        "problems.more": _counted(
            lambda n: ngettext("Show {count} more", "Show {count} more", n)
        ),
        "problems.core": _("Core {point}"),
        "problems.point": _("Group {group}, point {point}"),
        "problems.group": _("Group {group}"),
        "problems.reference": _("Reference {number}"),
        "problems.title": _("Title"),
        "problems.publication": _("Publication"),
        "problems.published": _("Date"),
        "problems.language": _("Language"),
        "problems.source_url": _("Source"),
        "problems.tags": _("Tags"),
        "problems.references": _("References"),
    }


def _preview() -> dict[str, str | dict[str, str]]:
    return {
        "preview.label": _("Preview"),
        "preview.show": _("Show preview"),
        "preview.hide": _("Hide preview"),
        "preview.stale": _("The preview shows an earlier state."),
    }
