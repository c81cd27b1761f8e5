"""manage.py load_demo: fills an empty database with the demo."""

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from bootcamp.demo.load import load
from hackathon.kit import clock
from hackathon.queries import any_hackathon


class Command(BaseCommand):
    """Loads the demo hackathons through the services, or says why not."""

    help = "Load the demo: one hackathon finished, one in its middle, one that takes applications."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if any_hackathon():
            raise CommandError("The database has a hackathon already: the demo needs an empty one.")
        today = clock.now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()
        with transaction.atomic():
            for done in load(today):
                self.stdout.write(f"  {done}")
