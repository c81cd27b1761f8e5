"""What arrives: words in the reader's language, and nothing that a fact could smuggle in."""

from datetime import datetime
from uuid import uuid4

from hackathon.models import Letter
from hackathon.outbox import post
from tests.hackathon.letters.letter import say_hello, send, write_letter
from tests.smtp import NEVER


def test_kazakh_letter_arrives_with_every_letter_of_the_alphabet(sink, person, now):
    say_hello(now, to=person)

    assert send(now) == 1

    [arrived] = sink.received
    assert arrived.recipient == "aigerim@example.kz"
    assert arrived.message["Subject"] == "Тұлпар: Ә Ғ Қ Ң Ө Ұ Ү Һ І"
    assert "Құрметті Әйгерім Қуатқызы!" in arrived.part("plain")
    assert "әғқңөұүһі" in arrived.part("plain")
    assert "Өтініміңіз қабылданды: әғқңөұүһі." in arrived.part("html")
    assert '<html lang="kk">' in arrived.part("html")


def test_letter_is_in_the_language_of_its_reader(sink, person, now):
    person.language = "ru"
    say_hello(now, to=person)
    say_hello(now, address="someone@example.kz", language="kk")

    assert send(now) == 2

    assert sink.subjects == ["Тұлпар: Всё готово", "Тұлпар: Ә Ғ Қ Ң Ө Ұ Ү Һ І"]
    assert sink.received[0].message["Content-Language"] == "ru"


def test_letter_has_a_plain_and_an_html_part_with_the_same_link(sink, person, now):
    say_hello(now, to=person)
    send(now)

    [arrived] = sink.received
    link = "https://shanyraq.example/kk/ashyq-el/my/"
    assert arrived.message.get_content_type() == "multipart/alternative"
    assert arrived.part("plain").endswith(f"Team: **Тұлпар**\n\n{link}")
    assert f'<a href="{link}" rel="nofollow noopener noreferrer">{link}</a>' in arrived.part("html")
    assert "<strong>Тұлпар</strong>" in arrived.part("html")


def test_letter_says_that_a_machine_wrote_it_and_for_which_hackathon(
    sink, person, hackathon, settings, now
):
    settings.DEFAULT_FROM_EMAIL = "Шаңырақ <no-reply@shanyraq.example>"
    say_hello(now, to=person, hackathon=hackathon)
    send(now)

    [arrived] = sink.received
    assert arrived.message["Auto-Submitted"] == "auto-generated"
    assert arrived.message["From"] == "Шаңырақ <no-reply@shanyraq.example>"
    assert "Ашық ел" in arrived.part("html")
    assert "mailto:org@example.kz" in arrived.part("html")
    assert "https://shanyraq.example/kk/messages/" in arrived.part("html")


def test_moment_is_told_by_the_clocks_of_the_hackathon(sink, person, hackathon, tmp_path, now):
    write_letter(tmp_path, "x", "До {{ closes_at }}, день {{ pitches_on }}, {{ teams }} команд")
    hackathon.time_zone = "Europe/Paris"
    hackathon.save()
    person.language = "ru"
    closes_at = datetime.fromisoformat("2026-09-18T23:59:59+05:00")
    facts = {"closes_at": closes_at, "pitches_on": closes_at.date(), "teams": 2000}
    say_hello(now, to=person, hackathon=hackathon, **facts)
    send(now)

    [arrived] = sink.received
    assert arrived.part("plain") == (
        "До 18 сентября 2026 г., 20:59, день 18 сентября 2026 г., 2000 команд"
    )


def test_facts_are_texts_in_three_languages_lists_and_codes(sink, person, tmp_path, now):
    judge = "{% for duty in duties %}{% if duty == 'is_judge' %}J{% endif %}{% endfor %}"
    write_letter(tmp_path, "x", f"{{{{ role|say }}}}: {judge}")
    role = {"kk": "әзірлеуші", "ru": "разработчик", "en": "developer"}
    say_hello(now, to=person, role=role, duties=["is_judge", "is_chair"])
    send(now)

    assert sink.received[0].part("plain") == "әзірлеуші: J"


