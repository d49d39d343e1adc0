"""Settings of the test suite: SQLite in a file, or the server named by KAIZHI_TEST_DATABASE_URL."""

import atexit
import os
import shutil
import tempfile

if "KAIZHI_DATA_DIR" not in os.environ:
    # The processes of a parallel run inherit the folder from the first, which alone removes it.
    os.environ["KAIZHI_DATA_DIR"] = tempfile.mkdtemp(prefix="kaizhi-test-")
    atexit.register(shutil.rmtree, os.environ["KAIZHI_DATA_DIR"], ignore_errors=True)
os.environ.setdefault("KAIZHI_INSECURE_HTTP", "1")
os.environ.setdefault("KAIZHI_SECRET_KEY", "only-for-tests")
os.environ["DATABASE_URL"] = os.environ.get("KAIZHI_TEST_DATABASE_URL", "")

from kaizhi.config.settings import *  # noqa: F403
from kaizhi.config.settings import DATA_DIR, DATABASES

if not os.environ["DATABASE_URL"]:
    # In a file, as in earnest: in memory the threads of a server or worker share one cache whose locks do not wait.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
