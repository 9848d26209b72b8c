// The main job: found in plain words, prepared, applied for with a photo, handed in once, corrected, decided, counted.
import assert from "node:assert/strict";
import { desktop, hydrated, journey, phone, site, sound, visitor, withServer } from "../harness.mjs";
import { citizenNumber, fill, onward, paper, photo, proveName, signIn, staffSignIn } from "../people.mjs";

withServer();

const VILLAGE = "350582105002";
const TOWN = "350582105000";

const elder = {
  "applicant.name": "施妈祖",
  "applicant.citizen_number": citizenNumber("35058219400101002"),
  "applicant.mobile": "13860001234",
  over_80: "yes",
  local: "yes",
  "household.division": VILLAGE,
  "household.detail": "渔港路 12 号",
  same_home: "yes",
  pension_kind: "resident",
  other_allowance: "no",
  bank_kind: "card",
  bank_holder: "施妈祖",
  bank_number: "6217001820012345678",
  agent: "no",
  delivery: "window",
  declaration: "on",
};

/** What the public board says of the town. */
async function counted() {
  const board = await (await fetch(`${site().url}/api/v1/board`)).json();
  const town = board.places.find((place) => place.code === TOWN) ?? assert.fail("the board knows no 深沪镇");
  const figure = (code) => town.values.find(({ indicator }) => indicator === code);
  return { received: figure("received").numerator, decided: figure("on-time-share").denominator };
}

/** Page by page to the review. */
async function fillAll(page, { live }) {
  for (let turn = 0; turn < 12; turn += 1) {
    if (/\/review$/.test(new URL(page.url()).pathname)) return;
    await page.waitForLoadState();
    if (live) await hydrated(page);
    const paths = await page.locator('.upload input[name^="file:"]:visible').evaluateAll((all) => all.map((one) => one.name.slice("file:".length)));
    for (const path of paths) {
      const form = page.locator(`.upload:has(input[name="file:${path}"])`);
      const arrived = form.locator(".file");
      await form.locator("input[type=file]").setInputFiles(photo(`${path}.png`));
      // With script a chosen photo goes off by itself.
      if (!live) await onward(page, () => form.getByRole("button", { name: /^上传/ }).click());
      await arrived.first().waitFor();
      if (live) {
        await form.locator("input[type=file]").setInputFiles(paper(`${path}.pdf`));
        await arrived.nth(1).waitFor();
      }
    }
    await fill(page, elder);
    const from = page.url();
    await onward(page, () => page.getByRole("button", { name: "保存并继续" }).click());
    assert.notEqual(page.url().replace(/\?.*/, "?"), `${from.replace(/\?.*/, "")}?`, `stuck: ${await page.getByRole("main").innerText()}`);
  }
  assert.fail(`never came to the review: ${page.url()}`);
}

/** From the guide to the receipt; tells the case's number. */
async function apply(page, mobile, { live }) {
  await page.goto(`/items/JJ-MZ-04/check?place=${VILLAGE}`);
  // One question a screen, each in view without scrolling.
  for (const answer of ["是", "是", "否"]) {
    const link = page.locator("section.ask").getByRole("link", { name: answer, exact: true });
    const box = await link.boundingBox();
    assert.ok(box.y + box.height <= page.viewportSize().height, "the next question is below the fold");
    await onward(page, () => link.click());
  }
  await page.getByText("从您的回答看，没有不符合的").waitFor();
  if (live) await sound(page);
  await onward(page, () => page.getByRole("link", { name: "带着这些回答去办理" }).click());
  await onward(page, () => page.getByRole("button", { name: "登录后填写" }).click());
  await signIn(page, mobile);
  assert.equal(await page.getByLabel("村（社区）").inputValue(), VILLAGE);
  await onward(page, () => page.getByRole("button", { name: "开始填写" }).click());
  // The guidance's answers came along.
  assert.ok(await page.locator("[name=over_80][value=yes]").isChecked(), "the guidance's answers are lost");
  if (live) await sound(page);
  await fillAll(page, { live });
  if (live) await sound(page);
  await onward(page, () => page.getByRole("link", { name: "去实名认证" }).click());
  await proveName(page, "施妈祖", elder["applicant.citizen_number"]);
  const submit = page.getByRole("button", { name: "提交申请" });
  if (live) {
    await Promise.all([page.waitForURL(/\/receipt/), submit.dblclick()]);
  } else {
    await onward(page, () => submit.click());
  }
  await page.getByText("已收到您的申请").waitFor();
  if (live) await sound(page);
  return (await page.locator(".number").innerText()).trim();
}

