// Service worker. ASSETS, OFFLINE and VER are prepended by the view (hashed names from the manifest).
// It keeps the static files, the "no connection" page, and those pages that the judge's card asks it to keep.
const STATIC = "static-" + self.VER, PAGES = "judge-pages";

async function install() {
  const cache = await caches.open(STATIC);
  await cache.addAll([...self.ASSETS, ...self.OFFLINE]);
  await self.skipWaiting();
}
async function activate() {
  for (const name of await caches.keys()) if (name.startsWith("static-") && name !== STATIC) await caches.delete(name);
  await self.clients.claim();
}
async function keep(urls) {
  const cache = await caches.open(PAGES);
  for (const url of urls) {
    try {
      const page = await fetch(url, { credentials: "same-origin" });
      if (page.ok && !page.redirected) await cache.put(url, page);
    } catch { /* the next visit tries again */ }
  }
}
async function page(request, path) {
  const cache = await caches.open(PAGES), kept = await cache.match(path);
  const patience = new AbortController(), timer = setTimeout(() => patience.abort(), 4000);
  try {
    const fresh = await fetch(request, kept ? { signal: patience.signal } : undefined);
    if (kept && fresh.ok && !fresh.redirected) await cache.put(path, fresh.clone());
    return fresh;
  } catch {
    return kept ?? (await caches.match(`/${path.slice(1, 3)}/offline/`)) ?? (await caches.match(self.OFFLINE[0])) ?? Response.error();
  } finally { clearTimeout(timer); }
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => { if (event.data?.type === "keep") event.waitUntil(keep(event.data.urls)); });
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(caches.match(event.request, { ignoreSearch: true }).then((found) => found ?? fetch(event.request)));
  else if (event.request.mode === "navigate") event.respondWith(page(event.request, url.pathname));
});
