"""Walking over a page with the Tab key alone."""

from playwright.sync_api import Page

MOST_KEYS = 250
BATCH = 20

WATCH = """() => {
  const stops = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';
  const groups = new Set(), wanted = [];
  const shown = e => e.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true})
    && e.getBoundingClientRect().width > 0 && !e.closest('[inert]');
  for (const e of document.querySelectorAll(stops)) {
    if (!shown(e) || e.disabled || e.tabIndex < 0) continue;
    const group = e.type === 'radio' && `${e.form?.action} ${e.name}`;
    if (group && groups.has(group)) continue;
    if (group) groups.add(group);
    wanted.push(e);
  }
  const rings = e => [e, e.closest('label'), e.nextElementSibling, e.parentElement,
    e.id && document.querySelector(`label[for="${CSS.escape(e.id)}"]`)].filter(Boolean);
  const ringed = e => rings(e).some(one => {
    const look = getComputedStyle(one);
    return look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0
      || look.boxShadow !== 'none';
  });
  window.walked = {wanted, reached: new Set(), bare: []};
  document.addEventListener('focusin', event => {
    const same = one => one === event.target || one.type === 'radio'
      && event.target.type === 'radio' && one.name === event.target.name;
    walked.wanted.filter(same).forEach(one => walked.reached.add(one));
    if (!ringed(event.target)) walked.bare.push(event.target);
  });
  document.activeElement?.blur();
  document.body.tabIndex = -1;
  document.body.focus({preventScroll: true});
  document.body.removeAttribute('tabindex');
  return wanted.length;
}"""
FOUND = """() => {
  const name = e => `${e.tagName} ${e.name || e.innerText || e.className}`.slice(0, 60);
  return {
    missed: walked.wanted.filter(e => !walked.reached.has(e)).map(name),
    bare: walked.bare.map(name),
  };
}"""


def faults_of_keyboard(page: Page) -> list[str]:
    """What Tab does not reach, and what does not show that it is reached (WCAG 2.1.1, 2.4.7)."""
    pressed, wanted = 0, page.evaluate(WATCH)
    while True:
        for _number in range(max(wanted, BATCH) if not pressed else BATCH):
            page.keyboard.press("Tab")
            pressed += 1
        found = page.evaluate(FOUND)
        if not found["missed"] or pressed > MOST_KEYS:
            break
    missed = [f"Tab does not reach {name}" for name in found["missed"]]
    return missed + [f"focus is not seen on {name}" for name in found["bare"]]
