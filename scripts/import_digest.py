"""Imports every module of articles.digest.

Run with `python -S`, which hides installed packages, it fails where the document needs
more than the standard library.
"""

import importlib
import pkgutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

for module in pkgutil.walk_packages(["articles/digest"], "articles.digest."):
    if not module.name.endswith(".__main__"):
        importlib.import_module(module.name)
