// The page is already readable and its forms work: this makes its islands live. When it fails (a cut line, an old
// browser), the page stays as it is.
import init, * as client from "./app.js";

try {
  await init({ module_or_path: new URL("MODULE_NAME", import.meta.url) });
  client.hydrate();
  for (const island of document.querySelectorAll("leptos-island")) client[island.dataset.component]?.(island);
  document.documentElement.dataset.hydrated = "";
} catch (error) {
  console.warn("Without the client:", error);
}
