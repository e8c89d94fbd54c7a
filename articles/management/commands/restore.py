"""Put a backup in the place of the database's content."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError

from articles.management.base import SiteCommand
from articles.publishing.backup import BackupError, restore


class Command(SiteCommand):
    """Restore; see `help`."""

    help = (
        "Put a backup in the place of everything the database holds. The state before "
        "is saved beside the backup first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command's arguments."""
        parser.add_argument("path", type=Path, metavar="PATH", help="a backup")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Restore, then bring an older backup up to today's tables."""
        try:
            kept = restore(options["path"])
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write(f"restored from {options['path']}")
        self.stdout.write(f"the state before is in {kept}")
