"""Every text can be read and every control be seen, in all three colour schemes."""

import re
from itertools import product

import pytest
from django.conf import settings

TOKENS = (settings.BASE_DIR / "static/site/tokens.css").read_text()
TEXTS_ON = {
    "paper": ("ink", "soft", "blue", "red"),
    "wash": ("ink", "soft", "blue", "red"),
    "blue-wash": ("ink", "soft", "blue"),
    "red-wash": ("ink", "red"),
    # What is chosen or pressed.
    "ink": ("paper",),
    "blue": ("paper",),
}


def palettes() -> dict[str, dict[str, str]]:
    """Return the colours of each scheme by name, as tokens.css gives them."""
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", TOKENS)
    sepia = TOKENS.partition('[data-scheme="sepia"]')[2].partition("}")[0]
    return {
        "light": {name: light for name, light, _ in pairs},
        "dark": {name: dark for name, _, dark in pairs},
        "sepia": dict(re.findall(r"--([\w-]+): (#\w{6})", sepia)),
    }


def luminance(colour: str) -> float:
    """Return the relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_every_scheme_has_every_colour() -> None:
    light, dark, sepia = palettes().values()
    assert set(light) == set(dark) == set(sepia)


@pytest.mark.parametrize(("scheme", "ground"), list(product(palettes(), TEXTS_ON)))
def test_texts_are_readable(scheme: str, ground: str) -> None:
    colours = palettes()[scheme]
    for text in TEXTS_ON[ground]:
        found = contrast(colours[text], colours[ground])
        assert found >= 4.5, f"{text} on {ground}: {found:.2f}"


@pytest.mark.parametrize(
    ("scheme", "ground"), list(product(palettes(), ("paper", "wash")))
)
def test_controls_are_visible(scheme: str, ground: str) -> None:
    colours = palettes()[scheme]
    found = contrast(colours["edge"], colours[ground])
    assert found >= 3, f"edge on {ground}: {found:.2f}"


def test_the_figures_of_the_document_are_true() -> None:
    text = (settings.BASE_DIR / "docs/design-language.md").read_text()
    for name, *figures in re.findall(
        r"^\| (\w+): .+ \| (.+) \| (.+) \| (.+) \|$", text, re.MULTILINE
    ):
        found = [contrast(c[name], c["paper"]) for c in palettes().values()]
        assert figures == [f"{figure:.1f}" for figure in found], name
