"""What readers get of the style sheets: one flat file, small, under a hashed name."""

import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage as PlainStorage

from digestsite.staticfiles import StaticFilesStorage

OURS = settings.BASE_DIR / "static" / "site"
MOST_BYTES = 13_000
# What is loaded for itself: by pages, and by feeds that are opened in a browser.
ALONE = {"site.css", "feed.css"}


def collect(folder: Path, collected: Path) -> StaticFilesStorage:
    """Collect what is in `folder`, as collectstatic does."""
    source = PlainStorage(location=folder)
    storage = StaticFilesStorage(location=collected)
    paths = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            name = file.relative_to(folder).as_posix()
            paths[name] = (source, name)
            with source.open(name) as original:
                storage.delete(name)
                storage.save(name, original)
    for _, _, outcome in storage.post_process(paths):
        assert not isinstance(outcome, Exception), outcome
    return storage


def served(storage: StaticFilesStorage, name: str) -> str:
    return Path(storage.path(storage.stored_name(name))).read_text()


def write(folder: Path, **sheets: str) -> Path:
    for name, text in sheets.items():
        (folder / f"{name}.css").write_text(text)
    return folder


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    return folder


@pytest.fixture
def collected(tmp_path: Path) -> Path:
    return tmp_path / "collected"


def test_an_imported_sheet_stands_in_its_layer(source: Path, collected: Path) -> None:
    write(
        source,
        site='@layer base, parts;\n\n@import "base.css" layer(base);\n',
        base="/* Elements. */\n\np {\n  margin: 0;\n}\n",
    )
    sheet = served(collect(source, collected), "site.css")
    assert sheet == "@layer base, parts;\n@layer base {\np {\nmargin: 0;\n}\n}\n"


def test_a_comment_in_a_string_is_no_comment(source: Path, collected: Path) -> None:
    write(
        source,
        site='@import "base.css" layer(base);\n',
        base='p::after {\n  content: "/* \\" */"; /* said */\n}\n',
    )
    sheet = served(collect(source, collected), "site.css")
    assert 'content: "/* \\" */";' in sheet
    assert "said" not in sheet


def test_a_sheet_without_imports_is_left_alone(source: Path, collected: Path) -> None:
    text = "/* Of another application. */\n  p { margin: 0 }\n"
    write(source, other=text)
    assert served(collect(source, collected), "other.css") == text


def test_a_change_in_an_imported_sheet_changes_the_name(
    source: Path, collected: Path
) -> None:
    write(source, site='@import "base.css" layer(base);\n', base="p { margin: 0 }\n")
    before = collect(source, collected).stored_name("site.css")
    write(source, base="p { margin: 1px }\n")
    assert collect(source, collected).stored_name("site.css") != before


def test_an_import_that_is_not_there_stops_the_collecting(
    source: Path, collected: Path
) -> None:
    write(source, site='@import "gone.css" layer(base);\n')
    with pytest.raises(KeyError, match=r"gone\.css"):
        collect(source, collected)


def test_readers_get_the_whole_sheet_small(collected: Path) -> None:
    storage = collect(OURS, collected)
    sheet = served(storage, "site.css")
    compressed = Path(storage.path(storage.stored_name("site.css") + ".br"))
    assert "@import" not in sheet
    assert brotli.decompress(compressed.read_bytes()).decode() == sheet
    assert compressed.stat().st_size <= MOST_BYTES


def test_every_sheet_of_ours_is_imported_once_and_names_no_address() -> None:
    imported = re.findall(r'@import "(.+?)"', (OURS / "site.css").read_text())
    others = {f.relative_to(OURS).as_posix() for f in OURS.rglob("*.css")}
    assert sorted(imported) == sorted(others - ALONE)
    for name in imported:
        # It would be looked for beside the flat sheet, not beside this one.
        assert "url(" not in (OURS / name).read_text(), name
