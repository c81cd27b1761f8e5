"""R7, the last provisions: each test is one sentence of the rulebook."""

import hashlib
from datetime import datetime, timedelta

import pytest
import rfc8785
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from hackathon.kit.errors import Refused
from hackathon.models import AuditEntry, Hackathon, LegalText, Letter, User
from hackathon.queries import current_legal_text
from hackathon.services import publish_legal_text
from hackathon.services.letters import words_of
from registration.models import Acceptance
from registration.services import submit_application
from tests.factories import BadgeFactory, LegalTextFactory, UserFactory, texts
from tests.factories.ground import organizer_of, place
from tests.factories.registration import captain_of, open_hackathon, ready_application

pytestmark = pytest.mark.django_db

FIRST = texts("One participant, one team.")
SECOND = texts("One participant, one team.\nA team has 3 to 5 people.")
CHANGE = texts("How large a team is")


@pytest.fixture
def hackathon() -> Hackathon:
    return place()


def publish(hackathon: Hackathon, now: datetime, **change: object) -> LegalText:
    """Publish the second version of the rules, unless said otherwise."""
    said = {"kind": "rules", "title": texts("Rules"), "text": SECOND, "change": CHANGE}
    organizer = organizer_of(hackathon)
    return publish_legal_text(hackathon=hackathon, actor=organizer, now=now, **said | change)


def test_R7_1_organizer_changes_the_rules_by_publishing_the_next_version(
    hackathon: Hackathon, now: datetime
) -> None:
    text = publish(hackathon, now)

    assert (text.version, text.published_at) == (2, now)
    assert text.change == CHANGE
    line = AuditEntry.objects.get()
    assert (line.action, line.actor) == ("hackathon.legaltext.publish", organizer_of(hackathon))
    assert line.details == {"kind": "rules", "version": 2}


def test_R7_1_change_binds_from_its_publication(hackathon: Hackathon, now: datetime) -> None:
    first = current_legal_text(hackathon, "rules")

    second = publish(hackathon, now)

    assert first.version == 1
    assert current_legal_text(hackathon, "rules") == second


def test_R7_1_only_the_organizer_of_the_whole_may_change_the_rules(hackathon: Hackathon) -> None:
    says = ("is_participant", "is_judge", "is_mentor", "is_auditor")
    people = [BadgeFactory(hackathon=hackathon, **{what: True}).person for what in says]
    people += [UserFactory(), BadgeFactory(is_organizer=True).person]

    assert not [p for p in people if p.has_perm("hackathon.publish_text", hackathon)]
    assert organizer_of(hackathon).has_perm("hackathon.publish_text", hackathon)


def test_R7_1_version_is_never_changed_nor_removed(hackathon: Hackathon) -> None:
    rules = LegalText.objects.filter(hackathon=hackathon, kind="rules")

    with pytest.raises(IntegrityError), transaction.atomic():
        rules.update(text=SECOND)
    with pytest.raises(IntegrityError), transaction.atomic():
        rules.delete()

    assert rules.get().text == FIRST


def test_R7_1_versions_are_numbered_one_by_one(hackathon: Hackathon, now: datetime) -> None:
    versions = [publish(hackathon, now, text=texts(f"Version {n}")).version for n in (2, 3, 4)]

    assert versions == [2, 3, 4]


def test_R7_1_fingerprint_tells_whether_a_text_was_altered(
    hackathon: Hackathon, now: datetime
) -> None:
    text = publish(hackathon, now)

    def fingerprint(said: dict[str, str]) -> str:
        return hashlib.sha256(rfc8785.dumps(said)).hexdigest()

    assert text.sha256 == fingerprint(SECOND) == fingerprint(dict(reversed(SECOND.items())))
    assert text.sha256 != fingerprint(SECOND | {"ru": "Команда из 6 человек."})


