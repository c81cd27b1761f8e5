"""The jury's vote: who votes on whom, and what was voted."""

from hackathon.kit.sorting import in_order
from hackathon.models import User
from hackathon.queries import Person, people_with
from judging.models import Ballot, Round, Scorecard, Vote
from judging.states import BallotStatus, ScorecardStatus
from registration.models import Entry


def votable_entries(person: Person, round: Round) -> list[Entry]:
    """The teams that a judge votes on: those whom the judge has marked.

    A judge with a conflict holds no card of the team, or a void one, and so has no vote on it.
    """
    read = Scorecard.objects.filter(
        assignment__round=round,
        assignment__judge_id=person.pk,
        status=ScorecardStatus.HANDED_IN,
    )
    entries = Entry.objects.filter(pk__in=read.values("assignment__entry"))
    return list(entries.select_related("team").order_by(in_order("team__name"), "pk"))


def ballot_of(person: Person, round: Round) -> Ballot | None:
    """A judge's ballot, if it is cast."""
    return Ballot.objects.filter(round=round, judge_id=person.pk, status=BallotStatus.CAST).first()


def votes_of(ballot: Ballot) -> dict[int, str]:
    """What a ballot says, by entry."""
    return dict(Vote.objects.filter(ballot=ballot).values_list("entry", "choice"))


def judges_to_vote(round: Round) -> list[User]:
    """Members of the jury who have marked and not voted yet; nobody waits for one who left."""
    readers = Scorecard.objects.filter(
        assignment__round=round, status=ScorecardStatus.HANDED_IN
    ).values("assignment__judge")
    cast = Ballot.objects.filter(round=round, status=BallotStatus.CAST).values("judge")
    jury = people_with(round.stage.hackathon, "is_judge")
    return list(jury.filter(pk__in=readers).exclude(pk__in=cast))
