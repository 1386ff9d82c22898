import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { drawnPhoto, type Scene } from '#test/support/drawn';

/** What people do about incidents, told once. Texts are what they read. */

export const panel = (page: Page): Locator => page.locator('.incident-panel');
export const timeline = (page: Page): Locator => panel(page).locator('.incident-steps li');

/** Goes to the list of incidents as people do: by the navigation. */
export async function openIncidents(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: /^事件/ }).click();
  await page.getByRole('heading', { name: '事件', exact: true }).waitFor();
}

/** Narrows the list to what is called like that. */
export const findIncident = (page: Page, title: string): Promise<void> =>
  page.getByPlaceholder('按标题、地点、类别或回执码找').fill(title);

/** Finds an incident in the list, and opens it. */
export async function openIncident(page: Page, title: string): Promise<void> {
  await findIncident(page, title);
  await page.getByRole('row', { name: title }).click();
  await panel(page).getByRole('heading', { name: title }).waitFor();
}

/** Puts a photo into the form that is open, and waits until it is kept on the device. */
export async function addPhoto(page: Page, scene: Scene): Promise<void> {
  const picker = page.locator('.photo-picker');
  const before = await picker.locator('.photo-tile img').count();
  await picker
    .locator('input[type=file][multiple]')
    .setInputFiles([{ name: `${scene}.png`, mimeType: 'image/png', buffer: drawnPhoto(scene) }]);
  await picker.locator('.photo-tile img').nth(before).waitFor();
}

/** Opens the form of a step. */
export async function beginStep(page: Page, name: string): Promise<Locator> {
  await panel(page).getByRole('button', { name, exact: true }).click();
  const form = panel(page).locator('.step-form');
  await form.waitFor();
  return form;
}

/** Takes the step whose form is open; waits until the panel says where the incident stands now, and that the station knows it. */
export async function takeStep(page: Page, name: string, state: string): Promise<void> {
  await panel(page).locator('.step-form').getByRole('button', { name, exact: true }).click();
  await panel(page).locator('.step-form').waitFor({ state: 'detached' });
  await panel(page).locator('.incident-pills').getByText(state, { exact: true }).waitFor();
  await panel(page).locator('.incident-code').getByText('已到站内').waitFor();
}

/** How many incidents the response figure of the workbench counts, and how many of them were answered in time. */
export async function responseFigure(page: Page): Promise<{ readonly count: number; readonly within: number }> {
  await page.evaluate(() => (location.hash = '#/'));
  const kpi = page.locator('.kpi').filter({ has: page.getByRole('link', { name: '事件 30 分钟内响应' }) });
  await kpi.locator('.kpi-figure').waitFor();
  const count = Number(/本月 (\d+) 件/.exec((await kpi.locator('small').textContent()) ?? '')?.[1]);
  const percent = Number(await kpi.locator('.kpi-figure b').textContent());
  expect(count).toBeGreaterThan(0);
  return { count, within: Math.round((percent * count) / 100) };
}
