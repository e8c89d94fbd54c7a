"""import_digests, through real processes on a database of its own."""

import json
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from articles.desk.transitions import publish_draft
from articles.models import Article, Edition
from tests.commands.conftest import QuickSite
from tests.sites import OwnSite

GOOD = """\
Queues and locks
Systems Quarterly · 2024-03-05

Core Viewpoint
- A queue is a lock that remembers who came [1].

Group 1: Fairness
- First come is first served [1]. {tags: fairness}
- A ticket costs one increment [2].

References
[1] p. 3 — "first come" <https://systems.example/a>
[2] p. 9

Tags: locks, queues
Language: en
Source: <https://systems.example/queues>
"""


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(GOOD, "utf-8")
    return path


def digests(site: OwnSite | QuickSite, *arguments: str) -> list[dict[str, object]]:
    path = site.folder / "exported.jsonl"
    done = site.manage("export_digests", "--output", path, *arguments)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_file_becomes_a_published_article(own_site: OwnSite, good: Path) -> None:
    done = own_site.manage("import_digests", good, "--publish")
    assert done.returncode == 0, done.stderr
    assert "created, edition 1" in done.stdout
    assert "warning: publication: the publication “Systems Quarterly” is new" in (
        done.stdout
    )
    (digest,) = digests(own_site, "--live")
    assert digest["title"] == "Queues and locks"


def test_the_same_file_twice_changes_nothing(site: QuickSite, good: Path) -> None:
    site.manage("import_digests", good, "--publish")
    before = digests(site)
    for options in (["--publish"], ["--update"], ["--update", "--publish"], []):
        done = site.manage("import_digests", good, *options)
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines()[-1] == "1 unchanged"
    assert digests(site) == before


def test_a_file_again_does_not_publish_what_waits(site: QuickSite, good: Path) -> None:
    site.manage("import_digests", good)
    later = timezone.now() + timedelta(days=3)
    publish_draft(Article.objects.get(), "Edda", live_from=later)
    for options in (["--publish"], ["--update", "--publish"]):
        done = site.manage("import_digests", good, *options)
        assert done.returncode == 0, done.stderr
        assert "warning: an editor published this for a set time" in done.stdout
        assert done.stdout.splitlines()[-1] == "1 unchanged"
    assert Edition.objects.get().live_from == later
    # Another text is another matter: it is published at once, as it was asked.
    good.write_text(GOOD.replace("one increment", "two increments"), "utf-8")
    done = site.manage("import_digests", good, "--update", "--publish")
    assert "updated, edition 2" in done.stdout


def test_publishing_what_is_at_the_desk_already(site: QuickSite, good: Path) -> None:
    site.manage("import_digests", good)
    assert digests(site, "--live") == []
    done = site.manage("import_digests", good, "--publish")
    assert "unchanged, edition 1" in done.stdout
    assert len(digests(site, "--live")) == 1


def test_a_changed_file_is_kept_out_unless_told_to_update(
    site: QuickSite, good: Path
) -> None:
    site.manage("import_digests", good, "--publish")
    (before,) = digests(site, "--live")
    good.write_text(GOOD.replace("one increment", "two increments"), "utf-8")
    done = site.manage("import_digests", good, "--publish")
    assert done.returncode == 0
    assert "1 kept" in done.stdout
    assert "--update rewrites it" in done.stdout
    assert digests(site, "--live") == [before]
    done = site.manage("import_digests", good, "--update", "--publish")
    assert "updated, edition 2" in done.stdout
    (after,) = digests(site, "--live")
    points = [
        (b["key"], a["key"])
        for b, a in zip(
            before["groups"][0]["points"], after["groups"][0]["points"], strict=True
        )
    ]
    assert all(b == a for b, a in points)


def test_an_article_is_known_by_its_title_and_date_without_a_source(
    site: QuickSite, good: Path
) -> None:
    site.manage("import_digests", good)
    good.write_text(GOOD.partition("Source:")[0].replace("Systems", "ＳＹＳＴＥＭＳ"))
    done = site.manage("import_digests", good)
    assert "1 kept" in done.stdout
    assert len(digests(site)) == 1


