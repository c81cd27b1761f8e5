"""Things that tests of the ground floor's pages start from."""

import pytest
from django.test import Client

from hackathon.models import Hackathon, User
from tests.factories.ground import organizer_of, place


@pytest.fixture
def no_second_factor(settings) -> None:
    """Staff are let in; a test may switch the lock on."""
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def hackathon(db) -> Hackathon:
    """A hackathon that takes applications and is public: a stranger still finds no board."""
    return place()


@pytest.fixture
def organizer(client: Client, hackathon: Hackathon) -> User:
    """The organizer, signed in."""
    person = organizer_of(hackathon)
    client.force_login(person)
    return person
