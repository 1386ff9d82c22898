import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openScreens, seriousViolations, typeSignIn, type PageOptions, type Screens } from '../support/open-screens';
import { choose, openForm, openPerson } from './visit';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const WAYS: readonly Required<Pick<PageOptions, 'language' | 'theme' | 'viewport'>>[] = [
  { language: 'zh', theme: 'light', viewport: 'wide' },
  { language: 'zh', theme: 'dark', viewport: 'tablet' },
  { language: 'en', theme: 'dark', viewport: 'medium' },
  { language: 'en', theme: 'light', viewport: 'tablet' },
];

const WORDS = {
  zh: { signIn: '登录', met: '在家', absent: '不在家' },
  en: { signIn: 'Sign in', met: 'In', absent: 'Not in' },
} as const;

/** Everybody can use the screen as it stands, and nothing sticks out of the window. */
async function expectUsable(page: Page, screen: string): Promise<void> {
  expect(await seriousViolations(page), screen).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, `${screen} is wider than the window`).toBeLessThanOrEqual(0);
}

describe.each(WAYS)('the screens ($language, $theme, $viewport)', (way) => {
  const words = WORDS[way.language];

  it('can be used by everybody from sign-in to sync', async () => {
    const page = await screens.open('?begin=signed-out', way);
    await page.getByRole('button', { name: words.signIn, exact: true }).click();
    await page.locator('.field-error').first().waitFor();
    await expectUsable(page, 'sign-in');

    await page.getByRole('button', { name: /李建国/ }).click();
    await page.getByRole('row').nth(3).waitFor();
    await expectUsable(page, 'the list');

    await openPerson(page, '沈桂英');
    await page.locator('.visit-entry').first().waitFor();
    await expectUsable(page, 'a person');

    await openForm(page, '沈桂英');
    await choose(page, words.met);
    await page.locator('.blood-pressure input').nth(0).fill('92');
    await page.locator('.blood-pressure input').nth(1).fill('148');
    await page.locator('.safety-check button').first().click();
    await page.keyboard.press('Control+Enter');
    await page.locator('.field-error').nth(1).waitFor();
    await expectUsable(page, 'the form with something wrong in it');

    await choose(page, words.absent);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('article').waitFor();
    await page.evaluate(() => {
      const [row] = window.harness.station?.outbox() ?? [];
      if (row) window.harness.setSync({ outbox: [row, { ...row, id: 'x', state: 'refused', code: 'row.too-large' }] });
      location.hash = '#/sync';
    });
    await page.locator('.refused').waitFor();
    await expectUsable(page, 'sync');
    await page.context().close();
  });
});

// One language and theme each; the parts that the doors are made of stand in the walks above.
describe.each([WAYS[0], WAYS[2]])('the doors ($language, $theme, $viewport)', (way) => {
  it.each([
    ['?begin=hub-away-known', '.known-codes'],
    ['?begin=pending', '.device-plate'],
    ['?begin=revoked', '.door-words'],
    ['?begin=must-change', '.strength'],
  ])('%s can be used by everybody', async (address, sign) => {
    const page = await screens.open(address, way);
    if (address !== '?begin=hub-away-known') await typeSignIn(page);
    await page.locator(sign).waitFor();
    await expectUsable(page, address);
    await page.context().close();
  });

  it('the lock can be used by everybody', async () => {
    const page = await screens.open('', way);
    await page.keyboard.press('Control+Shift+L');
    await page.locator('.lock').waitFor();
    await expectUsable(page, 'lock');
    await page.context().close();
  });
});

const SECTIONS = [
  ['staff', '.account-rows .row'],
  ['staff?person=new', '.panel-form'],
  ['access', '.access-table'],
  ['devices', '.device-rows .row'],
  ['keys', '.keys-commands'],
  ['audit', '.audit-table'],
] as const;

describe.each(WAYS)('the settings ($language, $theme, $viewport)', (way) => {
  it('can be used by everybody, section by section', async () => {
    const page = await screens.open('?admin=broken', { ...way, who: 'zhoum' });
    for (const [section, sign] of SECTIONS) {
      await page.evaluate((address) => (location.hash = address), `#/settings/${section}`);
      await page.locator(sign).first().waitFor();
      await expectUsable(page, section);
      if (!sign.endsWith('.row')) continue;
      await page.locator(sign).first().click();
      await page.locator('.side-panel').waitFor();
      await expectUsable(page, `${section}, one opened`);
    }
    await page.context().close();
  });
});

describe.each(WAYS.slice(0, 2))('where there is nothing to show ($language, $theme, $viewport)', (way) => {
  it.each([
    ['?begin=empty', '.empty'],
    ['?begin=other-tab', '[role=alert]'],
    ['?begin=never', '.loading'],
    ['?begin=hub-away', '.hub-away'],
  ])('%s can be used by everybody', async (address, sign) => {
    const page = await screens.open(address, way);
    await page.locator(sign).waitFor();
    await expectUsable(page, address);
    await page.context().close();
  });
});
