"""The organizer's pages: mentors, awards, certificates, publishing."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from bootcamp import queries
from bootcamp.models import Award, Certificate, MentorTeam, PrizeFund
from bootcamp.views import organizer as views
from hackathon.kit.money import format_tenge as tenge
from tests.factories import BadgeFactory
from tests.factories.bootcamp import Camp, MentorTeamFactory, build_camp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock", "no_second_factor")]


def go(client: Client, camp: Camp, name: str, *args, **data):
    """Open a page as the organizer, or send it a form."""
    client.force_login(camp.organizer)
    address = reverse(f"bootcamp:{name}", args=[camp.hackathon.slug, *args])
    return client.post(address, data) if data else client.get(address)


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def award_form(camp: Camp, number: int, amount: str) -> dict:
    entry = camp.entries[number]
    return {"entry": str(entry.pk), f"team-{entry.pk}-amount": amount}


def mentor_form(camp: Camp, number: int, mentor: str) -> dict:
    entry = camp.camp_entries[number]
    return {"entry": str(entry.pk), f"team-{entry.pk}-mentor": mentor}


def test_mentors_page_names_teams_and_those_who_advise(camp: Camp, client: Client) -> None:
    MentorTeamFactory(entry=camp.camp_entries[1], mentor=camp.mentor)

    page = go(client, camp, "mentors").content.decode()

    assert all(f"«{entry.team.name}»" in page for entry in camp.entries)
    assert page.count(f"<b>{camp.mentor.full_name}</b>") == 1


def test_mentor_is_assigned_on_the_page(camp: Camp, client: Client) -> None:
    response = go(client, camp, "mentors", **mentor_form(camp, 1, str(camp.mentor.pk)))

    assert response.status_code == 302
    assert said(response) == ["The mentor is assigned."]
    assert MentorTeam.objects.get().entry == camp.camp_entries[1]


def test_mentor_who_is_none_is_an_error_next_to_the_team(camp: Camp, client: Client) -> None:
    stranger = BadgeFactory(hackathon=camp.hackathon, is_judge=True).person

    response = go(client, camp, "mentors", **mentor_form(camp, 1, str(stranger.pk)))

    assert response.status_code == 422
    assert f"team-{camp.camp_entries[1].pk}-mentor" in response.content.decode()
    assert not MentorTeam.objects.exists()


def test_mentor_whose_badge_has_just_gone_is_refused(
    camp: Camp, client: Client, monkeypatch
) -> None:
    gone = BadgeFactory(hackathon=camp.hackathon, is_judge=True).person
    monkeypatch.setattr(views, "people_with", lambda *_args: [gone])

    response = go(client, camp, "mentors", **mentor_form(camp, 0, str(gone.pk)))

    assert response.status_code == 422
    assert "This person is not a mentor of the hackathon." in response.content.decode()


def test_mentor_is_released_on_the_page(camp: Camp, client: Client) -> None:
    pair = MentorTeamFactory(entry=camp.camp_entries[0], mentor=camp.mentor)

    assert said(go(client, camp, "mentor_release", pair.pk, go="1")) == ["The mentor is released."]
    assert not MentorTeam.objects.exists()
    assert go(client, camp, "mentor_release", pair.pk, go="1").status_code == 404


def test_mentor_released_by_somebody_else_meanwhile_is_said(
    camp: Camp, client: Client, monkeypatch
) -> None:
    pair = MentorTeamFactory(entry=camp.camp_entries[0], mentor=camp.mentor)
    MentorTeam.objects.all().delete()
    monkeypatch.setattr("bootcamp.http.get_object_or_404", lambda *_args, **_kwargs: pair)

    response = go(client, camp, "mentor_release", pair.pk, go="1")

    assert said(response) == ["Someone was faster: this has changed already."]


def test_awards_page_offers_the_suggested_sums(signed: Camp, client: Client) -> None:
    page = go(client, signed, "awards").content.decode()

    for amount in (10_000_000, 6_000_000, 4_000_000):
        assert f'value="{amount}"' in page
    assert "«Көпір»" not in page
    assert page.count(tenge(20_000_000)) == 2  # the fund, and what is left


def test_awards_page_before_the_signature_is_empty(camp: Camp, client: Client) -> None:
    assert "No prize places yet" in go(client, camp, "awards").content.decode()


def test_award_is_given_on_the_page(signed: Camp, client: Client) -> None:
    response = go(client, signed, "awards", **award_form(signed, 1, "6000000"))

    assert (response.status_code, said(response)) == (302, ["The award is given."])
    assert list(Award.objects.values_list("place", "amount")) == [(2, 6_000_000)]
    page = go(client, signed, "awards").content.decode()
    assert tenge(14_000_000) in page


def test_award_above_the_fund_is_an_error_next_to_its_sum(signed: Camp, client: Client) -> None:
    signed.give(0, 15_000_000)

    response = go(client, signed, "awards", **award_form(signed, 1, "5000001"))

    assert response.status_code == 422
    field = f"team-{signed.entries[1].pk}-amount"
    assert [f.prefix for f in response.context["forms"] if f.errors] == [field[: -len("-amount")]]
    assert f"{tenge(5_000_000)} is left" in response.content.decode()
    assert Award.objects.count() == 1


@pytest.mark.parametrize("amount", ["", "0", "x", "1.5"])
def test_award_that_is_no_sum_is_an_error(signed: Camp, client: Client, amount: str) -> None:
    assert go(client, signed, "awards", **award_form(signed, 0, amount)).status_code == 422
    assert not Award.objects.exists()


@pytest.mark.parametrize("name", ["awards", "mentors"])
def test_form_for_a_team_that_is_not_there_is_not_found(
    signed: Camp, client: Client, name: str
) -> None:
    assert go(client, signed, name, entry="999999").status_code == 404


def test_award_is_taken_back_on_the_page(signed: Camp, client: Client) -> None:
    award = signed.give(0, 1_000)

    response = go(client, signed, "award_withdraw", award.pk, go="1")

    assert said(response) == ["The award is taken back."]
    assert not Award.objects.exists()


def test_award_with_a_certificate_stays_and_the_page_says_why(signed: Camp, client: Client) -> None:
    award = signed.give(0, 1_000)
    signed.issue(award)

    response = go(client, signed, "award_withdraw", award.pk, go="1")

    assert said(response) == ["A certificate was issued for this award; it stays in the record."]
    assert Award.objects.count() == 1


def test_published_awards_have_no_forms(published: Camp, client: Client) -> None:
    page = go(client, published, "awards").content.decode()

    assert "Take the award back" not in page
    assert 'name="entry"' not in page


def test_fund_is_changed_on_the_page(signed: Camp, client: Client) -> None:
    response = go(client, signed, "fund", fund="18000000", reason="A sponsor left.")

    assert said(response) == ["The fund is changed."]
    assert PrizeFund.objects.get().amount == 18_000_000
    assert tenge(18_000_000) in go(client, signed, "awards").content.decode()


@pytest.mark.parametrize(
    ("amount", "reason"), [("999", "x"), ("5000", ""), ("", "x"), ("9" * 30, "x")]
)
def test_fund_that_cannot_be_is_an_error(
    signed: Camp, client: Client, amount: str, reason: str
) -> None:
    signed.give(0, 1_000)

    response = go(client, signed, "fund", fund=amount, reason=reason)

    assert response.status_code == 422
    assert response.context["fund_form"].errors
    assert PrizeFund.objects.get().amount == 20_000_000


def test_certificates_are_issued_at_once(signed: Camp, client: Client) -> None:
    signed.award_all()
    assert (
        "3 awards have no certificate yet." in go(client, signed, "certificates").content.decode()
    )

    response = go(client, signed, "certificates_issue", go="1")

    assert said(response) == ["3 certificates issued."]
    page = go(client, signed, "certificates").content.decode()
    assert all(one.number in page for one in Certificate.objects.all())
    assert go(client, signed, "certificates_issue", go="1").status_code == 302
    assert Certificate.objects.count() == 3


def test_issue_says_what_was_refused(signed: Camp, client: Client, monkeypatch) -> None:
    award = signed.give(0, 1_000)
    signed.issue(award)
    monkeypatch.setattr(queries, "awards_without_certificate", lambda *_args: [award])

    response = go(client, signed, "certificates_issue", go="1")

    assert said(response) == ["This award has a valid certificate."]


def test_certificate_is_revoked_with_a_reason(issued: Camp, client: Client) -> None:
    first = Certificate.objects.first()
    prefix = f"certificate-{first.pk}"

    bad = go(client, issued, "certificate_revoke", first.pk, **{f"{prefix}-reason": " "})
    assert bad.status_code == 422
    assert [form.prefix for form in bad.context["forms"] if form.errors] == [prefix]

    response = go(client, issued, "certificate_revoke", first.pk, **{f"{prefix}-reason": "A slip."})
    assert said(response) == ["The certificate is revoked; its check page says so."]
    first.refresh_from_db()
    assert (first.status, first.reason) == ("revoked", "A slip.")

    again = go(client, issued, "certificate_revoke", first.pk, **{f"{prefix}-reason": "Again."})
    assert again.status_code == 422
    first.refresh_from_db()
    assert first.reason == "A slip."


def test_certificate_offers_each_language_while_it_is_valid(issued: Camp, client: Client) -> None:
    page = go(client, issued, "certificates").content.decode()

    for code in ("kk", "ru", "en"):
        assert page.count(f"/pdf/{code}/") == 3


def test_publish_page_shows_what_will_be_seen(issued: Camp, client: Client) -> None:
    page = go(client, issued, "publish_winners").content.decode()

    assert "9 people receive a letter." in page
    for name, amount in (("Қыран", 10_000_000), ("Дала Дата", 6_000_000), ("Тілмәш", 4_000_000)):
        assert f"«{name}»" in page
        assert tenge(amount) in page


def test_publish_page_names_what_is_missing(signed: Camp, client: Client) -> None:
    page = go(client, signed, "publish_winners").content.decode()
    assert "3 prize places have no award yet." in page

    response = go(client, signed, "publish_winners", go="1")

    assert response.status_code == 409
    assert "Not published" in response.content.decode()
    assert signed.stage.status == "closed"


def test_winners_are_published_on_the_page(issued: Camp, client: Client) -> None:
    response = go(client, issued, "publish_winners", go="1")

    assert said(response) == ["The winners are published."]
    assert response["Location"] == reverse("bootcamp:winners", args=[issued.hackathon.slug])
    assert issued.stage.status == "published"
    assert "The winners are published." in go(client, issued, "publish_winners").content.decode()
    assert go(client, issued, "publish_winners", go="1").status_code == 409


def test_publish_page_waits_for_the_final_to_close(issued: Camp, client: Client) -> None:
    issued.hackathon.stages.filter(kind="final").update(status="open")

    page = go(client, issued, "publish_winners").content.decode()

    assert "The final must be closed first." in page


@pytest.mark.parametrize("name", ["mentors", "awards", "certificates", "publish_winners"])
def test_page_costs_the_same_with_any_number_of_rows(
    now, client: Client, name: str, django_assert_max_num_queries
) -> None:
    counts = []
    for rows in (1, 3):
        camp = build_camp(now=now, teams=rows)
        camp.sign()
        for number in range(rows):
            camp.issue(camp.give(number, 1_000))
            MentorTeamFactory(entry=camp.camp_entries[number], mentor=camp.mentor)
        client.force_login(camp.organizer)
        with django_assert_max_num_queries(15) as asked:  # with session, person and masthead
            address = reverse(f"bootcamp:{name}", args=[camp.hackathon.slug])
            assert client.get(address).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]
