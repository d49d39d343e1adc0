"""Settings, read from the environment with safe production defaults. docs/howto/operate.md lists every variable."""

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

PACKAGE = Path(__file__).resolve().parent.parent


def _flag(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def _words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def _data_dir() -> Path:
    """Where the database, uploads and the secret live: never inside the package or the repository by default."""
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(os.environ.get("KAIZHI_DATA_DIR") or Path(home) / "kaizhi")


def _secret(folder: Path) -> str:
    """The signing secret: from the environment, else made once and kept readable by its owner only."""
    if given := os.environ.get("KAIZHI_SECRET_KEY"):
        return given
    path = folder / "secret"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f"secret.{secrets.token_hex(8)}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        with suppress(FileExistsError):  # of processes that start together the first decides for all
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()


def _sqlite(path: Path) -> dict[str, Any]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; "
            "PRAGMA cache_size=-20000; PRAGMA journal_size_limit=67108864; PRAGMA temp_store=MEMORY;",
        },
    }


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }


def database_from(url: str, folder: Path) -> dict[str, Any]:
    """postgresql://user:password@host:port/name or sqlite:///path; empty means SQLite in the data folder."""
    if not url:
        return _sqlite(folder / "kaizhi.sqlite3")
    if url.startswith(("postgres://", "postgresql://")):
        return _postgres(url)
    if url.startswith("sqlite:///"):
        return _sqlite(Path(unquote(url.removeprefix("sqlite:///"))))
    raise ValueError("DATABASE_URL must begin with postgresql:// or sqlite:///.")


DATA_DIR = _data_dir()
DEBUG = _flag("KAIZHI_DEBUG")
DEMO = _flag("KAIZHI_DEMO")
SECRET_KEY = _secret(DATA_DIR)
ALLOWED_HOSTS = _words("KAIZHI_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = _words("KAIZHI_ORIGINS")
DATABASES = {"default": database_from(os.environ.get("DATABASE_URL", ""), DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "kaizhi.ui",
    "kaizhi.common",
    "kaizhi.access",
    "kaizhi.audit",
    "kaizhi.jobs",
    "kaizhi.accounts",
    "kaizhi.pipeline",
    "kaizhi.contracts",
    "kaizhi.service",
    "kaizhi.insight",
    "kaizhi.coverage",
    "kaizhi.replication",
    "kaizhi.interchange",
    "allauth",
    "allauth.account",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "kaizhi.common.middleware.content_security",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kaizhi.common.middleware.language",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kaizhi.access.web.middleware.sign_in_as_page",
    "kaizhi.access.web.middleware.own_password_first",
    "kaizhi.config.errors.kaizhi_errors",
]

ROOT_URLCONF = "kaizhi.config.urls"
WSGI_APPLICATION = "kaizhi.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kaizhi.config.context.frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "kaizhi.ui.templatetags.ui"],
        },
    }
]

# People and sign-in
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["kaizhi.access.backends.PeopleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "kaizhi.access.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "kaizhi.access.forms.SignInForm", "change_password": "kaizhi.access.forms.OwnPasswordForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,5/15m/key", "change_password": "5/m/user"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("KAIZHI_PROXY_COUNT", "0"))
SESSION_ENGINE = "django.contrib.sessions.backends.db"  # a sign-out in one process must hold in all
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# Transport. Plain HTTP is for a demo or test on the loopback address only.
INSECURE_HTTP = _flag("KAIZHI_INSECURE_HTTP")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not INSECURE_HTTP
SECURE_SSL_REDIRECT = not INSECURE_HTTP and _flag("KAIZHI_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 0 if INSECURE_HTTP else int(os.environ.get("KAIZHI_HSTS_SECONDS", "31536000"))
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _flag("KAIZHI_BEHIND_PROXY") else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Work behind the pages
CACHES = {
    # rate limits must be seen by every process
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kaizhi_cache"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Language, time and numbers
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("KAIZHI_TIME_ZONE", "Asia/Shanghai")
FORMAT_MODULE_PATH = ["kaizhi.config.formats"]
LOCALE_PATHS = [PACKAGE / "config" / "locale"]  # the frame's own words; each app brings its own

# Files
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "uploads"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "kaizhi.config.staticfiles.HashedStaticFiles"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
IMPORT_MAX_BYTES = int(os.environ.get("KAIZHI_IMPORT_MAX_MB", "64")) * 1024 * 1024
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("KAIZHI_LOG_LEVEL", "WARNING")},
    "loggers": {"kaizhi": {"level": os.environ.get("KAIZHI_LOG_LEVEL", "INFO")}},
}