async function mineCount(page) {
  await page.goto("/mine");
  return page.getByRole("link", { name: /高龄津贴/ }).count();
}

journey(
  "an elder's allowance: found in plain words, applied for on a phone, corrected, granted, counted by one",
  async ({ page, url, allow }) => {
    allow(/404.*\/review/); // the draft that became a case
    const before = await counted();
    await page.goto("/");
    await page.getByRole("searchbox").first().fill("老人补贴");
    await onward(page, () => page.keyboard.press("Enter"));
    await onward(page, () => page.getByRole("link", { name: /高龄津贴申领/ }).first().click());
    await page.getByRole("heading", { level: 1, name: /高龄津贴/ }).waitFor();
    await sound(page);
    const number = await apply(page, "13860001234", { live: true });
    // Pressed twice, it is one case; going back finds nothing left to press.
    await page.goBack();
    assert.equal(await page.getByRole("button", { name: "提交申请" }).count(), 0);
    assert.equal((await counted()).received, before.received + 1);
    assert.equal(await mineCount(page), 1);

    const officer = await visitor(url, desktop);
    try {
      const desk = officer.page;
      await staffSignIn(desk, "s105", "/desk/queue");
      await desk.getByLabel(/办件号/).fill(number);
      await onward(desk, () => desk.getByRole("button", { name: "筛选" }).click());
      await sound(desk);
      await onward(desk, () => desk.getByRole("row", { name: new RegExp(number) }).getByRole("link").first().click());
      await sound(desk);
      await hydrated(desk);
      await desk.getByRole("button", { name: "预览" }).first().click();
      await desk.locator("img.viewer-image").waitFor();
      // A PDF too: Chromium shows an error page where it may not run its viewer.
      await desk.locator(".materials ul > li", { hasText: ".pdf" }).getByRole("button", { name: "预览" }).first().click();
      const frame = await (await desk.locator("iframe.viewer").elementHandle()).contentFrame();
      await frame.waitForURL(/^(blob|chrome-error):/);
      assert.match(frame.url(), /^blob:/, "the paper is not shown");
      if (await desk.getByText("接手办理").count()) {
        await act(desk, "接手办理");
      }
      // One-time notice of everything that is missing, read as the applicant will before it goes out.
      await onward(desk, () => desk.getByRole("link", { name: "一次性告知补正" }).click());
      await ask(desk, "卡号少了一位，请照卡面写全");
      await sound(desk);
      await onward(desk, () => desk.getByRole("button", { name: /^发出/ }).click());
      await desk.getByText("已告知申请人补正").waitFor();
      await sound(desk);

      await page.goto(`/mine/${number}`);
      await page.getByText("卡号少了一位，请照卡面写全").first().waitFor();
      await page.getByRole("heading", { name: "请补 1 样" }).waitFor();
      await sound(page);
      // Sent back as it was, it is no correction, and the field is named.
      await onward(page, () => page.getByRole("button", { name: "提交补正" }).click());
      await page.getByText("“卡号”还和原来一样").first().waitFor();
      await page.locator('[name="bank_number"]').fill("6217001820012345999");
      await page.locator('[name="supply_note"]').fill("照着卡面写的");
      await page.reload();
      await hydrated(page);
      await page.getByText("上次填到一半的内容已经放回来了").waitFor();
      assert.equal(await page.locator('[name="bank_number"]').inputValue(), "6217001820012345999");
      assert.equal(await page.locator('[name="supply_note"]').inputValue(), "照着卡面写的");
      await onward(page, () => page.getByRole("button", { name: "提交补正" }).click());
      await page.getByText("补正已提交").waitFor();
      await hydrated(page);
      assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("jinban.case."))), []);

      // What people fill in is hidden until somebody who needs it asks, and says why.
      await desk.reload();
      assert.equal(await desk.getByText("6217001820012345999").count(), 0);
      await desk.locator("summary", { hasText: "查看完整信息" }).click();
      await desk.getByLabel("查看原因").fill("核对卡号");
      await onward(desk, () => desk.getByRole("button", { name: "查看", exact: true }).click());
      await desk.getByText("6217001820012345999").first().waitFor();
      await act(desk, /^受理/);
      await open(desk, /准予/);
      const granting = desk.locator("details[open]", { hasText: "准予" }).last();
      await granting.getByLabel("结果").fill("准予发放高龄津贴，自 2026 年 12 月起");
      await onward(desk, () => granting.getByRole("button").click());
      await sound(desk);
      assert.deepEqual(officer.complaints, []);
    } finally {
      await officer.close();
    }

    await page.goto(`/mine/${number}`);
    await page.getByText("准予发放高龄津贴，自 2026 年 12 月起").first().waitFor();
    await sound(page);
    const after = await counted();
    assert.deepEqual(after, { received: before.received + 1, decided: before.decided + 1 });
  },
);

