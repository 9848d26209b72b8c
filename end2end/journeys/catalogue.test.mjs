// One new item, from a power to a village's phone page: establishment office, justice bureau, approval-reform office,
// department, service-centre authority, town. Each office does its part; what is returned comes back put right.
import assert from "node:assert/strict";
import { desktop, hydrated, journey, phone, site, sound, visitor, withServer } from "../harness.mjs";
import { onward, staffSignIn } from "../people.mjs";

withServer();

const NAME = "居家养老服务补贴发放";
const ITEM = "JJ-MZ-90";
const TOWN = "350582105000";
const VILLAGE = "350582105002";

/** Fills inputs by their names: texts, selects, radios and ticks. */
async function write(page, values, within = "main") {
  for (const [name, value] of Object.entries(values)) {
    for (const one of [value].flat()) {
      const inputs = page.locator(`${within} [name="${name}"]`);
      const kind = await inputs.first().evaluate((input) => input.type);
      if (kind === "radio" || kind === "checkbox") await page.locator(`${within} [name="${name}"][value="${one}"]`).check();
      else if (kind === "select-one") await inputs.first().selectOption(one);
      else await inputs.first().fill(one);
    }
  }
}

const press = (page, name) => onward(page, () => page.getByRole("button", { name, exact: true }).last().click());

/** An office's own browser, signed in. */
async function office(login) {
  const guest = await visitor(site().url, desktop);
  await staffSignIn(guest.page, login);
  await sound(guest.page);
  return guest;
}

/** The standard of the new item, group by group, as its officer writes it. */
const GROUPS = {
  basics: {
    plain_name: "居家养老补贴",
    service_objects: "1",
    theme: "养老助老",
    tiers: ["city", "town", "village"],
    to_town: "statutory",
    delegation_basis: "福建省养老服务条例第二十条",
    agency_files: "yes",
    agency_role: "收件、上报、代领",
  },
  conditions: {
    who_applies: "本市户籍、年满 60 周岁的经济困难失能老年人",
    conditions: "具有本市户籍\n年满 60 周岁\n经评估为失能",
  },
  materials: {
    "materials[0].id": "id-card",
    "materials[0].name": "申请人居民身份证",
    "materials[0].form": "original_check",
    "materials[0].copies": "1",
    "materials[0].issuer": "government",
    "materials[0].source": "公安机关核发",
    "materials[0].legal_basis": "福建省养老服务条例第二十条",
    "materials[0].needed": "always",
    "materials[0].electronic_ok": "yes",
    "materials[0].filled_online": "no",
  },
  flow: { "steps[0].name": "村（社区）收件，镇（街道）审核", "steps[0].tiers": "town", "steps[0].limit_unit": "none" },
  limits: {
    case_type: "promised",
    statutory_unit: "working_days",
    statutory: "20",
    statutory_basis: "福建省养老服务条例第二十条",
    promised_unit: "working_days",
    promised: "25",
    promised_basis: "优于法定时限",
    extension_unit: "none",
    on_the_spot_first: "no",
    visits: "0",
    visits_reason: "",
  },
  fee: { charged: "no" },
  result: { result_name: "居家养老服务补贴", result_kind: "other" },
};

async function writeGroup(page, group, values) {
  await page.goto(`/desk/standards/${ITEM}/edit/${group}`);
  await hydrated(page);
  // A list without an entry gets its first one.
  const first = Object.keys(values).find((name) => name.includes("[0]"));
  if (first && !(await page.locator(`#answers [name="${first}"]`).count())) {
    await onward(page, () => page.getByRole("button", { name: /^(添加|再添加)/ }).first().click());
    await hydrated(page);
  }
  await write(page, values, "#answers");
  await press(page, "保存");
}