def test_one_title_in_two_publications_is_two_articles(site: QuickSite) -> None:
    for byline in ("", "The Forester ·\n"):
        text = f"Editorial\n{byline}\nCore Viewpoint\n- It is said [1]. {byline}\n"
        done = site.manage("import_digests", "-", stdin=text)
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines()[-1] == "1 created"


def test_a_draft_may_lack_what_an_edition_may_not(site: QuickSite) -> None:
    text = "Core Viewpoint\n- Nobody knows where this is from [1].\n"
    done = site.manage("import_digests", "-", "--publish", stdin=text)
    assert done.returncode == 1
    assert "saved, but not published" in done.stderr
    assert len(digests(site)) == 1
    assert digests(site, "--live") == []
    again = site.manage("import_digests", "-", stdin=text)
    assert again.stdout.splitlines()[-1] == "1 unchanged"


@pytest.mark.parametrize("date", ["03/04/2025", "2025-02-30"])
def test_a_doubtful_date_makes_a_draft_without_one(site: QuickSite, date: str) -> None:
    text = GOOD.replace("2024-03-05", date)
    done = site.manage("import_digests", "-", stdin=text)
    assert done.returncode == 0, done.stderr
    assert "warning: line 2" in done.stdout
    assert digests(site)[0]["published"] == ""


