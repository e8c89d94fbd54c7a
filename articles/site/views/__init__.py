"""Views: look up, ask, render. No rule lives here."""
