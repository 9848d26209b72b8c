// Measures the product as built for shipping and writes docs/BENCH.md: `make bench`.
//
//   JINBAN_BENCH_CASES=10000,1000000   sizes
//   JINBAN_BENCH_ENGINES=sqlite,postgres
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { Client, at, cuts, engines, freePort, jinban, latencies, machine, pause, resident, root, round, say, settings, staff, startPostgres, startServer, throughput } from "./measure.mjs";
import { citizenNumber } from "./people.mjs";

const sizes = (process.env.JINBAN_BENCH_CASES ?? "10000,1000000").split(",").map(Number);
const VILLAGE = "350582105002";
const CLIENTS = 16;
const EACH = 25;

const answers = {
  elder: {
    "applicant.name": "施妈祖", "applicant.citizen_number": citizenNumber("35058219400101002"), "applicant.mobile": "13860001234",
    over_80: "yes", local: "yes", "household.division": VILLAGE, "household.detail": "渔港路 12 号", same_home: "yes",
  },
  benefit: { pension_kind: "resident", other_allowance: "no" },
  bank: { bank_kind: "card", bank_holder: "施妈祖", bank_number: "6217001820012345678" },
  agent: { agent: "no" },
  delivery: { delivery: "window", remark: "" },
  declare: { declaration: "on" },
};
const photo = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNoWHDgPwAGZALgqwxHeAAAAABJRU5ErkJggg==", "base64");

