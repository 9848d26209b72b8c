// Two officers at one guide: different elements come together, the same element is shown twice and decided, nothing is
// lost; as one types, and with JavaScript off.
import assert from "node:assert/strict";
import { desktop, hydrated, journey, phone, site, sound, visitor, withServer } from "../harness.mjs";
import { onward, staffSignIn } from "../people.mjs";

withServer();

const edit = (item, group) => `/desk/standards/${item}/edit/${group}`;
const saved = (page) => page.getByText("已自动保存", { exact: false }).first().waitFor();

/** Signs in, and begins the draft if nobody has. */
async function open(page, login, item, group) {
  await staffSignIn(page, login, `/desk/standards/${item}`);
  const begin = page.getByRole("button", { name: "开始修订" });
  if (await begin.count()) await onward(page, () => begin.click());
  await page.goto(edit(item, group));
}

journey(
  "two officers write at one guide as they type, and lose nothing",
  async ({ page, allow }) => {
    const item = "JJ-MZ-04";
    const other = await visitor(site().url, desktop);
    try {
      await open(page, "civil-affairs.items", item, "conditions");
      await hydrated(page);
      await sound(page);
      await open(other.page, "civil-affairs.items2", item, "conditions");
      await hydrated(other.page);

      // Different elements of one group: each sees the other's.
      await page.locator("[name=who_applies]").fill("晋江户籍、年满 80 周岁的老年人");
      await saved(page);
      await other.page.locator("[name=conditions]").fill("具有晋江户籍\n年满 80 周岁");
      await other.page.getByText("同事刚改的内容也合进来了").waitFor();
      assert.equal(await other.page.locator("[name=who_applies]").inputValue(), "晋江户籍、年满 80 周岁的老年人");
      await page.reload();
      assert.equal(await page.locator("[name=conditions]").inputValue(), "具有晋江户籍\n年满 80 周岁");
      await hydrated(page);

      // The preview beside the form says so too.
      await page.frameLocator("#preview").getByText("年满 80 周岁的老年人").waitFor();

      // The same element: the second is shown both texts.
      await page.locator("[name=who_applies]").fill("第一位的说法");
      await saved(page);
      await other.page.locator("[name=who_applies]").fill("第二位的说法");
      await other.page.getByRole("link", { name: "看看两边的写法，决定用哪个" }).waitFor();
      await onward(other.page, () => other.page.getByRole("link", { name: "看看两边的写法，决定用哪个" }).click());
      await other.page.getByText("第一位的说法").waitFor();
      await sound(other.page);
      await other.page.getByRole("radio", { name: "另写一版" }).check();
      await other.page.getByRole("textbox").fill("两人商定的说法");
      await onward(other.page, () => other.page.getByRole("button", { name: "保存选择" }).click());
      await other.page.getByText("没有要合并的").waitFor();
      await page.reload();
      assert.equal(await page.locator("[name=who_applies]").inputValue(), "两人商定的说法");

      // The audit as one types: found, gravest first, with the way to the field; gone once it is put right.
      await page.goto(edit(item, "limits"));
      await hydrated(page);
      await page.locator("[name=case_type][value=instant]").check();
      const found = page.locator(".audit").getByRole("link", { name: /即办件应当场办结/ });
      await found.waitFor();
      await sound(page);
      await found.click();
      assert.match(page.url(), /#f-promised-unit$/);
      await page.locator("[name=case_type][value=promised]").check();
      await found.waitFor({ state: "detached" });
      await saved(page);
      assert.deepEqual(other.complaints, []);
    } finally {
      await other.close();
    }
    allow(/never/);
  },
  { size: desktop },
);

journey(
  "the same without JavaScript, on a phone",
  async ({ page }) => {
    const item = "JJ-MZ-01";
    const other = await visitor(site().url, phone, { js: false });
    try {
      await open(page, "civil-affairs.items", item, "conditions");
      await open(other.page, "civil-affairs.items2", item, "conditions");
      const write = async (page, name, text) => {
        await page.locator(`[name=${name}]`).fill(text);
        await onward(page, () => page.getByRole("button", { name: "保存", exact: true }).last().click());
      };
      await write(page, "who_applies", "第一位的说法");
      await other.page.locator("[name=quantity_limit]").fill("不限名额");
      await write(other.page, "who_applies", "第二位的说法");
      assert.match(other.page.url(), /\/merge$/);
      await other.page.getByRole("radio", { name: /您写的/ }).check();
      await onward(other.page, () => other.page.getByRole("button", { name: "保存选择" }).click());
      await page.goto(edit(item, "conditions"));
      assert.equal(await page.locator("[name=who_applies]").inputValue(), "第二位的说法");
      assert.equal(await page.locator("[name=quantity_limit]").inputValue(), "不限名额");

      // Entries are added and moved by whole pages.
      await page.goto(edit(item, "questions"));
      const before = await page.locator("fieldset.entry").count();
      await onward(page, () => page.getByRole("button", { name: /^(添加|再添加)/ }).click());
      assert.equal(await page.locator("fieldset.entry").count(), before + 1);
    } finally {
      await other.close();
    }
  },
  { size: phone, js: false },
);
