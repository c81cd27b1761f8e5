"""What teams hand in during a stage."""

import hashlib
from datetime import datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from hackathon.kit.errors import Refused
from hackathon.models import AuditEntry, Hackathon
from registration.models import Deliverable, Entry
from registration.services import hand_in
from tests.factories.registration import entry_in, stage_at

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


@pytest.fixture
def entry(hackathon: Hackathon) -> Entry:
    """A team's place in the online hackathon, which is open."""
    return entry_in(stage_at(hackathon, "hackathon", "open"))


def give(entry: Entry, now: datetime, **what) -> Deliverable:
    person = entry.team.memberships.get(seat=2).participant.user
    return hand_in(entry=entry, actor=person, now=now, **({"summary": "It starts."} | what))


def test_hand_in_keeps_links_and_who_gave_them(entry: Entry, now: datetime) -> None:
    work = give(
        entry,
        now,
        presentation_url="https://example.org/slides",
        prototype_url="https://example.org/app",
        video_url="https://example.org/film",
    )

    work.refresh_from_db()
    assert (work.number, work.summary, work.handed_in_at) == (1, "It starts.", now)
    assert work.handed_in_by == entry.team.memberships.get(seat=2).participant.user
    assert (work.presentation_url, work.prototype_url, work.video_url) == (
        "https://example.org/slides",
        "https://example.org/app",
        "https://example.org/film",
    )
    assert (work.file.name, work.sha256, work.file_size) == ("", "", 0)
    line = AuditEntry.objects.get(action="registration.deliverable.hand_in")
    assert line.hackathon == entry.team.hackathon


def test_hand_in_counts_on_and_keeps_the_earlier_ones(entry: Entry, now: datetime) -> None:
    give(entry, now)
    give(entry, now + SECOND, summary="It runs.")

    works = entry.deliverables.values_list("number", "summary")
    assert list(works) == [(2, "It runs."), (1, "It starts.")]


def test_hand_in_keeps_a_file_by_its_hash_and_never_by_its_name(
    entry: Entry, now: datetime
) -> None:
    content = b"%PDF-1.7 slides"

    work = give(entry, now, file=SimpleUploadedFile("../Слайды команды.pdf", content))

    work.refresh_from_db()
    digest = hashlib.sha256(content).hexdigest()
    assert (work.file_name, work.file_size, work.sha256) == ("Слайды команды.pdf", 15, digest)
    assert work.file.name == f"deliverables/{entry.pk}/1-{digest[:16]}"
    with work.file.open() as file:
        assert file.read() == content


def test_hand_in_cuts_a_name_without_end_from_its_front(entry: Entry, now: datetime) -> None:
    name = "x" * 300 + ".pdf"
    file = ContentFile(b"%PDF-", name=name)

    assert give(entry, now, file=file).file_name == name[-200:]


def not_given(entry: Entry, now: datetime, code: str, **what) -> Refused:
    """Hand in, and see it refused with nothing kept."""
    with pytest.raises(Refused) as refusal:
        give(entry, now, **what)
    assert not Deliverable.objects.exists()
    assert refusal.value.code == code
    return refusal.value


def test_hand_in_refuses_a_file_that_is_too_large(entry: Entry, now: datetime, settings) -> None:
    settings.UPLOAD_MAX_BYTES = 2**20

    refusal = not_given(entry, now, "file_too_large", file=ContentFile(b"x" * (2**20 + 1), "a"))

    assert refusal.messages == ["The file is larger than 1 MB. Give a link instead."]
    assert give(entry, now, file=ContentFile(b"x" * 2**20, "a")).file_size == 2**20


@pytest.mark.parametrize("status", ["planned", "closed", "published"])
def test_hand_in_refuses_while_the_stage_is_not_open(
    entry: Entry, now: datetime, status: str
) -> None:
    stage_at(entry.team.hackathon, "hackathon", status)

    not_given(entry, now, "stage_not_open")


def test_hand_in_counts_to_the_last_second(entry: Entry) -> None:
    closes = entry.stage.closes_at

    refusal = not_given(entry, closes + SECOND, "stage_not_open")
    work = give(entry, closes + SECOND - timedelta(microseconds=1))

    assert work.number == 1
    assert refusal.messages[0] == (
        "Nothing can be handed in now: Online hackathon takes work from 28 September 2026, 05:00 "
        "(Asia/Almaty) to 1 October 2026, 05:00 (Asia/Almaty)."
    )


@pytest.mark.parametrize("kind", ["pitches", "final"])
def test_hand_in_refuses_in_a_stage_that_only_presents(
    hackathon: Hackathon, now: datetime, kind: str
) -> None:
    entry = entry_in(stage_at(hackathon, kind, "open"))

    not_given(entry, now, "nothing_to_hand_in")


def test_hand_in_refuses_an_address_that_is_none(entry: Entry, now: datetime) -> None:
    not_given(entry, now, "invalid", prototype_url="javascript:alert(1)")


def test_hand_in_refuses_without_a_summary(entry: Entry, now: datetime) -> None:
    not_given(entry, now, "blank", summary="")


def test_hand_in_is_for_the_boot_camp_too(hackathon: Hackathon, now: datetime) -> None:
    entry = entry_in(stage_at(hackathon, "bootcamp", "open"))

    assert give(entry, now).entry == entry