def test_a_dry_run_writes_nothing(site: QuickSite, good: Path) -> None:
    done = site.manage("import_digests", good, "--publish", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "created, edition 1" in done.stdout
    assert "dry run: nothing was written" in done.stdout
    assert digests(site) == []


BAD = {
    "no digest": (b"Just a note to myself.\n", "bad.txt: error: "),
    "not UTF-8": ("日报".encode("gb18030"), "not UTF-8 text; save it as UTF-8"),
    "UTF-16": (GOOD.encode("utf-16"), "not UTF-8 text; save it as UTF-8"),
    "NUL": (GOOD.replace("lock that", "lock\0that").encode(), "line 5: "),
    "control character": (GOOD.replace("p. 9", "p.\x1b9").encode(), "line 13: "),
    "bidi": (GOOD.replace("queue is", "queue \u202eis").encode(), "line 5: "),
    "10 MB": (GOOD.encode() + b"word " * 2_000_000, "larger than 2,000,000 bytes"),
    "duplicate reference": (
        GOOD.replace("[2] p. 9", "[2] p. 9\n[2] p. 10").encode(),
        "line 14: ",
    ),
    "javascript URL": (
        GOOD.replace("https://systems.example/a", "javascript:alert(1)").encode(),
        "line 12: ",
    ),
    "long title": (GOOD.replace("Queues", "Q" * 301).encode(), "300 characters"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_in_one_line_and_does_not_stop_the_others(
    site: QuickSite, good: Path, name: str
) -> None:
    content, message = BAD[name]
    bad = site.folder / "bad.txt"
    bad.write_bytes(content)
    done = site.manage("import_digests", bad, good)
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert len(lines) == 2, done.stderr
    assert lines[0].startswith(f"{bad}: error: ")
    assert message in lines[0]
    assert lines[1].startswith("CommandError: 1 could not be imported")
    assert [digest["title"] for digest in digests(site)] == ["Queues and locks"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"schema_version": 1, "titel": "x"}', "titel"),
        ('{"schema_version": 1, ', "line 1"),
        ('{"schema_version": 1, "title": 5}', "title"),
        ('{"schema_version": 9}', "schema_version"),
        (
            '{"schema_version": 1, "references": [{"number": 1}, {"number": 1}]}',
            "references",
        ),
        ("[" * 100_000, ""),
        ('{"schema_version": 1, "title": "\\ud800"}', ""),
    ],
)
def test_bad_json_is_told_by_its_place(
    site: QuickSite, content: str, message: str
) -> None:
    path = site.folder / "bad.json"
    path.write_text(content, "utf-8")
    done = site.manage("import_digests", path)
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert digests(site) == []


def test_one_bad_line_of_json_lines_does_not_stop_the_others(
    site: QuickSite, good: Path
) -> None:
    site.manage("import_digests", good)
    (digest,) = digests(site)
    other = {**digest, "title": "Other", "source_url": ""}
    path = site.folder / "both.jsonl"
    path.write_text(f"nonsense\n\n{json.dumps(other)}\n", "utf-8")
    done = site.manage("import_digests", path)
    assert done.returncode == 1
    assert "line 1" in done.stderr
    assert {row["title"] for row in digests(site)} == {"Queues and locks", "Other"}


def test_a_folder_is_read_whole_and_a_missing_one_is_told(
    site: QuickSite, good: Path
) -> None:
    deeper = site.folder / "texts" / "deeper"
    deeper.mkdir(parents=True)
    good.rename(deeper / "good.TXT")
    (deeper / "picture.png").write_bytes(b"\x89PNG")
    missing = site.folder / "missing"
    done = site.manage("import_digests", site.folder / "texts", missing)
    assert done.returncode == 1
    assert f"{missing}: no such file or folder" in done.stderr
    assert len(digests(site)) == 1
    empty = site.folder / "empty"
    empty.mkdir()
    assert "no text, Markdown or JSON file" in (
        site.manage("import_digests", empty).stderr
    )


@pytest.mark.parametrize("form", ["jsonl", "text", "markdown"])
def test_an_export_makes_equal_digests_in_an_empty_site(
    own_site: OwnSite, other_site: OwnSite, good: Path, form: str
) -> None:
    second = GOOD.replace("Queues and", "More").replace("/queues", "/more")
    (own_site.folder / "second.txt").write_text(second, "utf-8")
    own_site.manage("import_digests", good, own_site.folder / "second.txt", "--publish")
    before = digests(own_site)
    suffix = {"jsonl": "jsonl", "text": "txt", "markdown": "md"}[form]
    path = own_site.folder / f"all.{suffix}"
    done = own_site.manage("export_digests", "--format", form, "--output", path)
    assert "2 digests written" in done.stdout
    done = other_site.manage("import_digests", path)
    assert done.returncode == 0, done.stderr
    assert digests(other_site) == before


def test_an_export_to_a_device_does_not_replace_it(
    own_site: OwnSite, good: Path
) -> None:
    own_site.manage("import_digests", good)
    device = own_site.folder / "pipe"
    os.mkfifo(device)
    reader = own_site.start("-c", f"print(open({str(device)!r}).read())")
    done = own_site.manage("export_digests", "--output", device)
    assert done.returncode == 0, done.stderr
    assert device.is_fifo()
    assert "Queues and locks" in reader.communicate(timeout=60)[0]


def test_an_export_to_a_bad_path_is_told_in_one_line(site: QuickSite) -> None:
    path = site.folder / "missing" / "all.jsonl"
    done = site.manage("export_digests", "--output", path)
    assert done.returncode == 1
    assert done.stderr.strip().startswith("CommandError: ")
    assert "Traceback" not in done.stderr


def test_an_export_may_be_read_in_part(own_site: OwnSite, good: Path) -> None:
    own_site.manage("import_digests", good)
    process = own_site.start("manage.py", "export_digests")
    process.stdout.close()
    process.stdout = None
    _, errors = process.communicate(timeout=60)
    assert "Traceback" not in errors


SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "digest.txt"


@pytest.mark.skipif(not SAMPLE.exists(), reason="the real sample is not here")
def test_the_real_sample_becomes_a_live_article(own_site: OwnSite) -> None:
    done = own_site.manage("import_digests", SAMPLE, "--publish")
    assert done.returncode == 0, done.stderr
    (digest,) = digests(own_site, "--live")
    assert [len(group["points"]) for group in digest["groups"]] == [3, 3, 2]
    assert [row["number"] for row in digest["references"]] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "command", ["import_digests", "export_digests", "check_published"]
)
@pytest.mark.parametrize("database", ["empty.sqlite3", "missing/x.sqlite3"])
def test_a_database_that_cannot_be_used_is_told_in_words(
    own_site: OwnSite, command: str, database: str
) -> None:
    site = replace(own_site, database_url=f"sqlite:///{own_site.folder}/{database}")
    arguments = ["-"] if command == "import_digests" else []
    done = site.manage(command, *arguments, stdin=GOOD)
    assert done.returncode == 1
    assert "the database cannot be used" in done.stderr
    assert "Traceback" not in done.stderr
