// The page of the API: Swagger UI reads our own schema. A signed-in person's session may try acts out.
const root = document.documentElement, night = matchMedia("(prefers-color-scheme: dark)");
const follow = () => root.classList.toggle("dark-mode", root.dataset.theme ? root.dataset.theme === "dark" : night.matches);
follow();
night.addEventListener("change", follow);
new MutationObserver(follow).observe(root, { attributeFilter: ["data-theme"] });

const place = document.querySelector("[data-schema]");
const ours = (address) => new URL(address, location.href).origin === location.origin;
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

// The page has its <main>: what Swagger UI makes as another one becomes a plain block.
const make = document.createElement.bind(document);
document.createElement = (name, ...rest) => make(name === "main" ? "div" : name, ...rest);

globalThis.SwaggerUIBundle({
  domNode: place,
  url: place.dataset.schema,
  presets: [globalThis.SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  docExpansion: "list",
  defaultModelsExpandDepth: -1,
  validatorUrl: null,
  syntaxHighlight: { activated: false },
  requestInterceptor: (request) => {
    if (!ours(request.url)) throw new Error("another origin");
    request.headers["Accept-Language"] = root.lang;
    if ((request.method ?? "GET") !== "GET") request.headers["X-CSRFToken"] = token();
    return request;
  },
});
