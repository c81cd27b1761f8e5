"""The whole course of one hackathon in the browser: in Kazakh, on a phone, to the certificate.

Everything that the captain, two members, the organizer, three judges and the mentor do is done by
hand in Chromium. Two more teams apply through the services, so that there is something to rank.
"""

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from bootcamp.demo.course import Course
from bootcamp.demo.events import Event, texts
from bootcamp.demo.people import DOMAIN
from bootcamp.demo.projects import PROJECTS, answers_of
from bootcamp.demo.setting import set_up
from hackathon.kit import clock
from hackathon.models import Hackathon, User
from hackathon.queries import people_with
from hackathon.services import give_badge, send_letters
from registration.models import Application
from tests.journeys.walk import Walk, Walker, code_in, letters_to, path_in

TEAM = "ӘҒҚҢӨҰҮҺІ — Әлем қыраны"
PASSWORD = "Ұзақ-құпиясөз-2026"
MEMBERS = (("gabit@example.kz", "Ғабит Өмірзақов"), ("umit@example.kz", "Үміт Һәкімқызы"))
CAPTAIN = ("asel@example.kz", "Әсел Нұрғалиева")
EVENT = Event(
    slug="sapar",
    name=texts("«Сапар» хакатоны", "Хакатон «Сапар»", "Hackathon “Sapar”"),
    slogan=texts("Жолға шық", "В путь", "Set out"),
    summary=texts("Бір сапардың хакатоны.", "Хакатон одного пути.", "One journey's hackathon."),
    pitch_day=date(2026, 10, 1),
    seed=3,
)
OWN_WORD = ("declaration_rules", "declaration_equipment", "purpose_taking_part", "purpose_prize")
CAPTAINS_WORD = ("declaration_warranty", "declaration_description", "declaration_members_consent")

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def hackathon() -> Hackathon:
    """A hackathon as its organizer prepared it, with three judges, before it opens."""
    made = set_up(EVENT, finalists=2)
    organizer = people_with(made, "is_organizer").get()
    fourth = User.objects.get(email=f"judge-3@{DOMAIN}")
    give_badge(hackathon=made, person=fourth, actor=organizer, now=EVENT.day(-50), is_judge=False)
    return made


def staff(walk: Walk, local: str) -> Walker:
    return walk.person(User.objects.get(email=f"{local}@{DOMAIN}"), second_factor=True)


def move(organizer: Walker, kind: str, name: str) -> None:
    """Open or close a stage on the board."""
    organizer.go("/sapar/org/")
    organizer.send(f"form[action$='/org/stages/{kind}/{name}/'] button")
    assert "/org/" in organizer.page.url
    assert organizer.page.locator(".notice--bad").count() == 0, organizer.page.inner_text("main")


def sign_up(captain: Walker) -> None:
    """A captain makes an account and confirms the address with the code of a letter."""
    address, name = CAPTAIN
    captain.go("/accounts/signup/?next=/kk/sapar/apply/")
    captain.fill(full_name=name, email=address, password1=PASSWORD)
    if captain.page.locator("[name='terms']").count():
        captain.tick("terms")
    captain.send("main form[action*='signup'] button.btn")
    captain.fill(code=code_in(letters_to(address)[-1]))
    captain.send("main form button.btn")
    assert User.objects.get(email=address).language == "kk"


def start_and_describe(captain: Walker, hackathon: Hackathon) -> Application:
    """The captain starts, invites two members, and fills every page in."""
    captain.go("/sapar/")
    captain.page.locator(".hero a.btn--gold").click()
    captain.fill(team_name=TEAM, full_name=CAPTAIN[1])
    captain.choose(role="developer")
    captain.send()
    for (address, name), role in zip(MEMBERS, ("designer", "lawyer"), strict=True):
        captain.go("/sapar/my/team/")
        captain.fill(full_name=name, email=address)
        captain.choose(role=role)
        captain.send("form:has([name='email']) button.btn")
    captain.go("/sapar/my/team/")
    track, city = hackathon.tracks.get(code="access"), hackathon.cities.get(code="almaty")
    captain.tick(f"track={track.pk}")
    captain.choose(city=str(city.pk))
    captain.send("form:has([name='team_name']) button.btn")
    captain.go("/sapar/my/project/")
    captain.fill(title=PROJECTS[0].title)
    captain.tick("forms=technical")
    answers = answers_of(PROJECTS[0])
    for name in ("problem", "audience", "goal", "novelty", "effect", "risks", "needs", "solution"):
        captain.fill(**{name: answers[name]})
    captain.send("form:has([name='title']) button.btn:not([type=button])")
    captain.go("/sapar/my/data-used/")
    for name in ("data_sources", "data_links", "data_licence", "data_protection"):
        captain.fill(**{name: answers[name]})
    captain.send("form:has([name='data_sources']) button.btn:not([type=button])")
    captain.go("/sapar/my/about-me/")
    own_data(captain, CAPTAIN[1], "+7 701 123 45 67", OWN_WORD + CAPTAINS_WORD)
    return Application.objects.get(team__name=TEAM)


