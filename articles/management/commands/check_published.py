"""Prove that what readers see is what the editions say."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from articles.management.base import SiteCommand
from articles.management.progress import Progress
from articles.publishing import find_differences, published_ids, rebuild


class Command(SiteCommand):
    """Check live rows; see `help`."""

    help = (
        "Check that every edition has its checksum, that the live rows equal what the "
        "editions say through today's taxonomy, and that the counters and the search "
        "index equal what the live rows say; with --rebuild, make them so first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command's arguments."""
        parser.add_argument(
            "--rebuild",
            action="store_true",
            help="build all live rows, counters and the search index anew",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Rebuild if asked, compare, and fail where anything differs."""
        total = len(published_ids())
        if options["rebuild"]:
            with Progress(total) as progress:
                rebuild(progress.step)
            self.stdout.write(f"{total} articles rebuilt")
        with Progress(total) as progress:
            differences = list(find_differences(progress.step))
        for difference in differences:
            self.stderr.write(str(difference))
        if differences:
            raise CommandError(
                f"{len(differences)} differences in {total} articles; "
                "--rebuild mends live rows and counters"
            )
        self.stdout.write(f"{total} articles checked, all as their editions say")
