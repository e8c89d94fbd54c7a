"""Runs `make demo` twice in a fresh clone, as a stranger would, and looks at the site.

python .ci/smoke.py CLONE
"""

import contextlib
import hashlib
import http.client
import os
import re
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

READY_WITHIN = 120  # seconds, from an empty clone
# What would make this machine's settings leak into the clone's.
SETTINGS = {
    "ALLOWED_HOSTS",
    "CACHE_URL",
    "DATABASE_URL",
    "DEBUG",
    "DEMO_PASSWORD",
    "LANGUAGE_CODE",
    "SECRET_KEY",
    "SECURITY_CONTACT",
    "SITE_NAME",
    "SITE_URL",
    "TIME_ZONE",
}


def main() -> None:
    """Serve, look, stop, serve again, and compare."""
    clone = Path(sys.argv[1])
    first_port, second_port = free_port(), free_port()
    with demo(clone, first_port) as seconds:
        print(f"ready after {seconds:.0f} s")
        look_around(first_port)
        refuse_the_same_port(clone, first_port)
    mode = stat.S_IMODE((clone / ".env").stat().st_mode)
    expect(mode == 0o600, f".env has mode {mode:o}")
    before = state(clone)
    with demo(clone, second_port) as seconds:
        print(f"ready again after {seconds:.0f} s")
        look_around(second_port)
    after = state(clone)
    changed = sorted(
        name for name in before | after if before.get(name) != after.get(name)
    )
    expect(not changed, f"the second run changed {', '.join(changed)}")
    dirty = run("git", "-C", str(clone), "status", "--porcelain")
    expect(not dirty, f"not ignored by git: {dirty}")
    print("the second run changed nothing")


@contextlib.contextmanager
def demo(clone: Path, port: int) -> Iterator[float]:
    """Run `make demo` until it answers; afterwards press Ctrl-C."""
    started = time.monotonic()
    with (clone.parent / "demo.log").open("w+") as log:
        process = subprocess.Popen(
            ["make", "demo", f"PORT={port}"],
            cwd=clone,
            env={k: v for k, v in os.environ.items() if k not in SETTINGS},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            # A process group of its own gets the signal, as it would from a terminal.
            start_new_session=True,
        )
        try:
            wait_until_ready(process, port, started + READY_WITHIN)
            yield time.monotonic() - started
            os.killpg(process.pid, signal.SIGINT)
            status = process.wait(timeout=15)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            log.seek(0)
            said = log.read()
            print(said, end="")
    # A shell that waits for make sees 130; here it is the signal itself, negative.
    expect(status in (0, 130, 2, -signal.SIGINT), f"make demo ended with {status}")
    expect("Traceback" not in said, "a traceback at the end")
    with socket.socket() as client:
        left = client.connect_ex(("127.0.0.1", port)) == 0
    expect(not left, "a server was left behind")


def wait_until_ready(
    process: subprocess.Popen[bytes], port: int, deadline: float
) -> None:
    """Return when /readyz answers 200."""
    while True:
        expect(process.poll() is None, "make demo ended by itself")
        expect(time.monotonic() < deadline, f"not ready within {READY_WITHIN} s")
        with contextlib.suppress(OSError, http.client.HTTPException):
            if get(port, "/readyz")[0] == 200:
                return
        time.sleep(0.2)


def look_around(port: int) -> None:
    """Fetch the front page, the listing and one article, as a reader's browser does."""
    _, _, listing = get(port, "/articles/")
    articles = re.findall(r'href="(/articles/[^"/]+/)"', listing)
    expect(articles, "no article in the listing")
    for path in ("/", "/articles/", articles[0]):
        status, headers, page = get(port, path)
        expect(status == 200, f"{path} answered {status}")
        expect("etag" in headers, f"{path} has no ETag")
        expect("content-security-policy" in headers, f"{path} has no CSP")
        expect("set-cookie" not in headers, f"{path} sets a cookie")
        again, _, _ = get(port, path, {"If-None-Match": headers["etag"]})
        expect(again == 304, f"{path} answered {again} to its own ETag")
        canonical = f"http://127.0.0.1:{port}{path}"
        expect(canonical in page, f"{path} does not name its address {canonical}")
        check_assets(port, page)
        print(f"{path}: fine")


def check_assets(port: int, page: str) -> None:
    """Fetch the static files that a page names."""
    for path in set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page)):
        status, _, _ = get(port, path)
        expect(status == 200, f"{path} answered {status}")


def refuse_the_same_port(clone: Path, port: int) -> None:
    """A second server on the same port must be refused before any work."""
    second = subprocess.run(
        ["make", "demo", f"PORT={port}"],
        cwd=clone,
        capture_output=True,
        text=True,
        check=False,
    )
    expect(second.returncode != 0, "two servers on one port")
    expect(f"Port {port} is in use" in second.stderr, f"unclear: {second.stderr}")


def get(
    port: int, path: str, headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], str]:
    """Return status, headers (lower case) and body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        body = answer.read().decode(errors="replace")
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, body
    finally:
        connection.close()


def state(clone: Path) -> dict[str, str]:
    """Return a checksum of .env, of each static file and of each table's rows."""
    files = [clone / ".env", *sorted((clone / "staticfiles").rglob("*"))]
    checksums = {
        str(file.relative_to(clone)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files
        if file.is_file()
    }
    database = sqlite3.connect(clone / "db.sqlite3")
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    for (name,) in names.fetchall():
        every = f'SELECT * FROM "{name}"'  # noqa: S608 - named by the database itself
        rows = sorted(map(repr, database.execute(every)))
        checksums[f"table {name}"] = hashlib.sha256(
            "\n".join(rows).encode()
        ).hexdigest()
    database.close()
    return checksums


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


def run(*command: str) -> str:
    """Return what a command prints."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def expect(condition: object, otherwise: str) -> None:
    """Stop with words where something is not as it should be."""
    if not condition:
        sys.exit(f"Smoke test: {otherwise}.")


if __name__ == "__main__":
    main()
