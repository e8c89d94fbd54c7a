"""A site whose commands run in this process: the same words, much sooner."""

import io
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError


@dataclass(frozen=True)
class QuickSite:
    """The test's own database; has what an OwnSite has."""

    folder: Path

    def manage(
        self, *arguments: object, stdin: str = ""
    ) -> "subprocess.CompletedProcess[str]":
        """Run a command of manage.py; what it refuses is told as manage.py tells it."""
        out, err, code = io.StringIO(), io.StringIO(), 0
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
            try:
                call_command(*map(str, arguments), stdout=out, stderr=err)
            except CommandError as error:
                err.write(f"CommandError: {error}\n")
                code = 1
        return subprocess.CompletedProcess(
            arguments, code, out.getvalue(), err.getvalue()
        )


@pytest.fixture
def site(db: None, tmp_path: Path) -> QuickSite:
    """Return an empty site."""
    return QuickSite(tmp_path)
