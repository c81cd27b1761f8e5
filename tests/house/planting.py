"""Violations to plant: for each invariant one change that no service would make.

The database itself refuses many of them, so its triggers and constraints are taken off first.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from django.db import connection
from django.db.models import F, Model

from bootcamp.models import Award, Certificate, MentorTeam, PrizeFund
from hackathon.kit import triggers
from hackathon.models import AuditEntry, Badge, Hackathon, LegalText, Letter, Stage
from judging.models import (
    Assignment,
    Ballot,
    Conflict,
    Criterion,
    Declaration,
    Mark,
    Result,
    Round,
    Scorecard,
    Vote,
)
from registration.models import (
    Acceptance,
    Application,
    Consent,
    Deliverable,
    Entry,
    Invitation,
    Membership,
    Participant,
    PublishedList,
    Submission,
    Team,
)

SECOND = timedelta(seconds=1)
LONG_AGO, FAR = datetime(2000, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC)
Plant = Callable[[], object]


def unguard(*models: type[Model]) -> None:
    """Take triggers, checks and unique constraints off the tables, until the roll-back."""
    with connection.cursor() as cursor:
        dialect = triggers._dialect(connection)
        for guard in dialect.standing(cursor):
            cursor.execute(dialect.drop(guard))
        for model in models:
            _drop_constraints(cursor, model._meta.db_table)


def _drop_constraints(cursor, table: str) -> None:
    if connection.vendor == "sqlite":  # a table made from a query has no constraint at all
        cursor.execute(f'CREATE TABLE bare AS SELECT * FROM "{table}"')  # noqa: S608 -- our own
        cursor.execute(f'DROP TABLE "{table}"')
        cursor.execute(f'ALTER TABLE bare RENAME TO "{table}"')
        return
    cursor.execute(
        "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('c', 'u')",
        [table],
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
    cursor.execute(
        "SELECT indexrelid::regclass::text FROM pg_index"
        " WHERE indrelid = %s::regclass AND indisunique AND NOT indisprimary",
        [table],
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f"DROP INDEX {name}")


def put(model: type[Model], where: dict | None = None, **values) -> None:
    """Change the first row that fits, behind the back of everything."""
    unguard(model)
    row = model.objects.filter(**(where or {})).order_by("pk").first()
    assert row is not None, f"there is no {model.__name__} with {where}"
    assert model.objects.filter(pk=row.pk).update(**values) == 1


def remove(model: type[Model], **where) -> None:
    """Take rows out."""
    unguard(model)
    rows = model.objects.filter(**where)
    assert rows.exists()
    rows._raw_delete(rows.db)


def repeat_a_letter() -> None:
    first = Letter.objects.exclude(recipient=None).order_by("pk").first()
    names = ("address", "recipient_id", "letter", "about", "version")
    put(Letter, {"pk__gt": first.pk}, **{name: getattr(first, name) for name in names})


def join_a_second_team() -> None:
    first = Membership.objects.order_by("pk").first()
    other = Membership.objects.exclude(team=first.team).order_by("pk").first()
    put(Membership, {"pk": other.pk}, participant=first.participant)


def send_late() -> None:
    end = Stage.objects.get(kind="applications").closes_at
    put(Submission, submitted_at=end + SECOND)


def hand_in_late() -> None:
    work = Deliverable.objects.select_related("entry__stage").order_by("pk").first()
    put(Deliverable, {"pk": work.pk}, handed_in_at=work.entry.stage.closes_at + SECOND)


def live_in_another_hackathon() -> None:
    other = Hackathon.objects.create(
        slug="other", name={"kk": "Б", "ru": "Д", "en": "O"}, created_at=LONG_AGO
    )
    put(Participant, hackathon=other)


def enter_without_a_list() -> None:
    put(Entry, {"stage__kind": "bootcamp"}, list=PublishedList.objects.get(stage__kind="selection"))


def vote_in_conflict() -> None:
    vote = Vote.objects.select_related("ballot", "entry").order_by("pk").first()
    Conflict.objects.create(
        hackathon_id=vote.entry.team.hackathon_id,
        judge_id=vote.ballot.judge_id,
        team_id=vote.entry.team_id,
        kind="work",
        source="found",
        set_at=LONG_AGO,
        set_by_id=vote.ballot.judge_id,
    )


def count_a_card_in_conflict() -> None:
    conflict = Conflict.objects.exclude(kind="mentor").order_by("pk").first()
    pair = {"assignment__judge": conflict.judge, "assignment__entry__team": conflict.team}
    put(Scorecard, pair, status="handed_in", handed_in_at=FAR)


def mark_in_conflict() -> None:
    mark = Mark.objects.select_related("card__assignment__entry__team").order_by("pk").first()
    pair = mark.card.assignment
    Conflict.objects.create(
        hackathon_id=pair.entry.team.hackathon_id,
        judge_id=pair.judge_id,
        team_id=pair.entry.team_id,
        kind="work",
        source="found",
        set_at=LONG_AGO,
        set_by_id=pair.judge_id,
    )


def of_other_stage(kind: str) -> Entry:
    return Entry.objects.filter(stage__kind=kind).order_by("pk").first()


def organizer():
    return Badge.objects.get(is_organizer=True).person


def number_in_capitals() -> None:
    first, second = Certificate.objects.order_by("number")[:2]
    put(Certificate, {"pk": second.pk}, number=first.number.lower())


HANDED_IN = {"card__status": "handed_in"}
PLANTS: dict[str, Plant] = {
    # the ground floor
    "participants_decide_nothing": lambda: put(Badge, {"is_participant": True}, is_judge=True),
    "chair_is_a_judge": lambda: put(Badge, {"is_chair": True}, is_judge=False),
    "hackathon_has_an_organizer": lambda: put(Badge, {"is_organizer": True}, is_organizer=False),
    "hackathon_has_every_stage": lambda: put(Stage, {"kind": "bootcamp"}, kind="final"),
    "stage_opens_before_it_closes": lambda: put(Stage, closes_at=F("opens_at")),
    "stage_status_is_known": lambda: put(Stage, {"kind": "hackathon"}, status="published"),
    "stage_status_is_recorded": lambda: put(Stage, {"kind": "bootcamp"}, status="open"),
    "text_versions_have_no_gap": lambda: put(LegalText, version=2),
    "text_is_what_was_published": lambda: put(LegalText, text={"kk": "Ә", "ru": "Э", "en": "E"}),
    "letter_is_written_once": repeat_a_letter,
    "letter_has_one_end": lambda: put(Letter, sent_at=F("created_at") - SECOND),
    "trail_begins_with_the_hackathon": lambda: put(
        AuditEntry, {"hackathon__isnull": False}, happened_at=LONG_AGO
    ),
    # teams
    "team_is_not_too_large": lambda: put(Team, {"size__gte": 3}, size_max=2),
    "team_size_is_counted": lambda: put(Team, size=F("size") + 1),
    "team_has_one_captain": lambda: put(Membership, {"is_captain": True}, is_captain=False),
    "seat_has_one_person": lambda: put(Membership, {"seat": 2}, seat=1),
    "person_is_in_one_team": join_a_second_team,
    "member_is_a_participant": lambda: put(Badge, {"is_participant": True}, is_participant=False),
    "member_is_of_the_same_hackathon": live_in_another_hackathon,
    "role_is_known": lambda: put(Membership, role="onlooker"),
    "consent_runs_forward": lambda: put(Consent, valid_until=F("given_at")),
    "confirmed_invitation_has_its_member": lambda: put(
        Invitation, {"status": "confirmed"}, membership=None
    ),
    "invitation_status_is_recorded": lambda: put(
        Invitation, {"status": "expired"}, status="cancelled"
    ),
    # applications
    "application_was_sent_in_time": send_late,
    "submission_is_what_was_sent": lambda: put(Submission, snapshot={"members": []}),
    "submissions_have_no_gap": lambda: put(Submission, number=3),
    "sent_application_has_its_copy": lambda: put(
        Application, {"status": "accepted"}, submitted_at=LONG_AGO
    ),
    "sent_application_had_enough_members": lambda: put(Submission, snapshot={"members": [1, 2]}),
    "member_has_confirmed": lambda: put(
        Membership, {"team__application__status": "accepted"}, confirmed_at=None
    ),
    "member_was_of_age": lambda: put(
        Participant,
        {"memberships__team__application__status": "accepted"},
        birth_date=date(2012, 1, 1),
    ),
    "member_had_consented": lambda: put(
        Consent,
        {"participant__memberships__team__application__status": "accepted", "purpose": "prize"},
        withdrawn_at=F("given_at"),
    ),
    "member_had_accepted": lambda: put(
        Acceptance,
        {"participant__memberships__team__application__status": "accepted"},
        accepted_at=FAR,
    ),
    "refused_application_has_a_reason": lambda: put(Application, {"status": "refused"}, reason=""),
    "application_status_is_recorded": lambda: put(
        Application, {"status": "draft"}, status="submitted", submitted_at=LONG_AGO
    ),
    # lists
    "team_stands_in_the_list": enter_without_a_list,
    "list_opens_all_its_stages": lambda: put(
        Entry,
        {"stage__kind": "final"},
        team=Team.objects.filter(application__status="accepted").last(),
    ),
    "selected_teams_are_the_accepted_ones": lambda: put(
        Application, {"status": "passed_over"}, status="accepted"
    ),
    "selected_teams_are_within_the_limit": lambda: put(Hackathon, teams_max=1),
    "published_stage_has_its_list": lambda: put(Stage, {"kind": "pitches"}, status="closed"),
    "published_lists_have_no_gap": lambda: put(PublishedList, version=2),
    "wildcard_has_a_reason": lambda: put(Entry, {"way": "wildcard"}, reason=""),
    "work_was_handed_in_in_time": hand_in_late,
    "deliverables_have_no_gap": lambda: put(Deliverable, number=7),
    # the jury
    "conflicted_judge_has_no_card": count_a_card_in_conflict,
    "conflicted_judge_gives_no_mark": mark_in_conflict,
    "conflicted_judge_has_no_vote": vote_in_conflict,
    "mark_is_on_its_scale": lambda: put(Mark, half_points=21),
    "mark_is_of_its_round": lambda: put(
        Mark,
        {"criterion__round__stage__kind": "final"},
        criterion=Criterion.objects.filter(round__stage__kind="pitches").first(),
    ),
    "handed_in_card_is_complete": lambda: put(Mark, HANDED_IN, half_points=None),
    "judge_declared_before_marking": lambda: put(Declaration, declared_at=FAR),
    "assignment_is_of_its_stage": lambda: put(
        Assignment, {"round__stage__kind": "final"}, entry=of_other_stage("pitches")
    ),
    "card_status_is_recorded": lambda: put(Scorecard, {"status": "handed_in"}, status="open"),
    "round_status_is_recorded": lambda: put(Round, {"status": "published"}, status="signed"),
    "ballot_is_cast_by_a_judge": lambda: put(Ballot, judge=organizer()),
    "ballot_is_complete": lambda: remove(Vote, entry__stage__kind="final"),
    "ballot_speaks_of_its_teams": lambda: put(Vote, entry=of_other_stage("hackathon")),
    "ballot_status_is_recorded": lambda: put(Ballot, status="open"),
    # results
    "signed_place_is_what_the_marks_give": lambda: put(
        Mark, HANDED_IN | {"half_points__gte": 8}, half_points=F("half_points") - 8
    ),
    "manifest_is_what_was_signed": lambda: put(Result, manifest={"rows": []}),
    "signed_round_has_its_result": lambda: put(Result, version=9),
    "criteria_are_those_that_were_fixed": lambda: put(Criterion, max_points=9),
    "jury_decision_has_a_reason": lambda: put(Round, {"stage__kind": "final"}, jury_reason=""),
    "team_was_read_often_enough": lambda: put(Round, readings_needed=50),
    "finalists_are_those_of_the_jury": lambda: put(
        Entry, {"way": "jury"}, way="wildcard", reason="Why not"
    ),
    # prizes
    "mentor_has_a_conflict": lambda: remove(Conflict, kind="mentor"),
    "mentor_advises_in_the_camp": lambda: put(MentorTeam, entry=of_other_stage("final")),
    "awards_are_within_the_fund": lambda: put(PrizeFund, amount=1),
    "fund_counts_its_awards": lambda: put(PrizeFund, awarded=1),
    "award_is_for_the_signed_place": lambda: put(Award, {"place": 3}, place=1),
    "award_has_its_sum": lambda: put(Award, amount=0),
    "published_winner_has_a_certificate": lambda: remove(Certificate, award__place=1),
    "certificate_is_what_was_issued": lambda: put(Certificate, facts={"number": "1"}),
    "certificate_says_what_was_signed": lambda: put(Award, amount=F("amount") - 1),
    "certificate_number_is_its_own": number_in_capitals,
    "certificate_numbers_have_no_gap": lambda: put(Certificate, number="ASHYQ-EL-2026-0009"),
    "award_has_one_valid_certificate": lambda: put(
        Certificate, {"status": "revoked"}, status="valid"
    ),
    "revoked_certificate_has_a_reason": lambda: put(Certificate, {"status": "revoked"}, reason=""),
    "certificate_status_is_recorded": lambda: put(
        Certificate, {"status": "valid"}, status="revoked", revoked_at=FAR, reason="None"
    ),
}
