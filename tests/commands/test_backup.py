"""backup and restore, through real processes, while others write."""

import os
import sqlite3
import stat
import time
from contextlib import closing

import pytest

from tests.commands.test_import_digests import GOOD, digests
from tests.sites import OwnSite, empty_site

ON_SQLITE = os.environ["DATABASE_URL"].startswith("sqlite")


def test_a_restore_brings_back_what_the_backup_held(own_site: OwnSite) -> None:
    own_site.manage("import_digests", "-", "--publish", stdin=GOOD)
    before = digests(own_site, "--live")
    path = own_site.folder / "site.backup"
    done = own_site.manage("backup", path)
    assert done.returncode == 0, done.stderr
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    changed = GOOD.replace("one increment", "two increments")
    own_site.manage("import_digests", "-", "--update", "--publish", stdin=changed)
    assert digests(own_site, "--live") != before
    done = own_site.manage("restore", path)
    assert done.returncode == 0, done.stderr
    assert digests(own_site, "--live") == before
    assert own_site.manage("check_published").returncode == 0
    assert own_site.manage("check", "--database", "default").returncode == 0
    (kept,) = own_site.folder.glob("before-restore-*.backup")
    assert str(kept) in done.stdout
    done = own_site.manage("restore", kept)
    assert done.returncode == 0, done.stderr
    assert digests(own_site, "--live") != before


def test_a_backup_is_restored_over_tables_it_does_not_know(own_site: OwnSite) -> None:
    own_site.manage("import_digests", "-", "--publish", stdin=GOOD)
    path = own_site.folder / "site.backup"
    own_site.manage("backup", path)
    later = (
        "from django.db import connection;"
        "connection.cursor().execute('CREATE TABLE articles_later"
        " (id integer PRIMARY KEY REFERENCES articles_article (id))')"
    )
    done = own_site.manage("shell", "--no-imports", "-c", later)
    assert done.returncode == 0, done.stderr
    done = own_site.manage("restore", path)
    assert done.returncode == 0, done.stderr
    assert own_site.manage("check_published").returncode == 0


def test_a_restored_site_does_not_reuse_a_generation(own_site: OwnSite) -> None:
    own_site.manage("import_digests", "-", "--publish", stdin=GOOD)
    path = own_site.folder / "site.backup"
    own_site.manage("backup", path)
    ask = (
        "from articles.models import SiteGeneration;"
        "print(SiteGeneration.objects.get().number)"
    )
    before = int(own_site.manage("shell", "--no-imports", "-c", ask).stdout)
    own_site.manage("restore", path)
    assert int(own_site.manage("shell", "--no-imports", "-c", ask).stdout) > before


def test_backups_made_while_others_publish_are_sound(own_site: OwnSite) -> None:
    own_site.manage("import_digests", "-", "--publish", stdin=GOOD)
    ask = "from articles.models import Article; print(Article.objects.get().pk)"
    number = own_site.manage("shell", "--no-imports", "-c", ask).stdout.strip()
    writers = [
        own_site.start("-m", "tests.publishing.racer", f"writer {n}", "25", number)
        for n in range(2)
    ]
    paths = []
    while any(writer.poll() is None for writer in writers) and len(paths) < 4:
        paths.append(own_site.folder / f"{len(paths)}.backup")
        done = own_site.manage("backup", paths[-1])
        assert done.returncode == 0, done.stderr
        time.sleep(0.1)
    for writer in writers:
        assert writer.communicate(timeout=300)[1] == ""
    for path in paths:
        done = own_site.manage("restore", path)
        assert done.returncode == 0, done.stderr
        checked = own_site.manage("check_published")
        assert checked.returncode == 0, checked.stderr
        for kept in own_site.folder.glob("before-restore-*"):
            kept.unlink()


def test_a_backup_never_replaces_a_file(own_site: OwnSite) -> None:
    path = own_site.folder / "there.backup"
    path.write_text("mine")
    done = own_site.manage("backup", path)
    assert done.returncode == 1
    assert "exists already" in done.stderr
    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read"),
        (b"", "is no backup of a"),
        (b"hello", "is no backup of a"),
        (b"SQLite format 3\x00" + b"\xff" * 5000, ""),
        (b"PGDMP" + b"\xff" * 5000, ""),
    ],
    ids=["missing", "empty", "text", "damaged SQLite", "damaged PostgreSQL"],
)
def test_what_is_no_backup_is_refused_and_nothing_changes(
    own_site: OwnSite, content: bytes | None, message: str
) -> None:
    own_site.manage("import_digests", "-", "--publish", stdin=GOOD)
    before = digests(own_site)
    path = own_site.folder / "bad.backup"
    if content is not None:
        path.write_bytes(content)
    done = own_site.manage("restore", path)
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert digests(own_site) == before
    assert not list(own_site.folder.glob("before-restore-*"))


def test_a_folder_that_is_missing_is_told(own_site: OwnSite) -> None:
    done = own_site.manage("backup", own_site.folder / "missing" / "x.backup")
    assert done.returncode == 1
    assert "make it first" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_backup_is_restored_on_a_new_machine(own_site: OwnSite) -> None:
    own_site.manage("import_digests", "-", "--publish", stdin=GOOD)
    path = own_site.folder / "site.backup"
    own_site.manage("backup", path)
    folder = own_site.folder / "new"
    folder.mkdir()
    with empty_site(folder) as new:
        done = new.manage("restore", path)
        assert done.returncode == 0, done.stderr
        assert digests(new, "--live") == digests(own_site, "--live")


def test_a_backup_of_a_newer_version_is_refused(own_site: OwnSite) -> None:
    later = (
        "from django.db.migrations.recorder import MigrationRecorder as R;"
        "R.Migration.objects.create(app='articles', name='9999_later')"
    )
    own_site.manage("shell", "--no-imports", "-c", later)
    path = own_site.folder / "site.backup"
    own_site.manage("backup", path)
    done = own_site.manage("restore", path)
    assert done.returncode == 1
    assert "newer version of the site (articles.9999_later)" in done.stderr


def test_a_backup_of_something_else_is_refused(own_site: OwnSite) -> None:
    path = own_site.folder / "other.backup"
    folder = own_site.folder / "empty"
    folder.mkdir()
    with empty_site(folder) as other:
        other.manage("migrate", "--verbosity=0", "contenttypes")
        assert other.manage("backup", path).returncode == 0
    done = own_site.manage("restore", path)
    assert done.returncode == 1
    assert "is no backup of a digestsite" in done.stderr


@pytest.mark.skipif(not ON_SQLITE, reason="pg_restore looks after its own files")
def test_a_backup_with_a_lost_index_is_refused(own_site: OwnSite) -> None:
    path = own_site.folder / "site.backup"
    own_site.manage("backup", path)
    with closing(sqlite3.connect(path)) as damaged:
        damaged.execute("PRAGMA writable_schema = ON")
        damaged.execute("DELETE FROM sqlite_master WHERE name = 'article_changed'")
        damaged.commit()
    done = own_site.manage("restore", path)
    assert done.returncode == 1
    assert "is damaged" in done.stderr


@pytest.mark.skipif(ON_SQLITE, reason="SQLite needs no other program")
def test_a_missing_program_is_named(
    own_site: OwnSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(own_site.folder))
    done = own_site.manage("backup", own_site.folder / "site.backup")
    assert done.returncode == 1
    assert "pg_dump is missing" in done.stderr
