"""Marks that save themselves, from several devices."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from judging import services
from judging.models import Criterion, Mark
from judging.services import SavedMarks
from tests.factories.judging import Jury, build_jury
from tests.judging.marks import save

pytestmark = pytest.mark.django_db


def test_save_marks_adds_versions_and_counts_on(open_jury: Jury, now: datetime) -> None:
    saved = save(open_jury, idea=14, defence=0)

    assert saved == SavedMarks(1, {"idea": 14, "defence": 0}, "", "", [])
    marks = Mark.objects.order_by("criterion__code")
    assert [(one.version, one.half_points, one.marked_at) for one in marks] == [
        (1, 0, now),
        (1, 14, now),
    ]


def test_save_marks_keeps_every_version(open_jury: Jury) -> None:
    save(open_jury, 0, idea=14)
    save(open_jury, 1, idea=16)

    saved = save(open_jury, 2, idea=None)

    assert (saved.revision, saved.values) == (3, {"idea": None})
    versions = Mark.objects.order_by("version").values_list("version", "half_points")
    assert list(versions) == [(1, 14), (2, 16), (3, None)]


def test_save_marks_writes_nothing_that_is_there_already(open_jury: Jury) -> None:
    save(open_jury, idea=14, note="Good")

    saved = save(open_jury, 1, idea=14, note="Good", defence=None)

    assert saved == SavedMarks(1, {"idea": 14}, "Good", "", [])
    assert Mark.objects.count() == 1


def test_save_marks_keeps_note_and_comment(open_jury: Jury) -> None:
    saved = save(open_jury, note="For me", comment="For the team")

    assert saved == SavedMarks(1, {}, "For me", "For the team", [])
    card = open_jury.card(0, 0)
    assert (card.note, card.comment, card.revision) == ("For me", "For the team", 1)


def test_save_marks_can_empty_a_text(open_jury: Jury) -> None:
    save(open_jury, comment="Hasty words")

    saved = save(open_jury, 1, comment="")

    assert (saved.comment, saved.conflicts) == ("", [])


def test_save_marks_merges_two_devices_by_field(open_jury: Jury) -> None:
    save(open_jury, 0, idea=14)

    saved = save(open_jury, 0, defence=10, comment="From the other device")

    assert saved == SavedMarks(2, {"idea": 14, "defence": 10}, "", "From the other device", [])


def test_save_marks_reports_a_mark_that_another_device_changed(open_jury: Jury) -> None:
    save(open_jury, 0, idea=14)

    saved = save(open_jury, 0, idea=8, defence=10)

    assert saved == SavedMarks(2, {"idea": 14, "defence": 10}, "", "", ["idea"])


@pytest.mark.parametrize("field", ["note", "comment"])
def test_save_marks_reports_a_text_that_another_device_changed(open_jury: Jury, field: str) -> None:
    save(open_jury, 0, **{field: "Theirs"})

    saved = save(open_jury, 0, **{field: "Mine"})

    assert (saved.revision, saved.conflicts) == (1, [field])
    assert getattr(open_jury.card(0, 0), field) == "Theirs"


def test_save_marks_sees_no_conflict_where_both_say_the_same(open_jury: Jury) -> None:
    save(open_jury, 0, idea=14, note="Good")

    saved = save(open_jury, 0, idea=14, note="Good")

    assert (saved.revision, saved.conflicts) == (1, [])


def test_save_marks_overwrites_once_the_judge_saw_the_other_value(open_jury: Jury) -> None:
    save(open_jury, 0, idea=14)
    seen = save(open_jury, 0, idea=8)

    saved = save(open_jury, seen.revision, idea=8)

    assert (saved.values, saved.conflicts) == ({"idea": 8}, [])


def test_save_marks_answers_the_same_request_the_same(open_jury: Jury) -> None:
    first = save(open_jury, 0, idea=14, note="Good", key="a-1")
    save(open_jury, 1, idea=18, key="a-2")

    again = save(open_jury, 0, idea=14, note="Good", key="a-1")

    assert again == first
    assert Mark.objects.count() == 2
    assert open_jury.card(0, 0).revision == 2


def test_save_marks_answers_the_same_conflict_again(open_jury: Jury) -> None:
    save(open_jury, 0, idea=14, key="a-1")
    first = save(open_jury, 0, idea=8, defence=10, key="b-1")

    again = save(open_jury, 0, idea=8, defence=10, key="b-1")

    assert first == again == SavedMarks(2, {"idea": 14, "defence": 10}, "", "", ["idea"])


def test_save_marks_says_when_a_text_has_moved_on_since_the_same_request(open_jury: Jury) -> None:
    save(open_jury, 0, idea=14, note="Good", key="a-1")
    save(open_jury, 1, note="Very good", key="b-1")

    again = save(open_jury, 0, idea=14, note="Good", key="a-1")

    assert (again.note, again.conflicts) == ("Very good", ["note"])


def test_save_marks_of_two_cards_may_have_the_same_key(open_jury: Jury) -> None:
    save(open_jury, 0, idea=14, key="a-1")

    saved = save(open_jury, 0, entry=1, idea=10, key="a-1")

    assert saved.values == {"idea": 10}


def test_save_marks_answers_the_same_request_after_the_round_closed(closed_jury: Jury) -> None:
    card = closed_jury.card(0, 0)
    Mark.objects.create(
        card=card,
        criterion=Criterion.objects.get(round=closed_jury.round, code="idea"),
        version=card.revision + 1,
        half_points=12,
        marked_at=closed_jury.now,
        request_key="a-1",
    )

    again = save(closed_jury, card.revision, idea=12, key="a-1")

    assert (again.revision, again.values["idea"], again.conflicts) == (card.revision + 1, 12, [])


def test_save_marks_takes_the_criteria_of_every_form_that_the_project_has(now: datetime) -> None:
    jury = build_jury(now=now, forms=("technical", "business"))
    jury.open()

    saved = save(jury, technical=12, business=8)

    assert saved.values == {"technical": 12, "business": 8}


def test_save_marks_asks_little(open_jury: Jury) -> None:
    card = open_jury.card(0, 0)

    with CaptureQueriesContext(connection) as asked:
        services.save_marks(
            card=card,
            base_revision=0,
            marks={"idea": 10},
            key="a-1",
            actor=open_jury.judges[0],
            now=open_jury.now,
        )

    kept = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
    assert len(kept) == 9, kept
