"""How the site says days, languages, names and numbers, in the reader's language."""
