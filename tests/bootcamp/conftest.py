"""Things that tests of the boot camp start from."""

from datetime import datetime

import pytest

from tests.factories.bootcamp import Camp, build_camp


@pytest.fixture
def camp(db, now: datetime) -> Camp:
    """Four teams in a final that is closed; the jury has not signed."""
    return build_camp(now=now)


@pytest.fixture
def signed(camp: Camp) -> Camp:
    """The same, signed: the teams are in places 1 to 4, and three places have a prize."""
    camp.sign()
    return camp


@pytest.fixture
def issued(signed: Camp) -> Camp:
    """The same with awards and certificates, ready to be published."""
    signed.issue_all()
    return signed


@pytest.fixture
def published(issued: Camp) -> Camp:
    """The same, with the winners published."""
    issued.publish()
    return issued


@pytest.fixture
def no_second_factor(settings) -> None:
    """Staff are let in; one test switches the lock on."""
    settings.SECOND_FACTOR_REQUIRED = False
