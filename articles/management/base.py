"""What the project's commands have in common."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError


class SiteCommand(BaseCommand):
    """A command on the site's database; says in words that there is none."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run the command; CommandError where the database cannot be used."""
        try:
            return super().execute(*args, **options)
        except (OperationalError, ProgrammingError) as error:
            reason = str(error).strip().splitlines()[0]
            raise CommandError(
                f"the database cannot be used ({reason}); see that DATABASE_URL is "
                "right, then run `manage.py migrate`"
            ) from error
