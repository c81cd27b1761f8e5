// Passkeys and security keys: a form with `data-passkey` asks the device, then sends what it answered.
// The options stand in the page (`data-options` is the id of their JSON), or the form's address gives them.
async function options(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

// a key that signs in alone must be kept on the device, and must ask who holds it
function forSigningIn(creation, alone) {
  const wanted = creation.publicKey.authenticatorSelection;
  wanted.residentKey = alone ? "required" : "discouraged";
  wanted.requireResidentKey = alone;
  if (alone) wanted.userVerification = "required";
  return creation;
}

async function ask(form) {
  const given = await options(form), device = globalThis.webauthnJSON;
  if (form.dataset.passkey === "get") return device.get(given.request_options);
  return device.create(forSigningIn(given.creation_options, Boolean(form.elements.passwordless?.checked)));
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      form.elements.credential.value = JSON.stringify(await ask(form));
      form.submit();
    } catch {
      globalThis.shanyraq.toast(form.dataset.failed);
      button.disabled = false;
    }
  });
}
