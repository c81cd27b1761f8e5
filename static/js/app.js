// Every page: theme, dialogs, menu, toasts. No framework; htmx is only configured here if the page loads it.
// The other scripts take `shanyraq` from here (modules run in the order of the page), so that nothing has
// to be imported by a name that the build of static files would change.
const root = document.documentElement;
root.classList.replace("no-js", "js");

const cookie = (name) => document.cookie.split("; ").find((c) => c.startsWith(name + "="))?.slice(name.length + 1) ?? "";
const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || cookie("csrftoken");

function toast(text) {
  const box = document.querySelector("[data-toasts]");
  const note = document.createElement("div"), words = document.createElement("span"), close = document.createElement("button");
  note.className = "toast"; words.textContent = text;
  close.type = "button"; close.textContent = "×"; close.setAttribute("aria-label", box.dataset.close);
  close.onclick = () => note.remove();
  note.append(words, close); box.append(note);
  const timer = setTimeout(() => note.remove(), 10000);
  note.onpointerenter = note.onfocusin = () => clearTimeout(timer);
}
globalThis.shanyraq = { csrf, toast };

// --- theme: the cookie lets the server render the right theme at once (no flash, no inline script)
document.querySelector("[data-theme-form]")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
});

// --- a row of tabs that is wider than the screen begins at the tab that is open
for (const tab of document.querySelectorAll(".tabs [aria-current]")) tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - 24;

// --- dialogs
document.addEventListener("click", (event) => {
  const open = event.target.closest("[data-dialog]");
  if (open) { event.preventDefault(); document.getElementById(open.dataset.dialog)?.showModal(); return; }
  if (event.target.closest("[data-close]") || event.target.matches("dialog[open]")) event.target.closest("dialog")?.close();
});

// --- a menu closes with Escape (focus goes back to its button) and by a click elsewhere
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});

// --- buttons that print the page, load it again or copy a text
document.addEventListener("click", async (event) => {
  if (event.target.closest("[data-print]")) return window.print();
  if (event.target.closest("[data-reload]")) return location.reload();
  const copy = event.target.closest("[data-copy]");
  if (copy) { await navigator.clipboard?.writeText(copy.dataset.copy); toast(copy.dataset.done); }
});

// --- signing out clears what this device keeps; it waits while marks are still only here
async function unsentCards() {
  if (!(await indexedDB.databases?.())?.some((one) => one.name === "shanyraq")) return 0;
  const db = await new Promise((done) => { const request = indexedDB.open("shanyraq"); request.onsuccess = () => done(request.result); request.onerror = () => done(null); });
  if (!db?.objectStoreNames.contains("cards")) { db?.close(); return 0; }
  const all = await new Promise((done) => { const request = db.transaction("cards").objectStore("cards").getAll(); request.onsuccess = () => done(request.result); request.onerror = () => done([]); });
  db.close();
  return all.filter((card) => card.who === root.dataset.who && Object.keys(card.dirty).length).length;
}
async function forget() {
  for (const key of Object.keys(localStorage)) if (key.startsWith("draft:")) localStorage.removeItem(key);
  await globalThis.caches?.delete("judge-pages");
  indexedDB.deleteDatabase("shanyraq");
}
document.querySelector("[data-signout]")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  if (await unsentCards().catch(() => 0)) return toast(form.dataset.unsent);
  await forget().catch(() => {});
  form.submit();
});
// another person on the same device: pages kept for the one before must not be readable
try {
  const before = localStorage.getItem("who"), who = root.dataset.who;
  if (who && before !== who) { if (before) globalThis.caches?.delete("judge-pages"); localStorage.setItem("who", who); }
} catch { /* storage is shut: nothing was kept either */ }

// --- the server can ask for a toast with the header HX-Trigger: {"toast": {"value": "..."}}
document.addEventListener("toast", (event) => toast(event.detail?.value ?? event.detail));
// --- htmx 4: CSRF header on unsafe requests
document.addEventListener("htmx:config:request", (event) => {
  const request = event.detail.ctx.request;
  if (!/^(GET|HEAD)$/i.test(request.method)) request.headers["X-CSRFToken"] = csrf();
});
