"""A process of the site that plays scenes: one line of JSON asks, one line answers."""

import contextlib
import importlib
import json
import sys
import traceback
from types import ModuleType
from typing import Any

import django


def main() -> None:
    """Play what is asked for until nobody asks any more."""
    django.setup()
    # Models can be imported only now.
    scenes = importlib.import_module("tests.browser.scenes")
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(scenes, json.loads(line))) + "\n")
        sys.stdout.flush()


def answer(scenes: ModuleType, asked: dict[str, Any]) -> dict[str, Any]:
    """Return what the scene returned, or how it failed."""
    try:
        with contextlib.redirect_stdout(sys.stderr):
            scene = getattr(scenes, asked["scene"])
            return {"result": scene(*asked["arguments"], **asked["options"])}
    except Exception:  # noqa: BLE001 (whatever it is, the test that asked must hear it)
        return {"failure": traceback.format_exc()}


if __name__ == "__main__":
    main()
