"""Make a first start worth looking at: sample digests and an editor."""

import os
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model

from articles.desk.samples import seed
from articles.management.base import SiteCommand
from articles.management.progress import Progress

_EDITOR = "editor"


class Command(SiteCommand):
    """Seed the demo; see `help`."""

    help = (
        "Publish the sample digests where the desk is empty, and make the user "
        f"{_EDITOR} with the password in DEMO_PASSWORD; a second run changes nothing."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Seed, and say how to log in."""
        folder = settings.BASE_DIR / "samples"
        with Progress(len(list(folder.glob("*.txt")))) as progress:
            made = seed(folder, progress.step)
        if made:
            self.stdout.write(f"{made} sample digests published")
        self._make_editor(os.environ.get("DEMO_PASSWORD", ""))

    def _make_editor(self, password: str) -> None:
        users = get_user_model().objects
        editor = users.filter(username=_EDITOR).first()
        if editor is None and password:
            editor = users.create_superuser(_EDITOR, password=password)
        if editor and password and editor.check_password(password):
            self.stdout.write(
                f"the desk: {settings.SITE_URL}/admin/  "
                f"user: {_EDITOR}  password: {password}"
            )
