"""The API's document, held against the running service by schemathesis."""

import os
import subprocess
import sys
from pathlib import Path

from .site import Site

WITHIN = 180  # seconds; it takes about 30


def test_the_service_does_what_its_document_says(seeded: Site, tmp_path: Path) -> None:
    """With all its checks as they are: nothing is tuned to pass."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "run", "--no-color"),
            *("--checks", "all", "--max-examples", "10"),
            # Nothing depends on chance: a failure is there again.
            "--generation-deterministic",
            f"{seeded.url}/api/v1/openapi.json",
        ],
        cwd=tmp_path,
        # Its own warnings are none of ours.
        env={**os.environ, "PYTHONDEVMODE": "", "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=WITHIN,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert "Traceback" not in seeded.said("server")
