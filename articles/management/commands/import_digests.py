"""Bring digests in from files."""

import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from articles.desk.intake import Fate, Outcome, Wishes, take_in
from articles.digest import DigestError, Parsed, Problem, read_digests
from articles.management.base import SiteCommand
from articles.management.progress import Progress

_SUFFIXES = {".txt", ".md", ".markdown", ".json", ".jsonl"}


class Command(SiteCommand):
    """Import digests; see `help`."""

    help = (
        "Import digests from text, Markdown, JSON and JSON Lines files, from folders "
        "of such files, or from standard input (-). Each digest is saved whole or not "
        "at all; one that is at the desk already stays as it is there."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the command's arguments."""
        parser.add_argument(
            "paths", nargs="+", metavar="PATH", help="file, folder or -"
        )
        parser.add_argument(
            "--publish",
            action="store_true",
            help="publish what changed, or is not live",
        )
        parser.add_argument(
            "--update",
            action="store_true",
            help="rewrite articles that are at the desk already",
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="say what would be done; write nothing",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import each file in turn, say what became of each, fail if any failed."""
        wishes = Wishes(
            publish=options["publish"],
            update=options["update"],
            dry_run=options["dry_run"],
            author_name="import",
        )
        files, failures = _files(options["paths"])
        for failure in failures:
            self.stderr.write(failure)
        outcomes: list[Outcome] = []
        try:
            with Progress(len(files)) as progress:
                for name in files:
                    outcomes += self._import_file(name, wishes, progress)
        except KeyboardInterrupt:
            self.stderr.write("stopped; what stands above was saved whole")
            sys.exit(130)
        self._summarise(outcomes, dry_run=wishes.dry_run)
        failed = len(failures) + sum(outcome.failed for outcome in outcomes)
        if failed:
            raise CommandError(
                f"{failed} could not be imported or published; the lines above say why"
            )

    def _import_file(
        self, name: str, wishes: Wishes, progress: Progress
    ) -> Iterator[Outcome]:
        """Yield what became of each digest in the file, and write it out."""
        digests = _read(name)
        progress.extend(len(digests) - 1)
        for parsed in digests:
            refused = [p for p in parsed.problems if p.severity == "error"]
            if parsed.digest is None or refused:
                title = parsed.digest.title if parsed.digest else ""
                outcome = Outcome(title, Fate.FAILED, problems=parsed.problems)
            else:
                outcome = take_in(parsed.digest, wishes)
            progress.clear()
            self._report(name, parsed.problems, outcome)
            progress.step()
            yield outcome

    def _report(self, name: str, parsed: tuple[Problem, ...], outcome: Outcome) -> None:
        edition = f", edition {outcome.edition}" if outcome.edition else ""
        fate = f"{outcome.fate.value}{edition}"
        self.stdout.write(f"{fate:<22} {outcome.title or '(no title)'}  ({name})")
        for problem in dict.fromkeys((*parsed, *outcome.problems)):
            line = f"{name}: {problem.severity}: {problem}"
            stream = self.stderr if problem.severity == "error" else self.stdout
            stream.write(line)

    def _summarise(self, outcomes: list[Outcome], *, dry_run: bool) -> None:
        counts = Counter(outcome.fate.value for outcome in outcomes)
        counts["published"] = sum(outcome.edition is not None for outcome in outcomes)
        said = ", ".join(f"{count} {fate}" for fate, count in counts.items() if count)
        self.stdout.write(f"{said or 'nothing imported'}")
        if counts[Fate.KEPT.value]:
            self.stdout.write(
                "kept: the desk says something else; --update rewrites it from the file"
            )
        if dry_run:
            self.stdout.write("dry run: nothing was written")


def _files(paths: list[str]) -> tuple[list[str], list[str]]:
    """Return the files to read, folders opened, and a line for each that is missing."""
    files: list[str] = []
    failures: list[str] = []
    for path in paths:
        if Path(path).is_dir():
            found = sorted(
                str(file)
                for file in Path(path).rglob("*")
                if file.is_file() and file.suffix.lower() in _SUFFIXES
            )
            files += found
            if not found:
                failures.append(
                    f"{path}: no text, Markdown or JSON file in this folder"
                )
        elif path == "-" or Path(path).exists():
            files.append(path)
        else:
            failures.append(f"{path}: no such file or folder; check the path")
    return files, failures


def _read(name: str) -> tuple[Parsed, ...]:
    """Return what stands in the file; what keeps it from being read is a Problem."""
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return read_digests(name, content)
    except OSError as error:
        problem = Problem("error", "unreadable", f"cannot be read: {error.strerror}")
    except DigestError as error:
        problem = error.problem
    return (Parsed(None, (problem,)),)
