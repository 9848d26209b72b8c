// A form is made by keys alone: a group of fields, a choice, a condition picked from a list, a rule, back and forth;
// the trial shows the field when its condition holds. The same with JavaScript switched off.
import assert from "node:assert/strict";
import { desktop, hydrated, journey, phone, sound, withServer } from "../harness.mjs";
import { onward, staffSignIn } from "../people.mjs";

withServer();

/** Each story has an item of its own. */
const standard = (item) => `/desk/standards/${item}`;
const form = (item) => `${standard(item)}/form`;

/** Tabs on until the focus is there. */
async function tabTo(page, locator) {
  await locator.waitFor();
  const there = () => locator.evaluate((element) => element === document.activeElement);
  for (let turn = 0; turn < 400; turn += 1) {
    if (await there()) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`no key leads to ${locator}`);
}

/** Presses a button or follows a link by key. */
async function press(page, locator) {
  await tabTo(page, locator);
  await onward(page, () => page.keyboard.press("Enter"));
}

async function type(page, locator, text) {
  await tabTo(page, locator);
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
}

/** Goes down a list to the option of this value. */
async function pick(page, locator, value) {
  await tabTo(page, locator);
  const steps = await locator.evaluate(
    (list, wanted) => [...list.options].findIndex((option) => option.value === wanted) - list.selectedIndex,
    value,
  );
  for (let step = 0; step < Math.abs(steps); step += 1) await page.keyboard.press(steps > 0 ? "ArrowDown" : "ArrowUp");
  assert.equal(await locator.inputValue(), value);
}

const button = (page, name) => page.getByRole("button", { name });

/** Adds a field behind what is looked at; its settings open. */
async function add(page, label, kind) {
  const adding = page.locator("form.add-field").last();
  await type(page, adding.locator('[name="edit.label"]'), label);
  await pick(page, adding.locator('[name="edit.kind"]'), kind);
  await press(page, adding.getByRole("button", { name: "增加字段" }));
  await page.getByText(`增加字段「${label}」`).first().waitFor();
}

async function design(page, item, { live }) {
  await staffSignIn(page, "civil-affairs.items", form(item));
  await press(page, button(page, "开始修订"));
  await page.getByText("可以改表单了").waitFor();
  await press(page, page.locator(".outline-page:not(.given) > a").first());
  await press(page, button(page, /^加入人员/));
  await page.getByText("加入“人员”一组").first().waitFor();
  if (live) await sound(page);
  await add(page, "婚姻状况", "choice");
  await type(page, page.locator('[name="set_options"]'), "已婚\n未婚");
  await press(page, button(page, "保存设置"));
  await page.getByText("改字段「婚姻状况」").first().waitFor();
  await add(page, "配偶姓名", "text");

  // The condition: picked, not typed.
  await tabTo(page, page.locator('[name="edit.shown-mode"][value="always"]'));
  await page.keyboard.press("ArrowDown");
  const key = await page
    .locator('[name="edit.shown-0-0"] option', { hasText: "「婚姻状况」选“已婚”" })
    .first()
    .getAttribute("value");
  await pick(page, page.locator('[name="edit.shown-0-0"]'), key);
  await press(page, button(page, "保存显示条件"));
  await page.getByText("改「配偶姓名」的显示条件").first().waitFor();
  if (live) await sound(page);

  // A move by its button: the focus stays with the field.
  await press(page, button(page, "上移「配偶姓名」"));
  await page.getByText("显示条件用到了自己或排在后面的字段").waitFor();
  await tabTo(page, button(page, "下移「配偶姓名」"));
  if (live) {
    await hydrated(page);
    await onward(page, () => page.keyboard.press("Alt+ArrowDown"));
  } else {
    await onward(page, () => page.keyboard.press("Enter"));
  }
  await page.getByText("没有发现问题").waitFor();

  // A rule as a sentence.
  await press(page, page.getByRole("link", { name: "规则和改动" }));
  await tabTo(page, page.locator("summary", { hasText: "增加一条规则" }));
  await page.keyboard.press("Enter");
  const rule = page.locator("form.sentence");
  const same = await rule.locator('[name="edit.when-0-0"] option', { hasText: /^「人员」的姓名和「配偶姓名」相同$/ }).getAttribute("value");
  await pick(page, rule.locator('[name="edit.when-0-0"]'), same);
  const spouse = await rule.locator('[name="edit.at"] option', { hasText: "「配偶姓名」" }).getAttribute("value");
  await pick(page, rule.locator('[name="edit.at"]'), spouse);
  await type(page, rule.locator('[name="edit.message"]'), "两处写了同一个人");
  await type(page, rule.locator('[name="edit.fix"]'), "请写配偶本人的姓名");
  await press(page, rule.getByRole("button", { name: "保存规则" }));
  await page.getByText("如果「人员」的姓名和「配偶姓名」相同，提示“两处写了同一个人”").first().waitFor();
  if (live) await sound(page);

  // Back and forth.
  await press(page, page.getByRole("link", { name: "规则和改动" }));
  const rules = page.getByRole("link", { name: /两处写了同一个人/ });
  assert.equal(await rules.count(), 1);
  const turn = async (keys, name) => {
    if (live) {
      await hydrated(page);
      await onward(page, () => page.keyboard.press(keys));
    } else {
      await press(page, button(page, name));
    }
  };
  await turn("Control+Z", "撤销");
  await page.getByText("已撤销").waitFor();
  assert.equal(await rules.count(), 0);
  await turn("Control+Shift+Z", "重做");
  await page.getByText("已重做").waitFor();
  assert.equal(await rules.count(), 1);
  if (live) await sound(page);
}

/** As an applicant: the field comes when its condition holds. */
async function tryOut(page, item, { live }) {
  await press(page, page.getByRole("link", { name: "完整试填" }));
  if (live) await hydrated(page);
  const spouse = page.getByLabel("配偶姓名");
  assert.ok(!(await spouse.isVisible()));
  const married = page.getByRole("radio", { name: "已婚" });
  await tabTo(page, married);
  await page.keyboard.press("Space");
  if (!live) await press(page, button(page, "检查填的内容"));
  await spouse.waitFor();
  if (live) await sound(page);
  await press(page, button(page, "检查填的内容"));
  await page.getByRole("alert").getByRole("link", { name: /配偶姓名/ }).waitFor();
  await page.getByText("这里上传：").first().waitFor();
  if (live) await sound(page);
  // Nothing was kept, and the standard's page says what the draft does to the form.
  await page.goto(standard(item));
  await page.getByText("婚姻状况（单选）").first().waitFor();
}

journey("a form is made by keys alone and tried out", async ({ page }) => {
  await design(page, "JJ-MZ-04", { live: true });
  await tryOut(page, "JJ-MZ-04", { live: true });
}, { size: desktop });

journey("the same form with JavaScript switched off", async ({ page }) => {
  await design(page, "JJ-MZ-05", { live: false });
  await tryOut(page, "JJ-MZ-05", { live: false });
}, { size: desktop, js: false });

journey("the designer and the trial are sound on a phone", async ({ page }) => {
  await staffSignIn(page, "civil-affairs.items", form("JJ-MZ-06"));
  await onward(page, () => button(page, "开始修订").click());
  await sound(page);
  await page.goto(`${form("JJ-MZ-06")}?field=applicant`);
  await sound(page);
  await page.goto(`${form("JJ-MZ-06")}/try`);
  await sound(page);
}, { size: phone });
