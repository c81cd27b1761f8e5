"""A team's page of a stage: its timetable, handing in, the files."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hackathon.kit import clock
from hackathon.models import Hackathon, Session
from registration.models import Entry
from tests.factories import texts
from tests.factories.registration import (
    ApplicationFactory,
    DeliverableFactory,
    TeamFactory,
    add_member,
    entry_in,
    stage_at,
)
from tests.registration.pages import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

PDF = SimpleUploadedFile("pitch.pdf", b"%PDF-1.7 our pitch")


@pytest.fixture
def entry(hackathon: Hackathon) -> Entry:
    """A team's place in the online hackathon, which is running."""
    return entry_in(stage_at(hackathon, "hackathon", "open"))


@pytest.fixture
def at_work(entry: Entry, client: Client) -> Client:
    """The browser of a member who is no captain."""
    member = entry.team.memberships.filter(is_captain=False).first()
    client.force_login(member.participant.user)
    return client


def test_stage_page_has_the_timetable(entry: Entry, at_work: Client) -> None:
    stage = entry.stage
    Session.objects.create(
        stage=stage, title=texts("Opening"), starts_at=stage.opens_at, ends_at=stage.closes_at
    )

    page = at_work.get(at(stage.hackathon, "stage", "hackathon")).content.decode()

    assert "Opening" in page
    assert "Hand in by" in page
    assert "Nothing yet." in page


def hand_in(client: Client, entry: Entry, **said):
    words = {"summary": "It starts.", "prototype_url": "qyran.kz/demo"}
    return client.post(at(entry.team.hackathon, "stage", "hackathon"), words | said)


def test_team_hands_in_links_and_a_file(entry: Entry, at_work: Client) -> None:
    response = hand_in(at_work, entry, file=PDF)

    assert response.status_code == 302
    work = entry.deliverables.get()
    assert work.prototype_url == "https://qyran.kz/demo"
    assert (work.file_name, work.file_size) == ("pitch.pdf", 18)
    page = at_work.get(response["Location"]).content.decode()
    assert "Handed in as number 1." in page
    assert at(entry.team.hackathon, "deliverable_file", work.pk) in page


def test_file_comes_back_as_an_attachment(entry: Entry, at_work: Client) -> None:
    PDF.seek(0)
    hand_in(at_work, entry, file=PDF)
    work = entry.deliverables.get()

    response = at_work.get(at(entry.team.hackathon, "deliverable_file", work.pk))

    assert response["Content-Disposition"] == 'attachment; filename="pitch.pdf"'
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content) == b"%PDF-1.7 our pitch"


def test_deliverable_without_a_file_has_none(entry: Entry, at_work: Client) -> None:
    work = DeliverableFactory(entry=entry)

    address = at(entry.team.hackathon, "deliverable_file", work.pk)

    assert at_work.get(address).status_code == 404


def test_hand_in_needs_something_to_look_at(entry: Entry, at_work: Client) -> None:
    response = hand_in(at_work, entry, prototype_url="")
    page = response.content.decode()

    assert response.status_code == 422
    assert "Give at least one link or a file." in page
    assert ">\nIt starts.</textarea>" in page
    assert not entry.deliverables.exists()


def packed(**names: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("pitch.pdf", b"MZ\x90\x00 a program", "The file is no PDF"),
        ("pitch.pdf", b"<script>alert(1)</script>", "The file is no PDF"),
        ("pitch.zip", b"PK\x03\x04 torn", "The file is damaged"),
        ("empty.pdf", b"", "The file is empty."),
    ],
)
def test_hand_in_looks_into_the_file(
    entry: Entry, at_work: Client, name: str, content: bytes, words: str
) -> None:
    response = hand_in(at_work, entry, file=SimpleUploadedFile(name, content))
    page = response.content.decode()

    assert response.status_code == 422
    assert words in page
    assert 'href="#id_file"' in page
    assert 'value="qyran.kz/demo"' in page
    assert not entry.deliverables.exists()


def test_hand_in_refuses_what_is_too_large(entry: Entry, at_work: Client, settings) -> None:
    settings.UPLOAD_MAX_BYTES = 10
    PDF.seek(0)

    response = hand_in(at_work, entry, file=PDF)

    assert response.status_code == 422
    assert "The file is larger than 10" in response.content.decode()
    assert not entry.deliverables.exists()


def test_hand_in_refuses_an_archive_that_unpacks_to_too_much(
    entry: Entry, at_work: Client, settings
) -> None:
    settings.UPLOAD_MAX_BYTES = 1000
    bomb = SimpleUploadedFile("work.zip", packed(work=b"0" * 10_001))
    good = SimpleUploadedFile("work.zip", packed(work=b"0" * 10_000))

    assert hand_in(at_work, entry, file=bomb).status_code == 422
    assert not entry.deliverables.exists()
    assert hand_in(at_work, entry, file=good).status_code == 302


def test_hand_in_after_the_stage_is_refused(entry: Entry, at_work: Client) -> None:
    with clock.frozen(entry.stage.closes_at + timedelta(seconds=1)):
        response = hand_in(at_work, entry)
        shown = at_work.get(at(entry.team.hackathon, "stage", "hackathon")).content.decode()

    assert response.status_code == 422
    assert "Nothing can be handed in now" in response.content.decode()
    assert ">\nIt starts.</textarea>" in response.content.decode()
    assert "Work was taken until" in shown
    assert "<textarea" not in shown
    assert not entry.deliverables.exists()


def test_stage_page_is_only_for_teams_of_the_list(
    hackathon: Hackathon, entry: Entry, client: Client
) -> None:
    team = TeamFactory(hackathon=hackathon)
    ApplicationFactory(team=team)
    outsider = add_member(team, captain=True).participant.user
    client.force_login(outsider)

    assert client.get(at(hackathon, "stage", "hackathon")).status_code == 403
    assert client.get(at(hackathon, "stage", "bootcamp")).status_code == 403


@pytest.mark.parametrize("kind", ["pitches", "final", "applications", "nonsense"])
def test_stage_without_anything_to_hand_in_has_no_page(
    entry: Entry, at_work: Client, kind: str
) -> None:
    assert at_work.get(at(entry.team.hackathon, "stage", kind)).status_code == 404
