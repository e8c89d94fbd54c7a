"""Readers' pages under programs that judge pages. They need Node.js, Java and Chromium.

`make audit` installs what package.json names, then runs these.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.site import Site, running_site

FOLDER = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests of this folder, which are left out unless asked for."""
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker(pytest.mark.audit)


@pytest.fixture(scope="package")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a site with the sample digests, being served."""
    with running_site(tmp_path_factory.mktemp("site")) as site:
        site.do("samples")
        yield site
