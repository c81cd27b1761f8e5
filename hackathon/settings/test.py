"""Settings for the tests: the same house, with quick locks and an SMTP sink of its own."""

from hackathon.settings.api import REST_FRAMEWORK
from hackathon.settings.base import *  # noqa: F403 -- the one place for a star import
from hackathon.settings.base import STORAGES, VAR_DIR, database, env

SECRET_KEY = "only-for-tests"  # noqa: S105 -- not a secret
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DATABASES = {"default": database(env("DATABASE_URL", default=f"sqlite:///{VAR_DIR}/test.sqlite3"))}
DATABASES["default"]["CONN_MAX_AGE"] = 0  # the live server's threads come and go
STORAGES = STORAGES | {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
LANGUAGE_CODE = "en"
ACCOUNT_RATE_LIMITS = False  # the limits have tests of their own, which switch them on
REST_FRAMEWORK = REST_FRAMEWORK | {"DEFAULT_THROTTLE_RATES": {"visitor": None, "person": None}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
