"""Static files under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Also inside scripts: a module then imports exactly the version it was released with, and browsers keep both."""

    support_js_module_import_aggregation = True
