// What people do in several journeys: signing in, proving who they are, filling a page.
import assert from "node:assert/strict";

/** Goes on by `act` and waits until the next page is there. */
export async function onward(page, act) {
  await Promise.all([page.waitForEvent("load"), act()]);
}

/** A citizen number that is right to its check digit. */
export function citizenNumber(first17) {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((sum, weight, at) => sum + weight * Number(first17[at]), 0);
  return first17 + "10X98765432"[sum % 11];
}

/** On the residents' sign-in page: phone, code as the demo shows it. */
export async function signIn(page, mobile) {
  await page.getByLabel("手机号码").fill(mobile);
  await onward(page, () => page.getByRole("button", { name: "获取验证码" }).click());
  const [, code] = (await page.getByRole("main").innerText()).match(/验证码是\s*(\d{6})/) ?? assert.fail("no code is shown");
  await page.getByLabel("验证码").fill(code);
  await onward(page, () => page.getByRole("button", { name: "登录", exact: true }).click());
}

export async function proveName(page, name, number) {
  await page.getByLabel("姓名").fill(name);
  await page.getByLabel("身份证号码").fill(number);
  await onward(page, () => page.getByRole("button", { name: "确认" }).click());
}

/** On any staff page. */
export async function staffSignIn(page, login, next = "/desk") {
  await page.goto(`/desk/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByLabel("账号").fill(login);
  await page.getByLabel("密码").fill("Jinban-demo-2026");
  await onward(page, () => page.getByRole("button", { name: "登录" }).click());
}

/** A one-pixel photo, as a phone would send it. */
export const photo = (name) => ({
  name,
  mimeType: "image/png",
  buffer: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNoWHDgPwAGZALgqwxHeAAAAABJRU5ErkJggg==",
    "base64",
  ),
});

/** A scanned paper of one empty page. */
export const paper = (name) => ({
  name,
  mimeType: "application/pdf",
  buffer: Buffer.from(
    "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n" +
      "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n" +
      "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>\nendobj\n" +
      "trailer\n<< /Root 1 0 R /Size 4 >>\nstartxref\n0\n%%EOF\n",
  ),
});

/** Fills what is asked on this page: `answers` by the names of the inputs. What is not asked is left out. */
export async function fill(page, answers) {
  for (const [name, value] of Object.entries(answers)) {
    const inputs = page.locator(`#answers [name="${name}"]`);
    if ((await inputs.count()) === 0 || !(await inputs.first().isVisible())) continue;
    const kind = await inputs.first().evaluate((input) => input.type);
    if (kind === "radio") await page.locator(`#answers [name="${name}"][value="${value}"]`).check();
    else if (kind === "checkbox") await inputs.first().check();
    else if (kind === "select-one") await inputs.first().selectOption(value);
    else await inputs.first().fill(value);
  }
}
