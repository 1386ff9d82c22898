import type { Page } from 'playwright-core';
import type { TestHost } from '#test/support/host';

/** What people do on the staff screens, told once for all flows. Texts are what they read. */

/** Signs in by typing, goes to the list of visits, and waits until everything has arrived. */
export async function signIn(page: Page, host: TestHost, code: string): Promise<void> {
  await page.goto(host.lan);
  await typePassphrase(page, host, code);
  await badge(page, '已同步');
}

/** Opens what the device holds, with the host away; the page is there already or starts from the device. */
export async function signInOffline(page: Page, host: TestHost, code: string): Promise<void> {
  if (!page.url().startsWith(host.lan)) await page.goto(host.lan);
  await typePassphrase(page, host, code);
}

async function typePassphrase(page: Page, host: TestHost, code: string): Promise<void> {
  await page.getByRole('textbox', { name: '工号' }).fill(code);
  await page.getByLabel('口令', { exact: true }).fill(host.passphrase(code));
  await page.getByRole('button', { name: '登录' }).click();
  await atWork(page);
  await openVisits(page);
}

/** Waits until the door has gone and the pages are there, at the workbench where the address says nothing else. */
export async function atWork(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).waitFor();
}

/** Goes to the list of visits as people do: by the navigation. */
export async function openVisits(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: /^走访/ }).click();
  await page.getByRole('heading', { name: '走访', exact: true }).waitFor();
}

/** Waits until the sync badge says so. */
export async function badge(page: Page, text: string | RegExp): Promise<void> {
  await page.getByRole('banner').getByText(text).first().waitFor();
}

/** Finds a person by name and opens what is known of them. */
export async function openPerson(page: Page, name: string): Promise<void> {
  await page.getByText('全部重点对象').first().click();
  await page.getByPlaceholder('按姓名或住址找人').fill(name);
  await page.getByText(name, { exact: true }).first().click();
  await page.getByRole('article', { name: new RegExp(name) }).waitFor();
}

/** Begins a visit, or takes up the one begun. */
export async function startVisit(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /记走访|继续填写/ })
    .last()
    .click();
  await page.getByRole('button', { name: '完成走访' }).waitFor();
}

export interface VisitEntry {
  readonly systolic: number;
  readonly diastolic: number;
  readonly note: string;
}

/** Fills in a visit to somebody who was at home and unwell; waits until the form says it is kept. */
export async function fillVisit(page: Page, { systolic, diastolic, note }: VisitEntry): Promise<void> {
  await page.getByText('在家', { exact: true }).click();
  await page.getByText('有不适', { exact: true }).click();
  await page.getByLabel(/收缩压/).fill(String(systolic));
  await page.getByLabel(/舒张压/).fill(String(diastolic));
  await page.getByText('防滑垫', { exact: true }).click();
  await typeNote(page, note);
}

/** Writes the note; waits until the form says that it is on this device. */
export async function typeNote(page: Page, note: string): Promise<void> {
  await page.getByPlaceholder('看到什么、说了什么、约了什么').fill(note);
  await page
    .getByText(/已保存在本机/)
    .first()
    .waitFor();
}

export async function completeVisit(page: Page): Promise<void> {
  await page.getByRole('button', { name: '完成走访' }).click();
  await page.getByRole('button', { name: '完成走访' }).waitFor({ state: 'detached' });
}
