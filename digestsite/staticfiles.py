"""Static files with a content hash in every name, so that they are kept for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage; imports between modules get hashed names as well."""

    support_js_module_import_aggregation = True
