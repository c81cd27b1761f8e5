"""Things that tests of judging start from."""

from datetime import datetime

import pytest
from django.test import Client

from tests.factories.judging import Jury, build_jury


@pytest.fixture
def jury(now: datetime) -> Jury:
    """Three judges and three teams; the pitch round is being prepared, two teams go on."""
    return build_jury(now=now)


@pytest.fixture
def open_jury(jury: Jury) -> Jury:
    """The same, open for marks; nobody has a conflict."""
    jury.open()
    return jury


@pytest.fixture
def closed_jury(open_jury: Jury) -> Jury:
    """The same, closed: the first team is the best, the last one the weakest; nobody has voted."""
    open_jury.close(idea=[[9, 7, 3]] * 3)
    return open_jury


@pytest.fixture
def ranked(closed_jury: Jury) -> Jury:
    """A closed round after the vote: 15+9, 15+7, 15+3 points of idea and so on; two go on."""
    closed_jury.vote(e2="against")
    return closed_jury


@pytest.fixture
def publishable(ranked: Jury) -> Jury:
    """Nothing stands before publication."""
    ranked.close_stage()
    return ranked


@pytest.fixture
def organizer(client: Client, jury: Jury, settings) -> Client:
    """The browser of who runs the hackathon."""
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(jury.organizer)
    return client


@pytest.fixture
def judge(client: Client, jury: Jury, settings) -> Client:
    """The browser of the second judge."""
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(jury.judges[1])
    return client