/** Writes the letter about the account's name, goes back once, and stops where it is read. */
async function ask(desk, why) {
  const row = desk.locator("li.ask", { hasText: "卡号" });
  await row.locator(".head").click();
  await row.locator("textarea").fill(why);
  // A reason alone asks too: the tick is taken away again.
  await row.locator(".head").click();
  await onward(desk, () => desk.getByRole("button", { name: "看看这封信" }).last().click());
  await desk.getByRole("heading", { name: "请补 1 样" }).waitFor();
  await onward(desk, () => desk.getByRole("button", { name: "回去改" }).click());
  assert.equal(await row.locator("textarea").inputValue(), why, "going back lost what was typed");
  assert.ok(await row.locator(".head input").isChecked(), "what is typed is asked");
  await onward(desk, () => desk.getByRole("button", { name: "看看这封信" }).last().click());
  await desk.locator(".letter").getByText(why).waitFor();
}

/** Unfolds an act. */
async function open(desk, name) {
  const summary = desk.locator("details.act > summary", { hasText: name }).first();
  const opened = await summary.evaluate((element) => element.parentElement.open);
  if (!opened) await summary.click();
}

async function act(desk, name) {
  await open(desk, name);
  await onward(desk, () => desk.locator("details.act[open]").getByRole("button", { name }).first().click());
}

journey(
  "the same application with JavaScript switched off",
  async ({ page, url }) => {
    const before = await counted();
    const number = await apply(page, "13860004321", { live: false });
    assert.match(number, /^JB-105-/);
    assert.equal(await mineCount(page), 1);
    assert.equal((await counted()).received, before.received + 1);
    const officer = await visitor(url, phone, { js: false });
    try {
      await staffSignIn(officer.page, "s105", `/desk/cases/${number}/correction`);
      await ask(officer.page, "卡号少了一位，请照卡面写全");
      await onward(officer.page, () => officer.page.getByRole("button", { name: /^发出/ }).click());
      await officer.page.getByText("已告知申请人补正").waitFor();
    } finally {
      await officer.close();
    }
    await page.goto(`/mine/${number}`);
    await page.getByText("卡号少了一位，请照卡面写全").first().waitFor();
  },
  { js: false, size: phone },
);
