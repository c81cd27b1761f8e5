"""Where the pages of the ground floor lie, and what they say."""

from django.test import Client
from django.urls import reverse

from hackathon.models import Hackathon


def page_of(hackathon: Hackathon, name: str, *args: object) -> str:
    """Where a page of a hackathon lies, in the language that is spoken."""
    return reverse(f"hackathon:{name}", args=[hackathon.slug, *args])


def read(client: Client, address: str) -> str:
    """A page that is there."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()
