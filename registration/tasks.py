"""Work of registration that runs by itself. Each task may run twice without harm."""

from celery import shared_task

from hackathon.kit.clock import now
from registration import services


@shared_task(name="registration.expire_invitations")
def expire_invitations() -> None:
    """End the invitations whose time is over."""
    services.expire_invitations(now=now())


@shared_task(name="registration.remind_teams")
def remind_teams() -> None:
    """Remind of what is not done before applications close."""
    services.remind_teams(now=now())
