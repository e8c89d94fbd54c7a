"""Why publishing can refuse, in the editor's words."""

from articles.digest import Problem


class PublishingError(Exception):
    """Publishing refused; the message says why and what to do."""


class NotPublishableError(PublishingError):
    """The digest breaks rules that an edition must keep."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems
