"""One settings file, read from the environment: safe by default; it stops with a sentence when a secret is missing."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))


def required(name: str, how: str) -> str:
    """The variable `name`, or a stop that tells the operator what to do about it."""
    value: str = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"Set the environment variable {name}: {how}")
    return value


# What this process is -------------------------------------------------------------------------------------------------

INTERFACE = env.str("INTERFACE", default="both")
if INTERFACE not in {"both", "participant", "staff"}:
    raise ImproperlyConfigured("INTERFACE must be 'both', 'participant' or 'staff'.")

# The demo runs on plain HTTP on the loopback interface, may move the programme's clock, and says so on every page.
DEMO = env.bool("DEMO", default=False)
DEMO_CLOCK_FILE = VAR_DIR / "clock"
DEBUG = env.bool("DEBUG", default=False)
SITE_NAME = env.str("SITE_NAME", default="Waymark")

SECRET_KEY = required("SECRET_KEY", "a random text of at least 50 characters, kept out of the database and backups.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

VAULT_KEY_FILE = Path(
    required(
        "VAULT_KEY_FILE", "the path of the server key file, never inside a backup; 'manage.py vault init' makes it."
    )
)
VAULT_ERASURE_LEDGER = Path(env.str("VAULT_ERASURE_LEDGER", default=str(VAR_DIR / "erasure-ledger")))
VAULT_ARGON2 = {
    "memory_kib": env.int("VAULT_ARGON2_MEMORY_KIB", default=65536),
    "passes": env.int("VAULT_ARGON2_PASSES", default=3),
    "lanes": env.int("VAULT_ARGON2_LANES", default=1),
}
VAULT_COOKIE = "__Host-wm-key"

# Applications ---------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "modules",
    "therapist",
    "evaluation",
    "worksheets",
    "program",
    "vault",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtailmedia",
    "modelcluster",
    "taggit",
    "django_otp",
    "csp",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

if DEMO:
    INSTALLED_APPS.insert(0, "demo")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "program.middleware.PrivatePagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "vault.middleware.UnlockedSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "program.middleware.SessionAgeMiddleware",
    "program.middleware.LanguageMiddleware",
    "program.middleware.BoundaryMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = f"config.urls_{INTERFACE}"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "program.context.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Data -----------------------------------------------------------------------------------------------------------------

DATABASE_URL = env.str("DATABASE_URL", default="")
if DATABASE_URL:
    DATABASES = {"default": {"OPTIONS": {}, **env.db_url("DATABASE_URL", engine="config.postgresql")}}
    # What program/prepared.py sends is planned once by each connection, from the fifth time on.
    DATABASES["default"]["OPTIONS"] |= {"prepare_threshold": 5 if env.bool("DATABASE_PREPARED", default=True) else None}
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    if env.bool("DATABASE_POOL", default=False):
        DATABASES["default"]["OPTIONS"]["pool"] = True
    else:
        DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": env.str("SQLITE_PATH", default=str(VAR_DIR / "waymark.sqlite3")),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL: what was acknowledged survives a power cut. The demo and the tests need not wait for the disk.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON; "
                f"PRAGMA synchronous={'NORMAL' if DEMO else 'FULL'};",
            },
            "TEST": {"NAME": env.str("TEST_SQLITE", default=None)},
        }
    }

REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
    CELERY_BROKER_URL = REDIS_URL
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    CELERY_BROKER_URL = "filesystem://localhost/"
    BROKER_DIR = VAR_DIR / "broker"
    (BROKER_DIR / "messages").mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "messages"),
        "data_folder_out": str(BROKER_DIR / "messages"),
        "control_folder": str(BROKER_DIR / "control"),
        "store_processed": False,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People and sessions --------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "program.Account"
AUTHENTICATION_BACKENDS = ["program.backends.VaultBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, str]] = []
LOGIN_URL = "staff:sign-in" if INTERFACE == "staff" else "program:sign-in"
OTP_LOGIN_URL = "staff:code"

# Idle and absolute ages of a session, in seconds, for each kind of account.
SESSION_AGES = {"participant": (30 * 60, 12 * 3600), "staff": (15 * 60, 8 * 3600)}
SESSION_ENGINE = "program.session_store"
SESSION_COOKIE_NAME = "__Host-wm-session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_NAME = "__Host-wm-form"
CSRF_COOKIE_AGE = None
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "program.views.rescue.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE, DATA_UPLOAD_MAX_NUMBER_FIELDS = 2 * 1024 * 1024, 10_000  # ten for each block of a week

# Headers --------------------------------------------------------------------------------------------------------------

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SECURE_SSL_REDIRECT = not DEMO
SECURE_HSTS_SECONDS = 0 if DEMO else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = not DEMO
SECURE_HSTS_PRELOAD = not DEMO
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "clipboard-read", "display-capture", "geolocation", "microphone", "payment", "usb")
}

# Language and time ----------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
# Each by its own name, so that whoever reads no other finds it.
LANGUAGES = [("en", "English"), ("sv", "Svenska")]
WAGTAIL_CONTENT_LANGUAGES = list(LANGUAGES)
# The languages that letters come in, the clinic's own first. Each therapist says which of them they write.
LETTER_LANGUAGES = env.list("LETTER_LANGUAGES", default=[LANGUAGE_CODE])
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "__Host-wm-words"
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
TIME_ZONE = "UTC"
# Whose day it is for staff; each programme has a time zone of its own for its participants.
CLINIC_TIME_ZONE = env.str("CLINIC_TIME_ZONE", default="Europe/Stockholm")
USE_TZ = True

# Files ----------------------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# The demo serves the files where they lie; a real service collects them once, with their hashes.
WHITENOISE_USE_FINDERS = DEMO

# Wagtail: nothing phones home, nothing manages passwords but the vault ------------------------------------------------

WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = env.str("STAFF_BASE_URL", default="http://localhost")
WAGTAILADMIN_LOGIN_URL = "staff:sign-in"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# A review that is over publishes what was approved; whoever changes it during a review has it approved anew.
WAGTAIL_FINISH_WORKFLOW_ACTION = "modules.review_end.publish_what_was_approved"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
PLAYED = {"AUDIO_EXTENSIONS": ["mp3", "m4a", "ogg", "wav"], "VIDEO_EXTENSIONS": ["mp4", "webm"]}
WAGTAILMEDIA = {"MEDIA_MODEL": "modules.ProgramMedia", "MEDIA_FORM_BASE": "", **PLAYED}
WAGTAILIMAGES_IMAGE_MODEL = "modules.ProgramImage"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000

# Mail and logs: event names and opaque ids, never an address, a browser or a text -------------------------------------
# Mail says nothing but that something waits on the desk, or is new to read.
EMAIL_BACKEND = env.str("EMAIL_BACKEND", default="django.core.mail.backends.smtp.EmailBackend")
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_HOST = env.str("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 10
# Where staff sign in, as mails to them say it; empty: "as you always do".
STAFF_SIGN_IN = env.str("STAFF_SIGN_IN", default="")
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="waymark@localhost")
# Whom a participant's reminder seems to come from: best a name that tells nothing.
REMINDER_FROM = env.str("REMINDER_FROM", default=DEFAULT_FROM_EMAIL)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name} {message}", "style": "{"}},
    "filters": {"no_request": {"()": "program.logs.NoRequestDetails"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["no_request"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
    },
}
