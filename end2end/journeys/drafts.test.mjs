// One draft in two places, on a slow line, without a line, on a device that others use too; and what pictures become on
// their way.
import assert from "node:assert/strict";
import { hydrated, journey, visitor, withServer } from "../harness.mjs";
import { fill, onward, photo, signIn } from "../people.mjs";

withServer();

const VILLAGE = "350582105002";
let phones = 0;

/** Someone of their own who has begun an elder's allowance. */
async function begin(page) {
  phones += 1;
  await page.goto(`/me/sign-in?next=${encodeURIComponent(`/apply/JJ-MZ-04?place=${VILLAGE}`)}`);
  await signIn(page, `138600077${String(phones).padStart(2, "0")}`);
  await onward(page, () => page.getByRole("button", { name: "开始填写" }).click());
  await hydrated(page);
}

/** A page of the draft, by its id. */
async function turnTo(page, name) {
  const href = await page.locator(`.progress a[href$="/${name}"]`).getAttribute("href");
  await onward(page, () => page.goto(href));
  await hydrated(page);
}

/** The same person on another device. */
async function elsewhere(context, url) {
  const { cookies } = await context.storageState();
  return visitor(url, undefined, { storageState: { cookies, origins: [] } });
}

const saved = (page) => page.getByText(/^已自动保存/).waitFor();
const holder = (page) => page.locator("#answers [name=bank_holder]");
const number = (page) => page.locator("#answers [name=bank_number]");

journey("typed without a line while another device saves: the page comes alive as the server has it, and offers what this phone kept", async ({ page, context, url, allow }) => {
  allow(/ERR_FAILED|Failed to fetch|api\/fn\/apply\/save/);
  await begin(page);
  await turnTo(page, "bank");
  await page.route("**/api/fn/apply/save", (route) => route.abort());
  await holder(page).fill("没有网时填的户名");
  await page.getByText("网络不通").waitFor();
  const other = await elsewhere(context, url);
  await other.page.goto(page.url());
  await hydrated(other.page);
  await number(other.page).fill("6217001820012345678");
  await saved(other.page);
  assert.deepEqual(other.complaints, []);
  await other.close();
  await page.unroute("**/api/fn/apply/save");
  for (const turn of ["first", "second"]) {
    await page.reload();
    await hydrated(page);
    assert.equal(await holder(page).inputValue(), "", `${turn}: nothing is put in unasked`);
    assert.equal(await number(page).inputValue(), "6217001820012345678", turn);
    await page.getByText("这台手机上还有没存上的内容").waitFor();
  }
  await page.getByRole("button", { name: "用它" }).click();
  await saved(page);
  await page.reload();
  await hydrated(page);
  assert.equal(await holder(page).inputValue(), "没有网时填的户名");
  assert.equal(await number(page).inputValue(), "6217001820012345678");
  assert.equal(await page.getByText("这台手机上还有没存上的内容").count(), 0);
});

journey("a slow save under way, a left page and a double tap are no other device", async ({ page }) => {
  await begin(page);
  await turnTo(page, "bank");
  let slow = 0;
  await page.route("**/api/fn/apply/save", async (route) => {
    slow += 1;
    await new Promise((done) => setTimeout(done, 1500));
    await route.continue().catch(() => {});
  });
  await holder(page).fill("施妈");
  while (slow === 0) await page.waitForTimeout(50);
  await holder(page).fill("施妈祖");
  await number(page).fill("6217001820012345678");
  await fill(page, { bank_kind: "card" });
  const here = page.url();
  await onward(page, () => page.getByRole("button", { name: "保存并继续" }).last().dblclick());
  assert.doesNotMatch(await page.getByRole("main").innerText(), /两处|另一台设备/);
  // Left while a save is under way: it arrived, whether or not anyone heard of it.
  await page.goto(here);
  await hydrated(page);
  await holder(page).fill("施妈祖二");
  const before = slow;
  while (slow === before) await page.waitForTimeout(50);
  await page.waitForTimeout(1600);
  await page.goto("/mine");
  await page.goto(here);
  await hydrated(page);
  assert.equal(await holder(page).inputValue(), "施妈祖二");
  assert.doesNotMatch(await page.getByRole("main").innerText(), /两处|另一台设备|没存上/);
});

