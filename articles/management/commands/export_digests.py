"""Bring every digest out again."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from django.core.management.base import CommandError

from articles.desk.exports import FORMS, draft_of
from articles.digest import Digest, from_json
from articles.management.base import SiteCommand
from articles.management.progress import Progress
from articles.models import Article, LiveArticle


class Command(SiteCommand):
    """Export digests; see `help`."""

    help = (
        "Export every digest of the desk, or with --live what readers see. "
        "`import_digests` reads each of the formats back."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command's arguments."""
        parser.add_argument(
            "--live", action="store_true", help="what readers see, not the desk"
        )
        parser.add_argument(
            "--format",
            choices=FORMS,
            default="jsonl",
            help="jsonl has no end; the others are read back up to 2 MB in one file",
        )
        parser.add_argument(
            "--output", metavar="PATH", help="a file; standard output if not given"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the digests one after another."""
        form = FORMS[options["format"]]
        ids, read = _live() if options["live"] else _desk()
        count = 0
        try:
            with _output(options["output"]) as stream, Progress(len(ids)) as progress:
                for digest in map(read, ids):
                    progress.step()
                    if digest:
                        stream.write(
                            (form.separator if count else "") + form.write(digest)
                        )
                        count += 1
        except BrokenPipeError:
            return  # Whoever read along has read enough.
        except OSError as error:
            raise CommandError(f"{options['output']}: {error.strerror}") from error
        if options["output"]:
            self.stdout.write(f"{count} digests written to {options['output']}")


# What is deleted or withdrawn while the export goes on is left out of it.


def _desk() -> tuple[list[int], Callable[[int], Digest | None]]:
    return list(Article.objects.order_by("pk").values_list("pk", flat=True)), draft_of


def _live() -> tuple[list[int], Callable[[int], Digest | None]]:
    public = LiveArticle.objects.public().order_by("live_from", "pk")
    return list(public.values_list("pk", flat=True)), _live_digest


def _live_digest(article_id: int) -> Digest | None:
    rows = LiveArticle.objects.filter(pk=article_id).values_list("digest", flat=True)
    return from_json(rows[0]) if rows else None


def _output(path: str | None) -> AbstractContextManager[IO[str]]:
    if path is None:
        # The terminal's own encoding may lack most of what digests are written in.
        return open(sys.stdout.fileno(), "w", encoding="utf-8", closefd=False)
    if Path(path).exists() and not Path(path).is_file():
        # A pipe or a device is written to; a file in its place would do harm.
        return Path(path).open("w", encoding="utf-8", newline="\n")
    return _replaced(Path(path).resolve())


@contextmanager
def _replaced(path: Path) -> Iterator[IO[str]]:
    """Yield a file that takes the place of `path` once it is written whole."""
    with NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=path.parent, delete=False
    ) as stream:
        unfinished = Path(stream.name)
        try:
            yield stream
        except BaseException:
            unfinished.unlink()
            raise
    unfinished.replace(path)
