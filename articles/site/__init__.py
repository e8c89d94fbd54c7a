"""Readers: listings, article pages and their alternates."""
