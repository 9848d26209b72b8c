// Lists of towns and villages: a town lead compiles, changes many, copies from a neighbour, closes for a typhoon; a
// resident sees it on a phone at once.
import assert from "node:assert/strict";
import { desktop, journey, phone, sound, visitor, withServer } from "../harness.mjs";
import { onward, staffSignIn } from "../people.mjs";

withServer();

const allowance = "JJ-MZ-04";

/** A day from today on, as a date input and as residents read it. */
function day(ahead) {
  const at = new Date(Date.now() + 8 * 3600_000 + ahead * 86_400_000).toISOString().slice(0, 10);
  const [, month, date] = at.split("-").map(Number);
  return { at, words: `${month} 月 ${date} 日` };
}

const said = (page) => page.locator("p.notice.ok");

/** What the lead of a town does; `digits` are the town's. `check` looks at every page on the way. */
const compiled = (digits, check) => async ({ page, url }) => {
  const town = `350582${digits}000`;
  const village = `350582${digits}001`;
  const next = `350582${digits}002`;
  await staffSignIn(page, `l${digits}`, "/desk/lists");
  await check(page);
  await page.goto(`/desk/lists/${village}`);
  await check(page);

  // One row, by its select.
  await page.locator(`[name="part:${allowance}"]`).selectOption("advise");
  await onward(page, () => page.getByRole("button", { name: "保存各行的选择" }).click());
  await said(page).filter({ hasText: "已修改 1 项" }).waitFor();

  // Chosen and not saved: with script whatever leads away asks first; narrowing the list saves.
  const part = page.locator(`[name="part:${allowance}"]`);
  await part.selectOption("collect");
  if (check === sound) {
    const asked = [];
    page.once("dialog", async (dialog) => {
      asked.push(dialog.type());
      await dialog.dismiss();
    });
    await page.getByRole("link", { name: "大厅和停办" }).click();
    assert.deepEqual(asked, ["beforeunload"]);
    assert.equal(await part.inputValue(), "collect");
  }
  await page.getByLabel("事项名称").fill("高龄");
  await onward(page, () => page.getByRole("button", { name: "保存，筛选" }).click());
  await said(page).filter({ hasText: "已修改 1 项" }).waitFor();
  await check(page);
  await part.selectOption("advise");
  await onward(page, () => page.getByRole("button", { name: "保存，看全部" }).click());
  await said(page).filter({ hasText: "已修改 1 项" }).waitFor();

  // Many rows, by ticking.
  for (const id of ["JJ-MZ-01", "JJ-MZ-02"]) await page.locator(`[name="item"][value="${id}"]`).check();
  await page.getByLabel("勾选的事项一起改为").selectOption("declined");
  await onward(page, () => page.getByRole("button", { name: "修改勾选的事项" }).click());
  await said(page).filter({ hasText: "已修改 2 项" }).waitFor();
  assert.match(await page.getByRole("region", { name: "变更记录" }).innerText(), /本站不办/);

  // The item's own window; what is wrong stands at its field.
  await page.goto(`/desk/lists/${village}/items/${allowance}`);
  await check(page);
  await page.getByLabel("窗口").fill("1 号窗口");
  await page.getByLabel("咨询电话").fill("12");
  await onward(page, () => page.getByRole("button", { name: "保存", exact: true }).click());
  await page.getByRole("alert").waitFor();
  await check(page);
  assert.equal(await page.getByLabel("窗口").inputValue(), "1 号窗口");
  await page.getByLabel("咨询电话").fill("0595-88120002");
  await onward(page, () => page.getByRole("button", { name: "保存", exact: true }).click());
  await said(page).waitFor();

  // Many villages at once, after a look at what is refused.
  await page.goto("/desk/lists/bulk");
  await check(page);
  await page.getByLabel("全部村（社区）").check();
  await page.locator('[name="item"][value="JJ-ZR-02"]').check();
  await page.locator('[name="item"][value="JJ-NY-04"]').check();
  await page.locator("#choice").selectOption("advise");
  await onward(page, () => page.getByRole("button", { name: "先看看会改什么" }).click());
  await page.getByText("全市标准没有把「农药经营许可」").waitFor();
  await check(page);
  await onward(page, () => page.getByRole("button", { name: /其余 \d+ 处照改/ }).click());
  await said(page).filter({ hasText: "已修改" }).waitFor();

  // A neighbour's list.
  await page.goto(`/desk/lists/${next}/copy`);
  await check(page);
  await page.getByLabel("从哪里复制").selectOption(village);
  await page.getByLabel(/窗口、办理时间/).check();
  await onward(page, () => page.getByRole("button", { name: "先看看会改什么" }).click());
  await onward(page, () => page.getByRole("button", { name: /确认修改/ }).click());
  await said(page).waitFor();

  // A typhoon closes the town with all its villages.
  await page.goto(`/desk/halls/${town}`);
  await check(page);
  await page.getByLabel("从哪一天起").fill(day(0).at);
  await page.getByLabel("到哪一天").fill(day(1).at);
  await page.getByLabel("原因").selectOption("typhoon");
  await page.getByLabel(/一起停办/).check();
  await onward(page, () => page.getByRole("button", { name: "登记停办", exact: true }).click());
  await said(page).filter({ hasText: "台风停办" }).waitFor();

  // On a phone, at the copied village.
  const words = `${day(0).words}至 ${day(1).words}台风停办`;
  const resident = await visitor(url, phone);
  try {
    await resident.page.goto(`/items/${allowance}?place=${next}`);
    await resident.page.getByText(words).first().waitFor();
    await resident.page.getByText("今天不开门").first().waitFor();
    await resident.page.getByText("1 号窗口").waitFor();
    await check(resident.page);
    await resident.page.goto(`/halls/${next}`);
    await resident.page.getByText(words).first().waitFor();
    await check(resident.page);
    assert.deepEqual(resident.complaints, []);
  } finally {
    await resident.close();
  }

  // What drifted, and the proof that nothing deviates.
  await page.goto("/desk/drift");
  await check(page);
  await page.goto("/desk/deviations");
  await page.getByText("偏离 0 份").waitFor();
  await check(page);
};

journey("a town lead compiles lists, and a resident sees it on a phone", compiled("105", sound), { size: desktop });
journey("the same without JavaScript, on a phone", compiled("104", async () => {}), { size: phone, js: false });

journey(
  "the approval-reform office says what is entrusted, and the law keeps villages out",
  async ({ page }) => {
    await staffSignIn(page, "reform", "/desk/delegation");
    await sound(page);
    await page.goto("/desk/delegation/JJ-ZR-02/village");
    await page.getByText("行政许可法第二十四条").first().waitFor();
    assert.equal(await page.locator('[name="mode"][value="entrusted"]').count(), 0);
    await page.goto("/desk/delegation/JJ-ZR-02/town");
    await sound(page);
    await page.locator('[name="mode"][value="entrusted"]').check();
    await onward(page, () => page.getByRole("button", { name: "保存安排" }).click());
    await page.getByRole("alert").getByText(/公告/).first().waitFor();
    await page.getByLabel("委托公告的名称").fill("关于委托实施林木采伐许可的公告");
    await page.getByLabel("公告日期").fill("2020-10-01");
    await onward(page, () => page.getByRole("button", { name: "保存安排" }).click());
    await said(page).waitFor();
    await page.goto("/items/JJ-ZR-02?place=350582105000");
    await page.getByText("委托办理（公告：《关于委托实施林木采伐许可的公告》").waitFor();
  },
  { size: desktop },
);
