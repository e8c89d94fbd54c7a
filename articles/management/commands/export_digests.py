"""Bring every digest out again."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError

from articles.digest import Digest, dumps, from_json, to_markdown, write
from articles.management.progress import Progress
from articles.models import Article, LiveArticle
from articles.models.documents import read_draft

_FORMS: dict[str, Callable[[Digest], str]] = {
    "jsonl": lambda digest: dumps(digest) + "\n",
    "text": write,
    "markdown": to_markdown,
}


class Command(BaseCommand):
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
        parser.add_argument("--format", choices=_FORMS, default="jsonl")
        parser.add_argument(
            "--output", metavar="PATH", help="a file; standard output if not given"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the digests one after another."""
        ids, read = _live() if options["live"] else _desk()
        form = _FORMS[options["format"]]
        separator = "" if options["format"] == "jsonl" else "\n---\n\n"
        try:
            with _output(options["output"]) as stream, Progress(len(ids)) as progress:
                for place, article_id in enumerate(ids):
                    stream.write((separator if place else "") + form(read(article_id)))
                    progress.step()
        except BrokenPipeError:
            return  # Whoever read along has read enough.
        except OSError as error:
            raise CommandError(f"{options['output']}: {error.strerror}") from error
        if options["output"]:
            self.stdout.write(f"{len(ids)} digests written to {options['output']}")


def _desk() -> tuple[list[int], Callable[[int], Digest]]:
    ids = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    return ids, lambda article_id: read_draft(article_id).digest


def _live() -> tuple[list[int], Callable[[int], Digest]]:
    public = LiveArticle.objects.public()
    ids = list(public.order_by("live_from", "pk").values_list("pk", flat=True))
    return ids, lambda article_id: from_json(
        LiveArticle.objects.values_list("digest", flat=True).get(pk=article_id)
    )


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
