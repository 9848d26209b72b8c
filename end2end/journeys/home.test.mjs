// The first page: what it weighs, that it works alone, that the client takes it over.
import assert from "node:assert/strict";
import { test } from "node:test";
import { get } from "node:http";
import { hydrated, journey, journeys, site, sound, withServer } from "../harness.mjs";
import { staffSignIn } from "../people.mjs";

withServer();

journeys("the home page is sound and the client takes it over", async ({ page }) => {
  const answer = await page.goto("/");
  assert.equal(answer.status(), 200);
  const policy = answer.headers()["content-security-policy"];
  assert.match(policy, /script-src 'nonce-[^']+' 'strict-dynamic' 'wasm-unsafe-eval'/);
  assert.doesNotMatch(policy, /unsafe-inline/);
  await hydrated(page);
  await sound(page);
});

journey("the home page is readable with JavaScript switched off", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("heading", { level: 1 }).waitFor();
  assert.ok((await page.getByRole("main").innerText()).length > 0);
}, { js: false });

/** The bytes of a body on the wire. */
const weigh = (url) =>
  new Promise((done, failed) => {
    get(url, { headers: { "accept-encoding": "br, gzip", accept: "text/html" } }, (answer) => {
      let bytes = 0;
      answer.on("data", (chunk) => {
        bytes += chunk.length;
      });
      answer.on("end", () => done({ bytes }));
      answer.on("error", failed);
    }).on("error", failed);
  });

test("HTML and style sheet of the first page have 30 kB together", async () => {
  const { url } = site();
  const html = await weigh(`${url}/`);
  assert.ok(html.bytes > 0);
  const plain = await (await fetch(`${url}/`)).text();
  const [, sheet] = plain.match(/href="(\/pkg\/citizen\.[^"]+\.css)"/) ?? assert.fail("the page names no style sheet");
  const css = await weigh(`${url}${sheet}`);
  const total = html.bytes + css.bytes;
  assert.ok(total <= 30_000, `HTML ${html.bytes} + CSS ${css.bytes} = ${total} bytes`);
});

// The browser's own page would take the place of ours, with whatever was typed on it.
for (const [who, begin, link] of [
  ["a resident", (page) => page.goto("/items"), "/board"],
  ["staff", (page) => staffSignIn(page, "l105", "/desk"), "/desk/queue"],
]) {
  journey(`without a network a link of ${who} leads nowhere and says so`, async ({ page, context }) => {
    await begin(page);
    await hydrated(page);
    const here = page.url();
    await context.setOffline(true);
    await page.locator(`a[href="${link}"]`).first().click();
    await page.getByRole("alert").filter({ hasText: "现在没有网络" }).waitFor();
    assert.equal(page.url(), here);
    await context.setOffline(false);
    await page.getByRole("alert").waitFor({ state: "detached" });
    await page.locator(`a[href="${link}"]`).first().click();
    await page.waitForURL((url) => url.href !== here);
  });
}

journey("a search without a network stays, with its words", async ({ page, context }) => {
  await page.goto("/");
  await hydrated(page);
  await context.setOffline(true);
  await page.getByRole("searchbox").fill("低保");
  await page.getByRole("searchbox").press("Enter");
  await page.getByRole("alert").filter({ hasText: "查不了" }).waitFor();
  assert.equal(await page.getByRole("searchbox").inputValue(), "低保");
  await context.setOffline(false);
  await page.getByRole("searchbox").press("Enter");
  await page.waitForURL(/q=/);
});
