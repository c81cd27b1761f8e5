"""The rehearsal: on a database of its own, the same for the same seed, in three languages."""

import io
import sqlite3
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from bootcamp.management.commands import rehearse as command
from bootcamp.rehearsal import report, script
from bootcamp.rehearsal.cast import TWENTY_CITIES, Fate, parts, staff, team_names
from bootcamp.rehearsal.database import SQLITE, stage_database
from bootcamp.rehearsal.hand import CountingHand, OutOfScriptError
from bootcamp.rehearsal.progress import Progress
from bootcamp.rehearsal.script import Size
from hackathon.kit import clock, invariants
from hackathon.kit.errors import Refused
from hackathon.kit.invariants import Offence, invariant
from hackathon.kit.translated import missing_languages
from hackathon.models import Hackathon, User
from tests.house.planting import PLANTS
from tests.rehearsed import NOON, SMALL, Kept, play, tables_at_once

TIMES = ("seconds", "check_seconds", "queries", "least", "most", "database")
MOST_QUERIES = 8
SERVER = SQLITE if connection.vendor == "sqlite" else ""


def timeless(found):
    """The report without what a slower machine or another database changes."""
    if isinstance(found, dict):
        return {key: timeless(value) for key, value in found.items() if key not in TIMES}
    return [timeless(one) for one in found] if isinstance(found, list) else found


@pytest.mark.django_db
def test_rehearsal_is_the_same_on_every_database_and_every_violation_is_found_there(
    kept: Kept,
) -> None:
    """On the settings' kind of database, after the same rehearsal as the one that is kept."""
    before = Hackathon.objects.count()

    with clock.frozen(NOON), tables_at_once(), stage_database(SERVER):
        facts = command.play(Size(**SMALL))
        unseen = [name for name in PLANTS if not is_found(name)]

    assert timeless(facts) == timeless(kept.facts)
    assert unseen == []
    assert Hackathon.objects.count() == before


def is_found(name: str) -> bool:
    """Whether an invariant is content, and then sees its violation; all is given back."""
    search = next(one.search for one in invariants.invariants() if one.name == name)
    with transaction.atomic():
        with CaptureQueriesContext(connection) as queries:
            assert list(search()) == [], name
        assert len(queries) <= MOST_QUERIES, name
        PLANTS[name]()
        found = list(search())
        transaction.set_rollback(True)
    return bool(found) and all(one.what for one in found)


def test_report_tells_of_every_stage_and_of_what_was_refused(kept: Kept) -> None:
    facts = kept.facts
    assert [stage["stage"] for stage in facts["stages"]] == [
        "preparation",
        "applications",
        "selection",
        "hackathon",
        "pitches",
        "bootcamp",
        "final",
    ]
    assert all(stage["broken"] == {} for stage in facts["stages"])
    assert all(stage["letters"] > 0 for stage in facts["stages"])
    refused = set().union(*(stage["refusals"] for stage in facts["stages"]))
    assert refused >= {
        "applications_closed",
        "team_size",
        "under_age",
        "in_another_team",
        "takes_part_and_decides",
        "takes_part_and_mentors",
        "stage_not_open",
        "conflicts_undeclared",
        "card_void",
        "round_unsettled",
        "fund_exceeded",
        "already_published",
    }
    assert facts["ties"]["pitches votes"] >= 2
    assert facts["ties"]["pitches idea"] >= 2
    assert facts["ties"]["final jury"] == 2
    assert [one["place"] for one in facts["winners"]] == [1, 2, 3]
    assert sum(one["amount"] for one in facts["winners"]) == 20_000_000
    assert all(facts["finalists"]["wildcards"].values())
    assert facts["certificates"] == {"issued": 4, "revoked": 1, "printed": 3}


def test_an_act_costs_the_same_however_many_teams_there_are(kept: Kept) -> None:
    """From the first team to the last, and with a draw or two for who is there already."""
    costs = kept.facts["acts"]
    for act in ("start_application", "confirm_invitation", "submit_application", "hand_in_card"):
        assert costs[act]["most"] - costs[act]["least"] <= 1, act


def test_report_says_how_to_open_what_is_kept(kept: Kept) -> None:
    file, said = kept.file, kept.said
    assert said.rstrip().endswith(f"DATABASE_URL=sqlite:///{file} .venv/bin/python manage.py up")
    with sqlite3.connect(file) as base:
        people = {email for (email,) in base.execute("SELECT email FROM hackathon_user")}
        (status,) = base.execute(
            "SELECT status FROM hackathon_stage WHERE kind = 'final'"
        ).fetchone()
    domain = "demo.shanyraq.example"
    roles = ("captain", "member", "judge", "chair", "mentor", "organizer", "auditor", "visitor")
    assert {f"{role}@{domain}" for role in roles} <= people
    assert status == "published"


def test_what_is_kept_is_never_written_over(kept: Kept) -> None:
    file = kept.file
    before = file.read_bytes()

    with pytest.raises(CommandError, match="exists already"):
        call_command("rehearse", database=SQLITE, keep=str(file))

    assert file.read_bytes() == before


@pytest.mark.parametrize("code", [code for code, _name in settings.LANGUAGES])
def test_report_is_written_in_every_language(kept: Kept, code: str) -> None:
    with translation.override(code):
        lines = report.lines_of(kept.facts)
        lines += report.effort_lines(kept.facts)
        lines += command.how_to_open("sqlite:///kept")

    said = "\n".join(lines)
    first = {"kk": "Дайындық", "ru": "Подготовка", "en": "Preparation"}[code]
    assert first in said
    assert "«" in said
    if code != "en":
        assert "Refused" not in said
        assert "Together" not in said


