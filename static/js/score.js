// The judge's card: every tap is written to the device first (IndexedDB), then sent. What was not sent survives a
// reload, a crash and flight mode, and goes out with the next connection, from whichever card is open then.
const form = document.querySelector("form[data-score]");
const bar = document.querySelector("[data-score-bar]");
const state = bar.querySelector("[data-state]");
const words = state.dataset;
const who = document.documentElement.dataset.who ?? "";

// --- one record a card: {id, who, url, rev, values, dirty: {code: points | null, note, comment}, at}
const opened = new Promise((done, fail) => {
  const request = indexedDB.open("shanyraq", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("cards", { keyPath: "id" });
  request.onsuccess = () => { request.result.onversionchange = () => request.result.close(); done(request.result); };
  request.onerror = () => fail(request.error);
});
async function cards_(mode, act) {
  const table = (await opened).transaction("cards", mode).objectStore("cards");
  return new Promise((done, fail) => { const request = act(table); request.onsuccess = () => done(request.result); request.onerror = () => fail(request.error); });
}
const find = (id) => cards_("readonly", (table) => table.get(id));
const put = (card) => cards_("readwrite", (table) => table.put(card));
// read, change and write in one transaction: two tabs, or a tap during a delivery, lose nothing of each other
async function amend(one, change) {
  const table = (await opened).transaction("cards", "readwrite").objectStore("cards");
  return new Promise((done, fail) => {
    const asked = table.get(one.id);
    asked.onerror = () => fail(asked.error);
    asked.onsuccess = () => {
      const record = asked.result ?? one;
      change(record);
      const written = table.put(record);
      written.onsuccess = () => done(record); written.onerror = () => fail(written.error);
    };
  });
}
const isDirty = (one) => one.who === who && Object.keys(one.dirty).length > 0;
async function unsent() { // where storage is shut, this card alone is sent, from memory
  try { return (await cards_("readonly", (table) => table.getAll())).filter(isDirty); } catch { return isDirty(card) ? [card] : []; }
}

function say(kind, text) { if (state.textContent === text) return; state.dataset.s = kind; state.textContent = text; }

// --- what the page shows
const scales = [...form.querySelectorAll("[data-crit]")];
const isLocked = "locked" in form.dataset;
const scaleOf = (code) => scales.find((scale) => scale.dataset.crit === code);
const isText = (code) => code === "note" || code === "comment";
const marked = (scale) => scale.querySelector("input:checked");
const value = (scale) => (marked(scale) ? +marked(scale).value : null);
const shown = (points) => String(Math.round(points * 100) / 100).replace(".", document.documentElement.lang === "en" ? "." : ",");
function set(scale, points) {
  const input = points === null ? null : [...scale.querySelectorAll("input[type=radio]")].find((one) => +one.value === points);
  if (input) input.checked = true; else if (marked(scale)) marked(scale).checked = false;
}
function paint() {
  const slots = {};
  let bonus = 0, left = 0;
  for (const scale of scales) {
    const points = value(scale), out = scale.querySelector("[data-v]"), clear = scale.querySelector("[data-clear]");
    out.firstChild.textContent = points === null ? "–" : shown(points);
    out.toggleAttribute("data-empty", points === null);
    if (clear) clear.hidden = points === null;
    left += points === null;
    if ("bonus" in scale.dataset) bonus += points ?? 0;
    else (slots[scale.dataset.slot || scale.dataset.crit] ??= []).push(points ?? 0);
  }
  const total = Object.values(slots).reduce((sum, marks) => sum + marks.reduce((a, b) => a + b, 0) / marks.length, 0);
  bar.querySelector("[data-total]").textContent = shown(total);
  bar.querySelector("[data-bonus]").textContent = bonus ? `+${shown(bonus)}` : "";
  const rest = bar.querySelector("[data-rest]");
  if (rest) rest.textContent = left ? words.left.replace("%s", left) : words.ready;
}
function apply(values) {
  for (const [code, points] of Object.entries(values)) {
    const scale = scaleOf(code);
    if (scale) set(scale, points);
    else if (isText(code) && form.elements[code].value !== points) form.elements[code].value = points ?? "";
  }
}

// --- store and send
let card = { id: `${who}:${form.dataset.score}`, who, url: form.dataset.api, rev: +form.dataset.rev || 0, dirty: {}, at: 0 };
let wait = 0, timer;
async function change(code, points) {
  const at = Date.now(); // the revision is read when it is written: a delivery may just have raised it
  const note = (record) => { record.dirty[code] = points; record.at = at; record.rev = card.rev; record.url = form.dataset.api; };
  note(card);
  say("", words.saving);
  card = await amend(card, note).catch(() => card);
  later(isText(code) ? 900 : 250);
}
function later(ms) { clearTimeout(timer); timer = setTimeout(flush, ms); }
function again(kind, text, floor = 2000) { say(kind, text); wait = Math.min(60000, Math.max(floor, wait * 2)); later(wait); return false; }

async function post(one, sent) {
  const body = JSON.stringify({ base_rev: one.rev, fields: sent, key: `${one.id}-${one.at}` });
  return fetch(one.url, { method: "POST", body, signal: AbortSignal.timeout?.(8000), headers: { "X-CSRFToken": shanyraq.csrf(), "Content-Type": "application/json", Accept: "application/json" } });
}
async function deliver(one) {
  const mine = one.id === card.id, sent = { ...one.dirty };
  let answer;
  try { answer = await post(one, sent); } catch { return again("local", words.local); }
  if (answer.redirected || answer.status === 401 || answer.status === 403) return again("bad", words.bad, 30000);
  if (answer.status >= 500 || answer.status === 429) return again("local", words.local);
  const data = await answer.json().catch(() => ({}));
  const settle = (change) => amend(one, (record) => {
    for (const code in sent) if (record.dirty[code] === sent[code]) delete record.dirty[code];
    change(record);
  }).catch(() => { for (const code in sent) if (one.dirty[code] === sent[code]) delete one.dirty[code]; change(one); return one; });
  if (!answer.ok) { // refused for good: the round is closed, the card is handed in, another judge's
    const now = await settle(() => {});
    if (mine) { card = now; say("bad", data.message || words.refused); }
    shanyraq.toast(data.message || words.refused);
    return !mine;
  }
  wait = 0;
  const now = await settle((record) => { record.rev = data.rev; record.values = data.values; });
  if (!mine) return true;
  for (const code in card.dirty) if (card.dirty[code] !== sent[code]) now.dirty[code] = card.dirty[code]; // changed meanwhile
  card = now;
  const fresh = { ...data.values };
  for (const code in card.dirty) delete fresh[code];
  apply(fresh);
  for (const code of data.conflicts ?? []) disagree(code, data.values[code], sent[code]);
  paint();
  if (!Object.keys(card.dirty).length) say("ok", words.saved.replace("%s", data.saved_at));
  return true;
}
async function flush() {
  const run = async () => { for (const one of await unsent()) if (!(await deliver(one))) return; };
  return navigator.locks ? navigator.locks.request("cards", run) : run();
}

// --- the same criterion was marked on another device: if the server kept that mark, both are shown
function disagree(code, theirs, mine) {
  const scale = scaleOf(code), box = scale ?? form.querySelector(`[data-text="${code}"]`);
  if (!box || mine === undefined || theirs === mine) return shanyraq.toast(words.conflict);
  const told = (value) => (value === null || value === "" ? "–" : scale ? shown(value) : value);
  box.querySelector(".compare")?.remove();
  const choice = document.querySelector("template[data-conflict]").content.firstElementChild.cloneNode(true);
  choice.querySelector("[data-theirs]").textContent = told(theirs);
  choice.querySelector("[data-mine]").textContent = told(mine);
  choice.addEventListener("click", (event) => {
    const pick = event.target.closest("[data-pick]")?.dataset.pick;
    if (!pick) return;
    choice.remove();
    if (pick === "mine") { apply({ [code]: mine }); paint(); change(code, mine); }
    (scale ? marked(scale) ?? scale.querySelector("input") : form.elements[code]).focus();
  });
  box.append(choice);
}

form.addEventListener("change", (event) => { const scale = event.target.closest("[data-crit]"); if (scale) { paint(); change(scale.dataset.crit, value(scale)); } });
form.addEventListener("input", (event) => { if (isText(event.target.name)) change(event.target.name, event.target.value); });
form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-clear]");
  if (!button) return;
  const scale = button.closest("[data-crit]");
  set(scale, null); paint(); change(scale.dataset.crit, null); scale.querySelector("input").focus();
});
form.addEventListener("submit", (event) => { event.preventDefault(); flush(); });
// what is handed in are the marks on the server: leave for that page only when all of them are there
form.querySelector("[data-hand-in]")?.addEventListener("click", async (event) => {
  event.preventDefault();
  const { href } = event.currentTarget;
  clearTimeout(timer); await flush();
  if (Object.keys(card.dirty).length) return shanyraq.toast(words.local);
  location.href = href;
});
for (const name of ["online", "pageshow"]) addEventListener(name, () => { wait = 0; flush(); });
document.addEventListener("visibilitychange", () => { wait = 0; flush(); });

