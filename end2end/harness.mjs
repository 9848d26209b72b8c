// What every journey stands on: a server of its own with the demo city, a browser, and the checks that hold on
// every page.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

export const root = resolve(fileURLToPath(new URL(".", import.meta.url)), "..");
const jinban = process.env.JINBAN_BIN ?? join(root, "target/debug/jinban");
const city = join(root, "server/data/jinjiang");

const place = { locale: "zh-CN", timezoneId: "Asia/Shanghai" };
export const phone = { ...place, viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
export const desktop = { ...place, viewport: { width: 1440, height: 900 } };

// ---- the server

const settings = (home, extra = {}) => ({
  PATH: process.env.PATH,
  JINBAN_ENVIRONMENT: "demo",
  JINBAN_DATABASE_URL: `sqlite:${join(home, "jinban.db")}`,
  JINBAN_DATA_DIR: home,
  JINBAN_FILES_DIR: join(home, "files"),
  JINBAN_SITE_DIR: join(root, "target/site"),
  JINBAN_CITY_DIR: city,
  JINBAN_LOG: "info,sqlx=warn,hyper=warn",
  ...extra,
});

/**
 * A folder with the city and the demo data loaded, made once for each build of the server and copied for each use. It
 * gets its name when it is whole: journeys that start together may both make it, and never see half of it.
 */
function template() {
  const { mtimeMs, size } = statSync(jinban, { throwIfNoEntry: false }) ?? assert.fail(`${jinban} is not built yet`);
  const folder = join(root, "target/end2end");
  const name = `template-${createHash("sha256").update(`${jinban} ${mtimeMs} ${size}`).digest("hex").slice(0, 16)}`;
  const home = join(folder, name);
  if (existsSync(home)) return home;
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder)) if (old.startsWith("template-") && old !== name) rmSync(join(folder, old), { recursive: true, force: true });
  const making = mkdtempSync(join(folder, "making-"));
  const made = spawnSync(jinban, ["demo"], { cwd: making, env: settings(making), encoding: "utf8" });
  assert.equal(made.status, 0, `jinban demo failed:\n${made.stdout}${made.stderr}`);
  try {
    renameSync(making, home);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
  return home;
}

