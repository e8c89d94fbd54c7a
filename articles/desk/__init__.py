"""Editors: the admin."""
