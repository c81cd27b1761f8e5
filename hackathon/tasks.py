"""Work of the ground floor that runs later, or again and again."""

from celery import shared_task

from hackathon import services
from hackathon.kit import clock


@shared_task(name="hackathon.send_letters")
def send_letters() -> None:
    """Send the letters that are due."""
    services.send_letters(clock=clock.now)


@shared_task(name="hackathon.record_pulse")
def record_pulse() -> None:
    """Show that beat and a worker live."""
    services.record_pulse(name="beat", now=clock.now())
