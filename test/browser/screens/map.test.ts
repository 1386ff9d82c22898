import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArea } from '#shared/schema/area';
import { openScreens, seriousViolations, signIn, type PageOptions, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const MANAGER = 'zhoum';

/** The map with its grids and homes on it. */
async function openMap(address = '#/map', options: PageOptions = {}): Promise<Page> {
  const page = await screens.open(address, { who: MANAGER, ...options });
  await ready(page);
  return page;
}

async function ready(page: Page): Promise<void> {
  await page.locator('.map-name').nth(2).waitFor();
  await page.locator('.map-attribution', { hasText: 'OpenStreetMap' }).waitFor();
}

const go = (page: Page, address: string) =>
  page.evaluate((hash) => {
    history.pushState({}, '', hash);
    dispatchEvent(new PopStateEvent('popstate'));
  }, address);

const panel = (page: Page, name: string | RegExp) => page.getByRole('article', { name });
const box = (page: Page) => page.locator('.map-canvas-box');

/** A place on the map so far from its middle. */
async function fromMiddle(page: Page, dx: number, dy: number): Promise<{ x: number; y: number }> {
  const size = await box(page).boundingBox();
  if (!size) throw new Error('no map');
  return { x: size.x + size.width / 2 + dx, y: size.y + size.height / 2 + dy };
}

async function press(page: Page, dx: number, dy: number): Promise<void> {
  const { x, y } = await fromMiddle(page, dx, dy);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.up();
}

interface StoredGrid {
  readonly _id: string;
  readonly number: number;
  readonly boundary: string | null;
  readonly by: string;
}

/** A grid's record as it lies on the device. */
const storedGrid = (page: Page, number: number): Promise<StoredGrid> =>
  page.evaluate(
    (wanted) =>
      new Promise<StoredGrid>((resolve) => {
        window.harness.station?.records.all('reference', 'grid').subscribe((grids) => {
          const found = (grids as unknown as StoredGrid[]).find((grid) => grid.number === wanted);
          if (found) resolve(found);
        });
      }),
    number,
  );

/** Takes a grid's boundary away, as if nobody had drawn it. */
const undraw = async (page: Page, number: number): Promise<void> => {
  const id = (await storedGrid(page, number))._id;
  await page.evaluate(async (grid) => {
    await window.harness.station?.writer.edit(grid, () => ({ boundary: null }));
  }, id);
};

const cornersIn = (boundary: string | null): number =>
  boundary === null ? 0 : (readArea(boundary)?.flat(2).length ?? 0);

describe('the map', () => {
  it('opens a grid by its label, by hand or by key, and says who lives there, who looks after it and what is wrong', async () => {
    const page = await openMap();
    await page.getByRole('button', { name: /第2网格/ }).focus();
    await page.keyboard.press('Enter');
    const grid = panel(page, '第2网格');
    await grid.getByText('李建国').waitFor();
    await grid.getByText(/第2网格还缺/).waitFor();
    await expect.poll(() => grid.locator('.map-figures b').first().textContent()).toMatch(/^\d+$/);
    expect(await page.getByRole('button', { name: /第2网格/ }).getAttribute('aria-pressed')).toBe('true');
    await grid.getByRole('link', { name: /65 岁以上/ }).click();
    expect(await page.evaluate(() => location.hash)).toMatch(/^#\/people\?(?=.*grid=2)(?=.*kind=elderly)/);
    await page.goBack();
    await panel(page, '第2网格').waitFor();
    await page.keyboard.press('Escape');
    await panel(page, '第2网格').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('says in a list what it shows, and finds a building by its address, floor by floor, down to the home', async () => {
    const page = await openMap();
    await page.getByRole('button', { name: '列表' }).click();
    const list = panel(page, '地图上的内容');
    await list
      .getByRole('button', { name: /这一处\d+户/ })
      .first()
      .waitFor();
    await list.getByRole('link', { name: /第3网格/ }).waitFor();
    await page.getByRole('combobox', { name: '在地图上找地址' }).fill('清和路8幢');
    await page.getByRole('option', { name: '清和路 8幢', exact: true }).waitFor();
    await page.keyboard.press('Enter');
    const building = panel(page, '清和路 8幢');
    const room = building.getByRole('link', { name: /^301室，住\d+人/ }).first();
    await room.waitFor();
    await page.getByRole('button', { name: '列表' }).click();
    await list
      .getByRole('link', { name: /重点人群：/ })
      .first()
      .waitFor();
    await page.goBack();
    await room.click();
    expect(await page.evaluate(() => location.hash)).toContain('open=dwelling');
    await page.getByRole('article').getByText('基本信息').waitFor();
    await page.context().close();
  });

  it('has no drawing for whoever may not change boundaries', async () => {
    const page = await openMap('#/map', { who: 'lijg' });
    expect(await page.getByRole('toolbar').getByRole('button').allTextContents()).not.toContain('画网格');
    await go(page, '#/map?grid=1&tool=draw');
    await page.getByText('只有站长可以改网格边界').waitFor();
    await page.context().close();
  });

  it('measures by hand and by keyboard', async () => {
    const page = await openMap('#/map?tool=measure');
    await press(page, -100, 0);
    await press(page, 100, 0);
    const result = page.getByRole('status', { name: '结果' });
    await expect
      .poll(async () => Number.parseInt((await result.locator('b').textContent()) ?? '', 10))
      .toBeGreaterThan(20);
    const meters = Number.parseInt((await result.locator('b').textContent()) ?? '', 10);
    await page.keyboard.press('Control+z');
    await page.getByRole('button', { name: '面积' }).click();
    await box(page).focus();
    await page.keyboard.press(' ');
    for (const key of ['ArrowRight', 'ArrowDown']) {
      await page.keyboard.press(key);
      await page.keyboard.press(' ');
    }
    await result.getByText('周长').waitFor();
    expect(meters).toBeLessThan(2000);
    await page.context().close();
  });
});

describe('a boundary', () => {
  it('is drawn corner by corner, is still there after a crash, and is written down with its author', async () => {
    const page = await openMap();
    await undraw(page, 3);
    await go(page, '#/map?grid=3&tool=draw');
    const drawing = panel(page, '画第3网格的边界');
    await drawing.getByText('还没有改动').waitFor();
    for (const [dx, dy] of [
      [-150, -100],
      [150, -100],
      [150, 100],
    ] as const)
      await press(page, dx, dy);
    await drawing.getByText('草稿已存在本机').waitFor();
    await page.reload();
    await signIn(page, MANAGER);
    await page.locator('.map-name').first().waitFor();
    // The harness begins anew with the practice records; the draft is on the disk.
    await drawing.or(panel(page, '改第3网格的边界')).getByText('接着上次没有存完的边界').waitFor();
    const resumed = page.getByRole('article');
    await press(page, -150, 100);
    await expect.poll(() => resumed.locator('.map-figures b').first().textContent()).toBe('4');
    await box(page).focus();
    await page.keyboard.press('Enter');
    await resumed.getByRole('button', { name: '保存边界' }).click();
    await expect.poll(async () => cornersIn((await storedGrid(page, 3)).boundary)).toBe(5);
    const outbox = await page.evaluate(() => window.harness.station?.outbox().map(({ id }) => id));
    expect(outbox).toContain((await storedGrid(page, 3))._id);
    await page.context().close();
  });

  it('is changed by pulling a corner and by keys, warns while it is pulled, and takes every step back', async () => {
    const page = await openMap('#/map?grid=2&tool=draw');
    const drawing = panel(page, '改第2网格的边界');
    const corners = drawing.locator('.map-figures b').first();
    const area = drawing.locator('.map-figures b').nth(1);
    await drawing.getByText('还没有改动').waitFor();
    const before = await area.textContent();
    const count = Number(await corners.textContent());
    await box(page).focus();
    await page.keyboard.press('PageDown');
    await page.keyboard.press('Shift+ArrowUp');
    for (let times = 0; times < 12; times += 1) await page.keyboard.press('Shift+ArrowUp');
    await drawing
      .getByText(/重叠|不归任何网格|之外|网格，人住在/)
      .first()
      .waitFor();
    await expect.poll(() => area.textContent()).not.toBe(before);
    await page.keyboard.press('Delete');
    await expect.poll(() => corners.textContent()).toBe(String(count - 1));
    for (let times = 0; times < 14; times += 1) await page.keyboard.press('Control+z');
    await expect.poll(() => area.textContent()).toBe(before);
    await expect.poll(() => corners.textContent()).toBe(String(count));
    await drawing.getByRole('button', { name: '放弃改动' }).click();
    await panel(page, '第2网格').waitFor();
    await page.context().close();
  });

  it('goes into a file and comes back from it; a file that is none loses nothing and says what to do', async () => {
    const page = await openMap('#/map?grid=1&tool=files');
    const files = panel(page, '导入导出');
    const [downloaded] = await Promise.all([
      page.waitForEvent('download'),
      files.getByRole('button', { name: '导出', exact: true }).click(),
    ]);
    const text = await readFile(await downloaded.path(), 'utf8');
    const stored = await storedGrid(page, 1);
    const choose = (name: string, content: string) =>
      files
        .locator('input[type=file]')
        .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
    await choose('x.json', text.slice(0, 200));
    await files.getByText('文件不是GeoJSON，或没有传完整').waitFor();
    expect(await files.getByRole('button', { name: /^写入/ }).count()).toBe(0);
    await undraw(page, 1);
    await choose('grids.geojson', text);
    await files.getByRole('button', { name: '写入3个网格的边界' }).click();
    await files.getByText('已写入3个网格的边界').waitFor();
    expect((await storedGrid(page, 1)).boundary).toBe(stored.boundary);
    await page.context().close();
  });
});

describe('the map before axe', () => {
  it('has nothing serious, with a grid, while drawing and floor by floor', async () => {
    const page = await openMap('#/map?grid=1');
    await page.locator('.map-panel').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await go(page, '#/map?grid=1&tool=draw');
    await page.locator('.map-edit-buttons').waitFor();
    expect(await seriousViolations(page), 'drawing').toEqual([]);
    await go(page, '#/map?tool=building');
    await page.locator('.map-group summary').first().click();
    await page.locator('.map-group a').first().click();
    await page.locator('.plan').waitFor();
    expect(await seriousViolations(page), 'building').toEqual([]);
    await page.context().close();
  });
});
