// Photographs the main screens into docs/screens: `make screens`.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { browser, desktop, hydrated, phone, root, startServer, visitor } from "./harness.mjs";
import { fill, onward, signIn, staffSignIn } from "./people.mjs";
import { workbook } from "./xlsx.mjs";

const VILLAGE = "350582105002";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const small = { ...phone, deviceScaleFactor: 1 };
const both = { phone: small, desktop };

// A phone number gets one code a minute: each picture has a resident of its own.
const resident = async (page, turn) => {
  await page.goto("/me/sign-in?next=/mine");
  await signIn(page, `139${String(40 + turn).padStart(8, "0")}`);
};
const firstCase = async (page) => {
  await page.goto("/mine");
  return page.locator('main a[href^="/mine/JB-"]').first().getAttribute("href");
};
const staff = (login) => (page) => staffSignIn(page, login);

/** The editor, with a draft of the allowance open. */
const begun = async (page) => {
  await staffSignIn(page, "civil-affairs.items", "/desk/standards/JJ-MZ-04");
  const begin = page.getByRole("button", { name: "开始修订" });
  if (await begin.count()) await onward(page, () => begin.click());
};
/** A change for the public list: the head confirms an item's elements. */
const confirmed = async (page) => {
  await staffSignIn(page, "civil-affairs.head", "/desk/standards/JJ-MZ-01");
  const all = page.getByRole("button", { name: "全部确认" });
  if (!(await all.count())) return;
  await page.locator("summary", { hasText: "确认要素" }).click();
  await onward(page, () => all.click());
};
/** A workbook with a new power, a wrong department and a missing provision. */
const imported = async (page) => {
  const head = ["权力编号", "权力名称", "事项类型", "权力层级", "主管部门", "设定依据", "条款", "排序号", "备注"];
  const rows = [
    head,
    ["", "临时救助金给付", "行政给付", "镇（街道）级", "市民政局", "社会救助暂行办法", "第四十七条", "", ""],
    ["", "农村危房改造补助", "行政给付", "市级", "住建局", "农村危房改造补助资金管理办法", "", "", ""],
  ];
  await page.locator("input[type=file]").setInputFiles({ name: "权责清单.xlsx", mimeType: XLSX, buffer: workbook("权责清单", rows) });
  await onward(page, () => page.getByRole("button", { name: /^上传/ }).click());
  await page.waitForTimeout(3000);
  await page.reload();
};

