// Photographs the main screens into docs/screens: `make screens`.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { browser, desktop, hydrated, phone, root, startServer, visitor } from "./harness.mjs";

/** name → path, at which sizes, and what to do before the picture is taken. */
const screens = [
  { name: "home", path: "/", sizes: { phone, desktop } },
  { name: "board", path: "/board", sizes: { phone, desktop } },
  { name: "desk-sign-in", path: "/desk", sizes: { desktop } },
];

const folder = join(root, "docs/screens");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const server = await startServer();
let failed = 0;
for (const { name, path, sizes, prepare } of screens) {
  for (const [kind, size] of Object.entries(sizes)) {
    const guest = await visitor(server.url, size);
    try {
      const answer = await guest.page.goto(path);
      if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}`);
      await hydrated(guest.page);
      await prepare?.(guest.page);
      await guest.page.waitForLoadState("networkidle");
      await guest.page.screenshot({ path: join(folder, `${name}-${kind}.png`), fullPage: true, animations: "disabled" });
      console.log(`  ${name}-${kind}.png`);
    } catch (error) {
      failed += 1;
      console.error(`✘ ${name} (${kind}): ${error.message}`);
    } finally {
      await guest.close();
    }
  }
}
await (await browser()).close();
await server.stop();
process.exitCode = failed ? 1 : 0;
