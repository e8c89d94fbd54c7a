"""The digest editor: one form field that carries one document, and what it asks."""
