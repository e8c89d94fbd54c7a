"""`make demo`: from an empty clone to a site with sample digests.

Standard library only: it starts before anything is installed. Every step may be run
again; what is there already stays as it is.
"""

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
DEFAULT_URL = f"http://{HOST}:8000"
SITE_URL_LINE = re.compile(r"^\s*(?:export\s+)?SITE_URL\s*=(.*)", re.MULTILINE)
PYTHON = str(ROOT / ".venv" / "bin" / "python")


def main() -> None:
    """Prepare the site, then serve it."""
    port = read_port(sys.argv[1])
    refuse_busy_port(port)
    if subprocess.run(
        [ROOT / "scripts" / "environment", "base"], check=False
    ).returncode:
        sys.exit(1)
    make_env_file(ROOT / ".env")
    os.environ["SITE_URL"] = site_url(ROOT / ".env", port)
    manage("Bringing the database up to date", "migrate", "--no-input")
    manage("Collecting static files", "collectstatic", "--no-input")
    print(manage("Publishing the sample digests", "seed_demo"), end="")
    print(f"Serving http://{HOST}:{port}/ (Ctrl-C stops it)", flush=True)
    serve(port)


def read_port(text: str) -> int:
    """Return PORT as a number."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        sys.exit(f"PORT={text} is not a port: give a number from 1 to 65535.")
    return int(text)


def refuse_busy_port(port: int) -> None:
    """Stop before any work where the server could not listen at its end.

    Asked before binding, because some systems let two programs bind the same port.
    """
    with socket.socket() as client:
        busy = client.connect_ex((HOST, port)) == 0
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind((HOST, port))
        except PermissionError:
            sys.exit(f"Port {port} needs a privileged user. Try: make demo PORT=8001")
        except OSError:
            busy = True
    if busy:
        sys.exit(
            f"Port {port} is in use. Try another: make demo PORT={port % 65535 + 1}"
        )


def make_env_file(path: Path) -> None:
    """Write the settings of a site on this computer, with secrets of its own."""
    try:
        # 0600 from the first byte: nobody else may read the secrets, however briefly.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w") as file:
        file.write(
            "# Made by `make demo`. The README documents each name.\n"
            f"SECRET_KEY={secrets.token_urlsafe(64)}\n"
            "DEBUG=off\n"
            f"ALLOWED_HOSTS={HOST},localhost,[::1]\n"
            f"SITE_URL={DEFAULT_URL}\n"
            f"DEMO_PASSWORD={secrets.token_urlsafe(12)}\n"
        )
    print("Wrote .env with fresh secrets")


def site_url(env_file: Path, port: int) -> str:
    """Return the SITE_URL of this run: a chosen one, else the port's address."""
    found = SITE_URL_LINE.search(env_file.read_text())
    in_file = found[1].strip().strip("\"'") if found else DEFAULT_URL
    chosen = os.environ.get("SITE_URL", in_file)
    return f"http://{HOST}:{port}" if chosen == DEFAULT_URL else chosen


def manage(label: str, *command: str) -> str:
    """Run a manage.py command and return what it printed; stop where it fails."""
    print(label, flush=True)
    run = subprocess.run(
        [PYTHON, "manage.py", *command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        sys.exit(f"{run.stdout}{run.stderr}manage.py {command[0]} failed.")
    return run.stdout


def serve(port: int) -> None:
    """Serve until Ctrl-C, or until the terminal is closed."""
    options = {
        "--interface": "wsgi",
        "--host": HOST,
        "--port": str(port),
        "--workers": "1",
        "--blocking-threads": "1",
        "--log-level": "warning",
        # A request that hangs does not keep the server from stopping.
        "--workers-kill-timeout": "2",
    }
    arguments = [word for option in options.items() for word in option]
    server: subprocess.Popen[bytes] | None = None

    def stop(*_: object) -> None:
        if server:
            server.terminate()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    # A session of its own, because a terminal sends Ctrl-C to every process in its
    # foreground. granian's worker often hangs when it gets that and, at the same time,
    # its parent's signal to stop; so the parent alone is told.
    server = subprocess.Popen(
        [PYTHON, "-m", "granian", *arguments, "--no-ws", "digestsite.wsgi:application"],
        cwd=ROOT,
        start_new_session=True,
    )
    sys.exit(server.wait())


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