@pytest.mark.django_db
def test_broken_rule_is_told_by_its_number_and_fails(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(invariants, "_invariants", {})
    sentence = report._("Nobody has the same letter twice.")
    invariant("R9.9", sentence)(lambda: [Offence("a letter")])
    monkeypatch.setattr(command, "rehearse", _only_the_preparation)
    said = io.StringIO()

    with pytest.raises(CommandError, match="broke a rule"):
        play(tmp_path, database=SQLITE, stdout=said, language="en")

    assert "R9.9" in said.getvalue()


def _only_the_preparation(size, hand, today):
    """A rehearsal that ends before it begins, for a test that has no time."""
    with script._stage(hand, "preparation"):
        return script._prepare(size, hand, today)


# --- the live database


def servers_databases() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database")
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db
@pytest.mark.parametrize("server", sorted({SERVER, SQLITE}))
def test_live_database_is_out_of_reach_and_back_afterwards(server: str) -> None:
    live = connection.settings_dict["NAME"]
    User.objects.create_user("live@example.org")

    with tables_at_once(), stage_database(server):
        assert connection.settings_dict["NAME"] != live
        assert not User.objects.exists()
        User.objects.create_user("rehearsed@example.org")

    assert connection.settings_dict["NAME"] == live
    assert list(User.objects.values_list("email", flat=True)) == ["live@example.org"]


@pytest.mark.django_db
def test_database_on_a_server_is_new_and_dropped_or_kept() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("needs a PostgreSQL server")
    before = servers_databases()

    with tables_at_once(), stage_database():
        assert connection.settings_dict["NAME"].startswith("shanyraq_rehearsal_")
    assert servers_databases() == before

    with tables_at_once(), stage_database(keep="kept_rehearsal") as address:
        assert address.endswith("/kept_rehearsal")
    assert servers_databases() == before | {"kept_rehearsal"}
    with pytest.raises(CommandError, match="already exists"), stage_database(keep="kept_rehearsal"):
        pass
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = 'kept_rehearsal'")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_live_database_is_back_after_a_fault() -> None:
    live = connection.settings_dict["NAME"]

    with pytest.raises(OutOfScriptError), tables_at_once(), stage_database(SQLITE):
        raise OutOfScriptError("something")

    assert connection.settings_dict["NAME"] == live


@pytest.mark.parametrize(
    ("server", "keep"), [("mysql://somewhere/live", ""), ("postgres://127.0.0.1:1/x", 'a"b')]
)
def test_strange_servers_and_names_are_refused(server: str, keep: str) -> None:
    with pytest.raises(CommandError), stage_database(server, keep):
        pass


# --- who plays


@pytest.mark.parametrize("teams", [12, 50, 2000])
def test_every_fate_meets_a_team(teams: int) -> None:
    made = parts(teams, TWENTY_CITIES, Random(1))  # noqa: S311 -- a test repeats itself

    assert len(made) == teams
    assert {part.fate for part in made} == set(Fate)
    assert len({part.project.team for part in made}) == teams
    assert len({part.project.code for part in made}) == teams


def test_names_of_teams_are_their_own_and_change_with_the_seed() -> None:
    names = team_names(900, Random(1))  # noqa: S311 -- a test repeats itself

    assert len(set(names)) == 900
    assert names != team_names(900, Random(2))  # noqa: S311 -- a test repeats itself


def test_cities_are_named_in_every_language() -> None:
    assert len({code for code, _name in TWENTY_CITIES}) == 20
    assert not any(missing_languages(name) for _code, name in TWENTY_CITIES)


def test_jury_has_one_chair_and_the_door_offers_its_first_members_only() -> None:
    people = staff(160, 6, Random(1))  # noqa: S311 -- a test repeats itself

    judges = [one for one in people if "is_judge" in one.roles]
    assert (len(judges), sum("is_chair" in one.roles for one in judges)) == (160, 1)
    assert sum("is_mentor" in one.roles for one in people) == 6
    assert sum(one.local.startswith("judge") for one in people) == 3
    assert len({one.local for one in people}) == len(people)


def test_rounds_are_shared_where_nobody_could_read_everything() -> None:
    assert (Size(30, 4, 6, 1).readings, Size(30, 4, 6, 1).readings_in_final) == (None, None)
    assert (Size(2000, 160, 20, 1).readings, Size(2000, 160, 20, 1).readings_in_final) == (3, 12)


@pytest.mark.parametrize(("teams", "judges", "cities"), [(11, 4, 1), (12, 3, 1), (12, 4, 21)])
def test_rehearsal_that_is_too_small_is_refused(teams: int, judges: int, cities: int) -> None:
    with pytest.raises(CommandError):
        call_command("rehearse", teams=teams, judges=judges, cities=cities)


# --- the hand and the bar


def refuse(why: str) -> None:
    raise Refused("No.", code=why)


def test_hand_counts_refusals_and_finds_what_was_not_refused() -> None:
    hand = CountingHand(Progress(io.StringIO()))
    with hand.playing("selection") as scene:
        hand.refused("stale", refuse, why="stale")
        with pytest.raises(OutOfScriptError, match="refuse: other instead of stale"):
            hand.refused("stale", refuse, why="other")
        with pytest.raises(OutOfScriptError, match="dict was not refused with stale"):
            hand.refused("stale", dict)

    assert scene.refusals == {"stale": 1}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_bar_is_drawn_on_a_terminal_only() -> None:
    screen, pipe = Terminal(), io.StringIO()

    for stream in (screen, pipe):
        bar = Progress(stream)
        bar.show("selection", 3, 3)
        bar.clear()

    assert pipe.getvalue() == ""
    assert "█" * 30 + " 3/3 selection" in screen.getvalue()
    assert screen.getvalue().endswith("\r\033[K")
