"""The words of the outline: facts, groups and points, keys, pasting, unsaved work."""

from collections.abc import Callable

from django.utils.translation import gettext, ngettext

Words = dict[str, str | dict[str, str]]


def outline_words() -> Words:
    """Return the words of the outline; `{name}` is filled in by the script."""
    return {
        f"outline.{key}": value
        for part in (
            _frame,
            _facts,
            _rows,
            _announcements,
            _steps,
            _keys,
            _pasting,
            _text,
            _keeping,
        )
        for key, value in part().items()
    }


def _frame() -> Words:
    return {
        "tools": gettext("Editor"),
        "undo": gettext("Undo"),
        "redo": gettext("Redo"),
        "headings_only": gettext("Headings only"),
        "keys": gettext("Keys"),
        "close": gettext("Close"),
        "cancel": gettext("Cancel"),
        "dismiss": gettext("Dismiss"),
        "references": gettext("References"),
        "digest_tags": gettext("Tags of the digest"),
        "matches": gettext("Matches"),
        "match_count": _plural(
            lambda n: ngettext("{count} match", "{count} matches", n)
        ),
    }


def _facts() -> Words:
    return {
        "facts": gettext("Facts"),
        "fact_title": gettext("Title"),
        "fact_publication": gettext("Publication"),
        "fact_published": gettext("Date and time"),
        "fact_language": gettext("Language"),
        "fact_source_url": gettext("Address of the original"),
        "fact_changed": gettext("{fact} changed"),
    }


def _rows() -> Words:
    return {
        "core": gettext("Core viewpoint"),
        "group_number": gettext("Group {number}"),
        "point_label": gettext("{place}, point {number}"),
        "heading_label": gettext("{group}, heading"),
        "point_placeholder": gettext("Write a statement, or paste a digest"),
        "heading_placeholder": gettext("Heading"),
        "count": _plural(lambda n: ngettext("{count} point", "{count} points", n)),
        "cites": _plural(
            lambda n: ngettext("{count} citation", "{count} citations", n)
        ),
        "cites_nothing": gettext("cites nothing"),
        "tags": gettext("Tags"),
        "point_tags": gettext("Tags of the point"),
        "add_point": gettext("Add point"),
        "add_group": gettext("Add group"),
        "drag": gettext("Drag to move"),
        "point_up": gettext("Move point up"),
        "point_down": gettext("Move point down"),
        "point_delete": gettext("Delete point"),
        "group_up": gettext("Move group up"),
        "group_down": gettext("Move group down"),
        "group_delete": gettext("Delete group"),
    }


def _announcements() -> Words:
    return {
        "point_added": gettext("Point added"),
        "point_split": gettext("Point split"),
        "points_joined": gettext("Points joined"),
        "point_deleted": gettext("Point deleted"),
        "point_moved": gettext("Point moved to {place}, place {number} of {total}"),
        "group_added": gettext("Group added"),
        "group_deleted": gettext("Group deleted"),
        "group_and_points_deleted": _plural(
            lambda n: ngettext(
                "Group and its point deleted", "Group and its {count} points deleted", n
            )
        ),
        "group_moved": gettext("Group moved to place {number} of {total}"),
        "is_first": gettext("This is the first place"),
        "is_last": gettext("This is the last place"),
        "restored": gettext("Restored"),
        "undone": gettext("Undone: {label}"),
        "redone": gettext("Done again: {label}"),
        "nothing_to_undo": gettext("There is nothing to undo"),
        "nothing_to_redo": gettext("There is nothing to do again"),
    }


def _steps() -> Words:
    """Return what steps are called that say something else when they are done."""
    return {
        "moving_point": gettext("Point moved"),
        "moving_group": gettext("Group moved"),
        "text_typed": gettext("Statement edited"),
        "heading_typed": gettext("Heading edited"),
        "tags_changed": gettext("Tags changed"),
    }


def _keys() -> Words:
    return {
        "key_enter": gettext("New point below; inside a statement, split it here"),
        "key_below": gettext("New point below, wherever the caret stands"),
        "key_group": gettext("New group below"),
        "key_move": gettext("Move the point, or from a heading the group"),
        "key_go": gettext("At the edge of a statement, go to the next one"),
        "key_backspace": gettext(
            "At the beginning of a statement, join it to the one before"
        ),
        "key_delete_end": gettext("At the end of a statement, join the next one to it"),
        "key_delete": gettext("Delete the point, or from a heading the group"),
        "key_marker": gettext("Offer the references to cite"),
        "key_save": gettext("Save"),
        "key_undo": gettext("Undo"),
        "key_redo": gettext("Do again"),
        "key_escape": gettext("Leave a list, a dialog or a drag"),
    }


def _pasting() -> Words:
    return {
        "paste_digest": gettext("Your paste reads as a digest"),
        "paste_lines": _plural(
            lambda n: ngettext(
                "Your paste has {count} line", "Your paste has {count} lines", n
            )
        ),
        "paste_offline": gettext(
            "The server did not answer: the text is split by lines alone."
        ),
        "paste_several": gettext(
            "The text holds {count} digests; the first of them can be taken here."
        ),
        "paste_clashes": _plural(
            lambda n: ngettext(
                "{numbers} means another passage here; inserted, it gets a new number.",
                "{numbers} mean other passages here; inserted, they get new numbers.",
                n,
            )
        ),
        "paste_preview": gettext("What was understood"),
        "paste_insert": gettext("Insert as points here"),
        "paste_replace": gettext("Replace everything"),
        "paste_fill": gettext("Fill the editor"),
        "paste_plain": gettext("Paste as plain text"),
        "points_pasted": _plural(
            lambda n: ngettext("{count} point pasted", "{count} points pasted", n)
        ),
        "replaced": gettext("Digest replaced by the paste"),
        "count_groups": _plural(
            lambda n: ngettext("{count} group", "{count} groups", n)
        ),
        "count_references": _plural(
            lambda n: ngettext("{count} reference", "{count} references", n)
        ),
        "line": gettext("Line {line}:"),
    }


def _text() -> Words:
    return {
        "to_text": gettext("Edit as text"),
        "to_outline": gettext("Edit as outline"),
        "is_text": gettext("You are editing the text"),
        "is_outline": gettext("You are editing the outline"),
        "stay_in_text": gettext("Go on in the text"),
        "read_with_warnings": _plural(
            lambda n: ngettext(
                "The text was read with {count} warning",
                "The text was read with {count} warnings",
                n,
            )
        ),
        "edited_as_text": gettext("Edited as text"),
        "not_read": gettext("The text cannot be read as a digest"),
        "not_written": gettext("Correct the errors first: the text cannot be written"),
        "several_digests": gettext(
            "The text holds {count} digests, but an article has one; remove the others"
        ),
        "offline": gettext("The server does not answer. What you typed is kept here."),
        "forbidden": gettext(
            "Your session has ended, or you may not do this. What you typed is kept "
            "here: log in again in another tab."
        ),
        "failed": gettext("The server could not do this. What you typed is kept here."),
    }


def _keeping() -> Words:
    return {
        "saved": gettext("Saved at {time}"),
        "kept": gettext("Unsaved; kept in this browser at {time}"),
        "not_kept": gettext("Unsaved, and this browser has no room to keep it"),
        "lost_work": gettext("You have unsaved work from {time}."),
        "lost_work_older": gettext(
            "The article has been saved since; saving will show both."
        ),
        "restore": gettext("Restore"),
        "discard": gettext("Discard"),
    }


def _plural(words: Callable[[int], str]) -> dict[str, str]:
    """Return the forms for one and for other numbers."""
    return {"one": words(1), "other": words(2)}
