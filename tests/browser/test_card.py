"""The judge's card in a browser: by keyboard, without a connection, on two tabs at once."""

import re

import pytest

from judging import queries
from judging.models import Mark
from judging.states import ScorecardStatus

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def saved(card) -> dict[str, int | None]:
    """What the server holds, in half points."""
    return {code: mark.half_points for code, mark in queries.latest_marks(card).items()}


def wait(page, state, text=""):
    """Until the bar says this."""
    page.wait_for_function(
        "([s, t]) => { const it = document.querySelector('[data-state]');"
        " return it.dataset.s === s && it.textContent.includes(t); }",
        arg=[state, text],
        timeout=45000,
    )


def focus(page, code):
    page.focus(f"[data-crit={code}] input >> nth=0")


def chosen(page, code):
    return page.evaluate(
        "code => document.querySelector(`[data-crit=${code}] input:checked`)?.value ?? null", code
    )


def test_card_is_marked_by_keyboard_alone(opened, card, path):
    page = opened(path)
    focus(page, "idea")
    page.keyboard.press("1")
    page.keyboard.press("0")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("7")
    page.keyboard.press("n")
    page.keyboard.press("4")
    page.keyboard.press("n")
    page.keyboard.press("x")
    wait(page, "ok", "Saved on the server at")

    assert saved(card) == {"idea": 20, "technical": 14, "business": 8, "defence": 20}
    assert page.text_content("[data-total]") == "25.5"  # 10 + the mean of 7 and 4 + 10
    assert page.text_content("[data-rest]") == "Without a mark: 2"
    assert page.complaints == []


def test_reload_keeps_marks_and_texts(opened, card, path):
    page = opened(path)
    page.click("[data-crit=idea] label:has(input[value='8'])")
    page.fill("[name=comment]", "Well shown")
    wait(page, "ok", "Saved on the server at")

    page.reload()

    assert chosen(page, "idea") == "8"
    assert page.input_value("[name=comment]") == "Well shown"
    card.refresh_from_db()
    assert card.comment == "Well shown"


def test_a_mark_is_taken_back_with_its_clear_button(opened, card, path):
    page = opened(path)
    page.click("[data-crit=idea] label:has(input[value='8'])")
    wait(page, "ok", "Saved on the server at")
    page.click("[data-crit=idea] [data-clear]")
    page.wait_for_timeout(500)
    wait(page, "ok", "Saved on the server at")

    assert saved(card) == {"idea": None}
    assert chosen(page, "idea") is None


def test_a_mark_without_connection_survives_and_is_sent_once(opened, card, path):
    page = opened(path)
    page.context.set_offline(True)
    page.click("[data-crit=idea] label:has(input[value='9'])")
    wait(page, "local")
    assert saved(card) == {}

    page.context.set_offline(False)
    page.reload()  # it goes out before the reload or after it: both are one save
    wait(page, "ok")

    assert saved(card) == {"idea": 18}
    assert Mark.objects.filter(card=card).count() == 1
    assert chosen(page, "idea") == "9"


def test_an_unsent_card_goes_out_from_another_one(opened, jury, card, path):
    page = opened(path)
    page.context.set_offline(True)
    page.click("[data-crit=defence] label:has(input[value='3'])")
    wait(page, "local")
    page.context.set_offline(False)
    page.goto(page.url.replace("/1/", "/2/"))
    page.wait_for_function(
        "() => new Promise(done => { const r = indexedDB.open('shanyraq', 1); r.onsuccess = () =>"
        " { const q = r.result.transaction('cards').objectStore('cards').getAll(); q.onsuccess ="
        " () => done(q.result.every(one => !Object.keys(one.dirty).length)); }; })",
        timeout=45000,
    )

    assert saved(card) == {"defence": 6}


def test_card_opens_without_connection_with_what_was_saved(opened, card, path):
    page = opened(path, service_workers="allow")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null", timeout=45000)
    page.wait_for_function(
        "async path => Boolean(await (await caches.open('judge-pages')).match(path))",
        arg=path,
        timeout=45000,
    )
    page.click("[data-crit=idea] label:has(input[value='6'])")
    wait(page, "ok", "Saved on the server at")

    page.context.set_offline(True)
    page.reload()

    # the kept page is older than this mark: the device puts it there
    page.wait_for_selector("[data-crit=idea] input[value='6']:checked", state="attached")
    page.click("[data-crit=defence] label:has(input[value='5'])")
    wait(page, "local")
    page.context.set_offline(False)
    wait(page, "ok", "Saved on the server at")
    assert saved(card) == {"idea": 12, "defence": 10}


