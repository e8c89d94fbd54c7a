"""System checks of the environment: each mistake has an id and says what to do."""

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage

from .environment import mistakes


def environment_is_usable(**_options: Any) -> Iterable[CheckMessage]:
    """Report what was wrong in the environment when the settings were read."""
    return list(mistakes)
