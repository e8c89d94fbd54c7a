"""The desk's pages in Django's admin."""
