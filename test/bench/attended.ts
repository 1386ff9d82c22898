import type { Page } from 'playwright-core';

/** More often than screens lock themselves. */
const EVERY_MS = 20_000;

/** Runs `work` while somebody sits in front of the page: its screens do not lock themselves however long something takes. */
export async function attended<T>(page: Page, work: () => Promise<T>): Promise<T> {
  let step = 0;
  const timer = setInterval(() => {
    step = 1 - step;
    void page.mouse.move(4 + step, 4).catch(() => undefined);
  }, EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** Between two looks that have to agree, ms: in between, the register takes in what came last. */
const CALM_MS = 10_000;

/** Resolves when everything has arrived and what the list of residents counts does not change any more. */
export async function calm(page: Page): Promise<void> {
  await page.locator('.sync-badge.is-synced').first().waitFor();
  const rows = () => page.locator('.data-grid [role="grid"]').getAttribute('aria-rowcount');
  for (let before = ''; ;) {
    const now = (await rows()) ?? '';
    if (now === before) return;
    before = now;
    await page.waitForTimeout(CALM_MS);
  }
}
