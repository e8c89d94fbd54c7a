"""Copy the whole database to a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from articles.management.base import SiteCommand
from articles.publishing.backup import BackupError, backup


class Command(SiteCommand):
    """Back up; see `help`."""

    help = "Copy the whole database to a new file, consistent while the site is in use."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command's arguments."""
        parser.add_argument("path", type=Path, metavar="PATH", help="a new file")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the file."""
        try:
            backup(options["path"])
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"backup written to {options['path']}")
