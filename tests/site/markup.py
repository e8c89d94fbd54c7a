"""A page as its reader's browser gets it: elements, links, and what is wrong in it."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}
# Elements that end a paragraph on their own: found inside one, they are a mistake.
_BLOCKS = {"p", "div", "ul", "ol", "dl", "section", "article", "h1", "h2", "h3", "nav"}
# What stands on lines of its own, so that its words do not touch those of the next.
_LINES = _BLOCKS | {"li", "dt", "dd", "header", "footer"}


@dataclass
class Element:
    """An element with its attributes and all the text inside it."""

    tag: str
    attributes: dict[str, str | None]
    parents: tuple["Element", ...] = ()
    text: str = ""

    def __getitem__(self, name: str) -> str:
        return self.attributes[name] or ""

    def has(self, name: str, value: object) -> bool:
        """Whether an attribute is there, with this value unless any will do (True)."""
        if value is True:
            return name in self.attributes
        return self.attributes.get(name) == value

    @property
    def classes(self) -> set[str]:
        return set((self.attributes.get("class") or "").split())

    @property
    def words(self) -> str:
        return " ".join(self.text.split())


@dataclass
class Page:
    """A parsed page."""

    elements: list[Element] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)

    def all(self, tag: str = "", **attributes: str | bool) -> list[Element]:
        """Return the elements with this tag and these attributes.

        `class_` is one of an element's classes; True stands for any value.
        """
        wanted_class = attributes.pop("class_", None)
        return [
            element
            for element in self.elements
            if (not tag or element.tag == tag)
            and (wanted_class is None or wanted_class in element.classes)
            and all(element.has(n, v) for n, v in attributes.items())
        ]

    def one(self, tag: str = "", **attributes: str | bool) -> Element:
        """Return the only such element."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} × {tag} {attributes}"
        return found[0]

    @property
    def ids(self) -> list[str]:
        return [e["id"] for e in self.elements if "id" in e.attributes]

    @property
    def links(self) -> list[str]:
        return [e["href"] for e in self.all("a")]

    @property
    def words(self) -> str:
        return self.one("body").words


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        twice = [n for n, count in Counter(n for n, _ in attrs).items() if count > 1]
        if twice:
            self.page.mistakes.append(f"<{tag}> has {twice} twice")
        if tag in _LINES:
            self.handle_data(" ")
        if tag in _BLOCKS and any(element.tag == "p" for element in self.open):
            self.page.mistakes.append(f"<{tag}> inside <p>")
        element = Element(tag, dict(attrs), tuple(self.open))
        self.page.elements.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.elements.append(Element(tag, dict(attrs), tuple(self.open)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].tag != tag:
            names = [element.tag for element in self.open]
            self.page.mistakes.append(f"</{tag}> while {names} are open")
        else:
            self.open.pop()
            if tag in _LINES:
                self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


def parse(html: str) -> Page:
    """Return the page and the mistakes in it."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    page = parser.page
    if parser.open:
        page.mistakes.append(f"never closed: {[e.tag for e in parser.open]}")
    twice = [name for name, count in Counter(page.ids).items() if count > 1]
    if twice:
        page.mistakes.append(f"ids twice: {twice}")
    return page
