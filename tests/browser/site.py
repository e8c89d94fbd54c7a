"""A whole site on this computer: database, static files, server, and a stage beside it.

SQLite always, so that a state can be kept and taken up again within milliseconds.
"""

import contextlib
import http.client
import json
import os
import secrets
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"
START_WITHIN = 60  # seconds


@dataclass(frozen=True)
class Site:
    """A site that is being served; `do` sets its stage, `take_up` clears it."""

    port: int
    folder: Path
    stage: "subprocess.Popen[str]"
    played: dict[str, Any] = field(default_factory=dict)
    """What scenes returned whose state after them is kept."""

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def do(self, scene: str, *arguments: Any, **options: Any) -> Any:
        """Play a function of `scenes.py` on the site; return its result."""
        asked = {"scene": scene, "arguments": arguments, "options": options}
        assert self.stage.stdin
        assert self.stage.stdout
        self.stage.stdin.write(json.dumps(asked) + "\n")
        self.stage.stdin.flush()
        line = self.stage.stdout.readline()
        assert line, f"the stage fell at {scene}:\n{self.said('stage')}"
        answer = json.loads(line)
        if "failure" in answer:
            raise AssertionError(f"{scene} failed:\n{answer['failure']}")
        return answer["result"]

    def keep(self, state: str) -> None:
        """Keep the database as it is now under a name."""
        self._settle()
        _copy(self.folder / "site.sqlite3", self.folder / f"{state}.sqlite3")

    def begin_with(self, scene: str) -> Any:
        """Take up the state after a scene, played once only; return its result."""
        if scene not in self.played:
            self.take_up("empty")
            self.played[scene] = self.do(scene)
            self.keep(scene)
        self.take_up(scene)
        return self.played[scene]

    def take_up(self, state: str) -> None:
        """Put a kept state in the place of everything."""
        self._settle()
        _copy(self.folder / f"{state}.sqlite3", self.folder / "site.sqlite3")

    def said(self, process: str) -> str:
        """Return the end of what `server` or `stage` wrote to its log."""
        log = self.folder / f"{process}.log"
        return "\n".join(log.read_text("utf-8", "replace").splitlines()[-40:])

    def _settle(self) -> None:
        """Wait for requests under way: one thread answers, one after the other."""
        assert _answers(self.port), self.said("server")


@contextlib.contextmanager
def running_site(folder: Path) -> Iterator[Site]:
    """Yield a site with users and nothing else; its files are in `folder`."""
    port = _free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "SITE_FOLDER": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "CACHE_URL": "locmemcache://",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "DEBUG": "off",
        "SITE_URL": f"http://{HOST}:{port}",
        "ALLOWED_HOSTS": HOST,
        "SITE_NAME": "Digestsite",
        "LANGUAGE_CODE": "en",
        "TIME_ZONE": "UTC",
    }
    with _process(folder, "stage", environment, "-m", "tests.browser.stage") as stage:
        site = Site(port, folder, stage)
        site.do("prepare")
        with _process(folder, "server", environment, *_granian(port)) as server:
            _wait_for(server, site)
            yield site


def _granian(port: int) -> list[str]:
    """Return the command that serves, as in production but for the numbers."""
    options = {
        "--interface": "wsgi",
        "--host": HOST,
        "--port": str(port),
        "--workers": "1",
        "--blocking-threads": "1",
        "--log-level": "warning",
        "--workers-kill-timeout": "2",
    }
    words = [word for option in options.items() for word in option]
    return ["-m", "granian", *words, "--no-ws", "digestsite.wsgi:application"]


@contextlib.contextmanager
def _process(
    folder: Path, name: str, environment: dict[str, str], *command: str
) -> Iterator["subprocess.Popen[str]"]:
    """Run a Python command beside the tests; a log keeps its errors."""
    with (
        (folder / f"{name}.log").open("wb") as log,
        subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            encoding="utf-8",
            # Ctrl-C is for the tests, which then stop this.
            start_new_session=True,
        ) as process,
    ):
        try:
            yield process
        finally:
            process.terminate()


def _wait_for(server: "subprocess.Popen[str]", site: Site) -> None:
    deadline = time.monotonic() + START_WITHIN
    while not _answers(site.port):
        late = time.monotonic() > deadline
        assert not late, f"no answer:\n{site.said('server')}"
        assert server.poll() is None, f"no server:\n{site.said('server')}"
        time.sleep(0.05)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _copy(source: Path, target: Path) -> None:
    """Copy a database while processes have it open."""
    with (
        contextlib.closing(sqlite3.connect(source, timeout=30)) as origin,
        contextlib.closing(sqlite3.connect(target, timeout=30)) as copy,
    ):
        origin.backup(copy)


def _free_port() -> int:
    with socket.socket() as server:
        server.bind((HOST, 0))
        return int(server.getsockname()[1])
