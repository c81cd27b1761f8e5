"""Settings for a bench that must be quick: the same house with less patience."""

from datetime import timedelta

from hackathon.settings.local import *  # noqa: F403 -- the one place for a star import
from hackathon.settings.local import CELERY_BEAT_SCHEDULE, INSTALLED_APPS

EMAIL_TIMEOUT = 1
LETTER_LEASE = timedelta(seconds=4)
CELERY_BEAT_SCHEDULE["letters"]["schedule"] = timedelta(seconds=1)
MIGRATION_MODULES = {app.rpartition(".")[2]: None for app in INSTALLED_APPS}  # tables at once
