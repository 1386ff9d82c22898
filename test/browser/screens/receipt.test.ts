import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Incident } from '#shared/schema/types/incident';
import { readQr } from '#test/support/read-qr';
import { openScreens, seriousViolations, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const RECEIPT = 'K7QM2X90';
const MM = 72 / 25.4;

/** Opens the receipt of an incident, which the host has given its code meanwhile. */
async function openReceipt(page: Page): Promise<void> {
  await page.getByRole('row', { name: /8幢东侧消防通道/ }).click();
  await page.locator('.incident-panel .incident-steps').waitFor();
  await page.evaluate(
    (receipt) =>
      new Promise<void>((resolve, reject) => {
        const { station } = window.harness;
        if (!station) return reject(new Error('nobody is signed in'));
        station.records.all('incidents', 'incident').subscribe((all) => {
          const found = (all as unknown as readonly Incident[]).find(({ title }) => title.includes('8幢东侧消防通道'));
          if (found && found.receipt === null)
            station.writer.edit(found._id, () => ({ receipt })).then(() => resolve(), reject);
        });
      }),
    RECEIPT,
  );
  await page.locator('.incident-panel').getByRole('button', { name: '打印回执' }).click();
  await page.getByRole('dialog').locator('.receipt-slip').waitFor();
}

/** Width and height of the only page that comes out of the printer, in whole millimetres. */
async function printed(page: Page): Promise<readonly number[]> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const boxes = [...pdf.matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g)];
  expect(boxes).toHaveLength(1);
  return [Math.round(Number(boxes[0]?.[1]) / MM), Math.round(Number(boxes[0]?.[2]) / MM)];
}

describe('the receipt of an incident', () => {
  it('leads a phone to its page, and comes out alone on a roll of 80 mm and on an A5 sheet', async () => {
    const page = await screens.open('#/incidents', { who: 'linxy' });
    await openReceipt(page);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('K7QM-2X90').waitFor();
    const code = dialog.getByRole('img', { name: /扫码看回执K7QM-2X90/ });
    expect(readQr(await code.screenshot())).toBe(`https://linli-qinghe.local:8446/p/${RECEIPT}`);
    // What stands on paper tells nobody what it is about.
    expect(await dialog.locator('.receipt-slip').innerText()).not.toMatch(/8幢|电动车/);
    expect(await seriousViolations(page)).toEqual([]);
    expect(await printed(page)).toEqual([80, 120]);
    await dialog.getByText('A5纸').click();
    expect(await printed(page)).toEqual([148, 210]);

    await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
    const paper = page.locator('.receipt-paper');
    expect(await paper.evaluate((node) => getComputedStyle(node).color)).toBe('rgb(0, 0, 0)');
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgba(0, 0, 0, 0)');
    expect(readQr(await paper.locator('.qr-code').screenshot())).toBe(`https://linli-qinghe.local:8446/p/${RECEIPT}`);
    await page.context().close();
  });

  it('has the code alone while the station is away, and says so', async () => {
    const page = await screens.open('#/incidents', { who: 'linxy' });
    await page.evaluate(() => window.harness.station?.setHubAway(true));
    await openReceipt(page);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('现在连不上站里，二维码印不出来').waitFor();
    await dialog.getByText('K7QM-2X90').waitFor();
    expect(await dialog.getByRole('img', { name: /扫码/ }).count()).toBe(0);
    await page.context().close();
  });
});
