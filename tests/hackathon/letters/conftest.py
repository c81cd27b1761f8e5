"""A mail server and a letter for every test of this folder."""

from copy import deepcopy

import pytest

from hackathon.models import Hackathon, User
from tests.hackathon.letters.letter import BODY, SUBJECT, write_letter
from tests.smtp import mailing


@pytest.fixture
def sink(settings):
    with mailing(settings) as sink:
        yield sink


@pytest.fixture(autouse=True)
def _a_letter(settings, tmp_path):
    """A letter of the tests' own, `test/hello`."""
    settings.SITE_URL = "https://shanyraq.example/"
    settings.TEMPLATES = deepcopy(settings.TEMPLATES)
    settings.TEMPLATES[0]["DIRS"].append(tmp_path)
    write_letter(tmp_path, SUBJECT, BODY)


@pytest.fixture
def person(db):
    return User.objects.create_user("aigerim@example.kz", full_name="Әйгерім Қуатқызы")


@pytest.fixture
def hackathon(db, now):
    name = {"kk": "Ашық ел", "ru": "Открытая страна", "en": "Open country"}
    return Hackathon.objects.create(
        slug="ashyq-el", name=name, contact_email="org@example.kz", created_at=now
    )
