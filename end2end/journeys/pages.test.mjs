// Every page at both sizes: axe finds nothing, one h1, nothing scrolls sideways; everything is reachable by keyboard.
import assert from "node:assert/strict";
import { desktop, hydrated, journey, journeys, phone, sound, withServer } from "../harness.mjs";
import { onward, signIn, staffSignIn } from "../people.mjs";

withServer();

const open = [
  "/",
  "/?for=firm",
  "/items",
  "/items?q=%E4%BD%8E%E4%BF%9D",
  "/items?q=zzzzzz",
  "/items/JJ-MZ-04",
  "/items/JJ-MZ-04?place=350582105002",
  "/items/JJ-MZ-04/check?place=350582105002",
  "/items/JJ-MZ-04/where?town=350582105000",
  "/items/JJ-MZ-04/print?place=350582105002",
  "/changes",
  "/powers",
  "/place",
  "/place?town=350582105000",
  "/apply/JJ-MZ-04",
  "/apply/JJ-MZ-04/blank",
  "/me/sign-in",
  "/board",
  "/board/350582105000",
  "/about",
  "/privacy",
  "/docs/api",
];

journeys("every open page is sound", async ({ page }) => {
  for (const path of open) {
    const answer = await page.goto(path);
    assert.equal(answer.status(), 200, path);
    await sound(page);
  }
});

journey("large type does not break a page", async ({ page }) => {
  await page.goto("/");
  await onward(page, () => page.getByRole("button", { name: "大字版" }).click());
  await page.getByRole("button", { name: "标准版" }).waitFor();
  for (const path of open) {
    await page.goto(path);
    await sound(page);
  }
});

journey("the board is read on the smallest phones", async ({ page }) => {
  for (const large of [false, true]) {
    await page.goto("/board");
    if (large) await onward(page, () => page.getByRole("button", { name: "大字版" }).click());
    await page.goto("/board");
    await sound(page);
    const wrong = await page.evaluate(() => {
      const seen = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.getClientRects().length > 0);
      const tiles = seen(".map a").filter((tile) => tile.scrollWidth > tile.clientWidth || tile.scrollHeight > tile.clientHeight);
      const letters = seen(".chart text").filter((text) => text.getBoundingClientRect().height < 11);
      const heads = seen("th[aria-sort] a").filter((head) => head.clientWidth < 2 * parseFloat(getComputedStyle(head).fontSize));
      const texts = (all) => all.map((one) => one.textContent);
      return { tiles: texts(tiles), letters: texts(letters), heads: texts(heads), charts: seen(".chart").length };
    });
    assert.deepEqual(wrong, { tiles: [], letters: [], heads: [], charts: 1 });
  }
}, { size: { ...phone, viewport: { width: 320, height: 640 } } });

journey("on a phone the entry one is at is in sight", async ({ page }) => {
  await staffSignIn(page, "l105");
  for (const path of ["/desk", "/desk/drift", "/desk/staff"]) {
    await page.goto(path);
    const entry = await page.locator("nav [aria-current=page]").first().boundingBox();
    assert.ok(entry.x >= 0 && entry.x + entry.width <= page.viewportSize().width, `${path}: ${JSON.stringify(entry)}`);
  }
}, { size: phone });

journeys("what is not there is told on a sound page", async ({ page, allow }) => {
  allow(/404/);
  for (const path of ["/no/such/page", "/items/JJ-XX-99", "/board/350582999000"]) {
    const answer = await page.goto(path);
    assert.equal(answer.status(), 404, path);
    await sound(page);
  }
});

journey("who is not signed in is led to the sign-in and back", async ({ page, allow }) => {
  allow(/401/);
  await page.goto("/mine");
  await sound(page);
  await onward(page, () => page.getByRole("main").getByRole("link", { name: "登录" }).click());
  await signIn(page, "13900000031");
  assert.equal(new URL(page.url()).pathname, "/mine");
});

journeys("an applicant's pages are sound", async ({ page }) => {
  await page.goto("/me/sign-in?next=/mine");
  // A phone number gets one code a minute.
  await signIn(page, page.viewportSize().width < 600 ? "13900000010" : "13900000020");
  for (const path of ["/mine", "/me", "/me/real-name", "/apply/JJ-MZ-04"]) {
    await page.goto(path);
    await sound(page);
  }
  await page.goto("/mine");
  const cases = page.locator('main a[href^="/mine/JB-"]');
  if (await cases.count()) {
    const address = await cases.first().getAttribute("href");
    for (const path of [address, `${address}/receipt`]) {
      await page.goto(path);
      await sound(page);
    }
  }
});