def test_what_people_write_is_only_text(sink, person, now):
    team = "[Приз](https://evil.example) *a* <b>&amp; # 1"
    say_hello(now, to=person, team=team)
    send(now)

    [arrived] = sink.received
    assert f"Team: **{team}**" in arrived.part("plain")
    assert sink.subjects == [f"{team}: Ә Ғ Қ Ң Ө Ұ Ү Һ І"]
    html = arrived.part("html")
    assert 'href="https://evil' not in html
    assert "[Приз](https://evil.example) *a* &lt;b&gt;&amp;amp; # 1" in html


def test_what_people_write_keeps_its_lines_and_cannot_add_headers(sink, person, tmp_path, now):
    write_letter(tmp_path, "{{ reason }}", "{{ reason }}")
    say_hello(now, to=person, reason="One\nBcc: two@evil.example\n\n    Three")
    assert send(now) == 1

    [arrived] = sink.received
    assert arrived.message["Subject"] == "One Bcc: two@evil.example Three"
    assert arrived.message["Bcc"] is None
    assert "<p>One<br>\nBcc: two@evil.example</p>\n<p>Three</p>" in arrived.part("html")


def test_address_that_is_a_fact_cannot_leave_its_link(sink, person, tmp_path, now):
    write_letter(tmp_path, "x", "[Open]({{ site }}/{{ language }}{{ path }})")
    say_hello(now, to=person, path="/a_b-c/1) [x](https://evil.example)/")
    send(now)

    [arrived] = sink.received
    assert 'href="https://shanyraq.example/kk/a_b-c/1%29%20' in arrived.part("html")
    assert 'href="https://evil' not in arrived.part("html")


def test_bare_address_of_the_site_with_a_fact_in_it_is_a_whole_link(sink, person, tmp_path, now):
    write_letter(tmp_path, "x", "See {{ site }}/{{ language }}/certificates/{{ number }}/.")
    say_hello(now, to=person, number="SH-2026_01")
    send(now)

    [arrived] = sink.received
    link = "https://shanyraq.example/kk/certificates/SH-2026_01/"
    assert f'<a href="{link}" rel="nofollow noopener noreferrer">{link}</a>.' in arrived.part(
        "html"
    )


def test_sent_letter_keeps_what_it_said(sink, person, now):
    say_hello(now, to=person, team="A_b")
    send(now)

    letter = Letter.objects.get()
    assert (letter.state, letter.sent_at, letter.attempts) == ("sent", now, 1)
    assert letter.subject == "A_b: Ә Ғ Қ Ң Ө Ұ Ү Һ І"
    assert r"Team: **A\_b**" in letter.body
    assert "<https://shanyraq.example/kk/ashyq-el/my/>" in letter.body
    assert (letter.claim, letter.claimed_until, letter.failure) == (None, None, "")


def test_account_letter_keeps_no_code(sink, person, now):
    facts = {"subject": "123456 is yours", "body": "Your code:\n123456\n\nNobody needs it."}
    post("account/message", about=f"mail:{uuid4()}", to=person, now=now, **facts)
    send(now)

    [arrived] = sink.received
    assert sink.subjects == ["123456 is yours"]
    assert arrived.part("plain") == facts["body"]
    assert "<p>Your code:<br>\n123456</p>" in arrived.part("html")
    letter = Letter.objects.get()
    assert (letter.state, letter.facts) == ("sent", {})
    assert (letter.subject, letter.body) == ("", "")


def test_account_letter_that_is_given_up_keeps_no_code(sink, person, now):
    sink.replies["rcpt"] = NEVER
    post("account/message", about="m", to=person, now=now, subject="Code", body="123456")
    send(now)

    letter = Letter.objects.get()
    assert (letter.state, letter.facts, letter.body) == ("bounced", {}, "")
