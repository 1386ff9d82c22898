import type { Page } from 'playwright-core';
import { typeSignIn } from '../../browser/support/open-screens';
import type { Stop } from '../stops';
import { keys, screen, WORKER } from './steps';

const waitFor = (sign: string) => (page: Page) => page.locator(sign).first().waitFor();
const door = (name: string, begin: string, go: Stop['go']): Stop =>
  screen(name, go, { address: `?begin=${begin}`, who: null, isAlone: true });

/** What stands before the pages: sign-in in its states, and what a device says that cannot open. */
export const DOORS: readonly Stop[] = [
  door('sign-in', 'signed-out', waitFor('.sign-in-form')),
  door('sign-in-missing', 'signed-out', async (page) => {
    await page.locator('.sign-in-form').waitFor();
    await page.locator('.sign-in-form input').first().press('Enter');
    await page.locator('.field-error').first().waitFor();
  }),
  door('hub-away', 'hub-away', waitFor('.hub-away')),
  door('hub-away-known', 'hub-away-known', waitFor('.known-codes')),
  door('pending', 'pending', async (page) => {
    await typeSignIn(page, WORKER);
    await page.locator('.device-plate').waitFor();
  }),
  door('revoked', 'revoked', async (page) => {
    await typeSignIn(page, WORKER);
    await page.locator('.door-words').first().waitFor();
  }),
  door('must-change', 'must-change', async (page) => {
    await typeSignIn(page, WORKER);
    await page.locator('.strength').waitFor();
  }),
  door('other-tab', 'other-tab', waitFor('[role=alert]')),
  door('opening', 'never', waitFor('.loading')),
  screen('lock', keys('Control+Shift+L', '.lock'), { isAlone: true }),
];
