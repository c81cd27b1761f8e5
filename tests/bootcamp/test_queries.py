"""What the boot camp's app knows."""

from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from bootcamp import queries, services
from hackathon.models import Stage, User
from tests.factories import BadgeFactory, CityFactory, UserFactory
from tests.factories.bootcamp import Camp, MentorTeamFactory, build_camp
from tests.factories.registration import MembershipFactory

pytestmark = pytest.mark.django_db


def suggested(camp: Camp) -> list[tuple[int, int]]:
    return [(one.row.place, one.suggested) for one in queries.prize_places(camp.hackathon)]


def test_there_are_no_prize_places_before_the_signature(camp: Camp) -> None:
    assert queries.prize_places(camp.hackathon) == []
    assert queries.final_result(camp.hackathon) is None


@pytest.mark.parametrize(
    ("places", "sums"),
    [
        ((1, 2, 3, 4), [(1, 10_000_000), (2, 6_000_000), (3, 4_000_000)]),
        ((1, 1, 3, 4), [(1, 8_000_000), (1, 8_000_000), (3, 4_000_000)]),
        ((1, 2, 2, 4), [(1, 10_000_000), (2, 5_000_000), (2, 5_000_000)]),
        ((1, 2, 3, 3), [(1, 10_000_000), (2, 6_000_000), (3, 2_000_000), (3, 2_000_000)]),
        ((1, 1, 1, 1), [(1, 5_000_000)] * 4),
        ((1, 2, None, None), [(1, 12_500_000), (2, 7_500_000)]),
        ((1, None, None, None), [(1, 20_000_000)]),
    ],
)
def test_suggested_sums_divide_the_fund_and_shared_places_share(
    camp: Camp, places: tuple, sums: list
) -> None:
    camp.sign(*places)

    assert suggested(camp) == sums
    assert sum(amount for _place, amount in sums) == 20_000_000


def test_suggested_sums_use_every_tenge_of_an_odd_fund(camp: Camp) -> None:
    camp.sign(1, 1, 1, 4)
    services.set_fund(
        hackathon=camp.hackathon,
        amount=10_000_001,
        reason="A sponsor left.",
        actor=camp.organizer,
        now=camp.now,
    )

    assert suggested(camp) == [(1, 3_333_334), (1, 3_333_334), (1, 3_333_333)]


def test_suggested_sums_beyond_the_third_place_are_for_people_to_set(now: datetime) -> None:
    camp = build_camp(now=now, teams=4, prize_places=4)
    camp.sign()

    assert suggested(camp)[3] == (4, 0)


def test_final_in_which_nobody_has_a_place_has_no_prizes(camp: Camp) -> None:
    camp.sign(None, None, None, None)

    assert suggested(camp) == []
    assert queries.places_without_award(camp.hackathon) == 0


def test_prize_places_carry_their_awards(signed: Camp) -> None:
    award = signed.give(1, 1_000)

    places = queries.prize_places(signed.hackathon)
    assert [one.award for one in places] == [None, award, None]
    assert [one.row.entry for one in places] == signed.entries[:3]
    assert queries.places_without_award(signed.hackathon) == 2


def test_winners_are_nobodys_before_publication(issued: Camp) -> None:
    assert queries.winners_of(issued.hackathon) == []


def test_winners_have_sums_and_valid_numbers(published: Camp) -> None:
    first, second, third = queries.certificates_of(published.hackathon)
    services.revoke_certificate(
        certificate=second, reason="A slip.", actor=published.organizer, now=published.now
    )

    winners = queries.winners_of(published.hackathon)

    assert [row["award"].amount for row in winners] == [10_000_000, 6_000_000, 4_000_000]
    assert [row["number"] for row in winners] == [first.number, "", third.number]


def somebody(camp: Camp, who: str) -> User | AnonymousUser:
    here = {"hackathon": camp.hackathon}
    made = {
        "visitor": AnonymousUser,
        "stranger": UserFactory,
        "captain": camp.captain,
        "member": lambda: camp.members()[2].participant.user,
        "other team": lambda: camp.captain(3),
        "judge": lambda: BadgeFactory(**here, is_judge=True).person,
        "mentor": lambda: camp.mentor,
        "organizer": lambda: camp.organizer,
        "city organizer": lambda: (
            BadgeFactory(
                **here, is_organizer=True, city=CityFactory(hackathon=camp.hackathon)
            ).person
        ),
        "auditor": lambda: BadgeFactory(**here, is_auditor=True).person,
        "elsewhere": lambda: BadgeFactory(is_organizer=True, is_auditor=True).person,
    }
    return made[who]()