journey(
  "a new item goes through five offices to a village's phone page",
  async ({ page, url }) => {
    const open = [];
    const enter = async (login) => {
      const guest = await office(login);
      open.push(guest);
      return guest.page;
    };
    try {
      // The establishment office lists a power of the towns and sends it to be reviewed.
      const establishment = await enter("establishment");
      await establishment.goto("/desk/powers/new");
      await sound(establishment);
      await write(establishment, {
        name: NAME,
        type_code: "行政给付",
        level: "镇（街道）级",
        department: "市民政局",
        law: "福建省养老服务条例",
        article: "第二条",
      });
      await press(establishment, "列入清单");
      const power = new URL(establishment.url()).pathname;
      assert.match(power, /^\/desk\/powers\/P-\d{6}$/);
      await press(establishment, "送司法局审查");

      // The justice bureau returns it with reasons; without them it is not returned.
      const justice = await enter("justice");
      await justice.goto(power);
      await justice.locator("summary", { hasText: "退回修改" }).click();
      await press(justice, "退回修改");
      await justice.getByText("退回要写明原因").first().waitFor();
      await sound(justice);
      await write(justice, { "return-reason": "第二条只是适用范围，不是补贴的依据，请核对条款" });
      await press(justice, "退回修改");

      // The correction.
      await establishment.goto("/desk");
      await establishment.getByText("司法局退回的权力").waitFor();
      await establishment.goto(power);
      await establishment.getByText("第二条只是适用范围").first().waitFor();
      await establishment.locator("summary", { hasText: "修改内容" }).click();
      await write(establishment, { article: "第二十条" });
      await press(establishment, "保存");
      await press(establishment, "送司法局审查");

      // The approval-reform office derives the catalogue's entry meanwhile.
      const reform = await enter("reform");
      await reform.goto(power);
      await onward(reform, () => reform.getByRole("link", { name: "从这项权力派生事项" }).click());
      await sound(reform);
      await write(reform, { id: ITEM });
      await press(reform, "列入目录");
      assert.equal(new URL(reform.url()).pathname, `/desk/entries/${ITEM}`);
      await reform.getByText("标准待编写").first().waitFor();
      await sound(reform);

      // The department writes the standard; what is severe is told as one types and does not pass.
      const editor = await enter("civil-affairs.items");
      await editor.goto(`/desk/standards/${ITEM}`);
      await sound(editor);
      await press(editor, "开始编写");
      for (const [group, values] of Object.entries(GROUPS)) {
        await writeGroup(editor, group, values);
      }
      await editor.goto(`/desk/standards/${ITEM}`);
      await press(editor, "写好了，送部门审核");
      await editor.getByText(/承诺时限（25 个工作日）长于法定时限/).first().waitFor();
      await sound(editor);
      await writeGroup(editor, "limits", { promised: "15" });
      await editor.goto(`/desk/standards/${ITEM}`);
      await press(editor, "写好了，送部门审核");
      // Nothing unreviewed gets on.
      await editor.getByText(/还在司法局审查/).first().waitFor();

      await justice.goto("/desk");
      await onward(justice, () => justice.getByRole("main").getByRole("link", { name: /待审查的镇（街道）级权力/ }).click());
      await onward(justice, () => justice.getByRole("main").getByRole("link", { name: NAME }).click());
      await press(justice, "审查通过");
      await justice.getByText("有效").first().waitFor();

      await editor.goto(`/desk/standards/${ITEM}`);
      await press(editor, "写好了，送部门审核");

      // The head returns it once, and passes it put right.
      const head = await enter("civil-affairs.head");
      await head.goto(`/desk/standards/${ITEM}`);
      await head.locator("summary", { hasText: "退回修改" }).click();
      await write(head, { reasons: "受理条件没有写明评估由谁做" });
      await press(head, "退回修改");
      await writeGroup(editor, "conditions", { conditions: "具有本市户籍\n年满 60 周岁\n经镇（街道）组织评估为失能" });
      await editor.goto(`/desk/standards/${ITEM}`);
      await editor.getByText("受理条件没有写明评估由谁做").first().waitFor();
      await press(editor, "写好了，送部门审核");
      await head.goto(`/desk/standards/${ITEM}`);
      await press(head, "审核通过");

      // The service-centre authority passes the standard and publishes it today.
      const centre = await enter("centre");
      await centre.goto("/desk");
      await onward(centre, () => centre.getByRole("main").getByRole("link", { name: /待审查的标准/ }).click());
      await onward(centre, () => centre.getByRole("main").getByRole("link", { name: NAME }).click());
      await sound(centre);
      await press(centre, "通过，定公布日期");
      await centre.getByText(/第 1 版/).first().waitFor();

      // The town chooses it for its hall, and for a village to collect.
      const lead = await enter("l105");
      for (const [place, part] of [[TOWN, "handle"], [VILLAGE, "collect"]]) {
        await lead.goto(`/desk/lists/${place}?text=${encodeURIComponent(NAME)}`);
        await sound(lead);
        await write(lead, { [`part:${ITEM}`]: part });
        await press(lead, "保存各行的选择");
      }

      // A resident of the village finds it on a phone, with the village as the place that collects.
      await page.goto(`/items/${ITEM}?place=${VILLAGE}`);
      await page.getByRole("heading", { level: 1, name: NAME }).waitFor();
      const guide = await page.getByRole("main").innerText();
      assert.match(guide, /15 个工作日/);
      assert.match(guide, /经镇（街道）组织评估为失能/);
      assert.match(guide, /收件、转送/);
      await sound(page);
      await page.goto(`/items?q=${encodeURIComponent("居家养老补贴")}&place=${VILLAGE}`);
      await page.getByRole("link", { name: new RegExp(NAME) }).first().waitFor();
      await page.goto(`/items/${ITEM}/where?place=${VILLAGE}`);
      await sound(page);
      const feed = await (await fetch(`${url}/changes.atom`)).text();
      assert.match(feed, new RegExp(`新增事项：${NAME}`));
      for (const { complaints } of open) assert.deepEqual(complaints, []);
    } catch (error) {
      const seen = await Promise.all(open.map(async ({ page }) => `${page.url()}\n${await page.getByRole("main").innerText().catch(() => "")}`));
      throw new Error(`${error.stack}\n\n${seen.map((text) => text.slice(0, 1500)).join("\n----\n")}`, { cause: error });
    } finally {
      for (const guest of open) await guest.close();
    }
  },
  { size: phone },
);