/** name, path, sizes; `before` signs in, `then` goes on from the page. */
const screens = [
  { name: "home", path: "/", sizes: both },
  { name: "search", path: "/items?q=%E7%BB%99%E5%AD%A9%E5%AD%90%E4%B8%8A%E6%88%B7%E5%8F%A3", sizes: both },
  { name: "guide", path: `/items/JJ-MZ-04?place=${VILLAGE}`, sizes: both },
  { name: "guidance", path: `/items/JJ-MZ-04/check?place=${VILLAGE}&over_80=yes&local=yes&agent=yes`, sizes: { phone: small } },
  { name: "guidance-question", path: `/items/JJ-MZ-04/check?place=${VILLAGE}&over_80=yes`, sizes: both },
  { name: "place", path: "/place?town=350582105000", sizes: { phone: small } },
  { name: "sign-in", path: "/me/sign-in", sizes: { phone: small } },
  {
    name: "apply",
    path: "/apply/JJ-MZ-04",
    sizes: both,
    before: resident,
    then: async (page) => {
      await page.getByLabel("村（社区）").selectOption({ index: 1 }).catch(() => {});
      await onward(page, () => page.getByRole("button", { name: /开始填写|另填一份新的/ }).click());
      await hydrated(page);
      await fill(page, { "applicant.name": "施妈祖", "applicant.citizen_number": "350582194001010021", over_80: "yes", same_home: "no" });
      await page.locator("h1").click();
      await page.getByText("已自动保存").waitFor();
    },
  },
  { name: "mine", path: "/mine", sizes: { phone: small }, before: resident },
  { name: "case", sizes: both, before: resident, then: async (page) => page.goto(await firstCase(page)) },
  { name: "receipt", sizes: { phone: small }, before: resident, then: async (page) => page.goto(`${await firstCase(page)}/receipt`) },
  { name: "board", path: "/board", sizes: both },
  { name: "board-town", path: "/board/350582105000", sizes: { phone: small } },
  { name: "api", path: "/docs/api", sizes: { desktop } },
  { name: "desk-sign-in", path: "/desk/sign-in", sizes: { desktop } },
  { name: "desk", path: "/desk", sizes: { desktop }, before: staff("s101") },
  { name: "desk-queue", path: "/desk/queue", sizes: { desktop }, before: staff("civil-affairs") },
  {
    name: "desk-case",
    path: "/desk/queue",
    sizes: { desktop },
    before: staff("civil-affairs"),
    then: async (page) => {
      await onward(page, () => page.locator('main a[href^="/desk/cases/"]').first().click());
      await hydrated(page);
      await page.getByRole("button", { name: "预览" }).first().click({ timeout: 2000 }).catch(() => {});
    },
  },
  {
    name: "desk-correction",
    path: "/desk/queue",
    sizes: both,
    before: staff("s105"),
    then: async (page) => {
      const cases = await page.locator('main a[href^="/desk/cases/"]').evaluateAll((links) => links.map((link) => link.getAttribute("href")));
      for (const one of new Set(cases)) {
        await page.goto(one);
        const letter = page.locator('main a[href$="/correction"]');
        if (!(await letter.count())) continue;
        await onward(page, () => letter.first().click());
        await page.locator('input[type=checkbox][value="on"]').first().check();
        await page.locator("textarea").first().fill("照片看不清出生日期，请在亮处重拍");
        return onward(page, () => page.getByRole("button", { name: "看看这封信" }).last().click());
      }
      throw new Error("no case on the first page can be sent back for correction");
    },
  },
  { name: "desk-delivery", path: "/desk/queue?shelf=delivery", sizes: both, before: staff("s105") },
  { name: "where", path: `/items/JJ-MZ-04/where?place=${VILLAGE}`, sizes: { phone: small } },
  { name: "print", path: `/items/JJ-MZ-04/print?place=${VILLAGE}`, sizes: { desktop } },
  { name: "changes", path: "/changes", sizes: both, before: confirmed },
  { name: "desk-catalogue", path: "/desk", sizes: { desktop }, before: staff("reform") },
  { name: "powers", path: "/desk/powers", sizes: { desktop }, before: staff("establishment") },
  { name: "powers-import", path: "/desk/powers/import", sizes: { desktop }, before: staff("establishment"), then: imported },
  { name: "entries", path: "/desk/entries", sizes: { desktop }, before: staff("reform") },
  { name: "standards", path: "/desk/standards", sizes: { desktop }, before: staff("centre") },
  { name: "standard", path: "/desk/standards/JJ-MZ-04", sizes: both, before: begun },
  { name: "standard-edit", path: "/desk/standards/JJ-MZ-04/edit/limits", sizes: both, before: begun },
  { name: "form-design", path: "/desk/standards/JJ-MZ-04/form", sizes: both, before: begun },
  { name: "confirm", path: "/desk/confirm", sizes: { desktop }, before: staff("civil-affairs.head") },
  { name: "lists", path: "/desk/lists/350582105000", sizes: both, before: staff("l105") },
  { name: "hall", path: `/desk/halls/${VILLAGE}`, sizes: { phone: small }, before: staff("l105") },
  { name: "delegation", path: "/desk/delegation", sizes: { desktop }, before: staff("reform") },
  { name: "staff", path: "/desk/staff", sizes: both, before: staff("admin") },
  { name: "staff-new", path: "/desk/staff/new", sizes: both, before: staff("admin") },
  {
    name: "staff-one",
    path: "/desk/staff?q=s105",
    sizes: both,
    before: staff("admin"),
    then: (page) => onward(page, () => page.locator('main table a[href^="/desk/staff/"]').first().click()),
  },
  { name: "staff-import", path: "/desk/staff/import", sizes: { desktop }, before: staff("admin") },
  { name: "staff-me", path: "/desk/me", sizes: both, before: staff("s105") },
  { name: "searches", path: "/desk/searches", sizes: both, before: staff("civil-affairs.items") },
  { name: "head-home", path: "/desk", sizes: both, before: staff("civil-affairs.head") },
  { name: "log", path: "/desk/log", sizes: { desktop }, before: staff("inspector") },
  { name: "oversight", path: "/desk", sizes: { desktop }, before: staff("leader") },
  { name: "drift", path: "/desk/drift", sizes: { desktop }, before: staff("centre") },
];

const folder = join(root, "docs/screens");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

let failed = 0;
const server = await startServer();
let phones = 0;
for (const { name, path, sizes, before, then } of screens) {
  for (const [kind, size] of Object.entries(sizes)) {
    const guest = await visitor(server.url, size);
    try {
      await before?.(guest.page, (phones += 1));
      if (path) {
        const answer = await guest.page.goto(path);
        if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}`);
      }
      await then?.(guest.page);
      if (name !== "api") await hydrated(guest.page);
      await guest.page.waitForLoadState("networkidle");
      // A long page is shown to where a reader would have scrolled.
      const tall = await guest.page.evaluate(() => document.documentElement.scrollHeight);
      const clip = { x: 0, y: 0, width: size.viewport.width, height: Math.min(tall, size.viewport.height * 2.2) };
      await guest.page.screenshot({ path: join(folder, `${name}-${kind}.png`), fullPage: true, clip, animations: "disabled" });
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