def own_data(person: Walker, name: str, phone: str, boxes: tuple[str, ...]) -> None:
    """Somebody gives their own data, accepts and consents."""
    person.fill(full_name=name, birth_date="27.03.2001", phone=phone)
    person.page.locator("select[name='city']").select_option(index=1)
    person.tick(*boxes)
    person.send("form:has([name='birth_date']) button.btn:not([type=button])")


def confirm(walk: Walk, number: int) -> None:
    """A member follows the letter's link, is told what the captain said, and confirms."""
    address, name = MEMBERS[number]
    link = path_in(letters_to(address)[-1], "invitations/")
    guest = walk.guest()
    guest.go(link)
    assert guest.reads(name)
    member = walk.person(User.objects.create_user(address, full_name=name, language="kk"))
    member.go(link)
    member.page.locator("a[href$='/confirm/']").click()
    own_data(member, name, f"+7 701 765 43 2{number}", OWN_WORD)
    member.go("/sapar/my/")
    assert member.reads(TEAM)


def hand_in(captain: Walker, kind: str, summary: str, file: Path) -> None:
    """The team hands links and one file in."""
    captain.go(f"/sapar/my/stages/{kind}/")
    captain.fill(
        summary=summary,
        presentation_url="https://slides.example/qyran",
        prototype_url="https://prototype.example/qyran",
    )
    captain.page.locator("[name='file']").set_input_files(str(file))
    captain.send("form:has([name='summary']) button.btn--gold")
    assert captain.reads(summary)


def judge_all(walk: Walk, kind: str, local: str, points: dict[str, int]) -> None:
    """A judge declares, marks every card by tapping, and hands it in."""
    judge = staff(walk, local)
    judge.go(f"/sapar/jury/{kind}/conflicts/")
    judge.send("form#conflicts button")
    judge.go(f"/sapar/jury/{kind}/")
    for number in range(1, judge.page.locator(".teamlist a").count() + 1):
        page = judge.go(f"/sapar/jury/{kind}/{number}/")
        team = next(name for name in points if name in page.locator("h1").inner_text())
        for card in page.locator("fieldset.critcard").all():
            given = points[team] if card.get_attribute("data-bonus") is None else points[team] // 3
            card.locator(f"input[value='{given}']").check(force=True)
        page.wait_for_selector(".scorebar [data-s='ok']")
        with page.expect_navigation():
            page.locator("[data-hand-in]").click()
        judge.look()
        judge.send("form.card button.btn--gold")


def vote(walk: Walk, kind: str, local: str) -> None:
    """A judge votes for every team, looks once more, and casts."""
    judge = staff(walk, local)
    page = judge.go(f"/sapar/jury/{kind}/vote/")
    for choice in page.locator("input[value='for']").all():
        choice.check(force=True)
    judge.send("form.ballots button.btn")
    judge.send("button[name='confirm']")


def run_round(walk: Walk, organizer: Walker, kind: str, points: dict[str, int]) -> None:
    """Open, judge, close, vote."""
    step = f"form[action$='/org/rounds/{kind}/%s/'] button"
    organizer.go(f"/sapar/org/rounds/{kind}/")
    organizer.send(step % "freeze")
    organizer.send(step % "open")
    for local in ("chair", "judge", "judge-2"):
        judge_all(walk, kind, local, points)
    organizer.go(f"/sapar/org/rounds/{kind}/")
    organizer.send(step % "close")
    for local in ("chair", "judge", "judge-2"):
        vote(walk, kind, local)


def select(organizer: Walker, hackathon: Hackathon) -> None:
    """The organizer accepts every application and publishes the list."""
    move(organizer, "applications", "close")
    move(organizer, "selection", "open")
    for application in Application.objects.filter(hackathon=hackathon):
        page = organizer.go(f"/sapar/org/applications/{application.pk}/")
        page.locator("details:has(form[action$='/accept/']) summary").click()
        organizer.send("form[action$='/accept/'] button.btn")
    move(organizer, "selection", "close")
    organizer.go("/sapar/org/publish/selection/")
    organizer.send("main form.card button.btn--gold")


def award(organizer: Walker) -> None:
    """The organizer gives the suggested sums, issues the certificates, publishes the winners."""
    page = organizer.go("/sapar/org/awards/")
    for _place in range(page.locator("form:has([name='entry'])").count()):
        organizer.send("form:has([name='entry']) button.btn:not(.btn--quiet)")
    organizer.go("/sapar/org/certificates/")
    organizer.send("form[action$='/certificates/issue/'] button")


