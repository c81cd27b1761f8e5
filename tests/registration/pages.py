"""Where the pages of registration lie, and what they cost."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hackathon.models import Hackathon


def at(hackathon: Hackathon, name: str, *args) -> str:
    """Where a page of a hackathon lies."""
    return reverse(f"registration:{name}", args=[hackathon.slug, *args])


def queries_of(client: Client, address: str) -> int:
    """How often a page asks the database once everything that is made once is made."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)
