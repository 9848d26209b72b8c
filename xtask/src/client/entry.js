// The page is already readable and its forms work: this makes it quicker. When it fails (a cut line, an old
// browser), the page stays as it is.
import init, { hydrate } from "./app.js";

try {
  await init({ module_or_path: new URL("MODULE_NAME", import.meta.url) });
  hydrate();
  document.documentElement.dataset.hydrated = "";
} catch (error) {
  console.warn("Without the client:", error);
}
