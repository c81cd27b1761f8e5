"""Handing out cards: which judge reads which teams, and in which order."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from hackathon.models import User
from hackathon.queries import people_with
from judging import queries
from judging.allocation import Pair, allocate
from judging.models import Assignment, Conflict, Round, Scorecard
from judging.states import ScorecardStatus
from registration.models import Entry

BATCH = 2000


def assign(round: Round, entries: Sequence[Entry], *, now: datetime) -> list[User]:
    """Make the cards that are missing; returns the judges who have got some."""
    judges = list(people_with(round.stage.hackathon, "is_judge"))
    barred = _barred(round, entries)
    if round.readings is None:
        pairs = _everything(round, judges, entries, barred)
    else:
        pairs = _shares(round, judges, entries, barred)
    made = _in_order(round, pairs, now)
    Assignment.objects.bulk_create(made, batch_size=BATCH)
    Scorecard.objects.bulk_create([Scorecard(assignment=one) for one in made], batch_size=BATCH)
    receivers = {one.judge_id for one in made}
    return [judge for judge in judges if judge.pk in receivers]


def _barred(round: Round, entries: Iterable[Entry]) -> set[Pair]:
    """The pairs of judge and entry that a conflict of interest keeps apart."""
    conflicts = Conflict.objects.filter(hackathon=round.stage.hackathon)
    entry_of = {entry.team_id: entry.pk for entry in entries}
    pairs = conflicts.values_list("judge", "team")
    return {(judge, entry_of[team]) for judge, team in pairs if team in entry_of}


def _everything(
    round: Round, judges: Iterable[User], entries: Iterable[Entry], barred: Collection[Pair]
) -> list[Pair]:
    """Every entry for every judge who has no card yet."""
    has_cards = set(round.assignments.values_list("judge", flat=True))
    new = [judge.pk for judge in judges if judge.pk not in has_cards]
    keys = [entry.pk for entry in entries]
    return [(judge, entry) for judge in new for entry in keys if (judge, entry) not in barred]


def _shares(
    round: Round, judges: Iterable[User], entries: Iterable[Entry], barred: Collection[Pair]
) -> list[Pair]:
    """A fair share for every judge who has not dropped out; what is handed out stays.

    Lots are drawn by places in the lists, not by keys, and the seed is what was fixed before
    anybody knew who reads what: so whoever has the lists can draw them again.
    """
    stage, excused = round.stage, queries.excused_judges(round)
    readers = [judge.pk for judge in judges if judge.pk not in excused]
    teams = [entry.pk for entry in entries]
    reader_at = {judge: place for place, judge in enumerate(readers)}
    team_at = {entry: place for place, entry in enumerate(teams)}
    cards = Scorecard.objects.filter(assignment__round=round)
    there = cards.values_list("assignment__judge", "assignment__entry", "status")
    load = Counter(judge for judge, _entry, status in there if status != ScorecardStatus.VOID)
    closed = {*barred, *((judge, entry) for judge, entry, _status in there)}
    pairs = allocate(
        {team_at[key]: count for key, count in queries.readings_missing(round, entries).items()},
        range(len(readers)),
        barred={(reader_at[j], team_at[e]) for j, e in closed if j in reader_at and e in team_at},
        load={reader_at[judge]: count for judge, count in load.items() if judge in reader_at},
        seed=f"{stage.hackathon.slug}:{stage.kind}:{round.criteria_sha256}",
    )
    return [(readers[judge], teams[team]) for judge, team in pairs]


def _in_order(round: Round, pairs: Iterable[Pair], now: datetime) -> list[Assignment]:
    """Assignments after those that a judge has; the order is drawn from the keys, and again."""
    last: Counter[int] = Counter(round.assignments.order_by().values_list("judge", flat=True))
    mine: dict[int, list[int]] = defaultdict(list)
    for judge, entry in pairs:
        mine[judge].append(entry)

    def draw(judge: int, entry: int) -> bytes:
        return hashlib.sha256(f"{round.pk}:{judge}:{entry}".encode()).digest()

    return [
        Assignment(round=round, judge_id=judge, entry_id=entry, order=order, assigned_at=now)
        for judge, entries in mine.items()
        for order, entry in enumerate(
            sorted(entries, key=lambda entry: draw(judge, entry)), start=last[judge] + 1
        )
    ]
