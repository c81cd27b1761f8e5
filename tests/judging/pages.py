"""Where the pages of judging lie, and what they say."""

import json

from django.test import Client
from django.urls import reverse

from tests.factories.judging import Jury


def url(jury: Jury, name: str, *more) -> str:
    """Where a page of the jury's hackathon lies."""
    return reverse(f"judging:{name}", args=[jury.hackathon.slug, *more])


def words(response) -> str:
    """A page, its white space as people read it."""
    return " ".join(response.content.decode().split())


def send(client: Client, jury: Jury, card, **sent):
    """Send marks as the card's script does."""
    body = {"base_rev": card.revision, "fields": {}, "key": ""} | sent
    address = url(jury, "card_marks", card.pk)
    return client.post(address, json.dumps(body), content_type="application/json")


def names(jury: Jury) -> list[str]:
    """The teams of the round, in its order."""
    return [entry.team.name for entry in jury.entries]
