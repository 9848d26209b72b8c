// What measurements stand on: engines, a server of its own, clients that keep their connection, people, shares.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { Agent, request } from "node:http";
import { connect, createServer } from "node:net";
import { cpus, tmpdir, totalmem } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(fileURLToPath(new URL(".", import.meta.url)), "..");
export const jinban = process.env.JINBAN_BIN ?? join(root, "target/release/jinban");
assert.ok(statSync(jinban, { throwIfNoEntry: false }), `${jinban} is not built yet`);
export const engines = (process.env.JINBAN_BENCH_ENGINES ?? "sqlite,postgres").split(",");

export const say = (text) => console.log(`  ${text}`);
export const pause = (ms) => new Promise((done) => setTimeout(done, ms));
export const round = (number) => (number < 10 ? number.toFixed(1) : Math.round(number).toLocaleString("en"));

/** Latencies in ms, by share. */
export const at = (all, share) => [...all].sort((a, b) => a - b)[Math.max(0, Math.ceil(all.length * share) - 1)];

export const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

// ---- engines

/** Where Debian or the path has PostgreSQL's programs. */
function postgresPrograms() {
  const packaged = existsSync("/usr/lib/postgresql")
    ? readdirSync("/usr/lib/postgresql").sort().reverse().map((version) => `/usr/lib/postgresql/${version}/bin`)
    : [];
  const folder = [...packaged, ...process.env.PATH.split(":")].find((one) => existsSync(join(one, "initdb")));
  return folder ?? assert.fail("PostgreSQL was not found");
}

/** A cluster of its own, as durable as one in service: only its place is temporary. */
export async function startPostgres() {
  const programs = postgresPrograms();
  const home = mkdtempSync(join(tmpdir(), "jinban-bench-pg-"));
  const number = (flag) => Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout);
  const rootUser = process.getuid() === 0;
  const as = rootUser ? { uid: number("-u"), gid: number("-g") } : {};
  if (rootUser) chownSync(home, as.uid, as.gid);
  const data = join(home, "data");
  const made = spawnSync(join(programs, "initdb"), ["--username=jinban", "--auth=trust", "--encoding=UTF8", "--locale=C", "-D", data], { ...as, cwd: home, encoding: "utf8" });
  assert.equal(made.status, 0, made.stderr);
  const server = spawn(
    join(programs, "postgres"),
    ["-D", data, "-k", home, "-c", "listen_addresses=", "-c", "shared_buffers=512MB", "-c", "max_wal_size=4GB", "-c", "max_connections=100"],
    { ...as, cwd: home, stdio: "ignore" },
  );
  for (let turn = 0; !existsSync(join(home, ".s.PGSQL.5432")); turn += 1) {
    assert.ok(turn < 300, "PostgreSQL did not start");
    await pause(100);
  }
  await pause(500);
  const { stdout } = spawnSync(join(programs, "postgres"), ["--version"], { encoding: "utf8" });
  return {
    version: stdout.trim(),
    url: `postgres://jinban@localhost/postgres?host=${home}`,
    stop: async () => {
      server.kill("SIGINT");
      await new Promise((done) => server.once("exit", done));
      rmSync(home, { recursive: true, force: true });
    },
  };
}

// ---- the server

