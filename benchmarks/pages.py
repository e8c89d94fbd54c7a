"""Compares the cost of pages with a bare Django view that returns the same bytes.

    DATABASE_URL=… python -m benchmarks.pages [--requests 1000] [--rounds 5] [PATH …]

Milliseconds of processor time of the server for one request, both on the same server
(granian, one worker, one thread) over one persistent connection, in turns; the middle
of the rounds. Nothing keeps whole pages. “again” asks for one page over and over, whose
parts are remembered and put together anew; “each once” asks for articles none of which
the process has set before, on a site of 150 or more. The site is the one in
DATABASE_URL, migrated and with static files collected (`benchmarks.site` makes large
ones). Linux only: reads /proc.
"""

import argparse
import contextlib
import http.client
import itertools
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")
START_WITHIN = 60  # seconds
FEWEST = 100
"""Requests whose processor time its unit, a hundredth of a second, can tell."""
SAMPLE = 50


@dataclass(frozen=True)
class Server:
    """A server under load."""

    process: "subprocess.Popen[bytes]"
    port: int

    def cpu(self) -> float:
        """Return the seconds of processor time that it and its workers have used."""
        return sum(map(_cpu_of, [self.process.pid, *_children(self.process.pid)]))

    def ask(self, paths: Iterable[str]) -> list[bytes]:
        """Ask for pages over one connection; return the bytes of each."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        bodies = []
        for path in paths:
            connection.request("GET", path)
            response = connection.getresponse()
            bodies.append(response.read())
            if response.status != 200:
                sys.exit(f"{path} answers {response.status}")
        connection.close()
        return bodies

    def cost(self, paths: list[str]) -> float:
        """Return the milliseconds of processor time of one of these requests."""
        before = self.cpu()
        self.ask(paths)
        return (self.cpu() - before) / len(paths) * 1000


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            found += [child, *_children(child)]
    return found


def _cpu_of(pid: int) -> float:
    # After the name in parentheses, which may hold blanks: fields 14 and 15 of proc(5).
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / CLOCK_TICKS


@contextlib.contextmanager
def served(application: str, **environment: str) -> Iterator[Server]:
    """Serve a WSGI application with granian, as the site is served but for the size."""
    with socket.socket() as chosen:
        chosen.bind((HOST, 0))
        port = int(chosen.getsockname()[1])
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
    command += ["--host", HOST, "--port", str(port), "--workers", "1"]
    command += ["--blocking-threads", "1", "--log-level", "error", application]
    everything = {**os.environ, **environment}
    with subprocess.Popen(command, cwd=ROOT, env=everything) as process:
        try:
            _wait_for(port)
            yield Server(process, port)
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port)):
            return
        time.sleep(0.1)
    sys.exit("the server does not start")


def main() -> None:
    """Measure the paths that are given, or one page of each kind."""
    options = _options()
    with served("digestsite.wsgi:application") as site:
        articles = _articles(site, options.requests)
        paths = options.paths or ["/articles/", articles[0], *_listings(site)]
        print(f"{'':44}{'bytes':>8}{'bare':>9}{'page':>9}{'bare/page':>11}")
        for path in paths:
            _measure(site, f"{path} again", [path] * options.requests, options.rounds)
        like, others = articles[:SAMPLE], articles[SAMPLE:]
        if not options.paths and len(others) >= FEWEST:
            name = f"{len(others)} articles, each once"
            _measure(site, name, others, rounds=1, like=like)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", nargs="*", metavar="PATH")
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


def _articles(site: Server, wanted: int) -> list[str]:
    """Return the paths of the newest articles, at most as many as wanted."""
    found: dict[str, None] = {}
    path = "/articles/"
    while path and len(found) < wanted:
        page = site.ask([path])[0].decode()
        found |= dict.fromkeys(re.findall(r'href="(/articles/[^/"?]+/)"', page))
        older = re.search(r'rel="next" href="([^"]+)"', page)
        path = older[1] if older else ""
    return list(found)[:wanted]


def _listings(site: Server) -> list[str]:
    """Return the front page, its first theme and the viewpoints of that."""
    page = site.ask(["/"])[0].decode()
    theme = re.search(r'href="(/tags/[^"/]+/)"', page)
    return ["/", *([theme[1], f"{theme[1]}?view=viewpoints"] if theme else [])]


def _measure(
    site: Server, name: str, paths: list[str], rounds: int, like: Iterable[str] = ()
) -> None:
    """Print the cost of pages beside that of a bare view with bytes as many.

    These are the bytes of a page of middle length among those that are `like` them.
    """
    bodies = sorted(site.ask(like or paths[:1]), key=len)
    body = bodies[len(bodies) // 2]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page.html").write_bytes(body)
        with served("benchmarks.bare:application", BARE_FOLDER=folder) as bare:
            bare.ask(["/page/"] * 50)
            costs = [
                (bare.cost(["/page/"] * len(paths)), site.cost(paths))
                for _ in itertools.repeat(None, rounds)
            ]
    one, other = (statistics.median(cost) for cost in zip(*costs, strict=True))
    print(f"{name:44.44}{len(body):8}{one:9.3f}{other:9.3f}{one / other:11.0%}")


if __name__ == "__main__":
    main()