journey("two tabs: what only one changed comes together, where both changed the same both are shown", async ({ page, context }) => {
  await begin(page);
  await turnTo(page, "bank");
  const tab = await context.newPage();
  await tab.goto(page.url());
  await hydrated(tab);
  await holder(page).fill("第一页的户名");
  await saved(page);
  await number(tab).fill("6217001820012345678");
  await saved(tab);
  assert.equal(await holder(tab).inputValue(), "第一页的户名", "brought in, not wiped");
  await holder(page).fill("甲写的");
  await saved(page);
  await holder(tab).fill("乙写的");
  const ask = tab.getByRole("group", { name: "户名" });
  await ask.waitFor();
  assert.match(await ask.innerText(), /乙写的[\s\S]*甲写的/);
  // Handed on undecided, it is asked again, and nothing is overwritten.
  await onward(tab, () => tab.getByRole("button", { name: "保存并继续" }).last().click());
  await hydrated(tab);
  await tab.getByText("两处填得不一样").first().waitFor();
  await tab.getByRole("button", { name: "用另一处存的" }).click();
  await saved(tab);
  assert.equal(await holder(tab).inputValue(), "甲写的");
  await holder(page).fill("甲又写的");
  await saved(page);
  await holder(tab).fill("乙又写的");
  await tab.getByRole("button", { name: "用这一页填的" }).click();
  await saved(tab);
  await page.reload();
  assert.equal(await holder(page).inputValue(), "乙又写的");
  assert.equal(await number(page).inputValue(), "6217001820012345678");
});

journey("what came back to the page after signing in again is saved by itself", async ({ page, context, allow }) => {
  allow(/401/);
  await begin(page);
  await turnTo(page, "bank");
  const here = page.url();
  const { cookies } = await context.storageState();
  await page.route("**/api/fn/apply/save", (route) => route.abort());
  allow(/ERR_FAILED|Failed to fetch/);
  await context.clearCookies({ name: "jinban" });
  await holder(page).fill("登录过期时填的");
  await onward(page, () => page.getByRole("button", { name: "保存并继续" }).last().click());
  assert.match(page.url(), /\/me\/sign-in/);
  await page.unroute("**/api/fn/apply/save");
  // Signed in again, without waiting a minute for another code.
  await context.addCookies(cookies.filter(({ name }) => name === "jinban"));
  await page.goto(here);
  await hydrated(page);
  assert.equal(await holder(page).inputValue(), "登录过期时填的");
  await saved(page);
  await page.goto("/mine");
  await page.goto(here);
  assert.equal(await holder(page).inputValue(), "登录过期时填的");
});

journey("without a line 保存并继续 stays on the page; what was in error is told at once when it is answered", async ({ page, context, allow }) => {
  allow(/ERR_INTERNET_DISCONNECTED|Failed to fetch/);
  await begin(page);
  await onward(page, () => page.getByRole("button", { name: "保存并继续" }).last().click());
  await hydrated(page);
  const wrong = page.locator("#f-over-80 .error, #f-over-80-error");
  await wrong.first().waitFor();
  await page.locator("[name=over_80][value=yes]").check();
  await wrong.first().waitFor({ state: "detached" });
  const here = page.url();
  await context.setOffline(true);
  await page.getByRole("button", { name: "保存并继续" }).last().click();
  await page.getByText("等有网了再点").waitFor();
  assert.equal(page.url(), here);
  await context.setOffline(false);
  await onward(page, () => page.getByRole("button", { name: "保存并继续" }).last().click());
});