WHO = (
    *("visitor", "stranger", "captain", "member", "other team", "judge", "mentor"),
    *("organizer", "city organizer", "auditor", "elsewhere"),
)
STAFF = {"organizer", "auditor"}
TEAM = {"captain", "member"}
INSIDE = set(WHO) - {"visitor", "stranger", "elsewhere"}


@pytest.mark.parametrize("who", WHO)
def test_who_may_download_a_certificate(issued: Camp, who: str) -> None:
    person = somebody(issued, who)
    mine = issued.entries[0].award.certificates.get()

    def may() -> bool:
        return mine in queries.certificates_readable_by(person)

    assert may() is (who in STAFF)
    issued.publish()
    assert may() is (who in STAFF | TEAM)
    services.revoke_certificate(
        certificate=mine, reason="A slip.", actor=issued.organizer, now=issued.now
    )
    assert may() is (who in STAFF)


def test_who_has_left_the_team_may_not_download(published: Camp) -> None:
    gone = published.members()[1]
    gone.left_at = published.now
    gone.save()

    assert not queries.certificates_readable_by(gone.participant.user).exists()


@pytest.mark.parametrize("who", WHO)
def test_whom_a_number_alone_tells_something(issued: Camp, who: str) -> None:
    person = somebody(issued, who)
    number = issued.entries[0].award.certificates.get().number

    def is_told() -> bool:
        return queries.is_announced(queries.certificate_by_number(number), person)

    assert is_told() is (who in STAFF)
    issued.publish()
    assert is_told() is True
    issued.hackathon.is_public = False
    issued.hackathon.save()
    assert is_told() is (who in INSIDE)


def test_mentored_by_is_cut_to_the_mentor_and_the_hackathon(camp: Camp, now: datetime) -> None:
    mine = MentorTeamFactory(entry=camp.camp_entries[0], mentor=camp.mentor)
    MentorTeamFactory(entry=camp.camp_entries[1])
    other = build_camp(now=now, teams=1)
    MentorTeamFactory(entry=other.camp_entries[0], mentor=camp.mentor)

    assert list(queries.mentored_by(camp.mentor, camp.hackathon)) == [mine]


def test_members_by_team_are_the_active_ones_captain_first(camp: Camp) -> None:
    team = camp.entries[0].team
    captain, second, third = camp.members()
    captain.is_captain, third.is_captain = False, True
    captain.save()
    third.save()
    second.left_at = camp.now
    second.save()

    assert queries.members_by_team([team]) == {team.pk: [third, captain]}


def test_positions_are_those_of_this_hackathon(camp: Camp) -> None:
    BadgeFactory(person=camp.mentor, is_mentor=True)

    found = queries.positions_of(camp.hackathon, [camp.mentor])

    assert {pk: badge.hackathon for pk, badge in found.items()} == {camp.mentor.pk: camp.hackathon}


@pytest.mark.parametrize("rows", [1, 3])
def test_reads_cost_the_same_with_any_number_of_rows(
    now: datetime, rows: int, django_assert_num_queries
) -> None:
    camp = build_camp(now=now, teams=rows)
    camp.sign()
    for number in range(rows):
        camp.issue(camp.give(number, 1_000))
        MentorTeamFactory(entry=camp.camp_entries[number], mentor=camp.mentor)
    Stage.objects.filter(pk=camp.stage.pk).update(status="published")
    here = camp.hackathon

    def told(pairs) -> list:
        return [(p.mentor.full_name, p.entry.team.application.title) for p in pairs]

    with django_assert_num_queries(1):
        assert len(told(queries.mentored_by(camp.mentor, here).select_related("mentor"))) == rows
    with django_assert_num_queries(1):
        assert len(queries.members_by_team([e.team for e in camp.entries])) == rows
    with django_assert_num_queries(5):  # result twice, entries, awards, fund
        assert len(queries.prize_places(here)) == rows
    with django_assert_num_queries(3):  # stage, certificates, awards
        found = queries.winners_of(here)
        assert len([row["award"].entry.team.application.title for row in found]) == rows
    with django_assert_num_queries(1):
        found = queries.certificates_of(here)
        assert len([one.award.entry.team.name for one in found]) == rows


def test_certificate_by_number_takes_the_number_as_it_is(issued: Camp) -> None:
    number = queries.certificates_of(issued.hackathon)[0].number

    assert queries.certificate_by_number(f" {number} ").number == number
    assert queries.certificate_by_number(number[:-1]) is None


def test_members_of_another_team_do_not_bring_a_certificate(published: Camp) -> None:
    newcomer = MembershipFactory(team=published.entries[3].team, seat=5)

    assert not queries.certificates_readable_by(newcomer.participant.user).exists()
