"""Backup and restore of the whole database, consistent while others write.

SQLite is copied by its online backup interface, PostgreSQL by its own pg_dump and
pg_restore. A backup goes back into the same kind of database; exports move between.
"""

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo

from articles.models import SiteGeneration, triggers

_SQLITE_BEGINS = b"SQLite format 3\x00"
_POSTGRESQL_BEGINS = b"PGDMP"


class BackupError(Exception):
    """A backup or restore could not be done; the message says why."""


def backup(path: Path) -> None:
    """Write the database to a new file that only its owner may read.

    Raises BackupError; then no file is left behind.
    """
    if path.exists():
        raise BackupError(f"{path} exists already; choose another name")
    if not path.parent.is_dir():
        raise BackupError(f"{path.parent} is no folder; make it first")
    with _new_file(path) as unfinished:
        if connection.vendor == "sqlite":
            _copy_sqlite(unfinished)
        else:
            _run(
                "pg_dump",
                "--format=custom",
                "--no-owner",
                f"--file={unfinished}",
                _site(),
            )


def restore(path: Path) -> Path:
    """Put the backup in the place of everything there is; all of it or nothing.

    Returns where the state before was saved. Raises BackupError where the file is no
    backup of this kind of database, or of a newer version of the site.
    """
    _refuse_foreign(path)
    _refuse_newer(path)
    before = _generation()
    kept = path.with_name(f"before-restore-{time.strftime('%Y%m%d-%H%M%S')}.backup")
    backup(kept)
    if connection.vendor == "sqlite":
        _fill_sqlite(path)
    else:
        _fill_postgresql(path)
    _outdate_caches(before)
    return kept


@contextmanager
def _new_file(path: Path) -> Iterator[Path]:
    """Yield a private file beside `path` that takes its name once it is whole."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    try:
        yield unfinished
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _copy_sqlite(path: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as target:
        connection.connection.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")


def _fill_sqlite(path: Path) -> None:
    connection.ensure_connection()
    with closing(_read_only(path)) as source:
        source.backup(connection.connection)


def _fill_postgresql(path: Path) -> None:
    """Put the backup in the place of every table, in one transaction.

    Not by `pg_restore --clean`: it drops what the backup knows only, and stumbles over
    a table that came later and refers to one of those.
    """
    tables = ", ".join(map(_quoted, connection.introspection.table_names()))
    functions = ", ".join(map(_quoted, triggers.statements(connection.vendor)))
    drop = [f"DROP TABLE {tables} CASCADE"] if tables else []
    drop.append(f"DROP FUNCTION IF EXISTS {functions}")
    connection.close()
    with _new_file(path.with_name(f".{path.name}.sql")) as script:
        _run(
            "pg_restore",
            "--no-owner",
            "--no-privileges",
            f"--file={script}",
            str(path),
        )
        _run(
            "psql",
            "--no-psqlrc",
            "--quiet",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            f"--command={'; '.join(drop)}",
            f"--file={script}",
            _site(),
        )


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _refuse_foreign(path: Path) -> None:
    """Raise BackupError where the file is no sound backup of this kind of database."""
    try:
        with path.open("rb") as file:
            begins = file.read(len(_SQLITE_BEGINS))
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror}") from error
    kinds = {"sqlite": _SQLITE_BEGINS, "postgresql": _POSTGRESQL_BEGINS}
    if not begins.startswith(kinds[connection.vendor]):
        raise BackupError(
            f"{path} is no backup of a {connection.display_name} database; to move "
            "between databases use export_digests and import_digests"
        )


def _refuse_newer(path: Path) -> None:
    """Raise BackupError where the file holds migrations that this code lacks."""
    applied = (
        _migrations_in_sqlite(path)
        if connection.vendor == "sqlite"
        else _migrations_in_postgresql(path)
    )
    if not any(app == "articles" for app, _ in applied):
        raise BackupError(f"{path} is no backup of a digestsite")
    known = MigrationLoader(None).disk_migrations or {}
    unknown = sorted(name for name in applied if name not in known)
    if unknown:
        app, name = unknown[0]
        raise BackupError(
            f"{path} comes from a newer version of the site ({app}.{name}); update "
            "the code first"
        )


def _migrations_in_sqlite(path: Path) -> set[tuple[str, str]]:
    try:
        with closing(_read_only(path)) as source:
            if source.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise BackupError(f"{path} is damaged")
            rows = source.execute("SELECT app, name FROM django_migrations")
            return {(app, name) for app, name in rows}
    except sqlite3.DatabaseError as error:
        raise BackupError(f"{path} is damaged or no backup: {error}") from error


def _migrations_in_postgresql(path: Path) -> set[tuple[str, str]]:
    """Read the rows of one table out of the archive, as pg_restore prints them."""
    text = _run(
        "pg_restore", "--data-only", "--table=django_migrations", "--file=-", str(path)
    )
    rows = (line.split("\t") for line in text.splitlines())
    return {(row[1], row[2]) for row in rows if len(row) == 4}


def _site() -> str:
    """Return the option that names the site's database, its password left out."""
    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    parameters = connection.get_connection_params()
    asked = {k: v for k, v in parameters.items() if k in known and k != "password"}
    return f"--dbname={make_conninfo('', **asked)}"


def _run(program: str, *arguments: str) -> str:
    """Run one of PostgreSQL's programs; return what it says."""
    found = shutil.which(program)
    if found is None:
        raise BackupError(f"{program} is missing; install PostgreSQL's client programs")
    # The password goes by the environment: arguments can be read by other users.
    done = subprocess.run(  # noqa: S603 - our own words and the site's own database
        [found, *arguments],
        env={**os.environ, "PGPASSWORD": connection.settings_dict["PASSWORD"]},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupError(f"{program} failed: {done.stderr.strip()}")
    return done.stdout


def _generation() -> int:
    """Return the site's generation; 0 for a database with nothing in it yet."""
    if SiteGeneration._meta.db_table not in connection.introspection.table_names():
        return 0
    return SiteGeneration.objects.values_list("number", flat=True).first() or 0


def _outdate_caches(before: int) -> None:
    """Set a generation that no page of any state before can have been made with.

    Numbers count on from the clock, because the state that is replaced may live on in
    caches although this database never knew it.
    """
    number = max(before, _generation(), int(time.time())) + 1
    SiteGeneration.objects.update_or_create(pk=1, defaults={"number": number})
