// Measures the catalogue at 10,000 items and writes docs/BENCH-CATALOGUE.md: part of `make bench`.
//
//   JINBAN_BENCH_ITEMS=10000
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, at, engines, jinban, latencies, machine, pause, root, round, say, settings, staff, startPostgres, startServer } from "./measure.mjs";
import { workbook } from "./xlsx.mjs";

const ITEMS = Number(process.env.JINBAN_BENCH_ITEMS ?? "10000");
const ROWS = 5000;

/** The city with so many items: each a copy of a real one under a number of its own, offered at the city's centre. */
function manyItems(home) {
  const city = join(home, "city");
  cpSync(join(root, "server/data/jinjiang"), city, { recursive: true });
  const folder = join(city, "items");
  const real = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
  for (let n = real.length; n < ITEMS; n += 1) {
    const item = structuredClone(real[n % real.length]);
    item.id = `${item.id.replace(/\d+$/, "")}${1000 + n}`;
    item.name = `${item.name}（${n}）`;
    item.tiers = ["city"];
    item.delegation.value.to_town = "none";
    item.agency.value.files = false;
    item.hot = false;
    item.steps.value = item.steps.value.map((step) => ({ ...step, tiers: step.tiers?.length ? ["city"] : step.tiers }));
    writeFileSync(join(folder, `${item.id}.json`), JSON.stringify(item));
  }
  return city;
}

const PAGES = [
  { name: "public list of items, last page", path: `/items?page=${Math.floor(ITEMS / 20)}`, budget: 20 },
  { name: "public list, one department and theme", path: "/items?department=civil-affairs&theme=%E5%85%BB%E8%80%81%E5%8A%A9%E8%80%81&page=20", budget: 20 },
  { name: "public search", path: "/items?q=%E4%BD%8E%E4%BF%9D", budget: 20 },
  { name: "guide page", path: "/items/JJ-MZ-04?place=350582105002", budget: 20 },
  { name: "where one item can be done", path: "/items/JJ-MZ-04/where", budget: 20 },
  { name: "list of changes", path: "/changes", budget: 20 },
  { name: "standards, first page", path: "/desk/standards", budget: 60, login: "centre" },
  { name: "standards, page 300", path: "/desk/standards?page=300", budget: 60, login: "centre" },
  { name: "standards of a department", path: "/desk/standards?page=20", budget: 60, login: "civil-affairs.items" },
  { name: "standards, a part of the name", path: "/desk/standards?text=%E9%AB%98%E9%BE%84", budget: 60, login: "centre" },
  { name: "entries, page 300", path: "/desk/entries?page=300", budget: 60, login: "reform" },
  { name: "entries, a part of the name", path: "/desk/entries?text=%E9%AB%98%E9%BE%84", budget: 60, login: "reform" },
  { name: "powers, page 150", path: "/desk/powers?page=150", budget: 60, login: "establishment" },
  { name: "powers, state and department", path: "/desk/powers?state=draft&department=civil-affairs", budget: 60, login: "establishment" },
  { name: "elements to confirm", path: "/desk/confirm?page=20", budget: 60, login: "civil-affairs.head" },
  { name: "a town's list", path: "/desk/lists/350582105000", budget: 60, login: "l105" },
  { name: "map of what is handed down", path: "/desk/delegation?page=100", budget: 60, login: "reform" },
  { name: "drift", path: "/desk/drift", budget: 60, login: "centre" },
  { name: "the statement of zero deviations", path: "/desk/deviations", budget: 60, login: "centre" },
];

/** A workbook of new powers for the establishment office. */
function powers(from) {
  const head = ["权力编号", "权力名称", "事项类型", "权力层级", "主管部门", "设定依据", "条款", "排序号", "备注"];
  const rows = Array.from({ length: ROWS }, (_, n) => [
    "", `测量用的权力第 ${from + n} 项`, "行政给付", n % 3 ? "市级" : "镇（街道）级", "市民政局", "中华人民共和国老年人权益保障法", "第三十三条", "", "",
  ]);
  return workbook("权责清单", [head, ...rows]);
}

