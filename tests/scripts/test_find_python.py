"""Which Python is taken, told apart by fakes on an otherwise empty PATH."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "find-python"

WORKS = f'exec "{sys.executable}" "$@"'
SHIM = "echo 'pyenv: command not found' >&2; exit 127"
OLD = "echo 'is Python 3.9'; exit 1"
NO_PIP = "echo 'lacks the module ensurepip'; exit 1"


def find(
    folder: Path, fakes: dict[str, str], **environment: str
) -> subprocess.CompletedProcess[str]:
    for name, body in fakes.items():
        (folder / name).write_text(f"#!/bin/sh\n{body}\n")
        (folder / name).chmod(0o755)
    return subprocess.run(
        ["/bin/sh", SCRIPT],
        env={"PATH": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_first_that_runs_is_taken(tmp_path: Path) -> None:
    found = find(tmp_path, {"python3.13": SHIM, "python3.12": OLD, "python3": WORKS})
    assert (found.stdout, found.returncode) == (f"{sys.executable}\n", 0)


def test_a_path_with_blanks_can_be_named(tmp_path: Path) -> None:
    folder = tmp_path / "a folder"
    folder.mkdir()
    found = find(folder, {"py": WORKS}, PYTHON=str(folder / "py"))
    assert found.stdout == f"{sys.executable}\n"


def test_the_one_that_is_named_is_the_only_candidate(tmp_path: Path) -> None:
    found = find(tmp_path, {"python3.12": OLD, "python3": WORKS}, PYTHON="python3.12")
    assert found.returncode == 1
    assert "Tried: python3.12 (is Python 3.9)." in found.stderr


@pytest.mark.parametrize("fakes", [{}, {"python3.13": SHIM}, {"python3": OLD}])
def test_without_a_fit_the_message_says_what_is_needed(
    tmp_path: Path, fakes: dict[str, str]
) -> None:
    found = find(tmp_path, fakes)
    assert (found.stdout, found.returncode) == ("", 1)
    assert found.stderr.startswith("Python 3.11 or newer is needed, with venv and pip.")
    assert "make … PYTHON=/path/to/python3" in found.stderr


def test_where_only_pip_is_lacking_the_message_names_the_package(
    tmp_path: Path,
) -> None:
    found = find(tmp_path, {"python3": NO_PIP})
    assert "python3 lacks the module ensurepip: on Debian and Ubuntu" in found.stderr
    assert "python3-venv" in found.stderr
