// Every form: the error summary takes focus, long texts are counted, a form is sent once, rows can be added.

// --- error summary: takes focus; its links go to the field with its label in view
const summary = document.getElementById("errsum");
if (summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a"), field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.closest(".field") ?? field).scrollIntoView({ block: "start" });
    field.focus({ preventScroll: true });
  });
}

// --- character count: visible at once, spoken only when typing pauses
function count(area) {
  const limit = +area.dataset.count, shown = document.createElement("p"), spoken = document.createElement("p");
  shown.className = "count"; shown.setAttribute("aria-hidden", "true");
  spoken.className = "vh"; spoken.setAttribute("role", "status");
  area.after(shown, spoken);
  let timer;
  const show = (event) => {
    const left = limit - [...area.value.replace(/\r?\n/g, "\r\n")].length;
    shown.textContent = (left < 0 ? area.dataset.over : area.dataset.left).replace("%s", Math.abs(left));
    shown.classList.toggle("count--over", left < 0);
    clearTimeout(timer);
    if (event) timer = setTimeout(() => (spoken.textContent = shown.textContent), 1000);
  };
  area.addEventListener("input", show);
  show();
}
for (const area of document.querySelectorAll("[data-count]")) count(area);

// --- a form is sent once: a second click within 8 seconds does nothing (the server is safe without this)
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("data-again")) return;
  if (form.dataset.sent && Date.now() - form.dataset.sent < 8000) return event.preventDefault();
  form.dataset.sent = Date.now();
});
addEventListener("pageshow", () => { for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent; });
