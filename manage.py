#!/usr/bin/env python3
"""The project's command line."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "digestsite.settings")
    # A terminal that cannot show a character is no reason to stop.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")
    execute_from_command_line(sys.argv)