def check_pdf(file: Path) -> None:
    """The certificate names the team with every Kazakh letter, and carries its fonts."""
    text = PdfReader(file).pages[0].extract_text()
    assert TEAM in re.sub(r"\s+", " ", text)
    assert "12 500 000" in text.replace("\N{NO-BREAK SPACE}", " ")
    fonts = subprocess.run(
        ["pdffonts", str(file)], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    assert fonts
    assert all(re.search(r"\byes +yes +yes\b", line) for line in fonts), fonts


def test_course_from_the_first_application_to_the_certificate(
    hackathon: Hackathon, browser, live_server, axe, tmp_path: Path, settings
) -> None:
    settings.SITE_URL = live_server.url
    walk = Walk(browser, live_server.url, axe)
    organizer = staff(walk, "organizer")
    file = tmp_path / "prototype.pdf"
    file.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n")

    with clock.frozen(EVENT.day(-20, 12)):
        move(organizer, "applications", "open")
        captain = walk.guest()
        sign_up(captain)
        application = start_and_describe(captain, hackathon)
        confirm(walk, 0)
        confirm(walk, 1)
        captain.go("/sapar/my/send/")
        captain.send("main section.card form button.btn--gold")
        application.refresh_from_db()
        assert application.status == "submitted"
        others = Course(EVENT, hackathon)
        others.projects = PROJECTS[1:3]
        for project in others.projects:
            others.send(others.apply(project, EVENT.day(-20, 13)), EVENT.day(-20, 15))

    with clock.frozen(EVENT.day(-12, 10)):
        select(organizer, hackathon)
    with clock.frozen(EVENT.day(-3, 10)):
        move(organizer, "hackathon", "open")
        hand_in(captain, "hackathon", "Үш аудан бойынша жұмыс істейтін карта.", file)
        others.hand_in("hackathon", EVENT.day(-3, 11), version="Алғашқы")
    with clock.frozen(EVENT.day(0, 9)):
        send_letters(clock=clock.now)
        assert any(TEAM in letter for letter in letters_to(CAPTAIN[0]))
        move(organizer, "hackathon", "close")
        move(organizer, "pitches", "open")
        points = {TEAM: 9, PROJECTS[1].team: 8, PROJECTS[2].team: 5}
        run_round(walk, organizer, "pitches", points)
        organizer.go("/sapar/org/rounds/pitches/ranking/")
        assert organizer.reads(TEAM)
        move(organizer, "pitches", "close")
        organizer.go("/sapar/org/publish/finalists/")
        organizer.send("main form button.btn--lg")
        organizer.send("button[name='confirm']")
        guest = walk.guest()
        guest.go("/sapar/finalists/")
        assert guest.reads(TEAM)
        assert not guest.reads(PROJECTS[2].team)

    with clock.frozen(EVENT.day(11, 10)):
        move(organizer, "bootcamp", "open")
        organizer.go("/sapar/org/mentors/")
        organizer.page.locator("select").first.select_option(index=1)
        organizer.send("form:has(select) button.btn")
        staff(walk, "mentor").go("/sapar/mentor/")
        captain.go("/sapar/my/camp/")
        hand_in(captain, "bootcamp", "Жетілдірілген карта: он екі аудан.", file)
    with clock.frozen(EVENT.day(15, 10)):
        move(organizer, "bootcamp", "close")
        move(organizer, "final", "open")
        run_round(walk, organizer, "final", points)
        organizer.go("/sapar/org/rounds/final/")
        organizer.send("form[action$='/org/rounds/final/sign/'] button")
        award(organizer)
        move(organizer, "final", "close")
        organizer.go("/sapar/org/publish/winners/")
        organizer.send("main form button.btn--lg")

        captain.go("/sapar/winners/")
        captain.page.locator("main a[href*='/certificates/']").first.click()
        captain.look()
        with captain.page.expect_download() as download:
            captain.page.locator("a[href$='/pdf/kk/']").click()
        paper = tmp_path / "certificate.pdf"
        download.value.save_as(paper)
        check_pdf(paper)
        link = next(
            str(note.get_object()["/A"]["/URI"])
            for note in PdfReader(paper).pages[0]["/Annots"]
            if "/A" in note.get_object()
        )
        checker = walk.guest()
        checker.go(link.removeprefix(f"{live_server.url}/kk"))
        assert checker.page.locator(".verdict:not(.verdict--bad):not(.verdict--gold)").count() == 1
        assert checker.reads(TEAM)
        captain.go("/messages/")
        captain.go("/sapar/my/")
    assert walk.wrong == []
