"""Checks that requirements/*.txt still answer requirements/*.in, without a network.

Each wanted package must be pinned with hashes at a version the .in file allows, and the
lock must name no package as wanted that the .in file no longer has.
"""

import re
import sys
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"
PIN = re.compile(r"(?P<name>[\w.-]+)==(?P<version>[^\s;]+)")


def wanted(text: str) -> dict[str, Requirement]:
    """Return the requirements an .in file names; `#` and `-c` lines are none."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    parsed = [Requirement(line) for line in lines if line and not line.startswith("-")]
    return {canonicalize_name(each.name): each for each in parsed}


def problems(name: str) -> list[str]:
    """Return what is wrong with one lock, in words."""
    source = REQUIREMENTS / f"{name}.in"
    asked = wanted(source.read_text())
    lock = (REQUIREMENTS / f"{name}.txt").read_text()
    found = []
    for block in re.split(r"\n(?=\w)", lock):
        if not (pin := PIN.match(block)):
            continue
        requirement = asked.pop(pin["name"], None)
        if "--hash=" not in block:
            found.append(f"{pin['name']} has no hash")
        if requirement and pin["version"] not in requirement.specifier:
            found.append(f"{pin[0]} is not what {source.name} asks for: {requirement}")
        if not requirement and f"-r requirements/{source.name}" in block:
            found.append(f"{pin['name']} is no longer in {source.name}")
    found += [f"{each} is not locked" for each in asked]
    return [f"requirements/{name}.txt: {each}" for each in found]


if __name__ == "__main__":
    found = problems("base") + problems("dev")
    sys.exit("\n".join([*found, "Run `make lock`."]) if found else 0)
