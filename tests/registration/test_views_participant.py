"""A participant's pages: the dashboard, own data, consents, the stage and its files."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hackathon.kit import clock
from hackathon.models import Hackathon, Session, User
from registration.models import Application, Entry, Membership
from tests.factories import LegalTextFactory, texts
from tests.factories.registration import (
    CAPTAINS_WORD,
    CLOSES,
    ApplicationFactory,
    DeliverableFactory,
    TeamFactory,
    add_member,
    captain_of,
    entry_in,
    sent_application,
    stage_at,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

OWN = {
    "full_name": "Asel Nurgalieva",
    "birth_date": "27.03.2004",
    "phone": "8 701 234 56 78",
    "declaration_rules": "on",
    "declaration_equipment": "on",
    "purpose_taking_part": "on",
    "purpose_prize": "on",
}
PDF = SimpleUploadedFile("pitch.pdf", b"%PDF-1.7 our pitch")


def at(hackathon: Hackathon, name: str, *args) -> str:
    return reverse(f"registration:{name}", args=[hackathon.slug, *args])


@pytest.fixture
def newcomer(draft: Application) -> Membership:
    """A member who has not confirmed yet."""
    return add_member(draft.team, confirmed=False, birth_date=None, phone="")


@pytest.fixture
def signed_in(client: Client, newcomer: Membership) -> Client:
    """The newcomer's browser."""
    client.force_login(newcomer.participant.user)
    return client


# --- own data


def own_word(hackathon: Hackathon, **said) -> dict:
    return OWN | {"city": hackathon.cities.get().pk} | said


def test_about_me_confirms_a_member(
    draft: Application, newcomer: Membership, signed_in: Client
) -> None:
    hackathon = draft.hackathon

    response = signed_in.post(at(hackathon, "about_me"), own_word(hackathon))

    assert response.status_code == 302
    assert response["Location"] == at(hackathon, "my")
    newcomer.refresh_from_db()
    participant = newcomer.participant
    assert newcomer.confirmed_at is not None
    assert participant.full_name == "Asel Nurgalieva"
    assert participant.birth_date.isoformat() == "2004-03-27"
    assert participant.phone == "+77012345678"
    assert participant.city == hackathon.cities.get()
    assert set(participant.consents.values_list("purpose", flat=True)) == {"taking_part", "prize"}
    evidence = participant.consents.first().evidence
    assert evidence["language"] == "en"


def test_about_me_lets_every_text_be_read_on_the_page(
    draft: Application, newcomer: Membership, signed_in: Client
) -> None:
    hackathon = draft.hackathon
    for kind in ("rules", "privacy", "consent"):
        text = texts(f"Words of {kind}.")
        LegalTextFactory(hackathon=hackathon, kind=kind, version=2, text=text)

    page = signed_in.get(at(hackathon, "about_me")).content.decode()

    for kind in ("rules", "privacy", "consent"):
        assert f"Words of {kind}." in page
        assert f'href="{reverse(f"hackathon:{kind}", args=[hackathon.slug])}"' in page
    assert "A consent holds for 3 years." in page


def test_about_me_asks_a_captain_for_more(draft: Application, client: Client) -> None:
    client.force_login(captain_of(draft))
    page = client.get(at(draft.hackathon, "about_me")).content.decode()

    for code in CAPTAINS_WORD["declarations"]:
        assert f'name="declaration_{code}"' in page


def test_about_me_shows_what_was_said_before(draft: Application, client: Client) -> None:
    client.force_login(captain_of(draft))
    page = client.get(at(draft.hackathon, "about_me")).content.decode()

    assert 'value="20.05.2000"' in page
    assert 'value="+7 701 234 5678"' in page
    assert page.count(" checked") == 7


def test_about_me_keeps_everything_that_was_typed(
    draft: Application, newcomer: Membership, signed_in: Client
) -> None:
    said = own_word(draft.hackathon, birth_date="31.02.2004", phone="12", declaration_rules="")

    response = signed_in.post(at(draft.hackathon, "about_me"), said)
    page = response.content.decode()

    assert response.status_code == 422
    for field in ("birth_date", "phone", "declaration_rules"):
        assert f'href="#id_{field}"' in page
    assert 'value="31.02.2004"' in page
    assert 'value="12"' in page
    assert 'value="Asel Nurgalieva"' in page
    newcomer.refresh_from_db()
    assert newcomer.confirmed_at is None


@pytest.mark.parametrize("box", ["purpose_taking_part", "purpose_prize", "declaration_equipment"])
def test_about_me_needs_each_word(
    draft: Application, newcomer: Membership, signed_in: Client, box: str
) -> None:
    response = signed_in.post(
        at(draft.hackathon, "about_me"), own_word(draft.hackathon, **{box: ""})
    )

    assert response.status_code == 422
    assert f'href="#id_{box}"' in response.content.decode()
    newcomer.refresh_from_db()
    assert newcomer.confirmed_at is None


def test_about_me_puts_a_rule_beside_its_field(
    draft: Application, newcomer: Membership, signed_in: Client
) -> None:
    said = own_word(draft.hackathon, birth_date="02.09.2008")

    response = signed_in.post(at(draft.hackathon, "about_me"), said)

    assert response.status_code == 422
    assert 'href="#id_birth_date">' in response.content.decode()
    newcomer.refresh_from_db()
    assert newcomer.confirmed_at is None


# --- the dashboard


def dashboard(client: Client, hackathon: Hackathon) -> str:
    return client.get(at(hackathon, "my")).content.decode()


def test_my_page_asks_a_newcomer_for_own_data(draft: Application, signed_in: Client) -> None:
    page = dashboard(signed_in, draft.hackathon)

    assert "Give your own data and accept the rules" in page
    assert f'href="{at(draft.hackathon, "about_me")}"' in page


