"""The parts of `make demo` that need no server; CI runs the whole of it."""

import socket
import stat
from pathlib import Path

import pytest

from scripts import demo


@pytest.fixture
def env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SITE_URL", raising=False)
    return tmp_path / ".env"


@pytest.mark.parametrize("text", ["", "0", "65536", "-1", "80a", "８０００", "8000 "])
def test_what_is_no_port_is_refused(text: str) -> None:
    with pytest.raises(SystemExit, match="give a number from 1 to 65535"):
        demo.read_port(text)


def test_a_busy_port_is_refused_with_another_to_try() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(
            SystemExit, match=f"Port {port} is in use. Try another: make"
        ):
            demo.refuse_busy_port(port)


def test_the_env_file_is_private_and_holds_fresh_secrets(env_file: Path) -> None:
    demo.make_env_file(env_file)
    first = env_file.read_text()
    assert stat.S_IMODE(env_file.stat().st_mode) == 0o600
    env_file.unlink()
    demo.make_env_file(env_file)
    second = env_file.read_text()
    differing = {
        line.partition("=")[0]
        for line in set(first.splitlines()) ^ set(second.splitlines())
    }
    assert differing == {"SECRET_KEY", "DEMO_PASSWORD"}


def test_an_env_file_that_is_there_stays_as_it_is(env_file: Path) -> None:
    env_file.write_text("SECRET_KEY=mine\n")
    demo.make_env_file(env_file)
    assert env_file.read_text() == "SECRET_KEY=mine\n"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("SITE_URL=http://127.0.0.1:8000", "http://127.0.0.1:9000"),
        ('export SITE_URL = "http://127.0.0.1:8000"', "http://127.0.0.1:9000"),
        ("", "http://127.0.0.1:9000"),
        ("#SITE_URL=https://digests.example", "http://127.0.0.1:9000"),
        ("SITE_URL=https://digests.example", "https://digests.example"),
        ("SITE_URL=http://localhost:8000", "http://localhost:8000"),
    ],
)
def test_the_address_follows_the_port_unless_another_was_chosen(
    env_file: Path, line: str, expected: str
) -> None:
    env_file.write_text(f"DEBUG=off\n{line}\n")
    assert demo.site_url(env_file, 9000) == expected


def test_an_address_in_the_environment_wins(
    env_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env_file.write_text("SITE_URL=https://digests.example\n")
    monkeypatch.setenv("SITE_URL", "https://other.example")
    assert demo.site_url(env_file, 9000) == "https://other.example"
