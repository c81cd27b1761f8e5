"""Settings that every environment shares. Values come from the environment and fail loudly."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy

from hackathon.kit import logs
from hackathon.settings.api import *  # noqa: F403 -- what is said of the API

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()
VAR_DIR = Path(env("SHANYRAQ_VAR", default=str(BASE_DIR / "var")))
(VAR_DIR / "static").mkdir(parents=True, exist_ok=True)

INSTALLED_APPS = [
    "hackathon",
    "registration",
    "judging",
    "bootcamp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    *("csp", "template_partials"),
    *("rest_framework", "drf_spectacular", "drf_spectacular_sidecar"),
]
MIDDLEWARE = [
    "hackathon.kit.requests.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "hackathon.urls"
WSGI_APPLICATION = "hackathon.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hackathon.context.ui",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "hackathon.templatetags.ui",
                "template_partials.templatetags.partials",
            ],
        },
    },
]
FORM_RENDERER = "hackathon.kit.look.Renderer"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people
AUTH_USER_MODEL = "hackathon.User"
# An address is unique however it is capitalised: the constraint user_email_once.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = [
    "hackathon.kit.access.AccessBackend",  # answers permissions; it signs nobody in
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "hackathon.kit.hashing.Argon2",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "hackathon.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password or factor is told to the person
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 900  # seconds: a letter may take its time
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 900
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # a fresh sign-in before an address changes
ACCOUNT_FORMS = {
    "signup": "hackathon.forms.SignUpForm",
    "login": "hackathon.forms.account.SignInForm",
    "add_email": "hackathon.forms.account.AddEmailForm",
    "change_password": "hackathon.forms.account.ChangePasswordForm",
    "set_password": "hackathon.forms.account.SetPasswordForm",
    "reset_password": "hackathon.forms.account.ResetPasswordForm",
    "reset_password_from_key": "hackathon.forms.account.NewPasswordForm",
    "request_login_code": "hackathon.forms.account.RequestCodeForm",
    "confirm_login_code": "hackathon.forms.account.ConfirmCodeForm",
    "confirm_email_verification_code": "hackathon.forms.account.ConfirmEmailForm",
    "confirm_password_reset_code": "hackathon.forms.account.ConfirmResetForm",
    "reauthenticate": "hackathon.forms.account.ConfirmPasswordForm",
}
MFA_ADAPTER = "hackathon.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "hackathon.forms.account.SecondFactorForm",
    "reauthenticate": "hackathon.forms.account.ConfirmSecondFactorForm",
    "activate_totp": "hackathon.forms.account.ActivateAppForm",
    "add_webauthn": "hackathon.forms.account.AddPasskeyForm",
    "edit_webauthn": "hackathon.forms.account.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Shanyraq"
USERSESSIONS_TRACK_ACTIVITY = False  # it would write to the database on every page read
SECOND_FACTOR_REQUIRED = True
DEMO_SIGN_IN = False  # only `settings/local.py` may open this door

# --- languages: the project's catalogue first, then the one that fills the gaps of the libraries
LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "hackathon" / "locale", BASE_DIR / "hackathon" / "locale_overlay"]
FORMAT_MODULE_PATH = ["hackathon.formats"]
TIME_ZONE = "Asia/Almaty"
USE_TZ = True

# --- static files and uploads
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env("SHANYRAQ_MEDIA", default=str(VAR_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
UPLOAD_MAX_BYTES = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400

# --- what a browser may do with our pages
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "hackathon.views.public.csrf_failure"


# --- database: PostgreSQL by DATABASE_URL, or one SQLite file
def database(url: str) -> dict[str, Any]:
    """Read a database address, with the options that each engine needs to be safe."""
    config: dict[str, Any] = dict(env.db_url_config(url))
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",  # else "database is locked" under load
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY"
            ),
        }
    elif config["ENGINE"].endswith("postgresql"):
        config["CONN_MAX_AGE"] = 60
        config["CONN_HEALTH_CHECKS"] = True
        config["OPTIONS"] = {
            "connect_timeout": 5,
            "options": "-c lock_timeout=10s -c statement_timeout=60s",
        }
    else:
        message = "DATABASE_URL must be postgres:// or sqlite:///"
        raise ImproperlyConfigured(message)
    return config


# --- Celery: it carries wake-ups only; what must happen is a row in the database
def celery_transport(broker: str) -> dict[str, Any]:
    """Options of the broker's transport; `filesystem://` needs its folders to exist."""
    if not broker.startswith("filesystem"):
        return {
            "visibility_timeout": 600,
            "socket_timeout": 3,
            "socket_connect_timeout": 1,
            "max_retries": 0,  # else a dead broker holds every request for seconds
        }
    bus = VAR_DIR / "bus"
    for name in ("queue", "control"):
        (bus / name).mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(bus / "queue"),
        "data_folder_out": str(bus / "queue"),
        "control_folder": str(bus / "control"),
        "store_processed": False,
        "polling_interval": 0.2,
    }


REDIS_URL = env("REDIS_URL", default="")
CELERY_BROKER_URL = env("CELERY_BROKER_URL", default=REDIS_URL or "filesystem://localhost")
CELERY_BROKER_TRANSPORT_OPTIONS = celery_transport(CELERY_BROKER_URL)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker, however long
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False  # its channel kills a worker whose Redis goes away
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 270
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
CELERY_BEAT_SCHEDULE: dict[str, Any] = {
    "pulse": {"task": "hackathon.record_pulse", "schedule": timedelta(seconds=10)},
    "letters": {"task": "hackathon.send_letters", "schedule": timedelta(seconds=5)},
    "invitations": {"task": "registration.expire_invitations", "schedule": timedelta(minutes=5)},
    "team_reminders": {"task": "registration.remind_teams", "schedule": timedelta(minutes=1)},
    "judge_reminders": {"task": "judging.remind_judges", "schedule": timedelta(minutes=1)},
}
for _entry in CELERY_BEAT_SCHEDULE.values():
    _entry["options"] = {"expires": 60}

CACHES: dict[str, Any] = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}

# --- letters
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env("EMAIL_HOST", default="127.0.0.1")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 15  # seconds: a silent server must not hold a worker
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Shanyraq <no-reply@shanyraq.example>")
LETTER_LEASE = timedelta(seconds=60)
LETTER_BATCH = 50
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")

# --- figures for those who watch
METRICS_TOKEN = env("METRICS_TOKEN", default="")  # without one they are for site administrators
if 0 < len(METRICS_TOKEN) < 32:  # noqa: PLR2004 -- characters, at least 128 bits in hexadecimal
    message = "METRICS_TOKEN must be 32 characters or longer"
    raise ImproperlyConfigured(message)

# --- logs: for people here, for machines on servers
LOG_LEVEL = env("LOG_LEVEL", default="INFO")
LOGGING = logs.configuration(form="plain", level=LOG_LEVEL)
