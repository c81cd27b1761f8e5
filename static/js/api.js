// The page of the API: Swagger UI reads our own schema. A signed-in person's session may try acts out.
const place = document.querySelector("[data-schema]");
const ours = (address) => new URL(address, location.href).origin === location.origin;
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

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
    request.headers["Accept-Language"] = document.documentElement.lang;
    if ((request.method ?? "GET") !== "GET") request.headers["X-CSRFToken"] = token();
    return request;
  },
});
