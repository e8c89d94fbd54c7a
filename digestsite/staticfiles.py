"""Static files with a content hash in every name, so that they are kept for ever.

A style sheet that imports others is served as one flat file: a browser that had to ask
for each import in turn would paint later.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# As in a finder's list: the name to serve a file under, where it lies, its name there.
Paths = dict[str, tuple[Storage, str]]

_IMPORT = re.compile(r'@import "(?P<path>[^"]+)" layer\((?P<layer>[\w-]+)\);')
_STRING_OR_COMMENT = re.compile(
    r"""(?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/""", re.DOTALL
)
_INDENTATION = re.compile(r"^\s+", re.MULTILINE)


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage; imports between modules get hashed names as well."""

    support_js_module_import_aggregation = True

    def post_process(self, paths: Paths, **options: Any) -> Iterator[Any]:
        """Flatten the style sheets, then hash and compress everything."""
        if not options.get("dry_run"):
            flat = {name: (self, name) for name in self._flatten(paths)}
            paths = {**paths, **flat}
        yield from super().post_process(paths, **options)

    def _flatten(self, paths: Paths) -> Iterator[str]:
        """Write each sheet that imports others anew; yield its name."""
        for name in paths:
            if name.endswith(".css") and _IMPORT.search(_read(paths, name)):
                self.delete(name)
                self.save(name, ContentFile(_shortened(_flat(paths, name))))
                yield name


def _read(paths: Paths, name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())


def _flat(paths: Paths, name: str) -> str:
    """Return a sheet with each sheet it imports in its place, as a layer."""
    folder = posixpath.dirname(name)

    def layer(found: re.Match[str]) -> str:
        sheet = _flat(paths, posixpath.join(folder, found["path"]))
        return f"@layer {found['layer']} {{\n{sheet}}}\n"

    return _IMPORT.sub(layer, _read(paths, name))


def _shortened(sheet: str) -> str:
    """Return a sheet without comments, blank lines and indentation."""
    bare = _STRING_OR_COMMENT.sub(lambda found: found["string"] or "", sheet)
    return _INDENTATION.sub("", bare)
