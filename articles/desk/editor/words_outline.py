"""Words of the outline."""


def outline_words() -> dict[str, str | dict[str, str]]:
    """Return the words of the outline, in the active language."""
    return {}