@pytest.mark.parametrize(("pick", "kept"), [("mine", 16), ("theirs", 10)])
def test_two_tabs_with_different_marks_must_choose(opened, card, path, pick, kept):
    browser = opened.context()
    first, second = opened(path, browser), opened(path, browser)
    first.click("[data-crit=idea] label:has(input[value='5'])")
    wait(first, "ok", "Saved on the server at")
    second.click("[data-crit=idea] label:has(input[value='8'])")
    second.wait_for_selector("[data-crit=idea] .compare")

    assert saved(card) == {"idea": 10}
    assert second.text_content("[data-crit=idea] [data-theirs]") == "5"
    assert second.text_content("[data-crit=idea] [data-mine]") == "8"
    second.click(f"[data-pick={pick}]")
    second.wait_for_timeout(1500)
    wait(second, "ok")
    assert saved(card) == {"idea": kept}
    assert chosen(second, "idea") == str(kept // 2)
    assert second.locator("form .compare").count() == 0


def test_two_devices_with_different_comments_must_choose(opened, card, path):
    first, second = opened(path), opened(path)
    first.fill("[name=comment]", "From the phone")
    wait(first, "ok", "Saved on the server at")
    second.fill("[name=comment]", "From the laptop")
    second.wait_for_selector("[data-text=comment] .compare")

    assert second.text_content("[data-text=comment] [data-mine]") == "From the laptop"
    second.click("[data-pick=mine]")
    second.wait_for_timeout(1500)
    wait(second, "ok")
    card.refresh_from_db()
    assert card.comment == "From the laptop"
    assert second.input_value("[name=comment]") == "From the laptop"


def test_quick_changes_of_one_mark_are_no_conflict(opened, card, path):
    page = opened(path)
    for points in (3, 4, 5, 6, 7, 8):
        page.click(f"[data-crit=idea] label:has(input[value='{points}'])")
        page.wait_for_timeout(130)
    wait(page, "ok", "Saved on the server at")
    page.wait_for_timeout(600)

    assert saved(card) == {"idea": 16}
    assert page.locator("form .compare").count() == 0


def test_a_closed_round_takes_no_mark_and_says_so(opened, jury, card, path):
    page = opened(path)
    jury.close()
    page.click("[data-crit=idea] label:has(input[value='9'])")
    wait(page, "bad", "not open")
    page.reload()

    assert saved(card)["idea"] == 10  # as it was handed in
    assert chosen(page, "idea") == "5"
    assert page.locator("[data-crit] input:not([disabled])").count() == 0


def test_card_is_handed_in_after_a_look_at_it(opened, jury, card, path):
    page = opened(path)
    page.click("[data-hand-in]")
    page.wait_for_url(re.compile("hand-in"))
    assert page.locator(".errs li").count() == 6
    page.go_back()
    for code, points in (("idea", 9), ("technical", 8), ("business", 7), ("defence", 6)):
        page.click(f"[data-crit={code}] label:has(input[value='{points}'])")
    for code in ("pitch_bonus", "answers_bonus"):
        page.click(f"[data-crit={code}] label:has(input[value='0'])")
    page.click("[data-hand-in]")  # at once: the last marks go out first
    page.wait_for_url(re.compile("hand-in"))
    page.click("main form button")
    page.wait_for_url(re.compile("/2/$"))

    card.refresh_from_db()
    assert card.status == ScorecardStatus.HANDED_IN
    assert saved(card)["defence"] == 12


def test_card_works_without_a_script(opened, card, path):
    page = opened(path, java_script_enabled=False)
    page.check("[data-crit=idea] input[value='8']", force=True)
    page.fill("[name=note]", "Ask about the data")
    page.click("main form button[name=hand_in]")

    assert "hand-in" in page.url
    assert saved(card)["idea"] == 16
    card.refresh_from_db()
    assert card.note == "Ask about the data"
