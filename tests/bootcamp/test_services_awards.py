"""The prize fund and the awards."""

from collections.abc import Callable

import pytest

from bootcamp import services
from bootcamp.models import Award, PrizeFund
from hackathon.kit.errors import Refused
from hackathon.models import AuditEntry
from tests.factories.bootcamp import Camp

pytestmark = pytest.mark.django_db


def refusal_of(act: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value


def state(camp: Camp) -> tuple:
    """Everything that an award writes."""
    return (
        list(PrizeFund.objects.values_list("amount", "awarded")),
        list(Award.objects.values_list("entry", "place", "amount")),
        AuditEntry.objects.filter(action__startswith="bootcamp.").count(),
    )


def withdraw(camp: Camp, award: Award) -> None:
    services.withdraw_award(award=award, actor=camp.organizer, now=camp.now)


def set_fund(camp: Camp, amount: int, reason: str = "A sponsor left.") -> PrizeFund:
    return services.set_fund(
        hackathon=camp.hackathon, amount=amount, reason=reason, actor=camp.organizer, now=camp.now
    )


def test_give_award_writes_place_sum_result_and_trail(signed: Camp) -> None:
    award = signed.give(0, 9_000_000)

    result = signed.round.results.get()
    assert (award.place, award.amount, award.result) == (1, 9_000_000, result)
    assert (award.hackathon, award.entry) == (signed.hackathon, signed.entries[0])
    assert (award.decided_at, award.decided_by) == (signed.now, signed.organizer)
    fund = PrizeFund.objects.get()
    assert (fund.hackathon, fund.amount, fund.awarded) == (signed.hackathon, 20_000_000, 9_000_000)
    line = AuditEntry.objects.get(action="bootcamp.award.give")
    assert (line.actor, line.target_id) == (signed.organizer, award.pk)
    assert line.details == {"place": 1, "amount": 9_000_000}


def test_fund_is_spent_to_the_last_tenge(signed: Camp) -> None:
    signed.award_all((10_000_000, 6_000_000, 4_000_000))

    assert PrizeFund.objects.get().awarded == 20_000_000


def test_give_award_above_the_fund_is_refused_with_what_is_left(signed: Camp) -> None:
    signed.give(0, 15_000_000)
    before = state(signed)

    refused = refusal_of(lambda: signed.give(1, 5_000_001))

    assert (refused.code, refused.params) == ("fund_exceeded", {"field": "amount"})
    assert "5\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}₸" in refused.messages[0]
    assert state(signed) == before


def test_give_award_again_replaces_the_sum(signed: Camp) -> None:
    first = signed.give(0, 15_000_000)
    signed.give(1, 5_000_000)

    again = signed.give(0, 14_000_000)

    assert (again.pk, again.amount) == (first.pk, 14_000_000)
    assert PrizeFund.objects.get().awarded == 19_000_000
    assert Award.objects.count() == 2


def test_give_award_again_counts_the_earlier_sum_as_free(signed: Camp) -> None:
    signed.give(0, 15_000_000)

    assert signed.give(0, 20_000_000).amount == 20_000_000
    assert PrizeFund.objects.get().awarded == 20_000_000


@pytest.mark.parametrize("amount", [0, -1])
def test_give_award_takes_a_sum_above_zero(signed: Camp, amount: int) -> None:
    before = state(signed)

    refused = refusal_of(lambda: signed.give(0, amount))

    assert (refused.code, refused.params) == ("amount_missing", {"field": "amount"})
    assert state(signed) == before == ([], [], 0)


def test_give_award_before_the_signature_is_refused(camp: Camp) -> None:
    assert refusal_of(lambda: camp.give(0, 1)).code == "not_signed"
    assert state(camp) == ([], [], 0)


def test_give_award_without_a_round_is_refused(camp: Camp) -> None:
    camp.round.criteria.all().delete()
    camp.round.delete()

    assert refusal_of(lambda: camp.give(0, 1)).code == "not_signed"


def test_give_award_follows_the_signed_place(signed: Camp) -> None:
    refused = refusal_of(lambda: signed.give(1, 1_000, place=1))

    assert refused.code == "place_differs"
    assert "place 2" in refused.messages[0]
    assert state(signed) == ([], [], 0)


@pytest.mark.parametrize("place", [3, 4])
def test_give_award_outside_the_prize_places_is_refused(signed: Camp, place: int) -> None:
    assert refusal_of(lambda: signed.give(3, 1_000, place=place)).code == "no_prize_place"
    assert state(signed) == ([], [], 0)


def test_give_award_to_a_team_without_a_place_is_refused(camp: Camp) -> None:
    camp.sign(1, 2, None, None)

    assert refusal_of(lambda: camp.give(2, 1_000, place=3)).code == "no_prize_place"


def test_give_award_goes_to_the_place_in_the_final_and_not_in_the_boot_camp(signed: Camp) -> None:
    refused = refusal_of(
        lambda: services.give_award(
            entry=signed.camp_entries[0],
            place=1,
            amount=1_000,
            actor=signed.organizer,
            now=signed.now,
        )
    )

    assert refused.code == "no_prize_place"


def test_teams_that_share_a_place_have_an_award_each(camp: Camp) -> None:
    camp.sign(1, 1, 3, 4)

    assert [camp.give(n, 7_000_000, place=1).place for n in (0, 1)] == [1, 1]
    assert camp.give(2, 1, place=3).place == 3


def test_give_award_after_publication_is_refused(published: Camp) -> None:
    before = state(published)

    assert refusal_of(lambda: published.give(0, 1_000)).code == "already_published"
    assert state(published) == before


def test_give_award_under_a_valid_certificate_is_refused(signed: Camp) -> None:
    award = signed.give(0, 1_000)
    certificate = signed.issue(award)
    before = state(signed)

    assert refusal_of(lambda: signed.give(0, 2_000)).code == "certificate_issued"
    assert state(signed) == before

    services.revoke_certificate(
        certificate=certificate, reason="Another sum.", actor=signed.organizer, now=signed.now
    )
    assert signed.give(0, 2_000).amount == 2_000


def test_withdraw_award_frees_its_sum(signed: Camp) -> None:
    first, second = signed.give(0, 15_000_000), signed.give(1, 5_000_000)

    withdraw(signed, first)

    assert PrizeFund.objects.get().awarded == 5_000_000
    assert list(Award.objects.all()) == [second]
    line = AuditEntry.objects.get(action="bootcamp.award.withdraw")
    assert line.details == {"place": 1, "amount": 15_000_000}


def test_withdraw_award_twice_frees_its_sum_once(signed: Camp) -> None:
    award, other = signed.give(0, 6_000_000), signed.give(1, 6_000_000)
    the_same = Award.objects.select_related("hackathon").get(pk=award.pk)
    withdraw(signed, award)
    before = state(signed)

    assert refusal_of(lambda: withdraw(signed, the_same)).code == "stale"
    assert state(signed) == before
    assert PrizeFund.objects.get().awarded == other.amount


def test_withdraw_award_frees_the_sum_that_it_has_now(signed: Camp) -> None:
    award = signed.give(0, 6_000_000)
    seen_earlier = Award.objects.select_related("hackathon").get(pk=award.pk)
    signed.give(0, 2_000_000)

    withdraw(signed, seen_earlier)

    assert PrizeFund.objects.get().awarded == 0


def test_withdraw_award_with_any_certificate_is_refused(signed: Camp) -> None:
    award = signed.give(0, 6_000_000)
    services.revoke_certificate(
        certificate=signed.issue(award), reason="A slip.", actor=signed.organizer, now=signed.now
    )
    before = state(signed)

    assert refusal_of(lambda: withdraw(signed, award)).code == "certificate_issued"
    assert state(signed) == before


def test_withdraw_award_after_publication_is_refused(published: Camp) -> None:
    before = state(published)

    award = published.entries[0].award
    assert refusal_of(lambda: withdraw(published, award)).code == "already_published"
    assert state(published) == before


def test_set_fund_changes_the_fund_with_its_reason(signed: Camp) -> None:
    signed.give(0, 6_000_000)

    fund = set_fund(signed, 6_000_000, " A sponsor left. ")

    assert (fund.amount, fund.awarded) == (6_000_000, 6_000_000)
    line = AuditEntry.objects.get(action="bootcamp.fund.set")
    assert line.details == {
        "before": 20_000_000,
        "amount": 6_000_000,
        "reason": "A sponsor left.",
    }
    assert refusal_of(lambda: signed.give(1, 1)).code == "fund_exceeded"


def test_set_fund_below_the_awards_is_refused(signed: Camp) -> None:
    signed.give(0, 6_000_000)
    before = state(signed)

    assert refusal_of(lambda: set_fund(signed, 5_999_999)).code == "fund_exceeded"
    assert state(signed) == before


def test_set_fund_needs_a_reason(signed: Camp) -> None:
    refused = refusal_of(lambda: set_fund(signed, 1_000, "  "))

    assert (refused.code, refused.params) == ("reason_missing", {"field": "reason"})
    assert state(signed) == ([], [], 0)


@pytest.mark.parametrize(("amount", "code"), [(-1, "min_value"), (10**30, "max_value")])
def test_set_fund_takes_a_sum_that_a_fund_can_have(signed: Camp, amount: int, code: str) -> None:
    assert refusal_of(lambda: set_fund(signed, amount)).code == code
    assert state(signed) == ([], [], 0)
