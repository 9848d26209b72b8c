// Every form of the city, through one of its items, from the guide to the receipt, on a phone with script. The forms are
// those that are served: a new one is walked without anyone adding it here. Two journeys use it, one that answers yes and
// one that answers no, so that they can run beside each other.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { hydrated, phone, site, visitor, withServer } from "./harness.mjs";
import { citizenNumber, onward, proveName, signIn } from "./people.mjs";
import { Walk } from "./walk.mjs";

const VILLAGE = "350582105002";
const own = { name: "施妈祖", number: citizenNumber("35058219400101002") };

const json = async (path) => (await fetch(`${site().url}/api/v1${path}`)).json();

/** What makes a form that form: an item adds questions and materials of its own, but no people, places and statements. */
const shapeOf = ({ pages }) =>
  JSON.stringify(
    pages.map(({ id, fields }) => [id, fields.filter(({ kind }) => ["person", "address", "credit_code", "declaration", "repeat"].includes(kind)).map(({ id }) => id)]),
  );

/** One item of each form that is served, with the form as it applies there. */
async function oneOfEach() {
  const forms = new Map();
  for (let page = 1; ; page += 1) {
    const { items, pages } = await json(`/items?page=${page}`);
    for (const { id } of items) {
      const form = await json(`/items/${id}/form`);
      const shape = shapeOf(form);
      if (!forms.has(shape)) forms.set(shape, { form, item: id });
    }
    if (page >= pages) return [...forms.values()];
  }
}

let guest;

/** Someone who has proved their name, in the browser that all forms share. */
async function resident() {
  const one = await visitor(site().url, phone);
  await one.page.goto("/me/sign-in?next=/me/real-name");
  await signIn(one.page, "13860001234");
  await proveName(one.page, own.name, own.number);
  return one;
}

async function apply(item, walk) {
  const { page } = guest;
  await page.goto(`/items/${item}?place=${VILLAGE}`);
  await onward(page, () => page.getByRole("link", { name: "在线办理" }).last().click());
  await hydrated(page);
  await page.getByLabel("镇（街道）").selectOption(VILLAGE.slice(0, 9) + "000");
  await page.locator(`#f-place option[value="${VILLAGE}"]`).waitFor({ state: "attached" });
  await page.getByLabel("村（社区）").selectOption(VILLAGE);
  await onward(page, () => page.getByRole("button", { name: /开始填写|另填一份新的/ }).click());
  await walk.pages(page);
  await onward(page, () => page.getByRole("button", { name: "提交申请" }).click());
  assert.match(page.url(), /\/receipt$/, await page.getByRole("main").innerText());
  await page.getByText("已收到您的申请").waitFor();
}

/** The journey: `yes` is how questions of yes and no are answered. */
export function everyForm({ yes }) {
  withServer();
  after(() => guest?.close());

  test(`every form that is served can be filled in and handed in, answered ${yes ? "yes" : "no"}`, { timeout: 2_700_000 }, async (t) => {
    guest = await resident();
    const forms = await oneOfEach();
    assert.ok(forms.length >= 15, `only ${forms.length} forms are served`);
    const total = { applications: 0, pages: 0, fields: 0, files: 0, mended: 0 };
    for (const { form, item } of forms) {
      await t.test(`${form.title} by ${item}`, { timeout: 240_000 }, async () => {
        const walk = new Walk(form, { yes, village: VILLAGE, own });
        await apply(item, walk);
        for (const [name, count] of Object.entries(walk.counts)) total[name] += count;
        total.applications += 1;
        assert.deepEqual(guest.complaints.splice(0), [], "the browser complained");
      });
    }
    t.diagnostic(`walked ${Object.entries(total).map(([name, count]) => `${count} ${name}`).join(", ")}`);
    assert.equal(total.applications, forms.length);
  });
}
