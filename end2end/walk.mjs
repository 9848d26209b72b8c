// Walking a form nobody has written a journey for: what is asked is read from the served form, answered by its kind, and
// mended where the page says what is wrong.
import assert from "node:assert/strict";
import { hydrated } from "./harness.mjs";
import { citizenNumber, onward, photo } from "./people.mjs";

const DAY = 24 * 3600 * 1000;
const day = (ago) => new Date(Date.now() - ago * DAY).toISOString().slice(0, 10);

/** People of every age somebody may have to be. */
export const numbers = [19400101, 19660116, 19900512, 20080301, 20240708].map((born) => citizenNumber(`350582${born}002`));

/** What may be answered to a field, likeliest first. `yes`: how yes/no is answered. */
function candidates(field, part, { yes, village, own }) {
  switch (field.kind) {
    case "yes_no":
      return yes ? ["yes", "no"] : ["no", "yes"];
    case "choice": {
      const values = field.options.map((option) => option.value);
      return yes ? values : values.toReversed();
    }
    case "choices":
      return field.options.map((option) => option.value);
    case "integer":
      return [2, 1, 3, 60, 120, 1000].map((n) => Math.max(n, Number(field.min ?? 0))).map(String);
    case "money":
      return ["100", "1", "1000", "10000"];
    case "date":
      return [30, 400, 1, 4000, 12000, -30, -400].map(day);
    case "citizen_number":
      return [own.number, ...numbers];
    case "credit_code":
      return ["91350582MA0T00070C"];
    case "phone":
    case "mobile":
      return ["13860001234", "13860004321"];
    case "person":
      return {
        name: [own.name, "陈阿明"],
        citizen_number: [own.number, ...numbers],
        mobile: ["13860001234", "13860004321"],
        relation: (field.relation ?? []).map((option) => option.value),
      }[part];
    case "address":
      return { division: [village], detail: ["渔港路 12 号"] }[part];
    case "declaration":
      return ["on"];
    default:
      return ["照实填写", own.name, "6217001820012345678", "350582"].map((text) => text.slice(0, Number(field.max ?? 100)));
  }
}

/** The form's field of an input's name, with the part of a group; entries of lists too. */
function fieldOf(form, name) {
  const [top, ...rest] = name.replace(/\[\d+\]/g, "").split(".");
  let field = form.pages.flatMap((page) => page.fields).find((one) => one.id === top);
  if (field?.kind === "repeat" && rest.length) {
    const inner = rest.shift();
    field = field.fields.find((one) => one.id === inner);
  }
  return field && { field, part: rest[0] };
}

/** One application on its way: `answers` grows as pages ask, `tried` counts the answers a page would not take. */
export class Walk {
  constructor(form, how) {
    Object.assign(this, { form, how, tried: new Map(), counts: { pages: 0, fields: 0, files: 0, mended: 0 } });
  }

  value(name) {
    const { field, part } = fieldOf(this.form, name) ?? assert.fail(`the form has no ${name}`);
    const all = candidates(field, part, this.how) ?? [];
    return all[Math.min(this.tried.get(name) ?? 0, all.length - 1)];
  }

  /** The inputs one sees, by name; of lists that may stay empty none, unless the page asked for them. */
  async asked(page) {
    const names = await page.locator("#answers :is(input, select, textarea)[name]").evaluateAll((all) =>
      [...new Set(all.filter((one) => one.type !== "hidden" && one.checkVisibility()).map((one) => one.name))],
    );
    return names.filter((name) => {
      if (!fieldOf(this.form, name)) return false;
      const list = name.match(/^([^[.]+)\[/)?.[1];
      return !list || Number(fieldOf(this.form, list).field.min ?? 0) > 0 || this.tried.has(name) || this.tried.has(list);
    });
  }

  /** Answers what is on the page, and what comes up by it. */
  async fill(page) {
    const done = new Set();
    for (let round = 0; round < 6; round += 1) {
      const open = (await this.asked(page)).filter((name) => !done.has(name));
      if (open.length === 0) break;
      for (const name of open) {
        done.add(name);
        await this.answer(page, name);
      }
    }
    this.counts.fields += done.size;
  }

  async answer(page, name) {
    const inputs = page.locator(`#answers [name="${name}"]`);
    const input = inputs.first();
    // An answer before it may have put it out of sight.
    if (!(await input.isVisible())) return;
    const value = this.value(name);
    const kind = await input.evaluate((one) => one.type);
    if (kind === "radio") await page.locator(`#answers [name="${name}"][value="${value}"]`).check();
    // One of several: what was tried before and did not suit is taken back.
    else if (kind === "checkbox") for (const box of await inputs.all()) await box.setChecked((await box.getAttribute("value")) === value);
    else if (kind === "select-one") await input.selectOption(value);
    else await input.fill(value);
  }

  /** Hands in a picture at every material asked for. */
  async upload(page) {
    const paths = await page.locator('.upload input[name^="file:"]').evaluateAll((all) => all.filter((one) => one.closest(".upload").checkVisibility()).map((one) => one.name));
    for (const path of new Set(paths)) {
      const box = page.locator(`.upload:has(input[name="${path}"])`);
      if (await box.locator(".file").count()) continue;
      await box.locator("input[type=file]").setInputFiles(photo(`${path.slice("file:".length)}.png`));
      await box.locator(".file").first().waitFor();
      this.counts.files += 1;
    }
  }

  /** Where the page says something is wrong, the next answer is tried. */
  async mend(page) {
    const wrong = await page.locator(".error-summary a").evaluateAll((links) =>
      links.map((link) => {
        const at = document.getElementById(link.hash.slice(1));
        const inside = at?.matches("[name]") ? at : at?.querySelector("input:not([type=hidden])[name], select[name], textarea[name]");
        return { words: link.closest("li").innerText, name: inside?.name, file: Boolean(at?.matches("[type=file]")) };
      }),
    );
    assert.ok(wrong.length, `stuck without a word at ${page.url()}: ${await page.getByRole("main").innerText()}`);
    for (const { words, name, file } of wrong) {
      assert.doesNotMatch(words, /两处填得不一样|另一台设备/, "a false conflict");
      if (file) continue;
      assert.ok(name, `nothing to mend at: ${words}`);
      const tries = (this.tried.get(name) ?? 0) + 1;
      const { field, part } = fieldOf(this.form, name) ?? assert.fail(`not of the form: ${name}: ${words}`);
      const all = candidates(field, part, this.how) ?? [];
      assert.ok(tries <= all.length, `no answer suits ${name}: ${words}`);
      this.tried.set(name, tries % Math.max(all.length, 1));
      this.counts.mended += 1;
    }
  }

  /** From the first page to the review. */
  async pages(page) {
    for (let turn = 0; turn < 80; turn += 1) {
      const { pathname } = new URL(page.url());
      if (pathname.endsWith("/review")) return;
      await hydrated(page);
      if (await page.locator(".error-summary").count()) await this.mend(page);
      await this.fill(page);
      await this.upload(page);
      await onward(page, () => page.getByRole("button", { name: "保存并继续" }).last().click());
      if (new URL(page.url()).pathname !== pathname) this.counts.pages += 1;
    }
    assert.fail(`never came to the review: ${page.url()}: ${await page.getByRole("main").innerText()}`);
  }
}