/** A draft ready to be handed in; tells its address. */
async function draft(client) {
  const started = await client.form("/apply/JJ-MZ-04/start", { place: VILLAGE, another: "yes" });
  const [, id] = started.to?.match(/^\/apply\/JJ-MZ-04\/([^/]+)\//) ?? assert.fail(started.text);
  const boundary = "jinban-bench";
  const part = (name, value, file = "") => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
  const body = Buffer.concat([
    Buffer.from(part("path", "bank_photo") + part("page", "/mine") + `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="card.png"\r\ncontent-type: image/png\r\n\r\n`),
    photo,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const put = await client.send("POST", `/apply/files/${id}`, { body, type: `multipart/form-data; boundary=${boundary}` });
  assert.equal(put.to, "/mine", put.text);
  for (const [page, fields] of Object.entries(answers)) {
    const saved = await client.form(`/apply/JJ-MZ-04/${id}/page/${page}`, fields);
    assert.equal(saved.status, 303);
  }
  return `/apply/JJ-MZ-04/${id}/submit`;
}

// ---- measuring

async function submissions(listen, from) {
  const clients = await Promise.all(Array.from({ length: CLIENTS }, (_, n) => resident(listen, from + n)));
  const ready = await Promise.all(
    clients.map(async (client) => {
      const drafts = [];
      for (let turn = 0; turn < EACH; turn += 1) drafts.push(await draft(client));
      return drafts;
    }),
  );
  await pause(3000); // the check of the uploaded photos
  const all = [];
  const started = performance.now();
  await Promise.all(
    clients.map(async (client, n) => {
      for (const [turn, address] of ready[n].entries()) {
        const answer = await client.form(address, { key: `bench-${from}-${n}-${turn}` });
        assert.match(answer.to ?? "", /\/receipt$/, answer.text.slice(0, 300));
        all.push(answer.ms);
      }
    }),
  );
  return { perSecond: (all.length / (performance.now() - started)) * 1000, p50: at(all, 0.5), p95: at(all, 0.95) };
}

const CUTS = 20_000;
const guideAt = `/items/JJ-MZ-04?place=${VILLAGE}`;
const PAGES = [
  { name: "home", path: "/", budget: 5 },
  { name: "guide page", path: guideAt, budget: 5 },
  { name: "search", path: "/items?q=%E4%BD%8E%E4%BF%9D", budget: 5 },
  { name: "public board", path: "/board", budget: 5 },
  { name: "a town's page", path: "/board/350582105000", budget: 5 },
  { name: "staff queue, a town's officer", path: "/desk/queue", budget: 15, login: "s105" },
  { name: "staff queue, a department", path: "/desk/queue", budget: 15, login: "civil-affairs" },
  { name: "staff queue, state + channel + overdue", path: "/desk/queue?state=accepted&channel=phone&due=overdue", budget: 15, login: "civil-affairs" },
  { name: "staff queue, closed cases by time", path: "/desk/queue?shelf=ended&sort=newest", budget: 15, login: "civil-affairs" },
  { name: "staff queue, four digits of a phone", path: "/desk/queue", find: { text: "0042", shelf: "all" }, budget: 15, login: "s105" },
  { name: "staff dashboard", path: "/desk", budget: 15, login: "s105" },
];

/** What many ask for at once, set against the same bytes from memory. */
const SPREAD = [
  { name: "guide page", path: guideAt, headers: {} },
  { name: "guide page, brotli", path: guideAt, headers: { "accept-encoding": "br" } },
  { name: "public board", path: "/board", headers: {} },
];

async function measure(engine, cases, postgres) {
  const home = mkdtempSync(join(tmpdir(), "jinban-bench-"));
  const env = settings(home, postgres);
  const started = performance.now();
  const filled = spawnSync(jinban, ["demo", "--cases", String(cases), "--without-papers"], { cwd: home, env, stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 26 });
  assert.equal(filled.status, 0, String(filled.stdout));
  const fillSeconds = (performance.now() - started) / 1000;
  say(`${cases} cases written in ${round(fillSeconds)} s`);
  const server = await startServer(env, home);
  await pause(2000);
  const idleMb = server.residentMb();
  const pages = [];
  for (const { name, path, budget, login, find } of PAGES) {
    const client = login ? await staff(server.listen, login) : new Client(server.listen);
    // What is looked for stands in no address but sealed.
    const { p50, p95 } = await latencies(client, find ? (await client.form(path, find)).to : path, 200);
    pages.push({ name, p50, p95, budget });
    say(`${name}: p50 ${round(p50)} ms, p95 ${round(p95)} ms`);
  }
  const handed = await submissions(server.listen, 100);
  say(`submissions: ${round(handed.perSecond)} a second, p95 ${round(handed.p95)} ms`);
  const spread = {};
  for (const { name, path, headers } of SPREAD) {
    spread[name] = { ours: throughput(server.listen, path, 5, CLIENTS, headers) };
    say(`${name}: ${round(spread[name].ours)} a second`);
    writeFileSync(join(home, name), Buffer.from(await (await fetch(`http://${server.listen}${path}`)).arrayBuffer()));
  }
  const loadedMb = server.residentMb();
  await cuts(server.listen, ["/", guideAt, "/board", "/no/such/page"], CUTS);
  const cutMb = server.residentMb();
  await server.stop();
  const bare = spawnSync(jinban, ["baseline", "rows", "--count", String(CLIENTS * EACH), "--clients", String(CLIENTS)], { cwd: home, env, encoding: "utf8", maxBuffer: 1 << 26 });
  assert.equal(bare.status, 0, bare.stderr);
  const raw = JSON.parse(bare.stdout);
  for (const { name, headers } of SPREAD) {
    const bytes = join(home, name);
    if (headers["accept-encoding"] === "br") writeFileSync(bytes, brotliCompressSync(readFileSync(bytes), { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }));
    const listen = `127.0.0.1:${await freePort()}`;
    const memory = spawn(jinban, ["baseline", "bytes", bytes, listen], { cwd: home, env, stdio: "ignore" });
    await pause(1000);
    spread[name].theirs = throughput(listen, "/", 5, CLIENTS);
    memory.kill("SIGKILL");
  }
  rmSync(home, { recursive: true, force: true });
  return { engine, cases, fillSeconds, pages, handed, bare: { perSecond: raw.count / raw.seconds, p95: at(raw.ms, 0.95) }, spread, idleMb, loadedMb, cutMb };
}

// ---- the report

function clientSizes() {
  const manifest = JSON.parse(readFileSync(join(root, "target/site/pkg/manifest.json"), "utf8"));
  const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
  return Object.entries(manifest).flatMap(([bundle, files]) =>
    Object.entries(files).map(([kind, name]) => {
      const bytes = readFileSync(join(root, "target/site/pkg", name));
      return { bundle, kind, raw: bytes.length, brotli: brotli(bytes) };
    }),
  );
}

/** The part that is measured by hand: it stays as it is. */
function building() {
  const old = readFileSync(join(root, "docs/BENCH.md"), "utf8");
  const at = old.indexOf("\n## Building");
  return at < 0 ? "" : old.slice(at);
}

function report(results, version) {
  const line = (...cells) => `| ${cells.join(" | ")} |`;
  const columns = results.map(({ engine, cases }) => `${engine}, ${cases.toLocaleString("en")}`);
  const ok = (value, budget) => (value <= budget ? "" : " **over**");
  const head = (first) => [line(first, ...columns, "budget"), line("---", ...columns.map(() => "--:"), "--:")];
  const out = [
    "# Measured",
    "",
    "Written by `make bench`, but for the part on building; do not edit. Times are of whole answers over loopback, the",
    "measuring client on the same machine; p50 / p95 of 200 requests each, in milliseconds. Answers a second by wrk, one",
    `thread and ${CLIENTS} connections.`,
    "",
    machine(version),
    "",
    ...head("page"),
    ...PAGES.map(({ name, budget }, n) =>
      line(name, ...results.map(({ pages }) => `${round(pages[n].p50)} / ${round(pages[n].p95)}${ok(pages[n].p95, budget)}`), `${budget}`),
    ),
    "",
    `Submissions: plain POSTs of ${CLIENTS} clients, ${EACH} each, durable when acknowledged. Bare engine: the same rows in one`,
    "transaction a case, into tables without any index, nothing checked, sealed or counted.",
    "",
    ...head(""),
    line("submissions a second", ...results.map(({ handed }) => round(handed.perSecond)), ""),
    line("p50 / p95, ms", ...results.map(({ handed }) => `${round(handed.p50)} / ${round(handed.p95)}${ok(handed.p95, 100)}`), "100"),
    line("bare engine, a second", ...results.map(({ bare }) => round(bare.perSecond)), ""),
    line("bare engine, p95, ms", ...results.map(({ bare }) => round(bare.p95)), ""),
    "",
    ...head(""),
    ...SPREAD.flatMap(({ name }) => [
      line(`${name}, a second`, ...results.map(({ spread }) => round(spread[name].ours)), ""),
      line("the same bytes from memory", ...results.map(({ spread }) => round(spread[name].theirs)), ""),
    ]),
    line("resident memory, idle, MB", ...results.map(({ idleMb }) => `${round(idleMb)}${ok(idleMb, 80)}`), "80"),
    line("resident memory after all this, MB", ...results.map(({ loadedMb }) => round(loadedMb)), ""),
    line(`and after ${CUTS.toLocaleString("en")} connections cut mid-answer, MB`, ...results.map(({ cutMb }) => round(cutMb)), ""),
    line("making the cases, s", ...results.map(({ fillSeconds }) => round(fillSeconds)), ""),
    "",
    "The client, bytes:",
    "",
    line("bundle", "file", "raw", "brotli"),
    line("---", "---", "--:", "--:"),
    ...clientSizes().map(({ bundle, kind, raw, brotli }) => line(bundle, kind, raw.toLocaleString("en"), brotli.toLocaleString("en"))),
    "",
  ];
  return out.join("\n") + building();
}

const results = [];
let version = "";
for (const engine of engines) {
  for (const cases of sizes) {
    console.log(`▸ ${engine}, ${cases.toLocaleString("en")} cases`);
    const postgres = engine === "postgres" ? await startPostgres() : null;
    version = postgres?.version ?? version;
    try {
      results.push(await measure(engine, cases, postgres));
    } finally {
      await postgres?.stop();
    }
  }
}
mkdirSync(join(root, "docs"), { recursive: true });
writeFileSync(join(root, "docs/BENCH.md"), report(results, version));
console.log("\n✔ docs/BENCH.md is written");
