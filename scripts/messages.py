"""`make messages`: what the site and the desk say, collected and compiled.

    python -m scripts.messages           brings each locale/*/LC_MESSAGES/django.po up
                                         to date with the code, and compiles it
    python -m scripts.messages --check   changes nothing; says what is wrong with them

A catalogue names the files of a message and not the lines, and no moment: it changes
when words do. There are no fuzzy guesses: what nobody translated stays empty.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = sorted(ROOT.glob("locale/*/LC_MESSAGES/django.po"))
# Babel's own keywords, and the lazy ones of Django.
KEYWORDS = DEFAULT_KEYWORDS | parse_keywords(
    ["gettext_lazy", "ngettext_lazy:1,2", "pgettext_lazy:1c,2", "npgettext_lazy:1c,2,3"]
)
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdr]|\{\w*\}")


class Catalogue(Catalog):
    """A catalogue whose header names no moment, no program and nobody."""

    mime_headers = property(
        lambda self: [
            ("Language", self.locale_identifier),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]
    )


def collected() -> Catalog:
    """Return the messages that stand in code and templates."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = Catalog()
    for path, line, message, comments, context in extract_from_dir(
        ROOT, methods, options, KEYWORDS, comment_tags=("Translators:",)
    ):
        place = (Path(path).as_posix(), line)
        found.add(message, None, [place], auto_comments=comments, context=context)
    return found


def read(path: Path) -> Catalog:
    """Return the catalogue in a file, whose folder tells the language."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def updated(catalogue: Catalog, source: Catalog) -> Catalogue:
    """Return the messages of `source` with the translations of `catalogue`."""
    made = Catalogue(
        catalogue.locale, header_comment=catalogue.header_comment, fuzzy=False
    )
    for message in _messages(source):
        known = catalogue.get(message.id, message.context)
        is_same_kind = known and known.pluralizable == message.pluralizable
        made.add(
            message.id,
            known.string if known and is_same_kind else None,
            message.locations,
            known.flags if known else (),
            message.auto_comments,
            known.user_comments if known else (),
            context=message.context,
        )
    return made


def compiled(catalogue: Catalog) -> bytes:
    """Return what Django reads of a catalogue: what is translated."""
    made = Catalogue(catalogue.locale, fuzzy=False)
    for message in _messages(catalogue):
        if all(_forms(message.string)):
            made[message.id] = message
    file = BytesIO()
    write_mo(file, made)
    return file.getvalue()


def write(path: Path, catalogue: Catalogue) -> None:
    """Write a catalogue, and what Django reads of it beside it."""
    with path.open("wb") as file:
        write_po(file, catalogue, sort_by_file=True, include_lineno=False)
    path.with_suffix(".mo").write_bytes(compiled(catalogue))


def faults(path: Path, source: Catalog) -> Iterator[str]:
    """Yield what is wrong with one catalogue, in words."""
    catalogue = read(path)
    for message in _messages(source):
        known = catalogue.get(message.id, message.context)
        if not known or known.pluralizable != message.pluralizable:
            yield f"{_where(message)}: {_quoted(message)} is missing"
        else:
            fault = _fault_of(known, catalogue)
            yield from [f"{_where(message)}: {_quoted(message)} {fault}"] * bool(fault)
    for message in _messages(catalogue):
        if not source.get(message.id, message.context):
            yield f"{_quoted(message)} is obsolete: nothing says it"
    compiled_path = path.with_suffix(".mo")
    wanted = compiled(updated(catalogue, source))
    if not compiled_path.exists() or compiled_path.read_bytes() != wanted:
        yield f"{compiled_path.name} is not what {path.name} says"


def _fault_of(message: Message, catalogue: Catalog) -> str:
    """Return what is wrong with a translation, "" where nothing is."""
    strings = _forms(message.string)
    if not all(strings):
        return "is not translated"
    if message.fuzzy:
        return "is marked as fuzzy: look at it, and take the mark away"
    if message.pluralizable and len(strings) != catalogue.num_plurals:
        return f"has {len(strings)} forms and needs {catalogue.num_plurals}"
    # The form for one may do without the number; a language with a single form may not.
    wanted = _placeholders(_forms(message.id)[-1])
    for string in strings if catalogue.num_plurals == 1 else strings[-1:]:
        if _placeholders(string) != wanted:
            return f"needs {', '.join(wanted) or 'no placeholder'}: “{string}”"
    return ""


def _messages(catalogue: Catalog) -> Iterator[Message]:
    """Yield the messages of a catalogue, without its header."""
    return (message for message in catalogue if message.id)


def _forms(words: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (words or "",) if isinstance(words, str | None) else tuple(words)


def _placeholders(text: str) -> list[str]:
    """Return what is filled into a text; what has no name must keep its order."""
    found = PLACEHOLDER.findall(text.replace("%%", ""))
    named = sorted({each for each in found if each not in ("%s", "%d", "%r", "{}")})
    return [*named, *(each for each in found if each not in named)]


def _quoted(message: Message) -> str:
    return f"“{_forms(message.id)[0]}”"


def _where(message: Message) -> str:
    path, line = message.locations[0]
    return f"{path}:{line}"


def main(arguments: list[str]) -> str:
    """Update the catalogues, or check them; return what is wrong."""
    source = collected()
    if "--check" not in arguments:
        for path in CATALOGUES:
            write(path, updated(read(path), source))
    found = [
        f"{path.parts[-3]}: {each}"
        for path in CATALOGUES
        for each in faults(path, source)
    ]
    if found:
        found.append("Run `make messages`, and translate what is empty then.")
    return "\n".join(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) or 0)
