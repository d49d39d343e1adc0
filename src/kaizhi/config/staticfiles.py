"""Static files under names that change with their content."""

import re
from collections.abc import Callable
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

#: Scripts of others stand alone; what looks like an import in them is an example in a comment.
OTHERS = ("django_htmx/", "vendor/")


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Also inside our scripts: a module then imports exactly the version it was released with.

    A script that imports a file which does not exist stops the preparation, not a visitor's page.
    """

    support_js_module_import_aggregation = True

    def url_converter(self, name: str, *args: Any, **kwargs: Any) -> Callable[[re.Match[str]], str]:
        if name.startswith(OTHERS):
            return lambda match: match[0]
        convert: Callable[[re.Match[str]], str] = super().url_converter(name, *args, **kwargs)
        return convert