async function upload(client, path, name, bytes) {
  const boundary = "jinban-bench";
  const body = Buffer.concat([
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\r\n\r\n`),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return client.send("POST", path, { body, type: `multipart/form-data; boundary=${boundary}` });
}

/** Waits until the job's page says so. */
async function until(client, page, wanted) {
  for (let turn = 0; turn < 3000; turn += 1) {
    const { text } = await client.get(page);
    if (wanted.test(text)) return text;
    assert.doesNotMatch(text, /有错误，没有导入|没有读完/, text);
    await pause(20);
  }
  return assert.fail(`${page} never said ${wanted}`);
}

/** From the press on "upload" to the last row written. */
async function importing(client, from) {
  const bytes = powers(from);
  const started = performance.now();
  const sent = await upload(client, "/desk/powers/import", "权责清单.xlsx", bytes);
  assert.match(sent.to ?? "", /^\/desk\/powers\/import\//, sent.text);
  const preview = await until(client, sent.to, /action="[^"]*\/apply"/);
  const previewed = performance.now();
  const [, action] = preview.match(/action="([^"]*\/apply)"/);
  const applied = await client.form(action, {});
  assert.equal(applied.status, 303, applied.text);
  await until(client, applied.to, /已经全部写入/);
  const done = performance.now();
  return { preview: (previewed - started) / 1000, apply: (done - previewed) / 1000 };
}

/** A confirmation by one process, and how long until the other one's first page after it is there, catalogue and all. */
async function publishing(one, other, turn) {
  const head = await staff(one, "civil-affairs.head");
  const guide = "/items/JJ-MZ-04";
  const reader = new Client(other);
  const version = async () => Number((await reader.get(guide)).text.match(/第 (\d+) 版/)[1]);
  const before = await version();
  const { text } = await head.get("/desk/standards/JJ-MZ-04");
  const [, mark] = text.match(/name="mark" value="([^"]+)"/) ?? assert.fail(`nothing is left to confirm in turn ${turn}`);
  const confirmed = await head.form("/desk/standards/JJ-MZ-04/confirm", { mark });
  assert.equal(confirmed.status, 303, confirmed.text);
  const started = performance.now();
  assert.equal(await version(), before + 1, "the other process still shows the old version");
  return performance.now() - started;
}

async function measure(engine, postgres) {
  const home = mkdtempSync(join(tmpdir(), "jinban-bench-"));
  const env = settings(home, postgres, manyItems(home));
  const started = performance.now();
  const filled = spawnSync(jinban, ["demo", "--cases", "2000", "--without-papers"], { cwd: home, env, stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 26 });
  assert.equal(filled.status, 0, String(filled.stdout));
  const load = (performance.now() - started) / 1000;
  say(`${ITEMS} items loaded in ${round(load)} s`);
  const [server, second] = [await startServer(env, home), await startServer(env, home)];
  const office = await staff(server.listen, "establishment");
  const imports = [await importing(office, 0), await importing(office, ROWS)];
  say(`${ROWS} rows: preview ${imports.map(({ preview }) => round(preview)).join(", ")} s, apply ${imports.map(({ apply }) => round(apply)).join(", ")} s`);
  const pages = [];
  for (const { name, path, budget, login } of PAGES) {
    const client = login ? await staff(server.listen, login) : new Client(server.listen);
    const { p50, p95 } = await latencies(client, path, 200);
    pages.push({ name, p50, p95, budget });
    say(`${name}: p50 ${round(p50)} ms, p95 ${round(p95)} ms`);
  }
  const seen = [];
  for (let turn = 0; turn < 3; turn += 1) seen.push(await publishing(server.listen, second.listen, turn));
  say(`first page of another process after a publication: ${seen.map(round).join(", ")} ms`);
  const residentMb = server.residentMb();
  await server.stop();
  await second.stop();
  rmSync(home, { recursive: true, force: true });
  return { engine, load, imports, pages, seen: at(seen, 0.5), residentMb };
}

function report(results, version) {
  const line = (...cells) => `| ${cells.join(" | ")} |`;
  const ok = (value, budget) => (value <= budget ? "" : " **over**");
  const head = (first) => [line(first, ...results.map(({ engine }) => engine), "budget"), line("---", ...results.map(() => "--:"), "--:")];
  const both = results.map(({ imports }) => imports.at(-1));
  return [
    `# The catalogue at ${ITEMS.toLocaleString("en")} items, measured`,
    "",
    "Written by `make bench`; do not edit. Times are of whole answers over loopback, the measuring client on the same",
    `machine; p50 / p95 of 200 requests each, in milliseconds. Items, entries and ${(2 * ROWS).toLocaleString("en")} powers are copies and made-up rows.`,
    "",
    machine(version),
    "",
    ...head("page"),
    ...PAGES.map(({ name, budget }, n) => line(name, ...results.map(({ pages }) => `${round(pages[n].p50)} / ${round(pages[n].p95)}${ok(pages[n].p95, budget)}`), `${budget}`)),
    "",
    ...head(`a workbook of ${ROWS.toLocaleString("en")} powers, beside ${ROWS.toLocaleString("en")} others`),
    line("uploaded, read, checked, previewed, s", ...both.map(({ preview }) => round(preview)), ""),
    line("applied, s", ...both.map(({ apply }) => round(apply)), ""),
    line("together, s", ...both.map(({ preview, apply }) => `${round(preview + apply)}${ok(preview + apply, 5)}`), "5"),
    "",
    ...head("publishing"),
    line("first page of another process after it, catalogue read anew, ms", ...results.map(({ seen }) => round(seen)), ""),
    line("loading the package and 2,000 cases, s", ...results.map(({ load }) => round(load)), ""),
    line("resident memory after all this, MB", ...results.map(({ residentMb }) => round(residentMb)), ""),
    "",
  ].join("\n");
}

const results = [];
let version = "";
for (const engine of engines) {
  console.log(`▸ ${engine}, ${ITEMS.toLocaleString("en")} items`);
  const postgres = engine === "postgres" ? await startPostgres() : null;
  version = postgres?.version ?? version;
  try {
    results.push(await measure(engine, postgres));
  } finally {
    await postgres?.stop();
  }
}
mkdirSync(join(root, "docs"), { recursive: true });
writeFileSync(join(root, "docs/BENCH-CATALOGUE.md"), report(results, version));
console.log("\n✔ docs/BENCH-CATALOGUE.md is written");