// --- keys: digits on a focused scale (1 then 0, or x, = 10), up and down between criteria, n = next without a mark,
// Ctrl + Enter = next card, ? = help
let typed = "", at = 0;
const focus = (scale) => scale && (marked(scale) ?? scale.querySelector("input")).focus();
function digit(scale, key) {
  typed = key === "x" ? "10" : Date.now() - at < 800 ? typed + key : key; at = Date.now();
  const all = [...scale.querySelectorAll("input[type=radio]")];
  const input = all.find((one) => +one.value === +typed) ?? all.find((one) => one.value === key);
  if (!input) return false;
  input.checked = true; input.focus(); input.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}
function key(event, scale) {
  if (isLocked && event.key !== "?") return false;
  const i = scales.indexOf(scale);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") { if (!scale) return false; focus(scales[i + (event.key === "ArrowDown" ? 1 : -1)]); return true; }
  if (event.key === "n") { focus([...scales.slice(i + 1), ...scales].find((one) => value(one) === null)); return true; }
  if (event.key === "?") { document.getElementById("keys")?.showModal(); return true; }
  return Boolean(scale) && /^[\dx]$/.test(event.key) && digit(scale, event.key);
}
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") { event.preventDefault(); flush(); bar.querySelector("[data-next]")?.click(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("textarea, select, input:not([type=radio])") || document.querySelector("dialog[open]")) return;
  if (key(event, event.target.closest("[data-crit]"))) event.preventDefault();
});

// --- start: what was not sent wins over what the server rendered; then keep all cards readable without a connection
async function start() {
  const old = await find(card.id).catch(() => null);
  const isKeptPage = old && old.rev > card.rev && old.values; // a page of the cache, older than what was sent after it
  if (isKeptPage) { apply(old.values); card.rev = old.rev; card.values = old.values; }
  if (old && Object.keys(old.dirty).length) {
    card = { ...old, url: form.dataset.api };
    if (!isLocked) { apply(old.dirty); say("local", words.local); }
  } else { await put(card).catch(() => {}); if (card.rev) say("ok", words.kept); }
  paint(); flush();
  if (!("serviceWorker" in navigator)) return;
  const worker = await navigator.serviceWorker.register("/sw.js").catch(() => null);
  const urls = [location.pathname, ...[...document.querySelectorAll(".teamlist a[data-keep]")].map((link) => link.pathname)];
  if (worker) (await navigator.serviceWorker.ready).active?.postMessage({ type: "keep", urls });
}
start();