def test_my_page_of_a_member_names_the_captains_turn(draft: Application, client: Client) -> None:
    client.force_login(draft.team.memberships.filter(is_captain=False).first().participant.user)

    page = dashboard(client, draft.hackathon)

    assert "Your captain is working on the application" in page
    assert at(draft.hackathon, "team") + '"' not in page


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("draft", "Finish the application"),
        ("returned", "Correct the application"),
        ("submitted", "The application is sent"),
        ("accepted", "The application is sent"),
        ("passed_over", "The application is sent"),
        ("refused", "The application is not considered"),
    ],
)
def test_my_page_of_a_captain_names_the_next_step(
    hackathon: Hackathon, client: Client, status: str, words: str
) -> None:
    client.force_login(captain_of(sent_application(hackathon, status)))

    assert words in dashboard(client, hackathon)


def test_my_page_after_the_deadline(draft: Application, client: Client, captain: User) -> None:
    client.force_login(captain)

    with clock.frozen(CLOSES + timedelta(seconds=1)):
        page = dashboard(client, draft.hackathon)

    assert "The application was not sent" in page
    assert "Your draft is kept." in page


def test_my_page_without_a_team(
    draft: Application, signed_in: Client, newcomer: Membership
) -> None:
    newcomer.left_at = newcomer.joined_at
    newcomer.save()

    page = dashboard(signed_in, draft.hackathon)
    with clock.frozen(CLOSES + timedelta(seconds=1)):
        late = dashboard(signed_in, draft.hackathon)

    assert "You are in no team now" in page
    assert f'href="{at(draft.hackathon, "apply")}"' in page
    assert "Applications are closed." in late
    assert at(draft.hackathon, "apply") not in late


def test_my_page_of_a_team_that_was_not_selected(hackathon: Hackathon, client: Client) -> None:
    client.force_login(captain_of(sent_application(hackathon, "passed_over")))
    stage_at(hackathon, "selection", "published")

    assert "Your team was not selected" in dashboard(client, hackathon)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("planned", "Next: Online hackathon"),
        ("open", "Work is taken until 1 October 2026, 05:00"),
        ("closed", "Your team has been through all of its stages"),
    ],
)
def test_my_page_of_a_selected_team_follows_the_stages(
    hackathon: Hackathon, client: Client, status: str, words: str
) -> None:
    entry = entry_in(stage_at(hackathon, "hackathon", status))
    client.force_login(captain_of(entry.team.application))

    page = dashboard(client, hackathon)

    assert words in page
    assert f'href="{at(hackathon, "stage", "hackathon")}"' in page


def test_leaving_gives_the_seat_back(
    draft: Application, signed_in: Client, newcomer: Membership
) -> None:
    assert at(draft.hackathon, "leave") in dashboard(signed_in, draft.hackathon)

    response = signed_in.post(at(draft.hackathon, "leave"), follow=True)

    assert "You have left the team." in response.content.decode()
    newcomer.refresh_from_db()
    assert newcomer.left_at is not None


def test_captain_of_others_cannot_leave(draft: Application, client: Client, captain: User) -> None:
    client.force_login(captain)
    assert at(draft.hackathon, "leave") not in dashboard(client, draft.hackathon)

    response = client.post(at(draft.hackathon, "leave"), follow=True)

    assert "The captain cannot leave the team." in response.content.decode()
    assert draft.team.memberships.get(is_captain=True).left_at is None


# --- my data


def test_my_data_shows_what_is_known(draft: Application, client: Client, captain: User) -> None:
    client.force_login(captain)

    page = client.get(at(draft.hackathon, "my_data")).content.decode()

    for words in (captain.email, "20 May 2000", "+77012345678", "Taking part in the hackathon"):
        assert words in page
    assert page.count('name="consent"') == 2


def test_my_data_can_be_taken_along(draft: Application, client: Client, captain: User) -> None:
    client.force_login(captain)

    response = client.get(at(draft.hackathon, "my_data"), {"export": ""})
    body = json.loads(response.content)

    assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert body["email"] == captain.email
    assert body["birth_date"] == "2000-05-20"
    assert (body["team"], body["role"]) == (draft.team.name, "developer")
    assert {one["purpose"] for one in body["consents"]} == {"taking_part", "prize"}
    assert {one["declaration"] for one in body["declarations"]} == set(
        CAPTAINS_WORD["declarations"]
    )


def test_consent_is_withdrawn(draft: Application, client: Client) -> None:
    member = draft.team.memberships.filter(is_captain=False).first()
    consent = member.participant.consents.get(purpose="prize")
    client.force_login(member.participant.user)
    address = at(draft.hackathon, "my_data")

    response = client.post(address, {"consent": consent.pk}, follow=True)
    again = client.post(address, {"consent": consent.pk}, follow=True)

    assert "The consent is withdrawn." in response.content.decode()
    consent.refresh_from_db()
    assert consent.withdrawn_at is not None
    assert "This consent is withdrawn already." in again.content.decode()


@pytest.mark.parametrize("what", ["", "x", "0"])
def test_consent_that_is_not_there(
    draft: Application, client: Client, captain: User, what: str
) -> None:
    client.force_login(captain)

    assert client.post(at(draft.hackathon, "my_data"), {"consent": what}).status_code == 404


def test_consent_of_somebody_else_is_not_there(
    draft: Application, client: Client, captain: User
) -> None:
    other = draft.team.memberships.filter(is_captain=False).first().participant
    consent = other.consents.first()
    client.force_login(captain)

    assert client.post(at(draft.hackathon, "my_data"), {"consent": consent.pk}).status_code == 404
    consent.refresh_from_db()
    assert consent.withdrawn_at is None


# --- the stage


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