export async function startServer(env, home) {
  const listen = `127.0.0.1:${await freePort()}`;
  const child = spawn(jinban, ["serve"], { cwd: home, env: { ...env, JINBAN_LISTEN: listen }, stdio: ["ignore", "ignore", "inherit"] });
  const ended = new Promise((done) => child.once("exit", done));
  for (let turn = 0; ; turn += 1) {
    const up = await fetch(`http://${listen}/api/v1/health`).catch(() => null);
    if (up?.ok) break;
    assert.ok(turn < 600, "the server did not start");
    await pause(100);
  }
  return {
    listen,
    residentMb: () => Number(readFileSync(`/proc/${child.pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)[1]) / 1024,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** One browser: a kept-alive connection and its cookies. */
export class Client {
  constructor(listen) {
    [this.host, this.port] = listen.split(":");
    this.agent = new Agent({ keepAlive: true, maxSockets: 1 });
    this.cookies = new Map();
  }

  send(method, path, { body, type, accept = "text/html" } = {}) {
    const headers = { accept, "sec-fetch-site": "same-origin", cookie: [...this.cookies].map((pair) => pair.join("=")).join("; ") };
    if (body !== undefined) Object.assign(headers, { "content-type": type ?? "application/x-www-form-urlencoded", "content-length": Buffer.byteLength(body) });
    const started = performance.now();
    return new Promise((done, failed) => {
      const sent = request({ host: this.host, port: this.port, agent: this.agent, method, path, headers }, (answer) => {
        const parts = [];
        answer.on("data", (part) => parts.push(part));
        answer.on("end", () => {
          for (const cookie of answer.headers["set-cookie"] ?? []) {
            const [name, value] = cookie.split(";")[0].split(/=(.*)/s);
            if (/Max-Age=0/.test(cookie)) this.cookies.delete(name);
            else this.cookies.set(name, value);
          }
          done({ status: answer.statusCode, to: answer.headers.location, text: Buffer.concat(parts).toString(), ms: performance.now() - started });
        });
        answer.on("error", failed);
      });
      sent.on("error", failed);
      sent.end(body);
    });
  }

  get(path) {
    return this.send("GET", path);
  }

  form(path, fields) {
    return this.send("POST", path, { body: new URLSearchParams(fields).toString() });
  }
}

/** What the figures were taken on. */
export const machine = (version) =>
  `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB of memory, SQLite in WAL with \`synchronous=FULL\`${version ? `, ${version} with its default durability` : ""}.`;

/** The settings of a demo server on a database in `home`. */
export const settings = (home, postgres, cityDir = join(root, "server/data/jinjiang")) => ({
  PATH: process.env.PATH,
  JINBAN_ENVIRONMENT: "demo",
  JINBAN_DATABASE_URL: postgres?.url ?? `sqlite:${join(home, "jinban.db")}`,
  JINBAN_DATA_DIR: home,
  JINBAN_FILES_DIR: join(home, "files"),
  JINBAN_SITE_DIR: join(root, "target/site"),
  JINBAN_CITY_DIR: cityDir,
  JINBAN_LOG: "warn",
});

// ---- people

export async function staff(listen, login) {
  const client = new Client(listen);
  const answer = await client.form("/desk/sign-in", { login, password: "Jinban-demo-2026", next: "/desk" });
  assert.equal(answer.to, "/desk", `${login} could not sign in`);
  return client;
}

export async function resident(listen, n) {
  const client = new Client(listen);
  const phone = `139${String(n).padStart(8, "0")}`;
  await client.form("/me/code", { phone, next: "/mine" });
  const page = await client.get("/me/sign-in?next=/mine");
  const [, code] = page.text.match(/验证码是[^0-9]*(\d{6})/) ?? assert.fail(`no code for ${phone}`);
  const answer = await client.form("/me/sign-in", { phone, code, next: "/mine" });
  assert.equal(answer.to, "/mine", answer.text);
  return client;
}

// ---- measuring

export async function latencies(client, path, count) {
  for (let turn = 0; turn < 10; turn += 1) {
    const answer = await client.get(path);
    assert.equal(answer.status, 200, `${path}: ${answer.status}`);
  }
  const all = [];
  for (let turn = 0; turn < count; turn += 1) all.push((await client.get(path)).ms);
  return { p50: at(all, 0.5), p95: at(all, 0.95) };
}

/**
 * Answers a second, as wrk counts them: it is compiled, so that it is not itself the limit where bytes come from memory.
 * `headers`: as the browser would send them.
 */
export function throughput(listen, path, seconds, clients, headers = {}) {
  const named = Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
  const ran = spawnSync("wrk", ["-t", "1", "-c", String(clients), "-d", `${seconds}s`, ...named, `http://${listen}${path}`], { encoding: "utf8" });
  assert.equal(ran.status, 0, `wrk: ${ran.error ?? ran.stderr}`);
  assert.doesNotMatch(ran.stdout, /Non-2xx|Socket errors/, ran.stdout);
  return Number(ran.stdout.match(/Requests\/sec:\s+([\d.]+)/)[1]);
}

/** Phones leave the network in the middle of an answer: asks `count` times, four at once, and hangs up. */
export async function cuts(listen, paths, count) {
  const [host, port] = listen.split(":");
  const one = (turn) =>
    new Promise((done) => {
      const socket = connect({ host, port: Number(port) }, () => {
        socket.write(`GET ${paths[turn % paths.length]} HTTP/1.1\r\nHost: ${listen}\r\nAccept: text/html\r\nAccept-Encoding: br\r\n\r\n`);
        if (turn % 3 === 0) socket.destroy();
        else if (turn % 3 === 1) setImmediate(() => socket.destroy());
        else socket.once("data", () => socket.destroy());
      });
      socket.on("error", () => {}).on("close", done);
    });
  let turn = 0;
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      while (turn < count) await one(turn++);
    }),
  );
}