journey("what is stored otherwise than it was typed is known again, and an entry that is added is looked at", async ({ page }) => {
  await begin(page);
  await turnTo(page, "bank");
  await number(page).fill("６２１７００１８２００１２３４５６７８");
  await holder(page).fill("施妈祖\u200b ");
  await saved(page);
  for (const turn of ["first", "second"]) {
    await page.reload();
    await hydrated(page);
    await page.waitForTimeout(300);
    assert.equal(await page.getByText("这台手机上还有没存上的内容").count(), 0, turn);
  }
  // Another item, whose page has a list.
  await page.goto(`/apply/JJ-MZ-03?place=350582105002`);
  await hydrated(page);
  await onward(page, () => page.getByRole("button", { name: /开始填写|另填一份新的/ }).click());
  await turnTo(page, "family");
  await onward(page, () => page.getByRole("button", { name: "添加家人" }).click());
  await hydrated(page);
  assert.match(page.url(), /#f-members-0-$/);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "f-members-0-");
});

journey("typed, left at once and typed again on one device is in one place", async ({ page, context, allow }) => {
  allow(/ERR_FAILED|Failed to fetch|api\/fn\/apply\/save/);
  await begin(page);
  await turnTo(page, "bank");
  // The save arrives only after the page has been made anew.
  let late;
  await page.route("**/api/fn/apply/save", (route) => {
    const request = route.request();
    late = () => context.request.fetch(request.url(), { method: "POST", headers: request.headers(), data: request.postDataBuffer() });
    return route.abort();
  });
  await holder(page).fill("先写的户名");
  await page.getByText("网络不通").waitFor();
  await page.unroute("**/api/fn/apply/save");
  await page.reload();
  await hydrated(page);
  assert.equal((await late()).status(), 200);
  await holder(page).fill("后写的户名");
  await saved(page);
  assert.equal(await page.getByText("两处填得不一样").count(), 0);
  await page.reload();
  await hydrated(page);
  assert.equal(await holder(page).inputValue(), "后写的户名");
  assert.equal(await page.getByText("这台手机上还有没存上的内容").count(), 0);
});

journey("a device that others use: nothing is shown, handed on or left behind unasked", async ({ page, allow }) => {
  allow(/401.*\/me/); // one's own page, once signed out
  await page.goto("/apply/JJ-MZ-04/blank");
  await hydrated(page);
  await page.locator("[name='applicant.name']").fill("上一个人");
  await page.getByText("已存在这台手机上").waitFor();
  await page.goto("/apply/JJ-MZ-04/blank");
  await hydrated(page);
  assert.equal(await page.locator("[name='applicant.name']").inputValue(), "");
  await page.getByText("有人填过这份申请").waitFor();
  // Whoever signs in is asked too.
  await page.goto(`/me/sign-in?next=${encodeURIComponent(`/apply/JJ-MZ-04?place=${VILLAGE}`)}`);
  await signIn(page, "13860007799");
  await hydrated(page);
  await page.getByText("有人填过这份申请").waitFor();
  assert.equal(await page.locator("[name='applicant.name']").count(), 0);
  // Nor is it lost by overlooking the question; the place chosen before is still chosen.
  await page.getByRole("button", { name: "开始填写" }).click();
  await page.getByRole("alert").filter({ hasText: "请先选" }).waitFor();
  assert.equal(await page.locator('[name="place"]').inputValue(), VILLAGE);
  await page.getByRole("button", { name: "清空，不是我的" }).click();
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("jinban.new"))), []);
  await page.evaluate(() => localStorage.setItem("jinban.draft.x.y", "{}"));
  await page.goto("/me");
  await hydrated(page);
  await onward(page, () => page.getByRole("button", { name: "退出登录" }).click());
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("jinban."))), []);
});

/** A picture drawn in the page: `draw` is the body of a function of the context and the canvas. */
async function picture(page, width, height, draw) {
  const base64 = await page.evaluate(
    async ({ width, height, draw }) => {
      const canvas = Object.assign(document.createElement("canvas"), { width, height });
      new Function("context", "canvas", draw)(canvas.getContext("2d"), canvas);
      const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
      const bytes = new Uint8Array(await blob.arrayBuffer());
      let text = "";
      for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
      return btoa(text);
    },
    { width, height, draw },
  );
  return Buffer.from(base64, "base64");
}

