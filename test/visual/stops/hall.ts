import type { Page } from 'playwright-core';
import type { Stop } from '../stops';
import { at, keys, MANAGER, screen, steps } from './steps';

const CLERK = 'linxy';

/** Sits down at the third window. */
const sit = steps(at('#/counter', '.choose-counter'), async (page: Page) => {
  await page.locator('.choose-counter button').nth(2).click();
  await page.locator('.current-card').waitFor();
});

/** The counter: where to sit, a free window, a number in hand; and the figures of services and of the hall. */
export const HALL: readonly Stop[] = [
  screen('counter-choose', at('#/counter', '.choose-counter'), { who: CLERK, isAlone: true }),
  screen('counter', sit, { who: CLERK, isAlone: true }),
  screen('counter-called', steps(sit, keys('F2', '.current-card strong')), { who: CLERK, isAlone: true }),
  screen('figures', at('#/figures?period=year', '.figures-table'), { who: MANAGER }),
  screen('figures-hall', at('#/figures/hall', '.figures-table'), { who: MANAGER }),
  screen('call-log', at('#/figures/calls', '.figures-calls'), { who: MANAGER }),
];
