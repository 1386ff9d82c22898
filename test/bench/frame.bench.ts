import type { Page } from 'playwright-core';
import { PRACTICE_SIZES, type PracticeSize } from '#sync-server/seed/sizes';
import { signIn } from '#test/flows/screens';
import { startChromium } from '#test/support/chromium';
import { startTestHost } from '#test/support/host';
import { p95 } from '#test/support/stats';
import { attended, calm } from './attended';
import { assertRight, type BenchResult } from './bench';
import { takeFrameTimes, watchFrames, type FrameTimes } from './frame-watch';

/** `LINLI_FRAME_SIZE=small` tries the script on the station of the first run; it says nothing about a large one. */
const SIZE = process.env['LINLI_FRAME_SIZE'] === 'small' ? 'small' : 'large';
const STATIONS: Readonly<Record<typeof SIZE, { readonly size: PracticeSize; readonly people: number }>> = {
  small: { size: PRACTICE_SIZES.small, people: 500 },
  large: { size: PRACTICE_SIZES.large, people: 90_000 },
};
const MANAGER = 'zhoum';
const LONG_MS = 900_000;
const ROUNDS = SIZE === 'small' ? 1 : 5;
/** Between two keys of somebody who types fast, and two notches of a wheel, ms. */
const KEY_MS = 70;
const WHEEL_MS = 30;

/** What takes longer has gone wrong. */
const ANSWER_LIMIT_MS = 60_000;

const GRID = '.data-grid';
const ROW = (index: number) => `${GRID} [data-row="${index}"]`;

/** Names, pinyin, initials, addresses and number tails, as people type them. */
const TYPED = ['王芳', 'zhangwei', 'lxl', '8幢2单元', '4127', '何秀兰', 'wanglan'];

/** What somebody does, by the name of its figure. Each fails when it has no effect: an input that does nothing is quick. */
const ACTIONS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  typing: typeIntoList,
  palette: typeIntoPalette,
  filter: filterResidents,
  scroll: scrollResidents,
  panel: openPanels,
  tabs: switchTabs,
};

/**
 * What a hand feels on a device that holds 100,000 people: from each key, press and notch of the wheel to the frame that was painted
 * after it, while somebody types, filters, scrolls, opens files and changes between lists; and the longest task that stood in the way.
 */
export async function run(): Promise<BenchResult> {
  const station = STATIONS[SIZE];
  const host = await startTestHost({ practiceSize: station.size });
  const browser = await startChromium({ authoritySpki: host.authoritySpki });
  try {
    const { page } = browser;
    page.setDefaultTimeout(LONG_MS);
    await signIn(page, host, MANAGER);
    const people = await attended(page, () => allResidents(page, station.people));
    page.setDefaultTimeout(30_000);
    await watchFrames(page);
    const times = new Map<string, FrameTimes[]>();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, act] of Object.entries(ACTIONS)) {
        await act(page);
        const taken = await takeFrameTimes(page);
        assertRight(taken.inputs.length > 0, `${name}: no input was seen`);
        times.set(name, [...(times.get(name) ?? []), taken]);
      }
    }
    return resultOf(times, people);
  } finally {
    await browser.close();
    await host.dispose();
  }
}

function resultOf(times: ReadonlyMap<string, readonly FrameTimes[]>, people: number): BenchResult {
  const every = (kind: keyof FrameTimes) => [...times.values()].flat().flatMap((taken) => taken[kind]);
  const longest = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, value), 0);
  const lines = [...times].map(([name, taken]) => {
    const inputs = taken.flatMap((each) => each.inputs);
    const tasks = taken.flatMap((each) => each.longTasks);
    return `${name}: ${inputs.length} inputs, p95 ${p95(inputs).toFixed(1)} ms, longest task ${Math.round(longest(tasks))} ms`;
  });
  const slow = every('slowEvents');
  return {
    name: 'frame',
    dataMix: [
      `${people} people on the device${SIZE === 'small' ? ': a trial of the script, no figure' : ''}; ${ROUNDS} rounds`,
      ...lines,
      `the browser's own: ${slow.length} inputs of 16 ms or longer, the longest ${longest(slow)} ms`,
    ],
    figures: {
      inputP95Ms: p95(every('inputs')),
      longestTaskMs: longest(every('longTasks')),
      ...Object.fromEntries(
        [...times].map(([name, taken]) => [`${name}P95Ms`, p95(taken.flatMap((each) => each.inputs))]),
      ),
    },
    ceilings: {},
    ratios: {},
  };
}

async function goTo(page: Page, address: string, sign: string): Promise<void> {
  await page.evaluate((hash) => {
    history.pushState({}, '', hash);
    dispatchEvent(new PopStateEvent('popstate'));
  }, address);
  await page.locator(sign).first().waitFor();
}

