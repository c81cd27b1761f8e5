// <form data-draft="address" data-revision="3">: every changed field is kept on the device at once and sent to the
// server a second later. The server answers 200 {revision, saved_at}, or 409 {code, message, revision, values}: then
// somebody else changed the same field, and the page shows both texts. Nothing is ever overwritten silently.
const form = document.querySelector("form[data-draft]");
const state = document.querySelector("[data-draft-state]");
const words = state.dataset;
const KEY = `draft:${document.documentElement.dataset.who ?? ""}:${form.dataset.draft}:${location.pathname}`;
const SKIP = new Set(["csrfmiddlewaretoken", "revision"]);

const controls = (name) => [...form.elements].filter((one) => one.name === name && one.type !== "file");
const names = () => [...new Set([...form.elements].filter((one) => one.name && !SKIP.has(one.name) && !/^(file|submit|button)$/.test(one.type)).map((one) => one.name))];
const same = (a, b) => a.length === b.length && a.every((value, i) => value === b[i]);
const store = { get: () => { try { return JSON.parse(localStorage.getItem(KEY)); } catch { return null; } },
  put: (kept) => { try { localStorage.setItem(KEY, JSON.stringify(kept)); } catch { /* storage is full or shut: the server still gets it */ } },
  drop: () => localStorage.removeItem(KEY) };

function read(name) {
  return controls(name).flatMap((one) => {
    if (/^(checkbox|radio)$/.test(one.type)) return one.checked ? [one.value] : [];
    return one.multiple ? [...one.selectedOptions].map((option) => option.value) : [one.value];
  });
}
function write(name, values) {
  for (const one of controls(name)) {
    if (/^(checkbox|radio)$/.test(one.type)) one.checked = values.includes(one.value);
    else if (one.multiple) for (const option of one.options) option.selected = values.includes(option.value);
    else one.value = values[0] ?? "";
    one.dispatchEvent(new Event("input"));
  }
}
const list = (value) => (Array.isArray(value) ? value.map(String) : typeof value === "boolean" ? (value ? ["on"] : []) : value == null ? [""] : [String(value)]);
const clean = (values) => values.filter((value) => value !== "");

let revision = +form.dataset.revision || 0, timer, busy = false, stopped = false, wait = 0;
const known = Object.fromEntries(names().map((name) => [name, read(name)])); // what the server is known to have
const open = new Map(); // fields with a question "theirs or mine" on the page, and what mine was written upon
const changed = () => names().filter((name) => !open.has(name) && !same(clean(read(name)), clean(known[name] ?? [])));

function say(kind, text) { state.dataset.s = kind; if (state.textContent !== text) state.textContent = text; }
function keep() {
  const fields = Object.fromEntries([...changed(), ...open.keys()].map((name) => [name, { mine: read(name), base: open.get(name) ?? known[name] ?? [] }]));
  if (Object.keys(fields).length) store.put({ fields }); else store.drop();
}
function take(answer) {
  revision = answer.revision ?? revision;
  for (const one of controls("revision")) one.value = revision;
}

async function send(last = false) {
  clearTimeout(timer);
  keep();
  const sent = changed();
  if (!sent.length || busy || stopped) return;
  busy = true;
  const body = new URLSearchParams({ revision }), values = {};
  for (const name of sent) { values[name] = read(name); for (const value of values[name].length ? values[name] : [""]) body.append(name, value); }
  say("", words.saving);
  let answer;
  try {
    answer = await fetch(form.dataset.draft, { method: "POST", body, keepalive: last, headers: { "X-CSRFToken": shanyraq.csrf(), Accept: "application/json" } });
  } catch { busy = false; return again("local", words.local); }
  busy = false;
  if (answer.redirected || answer.status === 401 || answer.status === 403) return again("bad", words.bad, 30000);
  if (answer.status >= 500 || answer.status === 429) return again("local", words.local);
  const data = await answer.json().catch(() => ({}));
  if (answer.status === 409 && data.values) return disagree(data, values);
  if (!answer.ok) { stopped = answer.status === 409; keep(); return say("bad", data.message || words.bad); }
  wait = 0;
  take(data);
  for (const name of sent) known[name] = values[name];
  keep();
  say("ok", words.saved.replace("%s", data.saved_at));
  if (changed().length) later(400);
}
function again(kind, text, floor = 3000) { say(kind, text); wait = Math.min(60000, Math.max(floor, wait * 2)); later(wait); }
function later(ms) { clearTimeout(timer); timer = setTimeout(send, ms); }

// --- two people wrote in one field: fields that only they changed are taken over, the others are asked about
function disagree(data, mine) {
  take(data);
  for (const [name, value] of Object.entries(data.values)) {
    const theirs = list(value), before = known[name] ?? [];
    const moved = !same(clean(theirs), clean(before)); // somebody else wrote here since we last knew
    const asked = name in mine && moved && !same(clean(mine[name]), clean(theirs));
    if (moved && !(name in mine) && same(clean(read(name)), clean(before))) write(name, theirs);
    known[name] = theirs;
    if (asked) ask(name, theirs, before);
  }
  keep();
  if (open.size) say("bad", words.conflict);
  if (changed().length) later(100);
}
const told = (name, values) => {
  const labels = controls(name).filter((one) => /^(checkbox|radio)$/.test(one.type)).filter((one) => values.includes(one.value)).map((one) => one.closest("label")?.innerText.trim() || one.value);
  const picked = controls(name).flatMap((one) => [...(one.options ?? [])]).filter((option) => values.includes(option.value)).map((option) => option.text);
  return [...labels, ...picked].join(", ") || values.join(", ") || "–";
};
function ask(name, theirs, base) {
  const field = controls(name)[0]?.closest(".field") ?? form;
  field.querySelector(".compare")?.remove();
  const box = document.querySelector("template[data-conflict]").content.firstElementChild.cloneNode(true);
  box.querySelector("[data-theirs]").textContent = told(name, theirs);
  box.querySelector("[data-mine]").textContent = told(name, read(name));
  box.addEventListener("click", (event) => {
    const pick = event.target.closest("[data-pick]")?.dataset.pick;
    if (!pick) return;
    if (pick === "theirs") write(name, theirs);
    open.delete(name); box.remove();
    controls(name)[0]?.focus();
    keep();
    if (changed().length) send(); else if (!open.size) say("ok", words.settled);
  });
  open.set(name, base);
  field.append(box);
}

form.addEventListener("input", (event) => {
  if (!event.isTrusted) return;
  const mine = open.has(event.target.name) && event.target.closest(".field")?.querySelector(".compare [data-mine]");
  if (mine) mine.textContent = told(event.target.name, read(event.target.name));
  keep(); later(900);
});
form.addEventListener("change", (event) => event.isTrusted && later(300));
addEventListener("online", () => { wait = 0; send(); });
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && send(true));
form.addEventListener("submit", () => { clearTimeout(timer); stopped = true; store.drop(); });

// --- what an earlier visit could not send comes back; where the page brings another text than it was written upon,
// somebody saved in between, and both are shown
const kept = store.get();
for (const [name, { mine, base }] of Object.entries(kept?.fields ?? {})) {
  const now = known[name];
  if (!now || same(clean(mine), clean(now))) continue; // the field is gone, or the text did arrive
  write(name, mine);
  if (!same(clean(base), clean(now))) ask(name, now, base);
}
if (open.size) say("bad", words.conflict); else if (changed().length) say("local", words.back);
if (changed().length) later(200); else if (!open.size) store.drop();
