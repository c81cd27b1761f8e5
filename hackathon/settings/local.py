"""Settings for one's own machine: no server needed, and the demo's people one click away."""

from hackathon.settings.base import *  # noqa: F403 -- the one place for a star import
from hackathon.settings.base import STORAGES, VAR_DIR, database, env

SECRET_KEY = env("SECRET_KEY", default="local-only-this-key-opens-nothing-outside-this-machine")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
DATABASES = {"default": database(env("DATABASE_URL", default=f"sqlite:///{VAR_DIR}/db.sqlite3"))}
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_USE_FINDERS = True
DEMO_SIGN_IN = True
if not env("EMAIL_HOST", default=""):
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(VAR_DIR / "mail")
