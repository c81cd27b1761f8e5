"""Forms of registration: what they read, and what they send back with which words."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from hackathon.models import Hackathon
from registration.forms import (
    ApplicationFilter,
    DataUsedForm,
    DecisionForm,
    DraftForm,
    HandInForm,
    InviteForm,
    OwnDataForm,
    ProjectForm,
    TeamForm,
    answers_of,
    consent_years_words,
)
from registration.models import Application
from registration.questions import QUESTIONS
from registration.states import (
    CAPTAIN_DECLARATIONS,
    MEMBER_DECLARATIONS,
    Declaration,
    Purpose,
    Role,
)
from tests.factories.registration import add_member

# --- pages of an application


def test_every_question_stands_on_exactly_one_page(draft: Application) -> None:
    pages = [set(form(application=draft).fields) for form in (TeamForm, ProjectForm, DataUsedForm)]

    for question in QUESTIONS:
        assert sum(question.code in page for page in pages) == 1


def test_needed_question_is_not_marked_optional_and_may_stay_empty(draft: Application) -> None:
    form = ProjectForm(QueryDict("revision=3"), application=draft)

    assert form.is_valid()
    assert not form["problem"].is_marked_optional
    assert form.cleaned_data["problem"] == ""
    assert form.cleaned_data["forms"] == []


def test_question_of_one_form_says_whom_it_asks(draft: Application) -> None:
    form = ProjectForm(application=draft)

    assert str(form["campaign_plan"].help_text).startswith(
        "Answer this if your project is a social"
    )
    assert str(form["business_model"].help_text).startswith(
        "Answer this if your project is a busin"
    )
    assert not str(form["solution"].help_text).startswith("Answer this")


def test_page_gives_answers_apart_from_fields(draft: Application) -> None:
    form = DraftForm(QueryDict("revision=3&title=New&problem=Smog"), application=draft)

    assert form.is_valid()
    assert form.changes() == {"title": "New", "answers": {"problem": "Smog"}}


def test_emptied_group_is_an_empty_list(draft: Application) -> None:
    form = DraftForm(QueryDict("revision=3&forms="), application=draft)

    assert form.is_valid()
    assert form.changes() == {"forms": []}


def test_page_names_the_fields_that_others_wrote(draft: Application) -> None:
    same = f"revision=0&team_name={draft.team.name}&track={draft.track_id}"
    form = TeamForm(QueryDict(f"{same}&city="), application=draft)
    assert form.is_valid()

    assert form.others(draft) == ["city"]


def test_unasked_and_unanswered_questions_are_left_out_of_reading(draft: Application) -> None:
    names = ["problem", "campaign_plan", "business_model"]
    draft.answers = {"business_model": "Sales."}

    assert [answer.name for answer in answers_of(draft, names)] == ["problem", "business_model"]


@pytest.mark.django_db
def test_missing_track_is_read_only_where_there_are_tracks(draft: Application) -> None:
    draft.track = draft.city = None
    draft.save()
    assert [answer.name for answer in answers_of(draft, ["track", "city"])] == ["track", "city"]
    draft.hackathon.tracks.all().delete()
    draft.hackathon.cities.all().delete()

    assert answers_of(draft, ["track", "city"]) == []


# --- people


def own_form(hackathon: Hackathon, data: dict | None = None, **more) -> OwnDataForm:
    facts = {"declarations": MEMBER_DECLARATIONS, "addresses": {}} | more
    return OwnDataForm(data, hackathon=hackathon, **facts)


def test_own_data_form_asks_everything_by_name(hackathon: Hackathon) -> None:
    every = (*MEMBER_DECLARATIONS, *CAPTAIN_DECLARATIONS)
    form = own_form(hackathon, declarations=every)

    assert {*every} == {*Declaration}
    assert [field.name for field in form.declaration_fields] == [f"declaration_{d}" for d in every]
    assert [field.name for field in form.purpose_fields] == [f"purpose_{p}" for p in Purpose]
    assert [field.name for field in form.own_fields] == [
        "full_name",
        "birth_date",
        "phone",
        "city",
    ]


def test_own_data_form_leads_to_the_texts(hackathon: Hackathon) -> None:
    form = own_form(hackathon, addresses={"rules": "/r/", "consent": "/c/"})

    assert 'href="/r/"' in form["declaration_rules"].help_text
    assert 'href="/c/"' in form["purpose_prize"].help_text
    assert form["purpose_other_events"].help_text == ""


def test_own_data_form_gives_what_the_services_take(hackathon: Hackathon) -> None:
    city = hackathon.cities.get()
    said = {
        "full_name": " Asel ",
        "birth_date": "27.03.2004",
        "phone": "87012345678",
        "city": city.pk,
        "declaration_rules": "on",
        "declaration_equipment": "on",
        "purpose_taking_part": "on",
        "purpose_prize": "on",
    }
    form = own_form(hackathon, said)

    assert form.is_valid(), form.errors
    assert form.facts() == {
        "full_name": "Asel",
        "birth_date": date(2004, 3, 27),
        "phone": "+77012345678",
        "city": city,
        "declarations": ["rules", "equipment"],
        "purposes": ["taking_part", "prize"],
    }


def test_own_data_form_asks_no_city_where_there_is_none(hackathon: Hackathon) -> None:
    hackathon.cities.all().delete()

    assert "city" not in own_form(hackathon).fields


def test_consent_term_is_that_of_the_hackathon() -> None:
    assert consent_years_words(Hackathon(consent_years=1)).startswith("A consent holds for 1 year.")
    assert consent_years_words(Hackathon(consent_years=5)).startswith(
        "A consent holds for 5 years."
    )


def test_captain_invites_into_every_role() -> None:
    codes = [code for code, _label in InviteForm().fields["role"].choices]

    assert codes == ["", *Role.values]


# --- handing in, deciding, finding


def test_hand_in_is_content_with_one_link() -> None:
    said = {"summary": "It starts.", "video_url": "https://example.kz/v"}

    assert HandInForm(said).is_valid()
    assert list(HandInForm({"summary": "It starts."}).errors) == ["presentation_url"]


def test_hand_in_with_a_wrong_file_is_told_of_the_file_only() -> None:
    form = HandInForm({"summary": "It starts."}, {"file": SimpleUploadedFile("x.pdf", b"MZ")})

    assert list(form.errors) == ["file"]


@pytest.mark.parametrize(
    ("move", "is_needed"),
    [
        ("return", True),
        ("refuse", True),
        ("accept", False),
        ("pass_over", False),
        ("reconsider", False),
    ],
)
def test_reason_is_needed_where_the_team_reads_it(move: str, *, is_needed: bool) -> None:
    form = DecisionForm({"reason": ""}, move=move)

    assert form.is_valid() != is_needed
    assert form["reason"].id_for_label == f"id_{move}_reason"


def test_filter_passes_over_what_makes_no_sense(hackathon: Hackathon) -> None:
    asked = {"city": "x", "track": "0", "status": "nonsense", "q": "  "}
    found = ApplicationFilter(asked, hackathon=hackathon)

    assert [found.chosen(name) for name in asked] == [None] * 4


def test_filter_offers_only_what_the_hackathon_has(hackathon: Hackathon) -> None:
    hackathon.cities.all().delete()
    found = ApplicationFilter({"city": "1"}, hackathon=hackathon)

    assert not found.has_cities
    assert found.chosen("city") is None
    assert found.chosen("track") is None


def test_filter_finds_each_team_once(draft: Application) -> None:
    add_member(draft.team)
    found = ApplicationFilter({"q": "Person"}, hackathon=draft.hackathon)

    assert list(found.narrow(Application.objects.all())) == [draft]
