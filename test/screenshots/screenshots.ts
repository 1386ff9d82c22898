import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { badge, completeVisit, fillVisit, openPerson, signIn, startVisit, type VisitEntry } from '#test/flows/screens';
import { startChromium, type Chromium } from '#test/support/chromium';
import { checkRoster, openImports, openRow, rosterFile } from '#test/flows/roster/steps';
import { practiceRoster } from '#test/support/rosters';
import { startTestHost, type TestHost } from '#test/support/host';
import { hall } from './hall';

/** One picture that was taken. */
export interface Screenshot {
  readonly file: string;
  readonly bytes: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const WORKSTATION: Size = { width: 1440, height: 900 };
const TABLET: Size = { width: 800, height: 1280 };
const KIOSK: Size = { width: 1080, height: 1920 };
const BOARD: Size = { width: 1920, height: 1080 };
const PHONE: Size = { width: 390, height: 844 };
const TABLET_ON_ITS_SIDE: Size = { width: 1280, height: 800 };

/** Somewhere on a street; the practice station's own streets are on no map. */
const AT_THE_DOOR = { latitude: 30.2741, longitude: 120.1551, accuracy: 8 };

const KNEES: VisitEntry = {
  systolic: 148,
  diastolic: 92,
  note: '膝盖疼，上下楼慢。想要一块防滑垫，约了周三送来。',
};

/**
 * Plays a short piece of a day on a practice station, with a real host and real Chromium, and saves what the people see as
 * PNG files in `folder`; of the `wanted` parts alone where some are named. Resolves to the files; fails where a screen does
 * not come to the state that the picture is of.
 */
export async function takeScreenshots(folder: string, wanted: readonly string[] = []): Promise<readonly Screenshot[]> {
  await mkdir(folder, { recursive: true });
  const host = await startTestHost();
  const taken: Screenshot[] = [];
  const save = async (page: Page, name: string) => {
    const file = path.join(folder, `${name}.png`);
    await settled(page);
    await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
    taken.push({ file, bytes: (await stat(file)).size });
  };
  const browsers: Chromium[] = [];
  const open = async (size: Size) => {
    const browser = await startChromium({ authoritySpki: host.authoritySpki, ...size });
    browsers.push(browser);
    await browser.page.setViewportSize(size);
    return browser;
  };
  try {
    // The last of them ends the host.
    const parts = {
      door: async () => signInPage((await open(WORKSTATION)).page, host, save),
      workstation: async () => workstation((await open(WORKSTATION)).page, host, save),
      register: async () => register((await open(WORKSTATION)).page, host, save),
      settings: async () => settings((await open(WORKSTATION)).page, host, save),
      hall: async () => {
        const [kiosk, board] = [await open(KIOSK), await open(BOARD)];
        await hall({ kiosk, board, desk: await open(WORKSTATION), phone: await open(PHONE) }, host, save);
      },
      tablet: async () => offlineTablet(await open(TABLET), host, save),
    };
    const unknown = wanted.filter((part) => !Object.hasOwn(parts, part));
    if (unknown.length > 0) throw new Error(`there are ${Object.keys(parts).join(', ')}, not ${unknown.join(', ')}`);
    for (const [part, take] of Object.entries(parts)) {
      if (wanted.length === 0 || wanted.includes(part)) await take();
    }
    return taken;
  } finally {
    await Promise.all(browsers.map((browser) => browser.close()));
    await host.dispose();
  }
}

type Save = (page: Page, name: string) => Promise<void>;

/** Everybody at the station with one of them beside the list, and a roster whose rows were just checked. */
async function register(page: Page, host: TestHost, save: Save): Promise<void> {
  await signIn(page, host, 'zhoum');
  await page.getByRole('link', { name: '居民', exact: true }).click();
  await page.getByRole('grid', { name: '居民列表' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('hexiulan');
  await page.getByRole('option').filter({ hasText: '何秀兰' }).first().click();
  await page.getByRole('article', { name: /何秀兰/ }).waitFor();
  await atRest(page);
  await save(page, 'residents');

  const roster = practiceRoster({ rows: 400, seed: 5, defects: 20 });
  await openImports(page);
  await checkRoster(page, '青禾里实有人口.xlsx', await rosterFile(roster));
  const slip = roster.defects.find(({ code }) => code === 'birth-disagrees');
  await openRow(page, slip?.row ?? 0);
  await atRest(page);
  await save(page, 'import');
}

/** The settings that the manager has: what one worker may see, and the devices. */
async function settings(page: Page, host: TestHost, save: Save): Promise<void> {
  await signIn(page, host, 'zhoum');
  await page.getByRole('link', { name: '设置' }).click();
  await page.getByRole('link', { name: '能看到什么' }).click();
  const person = page.getByRole('combobox');
  const worker = await person.locator('option').filter({ hasText: '张秀梅' }).getAttribute('value');
  await person.selectOption(worker);
  await page
    .getByText(/张秀梅/)
    .last()
    .waitFor();
  await atRest(page);
  await save(page, 'settings-access');
}

/** The loopback address alone shows the practice accounts. */
async function signInPage(page: Page, host: TestHost, save: Save): Promise<void> {
  await page.goto(host.loopback);
  await page.getByText('周敏').waitFor();
  await page.getByText('李建国').waitFor();
  await save(page, 'sign-in');
}

/** The manager's workbench, and the overdue visits with somebody's panel: light, in English, and dark. */
async function workstation(page: Page, host: TestHost, save: Save): Promise<void> {
  await signIn(page, host, 'zhoum');
  await workbench(page, { link: '工作台', figure: '重点人群监测覆盖' });
  await save(page, 'workbench');
  await page.getByRole('navigation').getByRole('link', { name: /^走访/ }).click();
  await openOverdueElder(page);
  await atRest(page);
  await save(page, 'workstation');

  await page.getByRole('button', { name: /打开菜单/ }).click();
  await page.getByRole('button', { name: 'English' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Visits', level: 1 }).waitFor();
  await atRest(page);
  await save(page, 'workstation-en');
  await workbench(page, { link: 'Workbench', figure: 'Key people' });
  await save(page, 'workbench-en');
  await page.goBack();

  await page.getByRole('button', { name: /opens a menu/ }).click();
  await page.getByRole('button', { name: '中文' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: '走访', level: 1 }).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('[data-theme="dark"]').waitFor();
  await atRest(page);
  await save(page, 'workstation-dark');
}

/** How long it takes until a panel has read somebody's visits. */
const PANEL_MS = 4000;

/** Opens the first elder of the list whose visits took a blood pressure; who is overdue changes from day to day. */
async function openOverdueElder(page: Page): Promise<void> {
  const elders = page.locator('[data-row]').filter({ hasText: '65 岁以上' });
  await elders.first().waitFor();
  const names = await elders.locator('b').allInnerTexts();
  for (const name of names) {
    await page.locator('[data-row]').filter({ hasText: name }).first().click();
    const measured = page
      .getByRole('article', { name: new RegExp(name) })
      .getByText(/血压 \d+/)
      .first();
    try {
      await measured.waitFor({ timeout: PANEL_MS });
      return;
    } catch {
      // Nothing was measured; the next one.
    }
  }
  throw new Error(`none of ${names.length} has a blood pressure`);
}

/** The workbench with its figures counted. */
async function workbench(
  page: Page,
  { link, figure }: { readonly link: string; readonly figure: string },
): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: link, exact: true }).click();
  await page.getByText(figure).first().waitFor();
  await page
    .getByText(/\d+\.\d/)
    .first()
    .waitFor();
  await atRest(page);
}

/** A worker in a stairwell: no host, no network, a form half filled, and then a visit that waits to be sent. */
async function offlineTablet({ context, page }: Chromium, host: TestHost, save: Save): Promise<void> {
  await context.grantPermissions(['geolocation'], { origin: host.lan });
  await context.setGeolocation(AT_THE_DOOR);
  await page.clock.setFixedTime(todayAt('08:08'));
  await signIn(page, host, 'lijg');
  await page.clock.setFixedTime(todayAt('08:12'));
  // Every page is put aside by then, the one about sync too.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await host.stop();
  await context.setOffline(true);
  await badge(page, /离线/);
  await openPerson(page, '沈桂英');
  await startVisit(page);
  await page.getByText('没有网络也能照常填写').waitFor();
  await page.getByText(/定位精度/).waitFor();
  await fillVisit(page, KNEES);
  for (const seen of ['燃气阀门正常', '用电无乱接', '烟感有电']) await page.getByText(seen, { exact: true }).click();
  await page
    .getByText(/已保存在本机/)
    .first()
    .waitFor();
  await save(page, 'tablet-visit');

  await completeVisit(page);
  await badge(page, /离线.*1 条在本机/);
  await page.setViewportSize(TABLET_ON_ITS_SIDE);
  await page.getByRole('link', { name: '同步', exact: true }).click();
  await page.getByRole('heading', { name: /1 条记录先存在本机/ }).waitFor();
  await atRest(page);
  await save(page, 'tablet-sync');
}

/** A moment of today in the station's time zone: a round is walked in the morning, whenever the picture is taken. */
function todayAt(time: string): Date {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
  return new Date(`${day}T${time}:00+08:00`);
}

/** Nothing under the pointer, nothing focused: what somebody sees who has just sat back. */
async function atRest(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
}

/** Waits until fonts are there and nothing that the page animates is still moving. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const finite = document.getAnimations().filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(finite.map((each) => each.finished.catch(() => undefined)));
  });
}
