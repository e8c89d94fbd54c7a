"""Sites with a database of their own, used through real processes.

The database is of the kind that the tests run on: a file, or one more database on the
same PostgreSQL server. It is migrated once and copied for each test.
"""

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class OwnSite:
    """A site of its own; `folder` is empty and for the test's files."""

    database_url: str
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "DATABASE_URL": self.database_url}

    def start(self, *command: str, **options: object) -> "subprocess.Popen[str]":
        """Start `command` with this site's environment; texts come through pipes."""
        return subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment,
            text=True,
            encoding="utf-8",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **options,
        )

    def manage(
        self, *arguments: object, stdin: str = ""
    ) -> "subprocess.CompletedProcess[str]":
        """Run a command of manage.py to its end."""
        process = self.start("manage.py", *map(str, arguments))
        out, err = process.communicate(stdin, timeout=120)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)


@contextmanager
def template_site(folder: Path) -> Iterator[OwnSite]:
    """Yield a migrated site that others are copied from."""
    with _database(folder) as url:
        site = OwnSite(url, folder)
        done = site.manage("migrate", "--verbosity=0")
        assert done.returncode == 0, done.stderr
        yield site


@contextmanager
def empty_site(folder: Path) -> Iterator[OwnSite]:
    """Yield a site whose database has nothing in it, not even tables."""
    with _database(folder) as url:
        yield OwnSite(url, folder)


@contextmanager
def fresh_site(template: OwnSite, folder: Path) -> Iterator[OwnSite]:
    """Yield a copy of `template`, empty but migrated."""
    with _database(folder, template.database_url) as url:
        yield OwnSite(url, folder)


@contextmanager
def _database(folder: Path, template: str = "") -> Iterator[str]:
    if os.environ["DATABASE_URL"].startswith("sqlite"):
        yield _sqlite_database(folder, template)
    else:
        with _postgresql_database(template) as url:
            yield url


def _sqlite_database(folder: Path, template: str) -> str:
    path = folder / "site.sqlite3"
    if template:
        shutil.copyfile(template.removeprefix("sqlite:///"), path)
    return f"sqlite:///{path}"


@contextmanager
def _postgresql_database(template: str) -> Iterator[str]:
    server = urlsplit(os.environ["DATABASE_URL"])._replace(path="/postgres").geturl()
    name = f"digestsite_{secrets.token_hex(6)}"
    source = urlsplit(template).path.lstrip("/") or "template0"
    with psycopg.connect(server, autocommit=True) as server_connection:
        server_connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            server_connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
