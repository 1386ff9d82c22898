import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, seriousViolations, type PageOptions, type Screens } from '../support/open-screens';
import { rawRecord } from './people';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const row = (page: Page, index: number) => page.locator(`[data-row="${index}"]`);
const hashOf = (page: Page) => page.evaluate(() => decodeURIComponent(location.hash));
const opened = async (page: Page) => new URLSearchParams((await hashOf(page)).split('?')[1]).get('open') ?? '';

async function openList(address = '#/sensors', options: PageOptions = {}): Promise<Page> {
  const page = await screens.open(address, options);
  await row(page, 0).locator('b').waitFor();
  return page;
}

const find = (page: Page, text: string) => page.locator('.filter-bar').getByRole('textbox').fill(text);

/** Chooses a home and, where one is named, a person in the form that is open. */
async function chooseHome(page: Page, words: string, person?: string): Promise<void> {
  await page.getByRole('combobox', { name: '哪一户' }).fill(words);
  await page.getByRole('listbox', { name: '哪一户' }).getByRole('option').first().click();
  if (person !== undefined) await page.getByLabel('看护谁').selectOption({ label: person });
}

describe('the list of devices', () => {
  it('has what needs somebody on top, finds by name and narrows by state, and says what was read last', async () => {
    const page = await openList();
    await page.getByRole('heading', { name: '物联设备' }).waitFor();
    await row(page, 0).getByText('长时间未用水').waitFor();
    await row(page, 0).getByText('沈桂英').waitFor();
    await row(page, 0)
      .getByText(/(昨天|今天已?)用水\d+升|用水\d+升/)
      .waitFor();
    expect(await seriousViolations(page), 'the list').toEqual([]);
    await page.locator('.filter-bar').getByRole('button', { name: '状态' }).click();
    await page.getByLabel('电量低').check();
    await page.keyboard.press('Escape');
    await page.getByRole('grid').getByText('电量12%').waitFor();
    await page.getByRole('button', { name: '清除筛选' }).click();
    await find(page, '沈桂英 血压');
    await row(page, 0)
      .getByText(/血压1\d\d\/\d+/)
      .waitFor();
    await page.context().close();
  });

  it('opens a device with its month day by day, and hides readings of a class that is closed to the reader', async () => {
    const page = await openList();
    await find(page, '沈桂英 水表');
    await row(page, 0).click();
    const panel = page.getByRole('article', { name: '厨房水表' });
    await panel.getByText(/平均每天用水\d+升/).waitFor();
    await panel.getByRole('list', { name: '每天用水' }).waitFor();
    expect(await seriousViolations(page), 'a device').toEqual([]);
    await panel.getByLabel('看哪个月').selectOption({ index: 1 });
    await expect.poll(() => panel.locator('.day-bars li').count()).toBeGreaterThan(27);
    await page.context().close();
    const clerk = await openList('#/sensors', { who: 'linxy' });
    await find(clerk, '血压仪');
    await row(clerk, 0).getByText('无权查看').waitFor();
    expect(await clerk.getByRole('button', { name: '添加设备' }).count()).toBe(0);
    await clerk.context().close();
  });

  it('is for a thumb as well, and in English', async () => {
    const page = await openList('#/sensors', { viewport: 'tablet', language: 'en', theme: 'dark' });
    await row(page, 0).getByText('No water for long').waitFor();
    expect(await seriousViolations(page), 'the tablet').toEqual([]);
    await row(page, 0).click();
    await page.getByRole('heading', { level: 1, name: /Water meter/ }).waitFor();
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await row(page, 0).waitFor();
    await page.context().close();
  });
});

