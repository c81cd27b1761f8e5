"""Rules of prizes over several rows. Each raises `Refused`, and none writes."""

from django.utils.translation import gettext as _

from bootcamp import queries
from bootcamp.models import Award, MentorTeam, PrizeFund
from hackathon.kit.errors import Refused
from hackathon.kit.money import format_tenge
from hackathon.models import Hackathon, Stage, User
from hackathon.queries import badge_of
from hackathon.states import StageKind
from judging.models import Result
from registration.models import Entry


def check_is_mentor(person: User, hackathon: Hackathon) -> None:
    """Mentors are named by the organizer first (R1.9)."""
    badge = badge_of(person, hackathon)
    if not badge or not badge.is_mentor:
        raise Refused(_("This person is not a mentor of the hackathon."), code="no_mentor")


def check_in_camp(entry: Entry) -> None:
    """Mentors work with the teams of the boot camp (R4.5)."""
    if entry.stage.kind != StageKind.BOOTCAMP:
        raise Refused(_("This team is not in the boot camp."), code="not_in_camp")


def check_still_advises(pair: MentorTeam) -> None:
    """Nobody is released twice: the pair is locked, or gone."""
    if not MentorTeam.objects.select_for_update().filter(pk=pair.pk).exists():
        raise Refused(_("Someone was faster: this has changed already."), code="stale")


def check_place(entry: Entry, place: int) -> Result:
    """A prize follows the jury's signed decision, and nothing else (R6.2)."""
    hackathon = entry.stage.hackathon
    result = queries.final_result(hackathon)
    if result is None:
        raise Refused(_("The jury's decision on the final is not signed."), code="not_signed")
    places = {row.row.entry.pk: row.row.place for row in queries.prize_places(hackathon)}
    if entry.pk not in places:
        raise Refused(_("This team is not in a prize place."), code="no_prize_place")
    if places[entry.pk] != place:
        raise Refused(
            _("By the jury's decision this team is in place %(place)d.")
            % {"place": places[entry.pk]},
            code="place_differs",
        )
    return result


def check_amount(amount: int) -> None:
    """A prize is a sum."""
    if amount <= 0:
        message = _("Give the amount in whole tenge, above zero.")
        raise Refused(message, code="amount_missing", params={"field": "amount"})


def check_fund(fund: PrizeFund, more: int) -> None:
    """Awards never add up to more than the fund (R6.4)."""
    left = fund.amount - fund.awarded
    if more > left:
        raise Refused(
            _("The awards would add up to more than the prize fund: %(left)s is left.")
            % {"left": format_tenge(left)},
            code="fund_exceeded",
            params={"field": "amount"},
        )


def check_still_given(award: Award) -> Award:
    """The award as it is now that the fund is locked; somebody may have taken it back."""
    found = queries.awards_of(award.hackathon).filter(pk=award.pk).first()
    if found is None:
        raise Refused(_("Someone was faster: this has changed already."), code="stale")
    return found


def check_unpublished(hackathon: Hackathon) -> None:
    """What is published is not changed in silence."""
    if queries.are_winners_published(hackathon):
        raise Refused(_("The winners are published already."), code="already_published")


def check_reason(reason: str) -> str:
    """Whoever takes something back says why."""
    if not reason.strip():
        raise Refused(_("Give the reason."), code="reason_missing", params={"field": "reason"})
    return reason.strip()


def check_is_final(stage: Stage) -> None:
    """Winners are found in the final (R6.2)."""
    if stage.kind != StageKind.FINAL:
        raise Refused(_("Winners are found in the final."), code="not_the_final")