/** Rows of the list, its head among them; a list of nobody has no grid. */
const listed = (page: Page): Promise<number> =>
  page.evaluate(() => Number(document.querySelector('.data-grid [role="grid"]')?.getAttribute('aria-rowcount') ?? 0));

/** Opens the list of residents, and waits until everybody is in it. */
async function allResidents(page: Page, least: number): Promise<number> {
  await goTo(page, '#/people', ROW(0));
  await page.waitForFunction(
    (count) =>
      Number(document.querySelector('.data-grid [role="grid"]')?.getAttribute('aria-rowcount')) > count &&
      document.querySelector('[data-row="0"]:not([aria-busy])') !== null,
    least,
  );
  await calm(page);
  return (await listed(page)) - 1;
}

async function typeIntoList(page: Page): Promise<void> {
  await goTo(page, '#/people', ROW(0));
  const field = page.locator('.filter-text input');
  const all = await listed(page);
  await field.click();
  for (const text of TYPED) {
    await page.keyboard.type(text, { delay: KEY_MS });
    assertRight((await field.inputValue()) === text, `“${await field.inputValue()}” stands where ${text} was typed`);
    await rowsBecome(page, (rows) => rows < all, `${text} narrows nothing down`);
    for (let left = [...text].length; left > 0; left -= 1)
      await page.keyboard.press('Backspace', { delay: KEY_MS / 2 });
    assertRight((await field.inputValue()) === '', `${text} was not taken back`);
    await rowsBecome(page, (rows) => rows === all, `after ${text}, not everybody is there again`);
  }
}

/** Waits until the list has so many rows; one without any has no grid. */
async function rowsBecome(page: Page, isRight: (rows: number) => boolean, wrong: string): Promise<void> {
  const until = Date.now() + ANSWER_LIMIT_MS;
  while (!isRight(await listed(page))) {
    assertRight(Date.now() < until, wrong);
    await page.waitForTimeout(50);
  }
}

async function typeIntoPalette(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  let found = 0;
  for (const text of TYPED) {
    await page.keyboard.press('Control+k');
    await dialog.getByRole('combobox').waitFor();
    await page.keyboard.type(text, { delay: KEY_MS });
    // Of the tails of numbers, a small station may have none.
    await dialog.locator('[role=option], .search-none').first().waitFor();
    found += await dialog.getByRole('option').count();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
  assertRight(found > 0, 'the search found nothing');
}

/** The first choices of each of the filters in the bar, pressed and taken back. */
async function filterResidents(page: Page): Promise<void> {
  await goTo(page, '#/people', ROW(0));
  const buttons = page.locator('.filter-bar > .tool-button');
  for (let index = 0; index < (await buttons.count()); index += 1) {
    const address = page.url();
    await buttons.nth(index).click();
    const choice = page.locator('.popover-panel label').nth(1);
    await choice.click();
    await page.waitForFunction((before) => location.href !== before, address);
    await choice.click();
    await page.keyboard.press('Escape');
    await page.locator('.popover-panel').waitFor({ state: 'detached' });
  }
}

async function scrollResidents(page: Page): Promise<void> {
  await goTo(page, '#/people', ROW(0));
  await page.locator(GRID).hover();
  const top = () => page.evaluate(() => document.querySelector('.data-grid')?.scrollTop ?? 0);
  const before = await top();
  for (let notch = 0; notch < 60; notch += 1) {
    await page.mouse.wheel(0, notch % 20 === 19 ? 40_000 : 400);
    await page.waitForTimeout(WHEEL_MS);
  }
  assertRight((await top()) > before, 'the list did not scroll');
  await page.locator(`${GRID} [data-row]:not([aria-busy])`).first().waitFor();
}

async function openPanels(page: Page): Promise<void> {
  await goTo(page, '#/people', ROW(0));
  await page.locator(GRID).evaluate((grid) => grid.scrollTo(0, 0));
  for (let index = 0; index < 8; index += 1) {
    await page.locator(`${ROW(index)} b`).click();
    await page.locator('article').waitFor();
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Escape');
}

async function switchTabs(page: Page): Promise<void> {
  await goTo(page, '#/visits', '.tabs [aria-pressed]');
  const tabs = page.locator('.tabs [aria-pressed]');
  const count = await tabs.count();
  assertRight(count > 1, 'visits have no lists to change between');
  for (let index = count - 1; index >= 0; index -= 1) {
    await tabs.nth(index).click();
    await page.locator(`.tabs [aria-pressed]:nth-of-type(${index + 1})[aria-pressed=true]`).waitFor();
  }
}