describe('pairing', () => {
  it('takes a device that was heard of, says what is missing, and shows its password once', async () => {
    const page = await openList();
    await page.locator('.host-card summary').click();
    await page.getByText('192.168.1.20').waitFor();
    await page.getByText('不是 JSON').waitFor();
    expect(await seriousViolations(page), 'the host').toEqual([]);
    await page.getByRole('link', { name: '配对door-7f21' }).click();
    const form = page.getByRole('form', { name: '添加设备' });
    expect(await form.getByLabel('设备名').inputValue()).toBe('door-7f21');
    await form.getByLabel('设备名').fill('bp 0301');
    await form.getByLabel('种类').selectOption('blood-pressure');
    await form.getByLabel('消息格式').selectOption('linli');
    await form.getByRole('button', { name: '配对', exact: true }).click();
    await page.getByText('设备名只能用字母、数字').waitFor();
    await page.getByText('请选装在哪一户').waitFor();
    await form.getByLabel('设备名').fill('bp-0301');
    await chooseHome(page, '清和路8幢2单元402');
    await form.getByRole('button', { name: '配对', exact: true }).click();
    await page.getByText('这种设备是一个人用的').waitFor();
    await form.getByLabel('看护谁').selectOption({ label: '何秀兰' });
    await page.getByText('请先在居民档案里登记同意').waitFor();
    expect(await seriousViolations(page), 'the form').toEqual([]);
    await form.getByRole('button', { name: '卧室' }).click();
    await form.getByRole('button', { name: '配对', exact: true }).click();
    const panel = page.getByRole('article', { name: '卧室血压仪' });
    await panel.getByText('还没有登录密码').waitFor();
    const record = await rawRecord(page, await opened(page));
    expect(record).toMatchObject({ deviceName: 'bp-0301', kind: 'blood-pressure', spot: '卧室', endedAtMs: null });
    expect(record?.['buildingUid']).not.toBeNull();
    await panel.getByRole('button', { name: '发登录密码' }).click();
    await panel.getByText('linli/bp-0301/reading').waitFor();
    await panel.getByText('192.168.1.20').waitFor();
    await panel.getByRole('img', { name: /扫这个码/ }).waitFor();
    expect(await seriousViolations(page), 'the password').toEqual([]);
    await panel.getByRole('button', { name: '填好了' }).click();
    expect(await panel.getByText(/^pw-/).count()).toBe(0);
    await panel.getByRole('button', { name: '换登录密码' }).waitFor();
    await page.context().close();
  });

  it('of a device that is in use says where it is, and takes it over by one press', async () => {
    const page = await openList();
    await find(page, '沈桂英 烟感');
    await row(page, 0).click();
    const name = (await page.getByRole('article').locator('dd code').first().textContent()) ?? '';
    const before = await opened(page);
    await page.getByRole('button', { name: '添加设备' }).click();
    const form = page.getByRole('form', { name: '添加设备' });
    await form.getByLabel('设备名').fill(name);
    await form.getByText(/同名的设备（厨房烟感）正在用，装在：清和路/).waitFor();
    await form.getByLabel('种类').selectOption('smoke');
    await chooseHome(page, '清和路8幢2单元501');
    await form.getByRole('button', { name: '配对', exact: true }).click();
    expect(await opened(page)).toBe('new');
    await form.getByLabel('停用那一处').check();
    await form.getByRole('button', { name: '配对', exact: true }).click();
    await page.getByRole('article').getByText('还没收到过').waitFor();
    expect((await rawRecord(page, before))?.['endedAtMs']).not.toBeNull();
    await page.getByRole('article').getByRole('button', { name: '停用' }).click();
    await page.getByRole('region', { name: '停用' }).getByRole('button', { name: '停用' }).click();
    await page.getByRole('article').getByText('已停用', { exact: true }).waitFor();
    await page.context().close();
  });

  it('goes on without the host, which then says what it alone knows', async () => {
    const page = await openList();
    await page.evaluate(() => window.harness.station?.setHubAway(true));
    await find(page, '沈桂英 门磁');
    await row(page, 0).click();
    await page.getByRole('article').getByText('现在连不上站内主机').waitFor();
    await page.getByRole('button', { name: '改说明' }).click();
    await page.getByLabel('具体位置', { exact: true }).fill('阳台门');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByRole('article', { name: '阳台门门磁' }).waitFor();
    expect(await rawRecord(page, await opened(page))).toMatchObject({ spot: '阳台门' });
    await page.context().close();
  });
});

describe('the devices of a person', () => {
  it('are those of the home with their month, and absences are reported and ended there', async () => {
    const page = await openList();
    await find(page, '沈桂英 血压');
    await row(page, 0).click();
    await page.getByRole('article').getByRole('link', { name: '沈桂英' }).click();
    await page.getByRole('heading', { level: 1, name: '沈桂英' }).waitFor();
    await page.getByRole('tab', { name: '设备' }).click();
    const list = page.locator('.at-home');
    await list.getByText('长时间未用水').waitFor();
    await list.getByText('电量12%').waitFor();
    expect(await list.getByRole('listitem').count()).toBe(4);
    await page.getByText(/夜间22点到6点开门2次/).waitFor();
    await page.getByText('异常读数').first().waitFor();
    await page.getByText('女儿接去过生日').waitFor();
    expect(await seriousViolations(page), 'the tab').toEqual([]);
    await page.getByRole('button', { name: '报备外出' }).click();
    await page.getByLabel('到什么时候').fill('2020-01-01T08:00');
    await page.getByLabel('去哪里，谁说的').fill('去女儿家，电话说的。');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('回来的时间要在出门之后').waitFor();
    await page.getByLabel('到什么时候').fill('');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('去女儿家，电话说的。').waitFor();
    await page.getByText('外出中').waitFor();
    await page.getByRole('button', { name: '回来了' }).click();
    await page.getByText('外出中').waitFor({ state: 'detached' });
    await page.context().close();
  });
});

describe('devices on the map', () => {
  it('are a layer of their own, off at first, with a legend and a way to each', async () => {
    const page = await screens.open('#/map?tool=list');
    const layer = page.locator('.map-layers').getByRole('checkbox', { name: /^物联设备/ });
    await layer.waitFor();
    expect(await layer.isChecked()).toBe(false);
    await layer.check();
    await page.locator('.map-legend').getByText('设备没有消息').waitFor();
    const list = page.getByRole('article', { name: '地图上的内容' });
    await list.getByRole('link', { name: /8幢，设备\d+台，最要紧的：长时间未用水/ }).click();
    const building = page.getByRole('article', { name: /8幢/ });
    await building
      .getByRole('link', { name: /厨房烟感/ })
      .first()
      .waitFor();
    expect(await seriousViolations(page), 'the building').toEqual([]);
    await building
      .getByRole('link', { name: /厨房水表/ })
      .first()
      .click();
    await page.getByRole('article', { name: '厨房水表' }).waitFor();
    await page.context().close();
  });
});