journey("the staff's pages are sound", async ({ page, allow }) => {
  allow(/40[34]/);
  await page.goto("/desk/sign-in");
  await sound(page);
  for (const login of ["w105", "s105", "l105", "civil-affairs", "inspector"]) {
    await staffSignIn(page, login);
    for (const path of ["/desk", "/desk/queue", "/desk/queue?state=accepted&due=overdue", "/desk/queue?shelf=delivery", "/desk/queue?shelf=all&sort=due", "/desk/queue?item=JJ-MZ-04&channel=kiosk", "/desk/no-such"]) {
      await page.goto(path);
      await sound(page);
    }
    await page.goto("/desk/queue");
    if (login !== "w105") {
      await page.getByRole("searchbox").fill("没有这个人");
      await onward(page, () => page.getByRole("button", { name: "筛选" }).click());
      assert.doesNotMatch(decodeURIComponent(page.url()), /没有/);
      await sound(page);
      await page.goto("/desk/queue");
    }
    const first = page.locator('main a[href^="/desk/cases/"]').first();
    if (await first.count()) {
      await onward(page, () => first.click());
      await sound(page);
    }
    await page.context().clearCookies();
  }
}, { size: desktop });

// Every page of those who keep the catalogue, as each of them may open it.
const kept = {
  establishment: ["/desk", "/desk/powers", "/desk/powers?state=in_review", "/desk/powers/new", "/desk/powers/import"],
  justice: ["/desk", "/desk/powers"],
  reform: ["/desk", "/desk/entries", "/desk/entries/new", "/desk/entries/import", "/desk/entries/JJ-MZ-04", "/desk/delegation"],
  "civil-affairs.items": ["/desk", "/desk/standards", "/desk/standards/JJ-MZ-04", "/desk/standards/JJ-MZ-04/edit/materials", "/desk/standards/JJ-MZ-04/history", "/desk/standards/JJ-MZ-04/form"],
  "civil-affairs.head": ["/desk", "/desk/confirm", "/desk/standards?unconfirmed=on"],
  centre: ["/desk", "/desk/standards", "/desk/standards/JJ-MZ-04/compare", "/desk/lists", "/desk/drift", "/desk/deviations", "/desk/delegation"],
  l105: ["/desk", "/desk/lists", "/desk/lists/350582105000", "/desk/lists/350582105002", "/desk/lists/bulk", "/desk/halls/350582105000", "/desk/drift", "/desk/lists/350582105000/items/JJ-MZ-04", "/desk/lists/350582105002/copy", "/desk/staff", "/desk/staff/new", "/desk/me"],
  admin: ["/desk", "/desk/staff", "/desk/staff?state=fresh", "/desk/staff/new", "/desk/staff/import", "/desk/log", "/desk/log?book=looks", "/desk/failed", "/desk/me"],
  inspector: ["/desk", "/desk/log", "/desk/log?book=looks"],
  leader: ["/desk"],
  digital: ["/desk"],
  finance: ["/desk"],
  d105: ["/desk"],
};
for (const [login, paths] of Object.entries(kept)) {
  journeys(`the pages of ${login} are sound`, async ({ page }) => {
    await staffSignIn(page, login);
    for (const path of paths) {
      const answer = await page.goto(path);
      assert.equal(answer.status(), 200, path);
      await sound(page);
    }
  });
}

journey("the first key leads past the navigation, and the search works by keyboard alone", async ({ page }) => {
  await page.goto("/");
  await hydrated(page);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "跳到正文");
  await page.keyboard.press("Enter");
  for (let turn = 0; turn < 6; turn += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.type === "search")) break;
  }
  assert.equal(await page.evaluate(() => document.activeElement.type), "search");
  await page.keyboard.type("shbx");
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  await page.getByRole("link", { name: /社会保/ }).first().waitFor();
}, { size: desktop });

journeys("what is wrong gets the focus, and its link leads to the field", async ({ page }) => {
  await page.goto("/me/sign-in");
  await page.getByLabel("手机号码").fill("1390000");
  await onward(page, () => page.getByRole("button", { name: "获取验证码" }).click());
  await hydrated(page);
  const summary = page.getByRole("alert");
  await summary.waitFor();
  assert.ok(await summary.evaluate((element) => element === document.activeElement), "the summary has no focus");
  assert.equal(await page.getByLabel("手机号码").inputValue(), "1390000", "what was typed is lost");
  await sound(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.name), "phone");
});

journey("a form is filled in by keyboard alone, and told at once what is wrong", async ({ page }) => {
  await page.goto("/apply/JJ-MZ-04/blank");
  await hydrated(page);
  await page.locator('[name="applicant.name"]').focus();
  await page.keyboard.type("施妈祖");
  await page.keyboard.press("Tab");
  await page.keyboard.type("350582194001011234");
  await page.keyboard.press("Tab");
  await page.locator("#f-applicant-citizen-number-error").waitFor();
  assert.equal(await page.locator('[name="applicant.citizen_number"]').getAttribute("aria-invalid"), "true");
  // A question that an answer calls for appears at once.
  await page.locator('[name="same_home"][value="no"]').focus();
  await page.keyboard.press("Space");
  await page.getByLabel("现在住在哪里").waitFor();
  await sound(page);
}, { size: phone });
