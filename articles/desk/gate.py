"""The gate that every text typed at the desk passes, as everywhere else."""

from typing import Any

from django import forms

from articles.digest.text import TextError, clean

from .problem_words import reasons


class Gated(forms.BaseForm):
    """Makes the texts of a form pass the gate: NFC, no control characters."""

    def clean(self) -> dict[str, Any]:
        """Refuse characters that no text may hold, each at its field."""
        values = super().clean() or self.cleaned_data
        for name, value in list(values.items()):
            if isinstance(value, str):
                try:
                    values[name] = clean(value)
                except TextError as error:
                    self.add_error(name, reasons(error))
        return values
