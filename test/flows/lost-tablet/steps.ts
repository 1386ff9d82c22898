import path from 'node:path';
import type { Page } from 'playwright-core';
import { readIdentity, writeIdentity } from '#main/host/identity';
import { openDurableFolder } from '#main/services/durable-folder';
import { openSecrets } from '#main/services/secrets/open-secrets';
import { paths } from '#shared/ipc/station-api';
import type { TestHost } from '#test/support/host';
import { atWork, openVisits } from '../screens';

/** A practice station takes every device; this one asks the manager, as a real station does. The host has to be stopped. */
export async function askBeforeDevicesComeIn(host: TestHost): Promise<void> {
  const plain = await openDurableFolder(path.join(host.data, 'host-only'));
  const { folder } = await openSecrets(plain, await openDurableFolder(host.keys));
  const identity = await readIdentity(folder);
  if (!identity) throw new Error('a station that has no identity');
  await writeIdentity(folder, { ...identity, practice: false });
}

/** Types code and passphrase at the door and presses; what comes of it is the test’s to wait for. */
export async function typeAtDoor(page: Page, code: string, passphrase: string): Promise<void> {
  await page.getByRole('textbox', { name: '工号' }).fill(code);
  await page.getByLabel('口令', { exact: true }).fill(passphrase);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

/** Replaces the one-time passphrase by one’s own; waits until the work begins. */
export async function chooseOwn(page: Page, oneTime: string, own: string): Promise<void> {
  await page.getByLabel('站长给的口令', { exact: true }).fill(oneTime);
  await page.getByLabel('新口令', { exact: true }).fill(own);
  await page.getByLabel('再输一次新口令', { exact: true }).fill(own);
  await page.getByRole('button', { name: '换好，开始使用' }).click();
  await atWork(page);
  await openVisits(page);
}

/** Signs out by the menu; waits for the door. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /打开菜单/ }).click();
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '退出', exact: true }).click();
  await page.getByRole('textbox', { name: '工号' }).waitFor();
}

/** Goes to a section of the settings by its name; it asks the host anew. */
export async function openSettings(page: Page, section: string): Promise<void> {
  const pages = page.getByRole('navigation', { name: '主导航' });
  await pages.getByRole('link', { name: '设置', exact: true }).click();
  // The first page lists the sections with a sentence each, the others as tabs.
  const ofSection = new RegExp(`^${section}`);
  await page.getByRole('main').getByRole('link', { name: ofSection }).first().click();
  await page.getByRole('region', { name: section, exact: true }).waitFor();
}

/** Opens somebody’s account in the settings, by staff code. */
export async function openAccount(page: Page, code: string): Promise<void> {
  await openSettings(page, '人员');
  await rowWith(page, code).click();
  await page.getByRole('article').getByText(code).waitFor();
}

/** The row of a list that holds the text. */
export const rowWith = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });
/** The visits in a person’s history that have the note. */
export const entryWith = (page: Page, note: string) => page.locator('.visit-entry').filter({ hasText: note });

/** How many people the list of visits says there are. */
export async function peopleListed(page: Page): Promise<number> {
  const summary = await page.getByText(/重点对象共 [\d,]+ 人/).textContent();
  return Number(/共 ([\d,]+) 人/.exec(summary ?? '')?.[1]?.replaceAll(',', ''));
}

/** How the host answers whoever asks for a database with this `Authorization`: `200`, or a status and our code. */
export async function answerAt(host: TestHost, db: string, authorization: string): Promise<string> {
  const answer = await fetch(`${host.loopback}${paths.hub}/${db}/_changes?since=0&limit=1`, {
    headers: { authorization },
  });
  const { code } = (await answer.json()) as { readonly code?: string };
  return [answer.status, ...(code === undefined ? [] : [code])].join(' ');
}
