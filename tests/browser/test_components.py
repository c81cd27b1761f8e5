"""The living page of all components in a browser: readable, reachable, quiet."""

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = {"small phone": (320, 568), "phone": (390, 844), "desktop": (1280, 900)}


@pytest.fixture
def opened(browser, live_server):
    """A function that opens an address and notes what the console complains about."""
    contexts = []

    def go(path, *, size="desktop", theme="light", script=True):
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            reduced_motion="reduce",
            java_script_enabled=script,
            service_workers="block",
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda m: m.type == "error" and page.complaints.append(m.text))
        page.on("pageerror", lambda e: page.complaints.append(str(e)))
        page.goto(live_server.url + path)
        page.wait_for_load_state("networkidle")
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_components_have_no_fault_that_axe_finds(opened, axe, size, theme):
    page = opened("/kk/ui/?errors", size=size, theme=theme)
    assert axe(page) == []
    assert page.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_components_bear_twice_the_text_size(opened, language):
    page = opened(f"/{language}/ui/", size="phone")
    page.set_viewport_size({"width": 640, "height": 800})
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_error_summary_takes_focus_and_leads_to_the_field(opened):
    page = opened("/en/ui/?errors")
    assert page.evaluate("document.activeElement.id") == "errsum"
    assert page.title().startswith("Error:")
    page.click("#errsum a >> nth=2")
    assert page.evaluate("document.activeElement.id") == "id_s-form_0"


def test_error_summary_takes_focus_without_script(opened):
    page = opened("/en/ui/?errors", script=False)
    assert page.evaluate("document.activeElement.id") == "errsum"


def test_characters_are_counted_past_the_limit(opened):
    page = opened("/en/ui/")
    page.fill("#id_s-idea", "ә" * 605)
    assert page.text_content(".count") == "Characters over the limit: 5"
    page.fill("#id_s-idea", "ә" * 590)
    assert page.text_content(".count") == "Characters left: 10"


def test_theme_is_switched_by_script_and_stays(opened):
    page = opened("/en/ui/", theme="dark")
    page.click("[data-theme-form] button")
    assert page.get_attribute("html", "data-theme") == "light"
    page.reload()
    assert page.get_attribute("html", "data-theme") == "light"


def test_theme_is_switched_without_script(opened):
    page = opened("/en/ui/", script=False)
    page.click("[data-theme-form] button")
    assert page.get_attribute("html", "data-theme") == "dark"
    assert re.search(r"/en/ui/$", page.url)


def test_menu_opens_without_script(opened):
    page = opened("/en/ui/", size="small phone", script=False)
    assert not page.is_visible(".menu__panel")
    page.click(".menu summary")
    assert page.is_visible(".menu__panel")


def test_menu_closes_with_escape_and_gives_focus_back(opened):
    page = opened("/en/ui/", size="phone")
    page.click(".menu summary")
    page.keyboard.press("Escape")
    assert not page.is_visible(".menu__panel")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_dialog_is_modal_and_gives_focus_back(opened, axe):
    page = opened("/en/ui/", size="phone")
    page.click("[data-dialog]")
    assert page.is_visible("dialog[open]")
    assert axe(page) == []
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.dialog") == "sample-dialog"


SEEN = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const pad = it.type === "radio" && it.parentElement.classList.contains("pad");
  const drawn = pad ? it.nextElementSibling : it, box = drawn.getBoundingClientRect();
  const bars = ".savebar, .scorebar, .bulk";
  const points = [[.5, .5], [.1, .2], [.9, .8], [.5, .95], [.5, .05]].map(([x, y]) =>
    document.elementFromPoint(box.left + box.width * x, box.top + box.height * y));
  const shown = points.some((at) => at && (it.contains(at) || drawn.contains(at)
    || drawn.parentElement === at.parentElement || (at.contains(it) && !at.matches(bars))));
  const style = getComputedStyle(drawn);
  const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return {ok: shown && ringed, html: it.outerHTML.slice(0, 90)};
}"""


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_focus_is_always_seen(opened, size):
    page = opened("/kk/ui/", size=size)
    stops = []
    for _step in range(90):
        page.keyboard.press("Tab")
        stop = page.evaluate(SEEN)
        if stop is None:
            break
        stops.append(stop)
    assert len(stops) > 60
    assert [stop["html"] for stop in stops if not stop["ok"]] == []


def test_targets_are_large_enough_for_a_finger(opened):
    page = opened("/kk/ui/", size="phone")
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, summary, .btn, .pad, .input, .choice")]
          .filter((it) => { const box = it.getBoundingClientRect();
            return box.width && !it.closest(".vh") && Math.min(box.width, box.height) < 36; })
          .map((it) => it.outerHTML.slice(0, 90))"""
    )
    assert small == []