def test_R7_1_every_version_can_be_read(client: Client, hackathon: Hackathon, now) -> None:
    publish(hackathon, now)

    for version, words in ((1, FIRST), (2, SECOND)):
        address = reverse("hackathon:rules_version", args=[hackathon.slug, version])
        page = client.get(address).content.decode()
        assert all(line in page for line in words["en"].splitlines())
        assert f"Version {version}, published on" in page


def test_R7_1_people_see_what_changed(client: Client, hackathon: Hackathon, now) -> None:
    publish(hackathon, now)

    page = client.get(reverse("hackathon:rules", args=[hackathon.slug])).content.decode()

    assert CHANGE["en"] in page
    assert "<ins>A team has 3 to 5 people.</ins>" in page
    assert "<del>" not in page


def test_R7_1_participants_are_told_of_a_change(hackathon: Hackathon, now: datetime) -> None:
    participants = [
        BadgeFactory(hackathon=hackathon, is_participant=True).person for _number in range(2)
    ]
    BadgeFactory(hackathon=hackathon, is_judge=True)
    BadgeFactory(is_participant=True)

    text = publish(hackathon, now)

    letters = Letter.objects.order_by("pk")
    assert {letter.recipient for letter in letters} == set(participants)
    assert {letter.about for letter in letters} == {f"legaltext:{text.pk}"}
    words = words_of(letters[0])
    assert "a new version of “Rules”" in words.subject
    assert "version 2 of “Rules”" in words.text
    assert f"What changed: {CHANGE['en']}" in words.text
    assert words.text.endswith(f"/en/{hackathon.slug}/rules/")


@pytest.mark.parametrize("kind", ["rules", "privacy", "consent"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_R7_1_letter_leads_to_the_text_in_the_readers_language(
    client: Client, hackathon: Hackathon, now: datetime, kind: str, language: str
) -> None:
    person = UserFactory(language=language)
    BadgeFactory(hackathon=hackathon, person=person, is_participant=True)
    publish(hackathon, now, kind=kind)

    text = words_of(Letter.objects.get()).text
    address = text.rpartition("/" + language + "/")[2]

    page = client.get(f"/{language}/{address}")
    assert page.status_code == 200
    assert CHANGE[language] in page.content.decode()


def test_R7_1_first_publication_is_no_change(now: datetime) -> None:
    hackathon = BadgeFactory(is_participant=True).hackathon

    publish(hackathon, now)

    assert not Letter.objects.exists()


def test_R7_1_same_words_are_no_change(hackathon: Hackathon, now: datetime) -> None:
    BadgeFactory(hackathon=hackathon, is_participant=True)
    publish(hackathon, now)

    with pytest.raises(Refused) as refusal:
        publish(hackathon, now + timedelta(seconds=1))

    assert refusal.value.code == "unchanged"
    assert hackathon.legal_texts.filter(kind="rules").count() == 2
    assert Letter.objects.count() == 1


def test_R7_1_acceptance_names_the_version(now: datetime) -> None:
    place_to_be = open_hackathon()
    application = ready_application(place_to_be)
    rules = current_legal_text(place_to_be, "rules")

    accepted = Acceptance.objects.filter(participant__user=captain_of(application))

    assert {acceptance.legal_text for acceptance in accepted} == {rules}
    submission = submit_application(application=application, actor=captain_of(application), now=now)
    frozen = submission.snapshot["legal_texts"]["rules"]
    assert frozen == {"version": rules.version, "sha256": rules.sha256}


def test_R7_1_acceptance_of_an_earlier_version_stays_what_it_was(now: datetime) -> None:
    place_to_be = open_hackathon()
    captain: User = captain_of(ready_application(place_to_be))
    before = list(Acceptance.objects.filter(participant__user=captain).values())

    publish(place_to_be, now)

    assert before
    assert list(Acceptance.objects.filter(participant__user=captain).values()) == before


def test_R7_1_rules_of_another_hackathon_stay_as_they_are(
    hackathon: Hackathon, now: datetime
) -> None:
    others = LegalTextFactory()

    publish(hackathon, now)

    assert current_legal_text(others.hackathon, "rules") == others
