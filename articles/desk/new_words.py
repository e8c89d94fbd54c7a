"""What the page “New from text” says, in the desk's language."""

from typing import Any

from django.utils.translation import gettext, ngettext

from articles.desk.intake import Fate
from articles.desk.new import MAX_DIGESTS, Finding, Reading
from articles.site.words.wording import listed


def fate_in_words(fate: Fate) -> str:
    """Return what became of a digest."""
    return {
        Fate.CREATED: gettext("The draft is made."),
        Fate.UPDATED: gettext("The draft now says what the text says."),
        Fate.UNCHANGED: gettext("At the desk already, in the same words."),
        Fate.KEPT: gettext("At the desk already; left as it is there."),
        Fate.FAILED: gettext("No draft was made of it."),
    }[fate]


def button_in_words(creates: int, updates: int) -> str:
    """Return what the button says that makes so many drafts."""
    if creates and updates:
        words = gettext("Create {create}, update {update}")
        return words.format(create=creates, update=updates)
    if updates:
        words = ngettext("Update {count} draft", "Update {count} drafts", updates)
        return words.format(count=updates)
    if creates:
        words = ngettext("Create {count} draft", "Create {count} drafts", creates)
        return words.format(count=creates)
    return gettext("Create drafts")


def summary_in_words(reading: Reading, findings: tuple[Finding, ...]) -> str:
    """Return in one line what was understood."""
    digests = sum(one.is_readable for one in reading.candidates)
    known = sum(bool(finding.article) for finding in findings)
    severities = [p.severity for one in reading.candidates for p in one.problems]
    errors, warnings = severities.count("error"), severities.count("warning")
    parts = [
        ngettext("%d digest understood", "%d digests understood", digests) % digests,
        known
        and ngettext("%d at the desk already", "%d at the desk already", known) % known,
        errors and ngettext("%d error", "%d errors", errors) % errors,
        warnings and ngettext("%d warning", "%d warnings", warnings) % warnings,
    ]
    return listed(str(part) for part in parts if part)


def beyond_in_words(reading: Reading) -> str:
    """Return what is to say about more digests than one go takes."""
    if not reading.beyond:
        return ""
    first = gettext(
        "The text holds %(count)s digests; one go takes the first %(most)d."
    )
    then = (
        gettext("The others stay in the text area for the next.")
        if reading.is_rest_readable
        else gettext("Split the text yourself: some of the others cannot be read.")
    )
    return f"{first % {'count': f'{reading.count:,}', 'most': MAX_DIGESTS}} {then}"


def words_for_script() -> dict[str, Any]:
    """Return what the page's script says; its plurals are those of the button."""
    return {
        "create": _forms("Create {count} draft", "Create {count} drafts"),
        "update": _forms("Update {count} draft", "Update {count} drafts"),
        "both": gettext("Create {create}, update {update}"),
        "none": gettext("Create drafts"),
        "reading": gettext("Reading…"),
        "making": gettext("Making drafts…"),
        "files": gettext("The files are read; their text stands in the text area."),
        "again": gettext("Give the files again."),
        "too_much": gettext(
            "This is more than {most} bytes in one go; take some of it out."
        ),
        "too_many": gettext("These are more than {most} files; give fewer at once."),
        "refused": gettext(
            "The desk refuses: your session may have ended. Your text is kept; log in "
            "in another tab, then go on here."
        ),
        "unreachable": gettext(
            "The desk cannot be reached; your text is kept. Type on to try again."
        ),
        "failed": gettext("The preview failed; your text is kept."),
    }


def _forms(one: str, many: str) -> dict[str, str]:
    return {"one": ngettext(one, many, 1), "other": ngettext(one, many, 2)}