const freePort = () =>
  new Promise((done, failed) => {
    const server = createServer().once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/**
 * Starts a server on a free port with a fresh copy of the demo city. `env` overrides settings.
 * `stop()` fails when the server panicked meanwhile.
 */
export async function startServer(env = {}) {
  const home = mkdtempSync(join(tmpdir(), "jinban-"));
  cpSync(template(), home, { recursive: true });
  const listen = `127.0.0.1:${await freePort()}`;
  const url = `http://${listen}`;
  const child = spawn(jinban, ["serve"], {
    cwd: home,
    env: settings(home, { JINBAN_LISTEN: listen, JINBAN_PUBLIC_URL: url, ...env }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (log += text));
  const ended = new Promise((done) => child.once("exit", (code, signal) => done(`exit ${code ?? signal}`)));
  const stop = async () => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(late);
    rmSync(home, { recursive: true, force: true });
    assert.ok(!/panicked at/.test(log), `the server panicked:\n${log}`);
  };
  let gone = false;
  ended.then(() => (gone = true));
  for (const until = Date.now() + 30_000; ; await new Promise((done) => setTimeout(done, 50))) {
    const answer = await fetch(`${url}/api/v1/health`).catch(() => null);
    if (answer?.ok) return { url, home, pid: child.pid, log: () => log, stop };
    if (gone || Date.now() > until) {
      child.kill("SIGKILL");
      assert.fail(`the server did not start:\n${log}`);
    }
  }
}

// ---- the browser

let started;
/** The one browser of this process. */
export function browser() {
  const named = process.env.CHROMIUM;
  const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  started ??= chromium.launch({
    executablePath: named ?? usual.find((path) => existsSync(path)),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  return started;
}

/**
 * A fresh visitor: own cookies and storage. `js: false` switches JavaScript off. Errors in the console, failed
 * scripts and answers of 500 and above are kept in `complaints`; `allow(/…/)` takes expected ones out.
 */
export async function visitor(url, size = phone, { js = true, ...options } = {}) {
  const context = await (await browser()).newContext({ baseURL: url, javaScriptEnabled: js, ...size, ...options });
  context.setDefaultTimeout(10_000);
  const complaints = [];
  const allowed = [];
  const complain = (text) => allowed.some((pattern) => pattern.test(text)) || complaints.push(text);
  context.on("console", (message) => {
    if (message.type() === "error" || /^Without the client/.test(message.text())) complain(`console: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => complain(`script: ${error.error().stack ?? error.error()}`));
  context.on("response", (response) => {
    if (response.status() >= 500) complain(`${response.status()} ${response.url()}`);
  });
  const page = await context.newPage();
  return {
    page,
    context,
    complaints,
    allow: (pattern) => allowed.push(pattern),
    close: () => context.close(),
  };
}

/** Waits until the client has taken over the page. Before, everything works too, by whole pages. */
export const hydrated = (page) => page.locator("html[data-hydrated]").waitFor({ state: "attached" });

/** What holds on every page: axe finds nothing, one h1, Chinese, a title, nothing scrolls sideways. */
export async function sound(page, { except = [] } = {}) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .disableRules(except)
    .analyze();
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n${nodes.slice(0, 4).map((node) => `    ${node.target} ${node.html}`).join("\n")}${nodes.length > 4 ? `\n    and ${nodes.length - 4} more` : ""}`,
  );
  const shape = await page.evaluate(() => ({
    headings: document.querySelectorAll("h1").length,
    language: document.documentElement.lang,
    title: document.title,
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    styled: [...document.querySelectorAll("[style]")].map((element) => element.outerHTML.slice(0, 120)),
  }));
  if (shape.headings !== 1) found.push(`${shape.headings} h1 instead of one`);
  if (!shape.language.startsWith("zh")) found.push(`lang="${shape.language}"`);
  if (!shape.title.trim()) found.push("no title");
  if (shape.sideways > 0) found.push(`scrolls sideways by ${shape.sideways} px`);
  for (const html of shape.styled) found.push(`style attribute, which the policy blocks: ${html}`);
  assert.equal(found.length, 0, `${page.url()}:\n${found.join("\n")}`);
}

// ---- journeys

let server;
/** The server of this test file. */
export const site = () => server;

/** Call once at the top of a test file: starts its server, and stops it and the browser at the end. */
export function withServer(env = {}) {
  before(async () => {
    server = await startServer(env);
  });
  after(async () => {
    await (await started)?.close();
    await server?.stop();
  });
}

/**
 * One story: `walk` gets a fresh visitor's { page, context, allow, … } and `url`. It fails on what `visitor` noted;
 * what the page showed then is kept in target/end2end.
 */
export function journey(name, walk, { size = phone, ...options } = {}) {
  test(name, { timeout: 240_000 }, async () => {
    const guest = await visitor(server.url, size, options);
    try {
      await walk({ ...guest, url: server.url });
      assert.deepEqual(guest.complaints, [], "the browser complained");
    } catch (error) {
      const shot = join(root, "target/end2end", `${name.replace(/[^\p{L}\p{N}]+/gu, "-")}.png`);
      await guest.page.screenshot({ path: shot, fullPage: true }).catch(() => {});
      const complaints = guest.complaints.map((text) => `\n  the browser complained: ${text}`).join("");
      throw new Error(`${error.message}${complaints}\n  at ${guest.page.url()}, shown in ${shot}`, { cause: error });
    } finally {
      await guest.close();
    }
  });
}

/** The same story on a phone and on a desktop. */
export function journeys(name, walk, options = {}) {
  journey(`${name} (phone)`, walk, { ...options, size: phone });
  journey(`${name} (desktop)`, walk, { ...options, size: desktop });
}