/** Uploads a picture at the bank card and looks at what the server stored: its size, and pixels at some places. */
async function stored(page, name, buffer, places) {
  assert.ok(buffer.length > 1_500_000, `${name} has only ${buffer.length} bytes: it would go as it is`);
  const box = page.locator('.upload:has(input[name="file:bank_photo"])');
  await box.locator("input[type=file]").setInputFiles({ name, mimeType: "image/png", buffer });
  const line = box.locator(".file").last();
  await line.waitFor({ timeout: 30_000 });
  const to = await line.locator("button[formaction]").getAttribute("formaction");
  const id = new URL(to, page.url()).searchParams.get("file");
  return page.evaluate(
    async ({ id, places }) => {
      const bitmap = await createImageBitmap(await (await fetch(`/files/${id}`)).blob());
      const canvas = Object.assign(document.createElement("canvas"), { width: bitmap.width, height: bitmap.height });
      const context = canvas.getContext("2d");
      context.drawImage(bitmap, 0, 0);
      const share = ([x, y]) => [...context.getImageData(Math.floor(x * (bitmap.width - 1)), Math.floor(y * (bitmap.height - 1)), 1, 1).data].slice(0, 3);
      return { width: bitmap.width, height: bitmap.height, pixels: places.map(share) };
    },
    { id, places },
  );
}

journey("a long screenshot keeps its width and a transparent signature stays on white paper, as the server stored them", async ({ page }) => {
  await begin(page);
  await turnTo(page, "bank");
  const noise = "const dots = context.createImageData(canvas.width, Math.min(canvas.height, 1400)); for (let at = 0; at < dots.data.length; at += 1) dots.data[at] = Math.random() * 255;";
  const long = await picture(page, 1080, 9000, `${noise} context.putImageData(dots, 0, 0);`);
  const seen = await stored(page, "长截图.png", long, []);
  assert.deepEqual([seen.width, seen.height], [1080, 9000]);
  await page.locator(".upload .file button", { hasText: "删除" }).first().click();
  await page.getByRole("button", { name: "确定删除" }).or(page.locator(".upload .file button", { hasText: "确定删除" })).first().click();
  await page.locator(".upload .file").first().waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement?.id), "f-bank-photo", "the focus goes to the way to add one");
  const signature = await picture(
    page,
    1600,
    1200,
    `${noise} for (let at = 3; at < dots.data.length; at += 4) dots.data[at] = (at / 4) % 1600 > 800 ? 255 : 0; context.putImageData(dots, 0, 0); context.clearRect(0, 0, 400, 1200);`,
  );
  const paper = await stored(page, "签名.png", signature, [[0.01, 0.1], [0.1, 0.5], [0.2, 0.9]]);
  for (const pixel of paper.pixels) for (const part of pixel) assert.ok(part > 240, `white paper, not ${pixel}`);
});

journey("the upload that an answer calls for is there, and a file that cannot be taken is not even sent", async ({ page }) => {
  await begin(page);
  await turnTo(page, "agent");
  const box = page.locator('.upload:has(input[name="file:proxy_papers"])');
  await page.locator("[name=agent][value=yes]").check();
  await page.getByText("已自动保存").waitFor();
  // The page of papers is there as soon as an answer calls for one.
  await page.goto(page.url().replace(/page\/agent.*/, "page/papers"));
  await hydrated(page);
  await box.waitFor();
  assert.match(await box.innerText(), /不超过 20 MB，最多 \d+ 个/);
  await page.getByRole("link", { name: "打印一份委托书来签名" }).waitFor();
  let sent = 0;
  page.on("request", (request) => (sent += /\/apply\/files\//.test(request.url()) ? 1 : 0));
  const input = box.locator("input[type=file]");
  await input.setInputFiles({ name: "说明.docx", mimeType: "application/msword", buffer: Buffer.from("x") });
  await page.getByText("只收图片和 PDF").first().waitFor();
  await input.setInputFiles({ name: "大.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(21 * 1024 * 1024) });
  await page.getByText("文件超过 20 MB").first().waitFor();
  await input.setInputFiles({ name: "照片.heic", mimeType: "image/heic", buffer: photo("x").buffer.subarray(0, 20) });
  await page.getByText("请改用 JPG").first().waitFor();
  assert.equal(sent, 0);
});
