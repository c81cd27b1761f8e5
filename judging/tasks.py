"""Work of judging that runs again and again."""

from celery import shared_task

from hackathon.kit import clock
from judging import services


@shared_task(name="judging.remind_judges")
def remind_judges() -> None:
    """Remind judges before their round closes."""
    services.remind_judges(now=clock.now())
