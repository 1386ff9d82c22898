import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, seriousViolations, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

async function openMap(address: string): Promise<Page> {
  const page = await screens.open(address, { who: 'zhoum' });
  await page.locator('.map-name').nth(2).waitFor();
  await page.locator('.map-attribution', { hasText: 'OpenStreetMap' }).waitFor();
  return page;
}

const panel = (page: Page, name: string | RegExp) => page.getByRole('article', { name });

/** A line across the map, from its left edge to its right, ended by Enter. */
async function cutAcross(page: Page): Promise<void> {
  const canvas = page.locator('.map-canvas-box');
  const size = await canvas.boundingBox();
  if (!size) throw new Error('no map');
  for (const x of [size.x + 10, size.x + size.width - 10]) {
    await page.mouse.move(x, size.y + size.height / 2);
    await page.mouse.down();
    await page.mouse.up();
  }
  await canvas.focus();
  await page.keyboard.press('Enter');
}

const setHubAway = (page: Page, isAway: boolean) =>
  page.evaluate((away) => window.harness.station?.setHubAway(away), isAway);

/** Whether the device reaches the host. */
const setLink = (page: Page, kind: 'live' | 'connecting') =>
  page.evaluate((link) => {
    window.harness.station?.setSync({ status: { link: { kind: link }, databases: [], lastCurrentMs: null } });
  }, kind);

/** Whether a grid has a boundary, as it lies on the device. */
const isDrawn = (page: Page, number: number): Promise<boolean> =>
  page.evaluate(
    (wanted) =>
      new Promise<boolean>((resolve) => {
        window.harness.station?.records.all('reference', 'grid').subscribe((grids) => {
          const found = (grids as unknown as { number: number; boundary: string | null }[]).find(
            (grid) => grid.number === wanted,
          );
          if (found) resolve(found.boundary !== null);
        });
      }),
    number,
  );

describe('a grid that is split', () => {
  it('says before what will move, goes on while the host is away, and says afterwards where it went', async () => {
    const page = await openMap('#/map?grid=2&tool=split');
    const split = panel(page, '拆分第2网格');
    await split.getByText('画一条线').waitFor();
    await cutAcross(page);
    await split.getByText('分成2块').waitFor();
    const goes = await split.getByText(/^\d+栋楼$/).textContent();
    await split.getByText(/^\d+名居民$/).waitFor();
    await split.getByText('新网格还没有网格员').waitFor();
    expect(await seriousViolations(page), 'before').toEqual([]);
    await split.getByRole('button', { name: '拆分' }).click();
    await split.getByText('请写新网格的名称').waitFor();
    await split.getByLabel('新网格的名称').fill('第4网格');
    await setHubAway(page, true);
    await split.getByRole('button', { name: '拆分' }).click();
    await split.getByText('没有收到主机的回答').waitFor();
    await setHubAway(page, false);
    await split.getByRole('button', { name: '拆分' }).click();
    const progress = panel(page, '拆分与合并');
    await progress.getByRole('region', { name: '拆分第2网格' }).getByText('正在转').waitFor();
    await setHubAway(page, true);
    await progress.getByText('主机暂时联系不上').waitFor();
    await setHubAway(page, false);
    await progress.getByText('已做完').waitFor();
    await progress.getByText(/^转过去：居民\d+人/).waitFor();
    await progress.getByRole('link', { name: '第4网格' }).click();
    const made = panel(page, '第4网格');
    await expect.poll(async () => `${await made.locator('.map-buildings li').count()}栋楼`).toBe(goes);
    await page.context().close();
  });
});

describe('grids that are put together', () => {
  it('are neighbours that somebody chose, wait for the host, and leave one of them', async () => {
    const page = await openMap('#/map?tool=merge');
    const merge = panel(page, '合并网格');
    await merge.getByRole('checkbox', { name: /第1网格/ }).check();
    await merge.getByRole('checkbox', { name: /第2网格/ }).check();
    await merge.getByRole('radio', { name: /第2网格.*编号2/ }).check();
    await merge.getByText(/^\d+栋楼$/).waitFor();
    await merge.getByText(/还登记在第1网格/).waitFor();
    expect(await seriousViolations(page), 'before').toEqual([]);
    const button = merge.getByRole('button', { name: '合并' });
    await setLink(page, 'connecting');
    await merge.getByText('现在连不上本站主机').waitFor();
    expect(await button.isDisabled()).toBe(true);
    expect(await isDrawn(page, 1)).toBe(true);
    await setLink(page, 'live');
    await button.click();
    const progress = panel(page, '拆分与合并');
    await progress.getByRole('region', { name: '第1网格并入第2网格' }).getByText('已做完').waitFor();
    await progress.getByText('第1网格现在没有住户和边界').waitFor();
    expect(await isDrawn(page, 1)).toBe(false);
    expect(await seriousViolations(page), 'after').toEqual([]);
    await page.context().close();
  });
});
