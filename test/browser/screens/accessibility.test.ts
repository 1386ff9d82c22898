import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { layoutTroubles } from '../../visual/layout';
import { STOPS, type Stop } from '../../visual/stops';
import { openStudio, type Look, type Studio } from '../../visual/studio';
import { seriousViolations, VIEWPORTS } from '../support/open-screens';

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());

/** Each language in the theme that all rules are asked in; the other theme is asked about its colours. */
const WAYS = [
  { language: 'zh', theme: 'light', other: 'dark' },
  { language: 'en', theme: 'dark', other: 'light' },
] as const;

/** How long a page may take to be drawn anew. */
const REDRAWN_MS = 3000;

/** As many stops as one page walks through; more would be long to wait for and hard to find out of. */
const WALK_LENGTH = 6;

/** Stops that one page can walk through, one after the other. */
function walksOver(stops: readonly Stop[]): readonly (readonly Stop[])[] {
  const walks = new Map<string, Stop[]>();
  for (const stop of stops) {
    const { name, on, address, who, isAlone } = stop;
    const device = isAlone === true ? name : [on, address, who].join(' ');
    let key = device;
    for (let n = 2; (walks.get(key)?.length ?? 0) >= WALK_LENGTH; n += 1) key = `${device} ${n}`;
    walks.set(key, [...(walks.get(key) ?? []), stop]);
  }
  return [...walks.values()];
}

describe.each(WAYS)('the screens ($language)', ({ language, theme, other }) => {
  it.each(walksOver(STOPS).map((walk) => ({ name: walk.map(({ name }) => name).join(', '), walk })))(
    'can be used by everybody: $name',
    async ({ walk: [first, ...rest] }) => {
      if (!first) return;
      const page = await studio.open(first, { viewport: 'wide', language, theme });
      const wrong: string[] = [];
      for (const stop of [first, ...rest]) {
        await stop.go(page);
        const troubles = [
          ...(await seriousViolations(page)),
          ...(await wrongColours(page, stop, other)),
          ...(await outOfPlace(page)),
        ];
        wrong.push(...troubles.map((trouble) => `${stop.name}: ${trouble}`));
        await page.emulateMedia({ colorScheme: theme });
      }
      await page.context().close();
      expect(wrong).toEqual([]);
    },
  );
});

/** The same in the other theme: nothing but colours is another. */
async function wrongColours(page: Page, stop: Stop, theme: Look['theme']): Promise<readonly string[]> {
  if (stop.on === 'gallery') {
    const address = new URL(page.url());
    const before = address.href;
    address.searchParams.set('theme', theme);
    await page.goto(address.href);
    await stop.go(page);
    const wrong = await seriousViolations(page, ['color-contrast']);
    await page.goto(before);
    await stop.go(page);
    return wrong;
  }
  await page.emulateMedia({ colorScheme: theme });
  await page.locator(`[data-theme=${theme}]`).first().waitFor();
  return seriousViolations(page, ['color-contrast']);
}

/** What is cut off or lies upon each other at any of the sizes. */
async function outOfPlace(page: Page): Promise<readonly string[]> {
  const troubles: string[] = [];
  for (const [size, viewport] of Object.entries(VIEWPORTS)) {
    await page.setViewportSize(viewport);
    troubles.push(...(await settledTroubles(page)).map((trouble) => `${size}, ${trouble}`));
  }
  await page.setViewportSize(VIEWPORTS.wide);
  return troubles;
}

/** A window that just got another size is drawn anew within some frames; what is wrong after that stays wrong. */
async function settledTroubles(page: Page): Promise<readonly string[]> {
  const until = Date.now() + REDRAWN_MS;
  for (;;) {
    const troubles = await layoutTroubles(page);
    if (troubles.length === 0 || Date.now() > until) return troubles;
    await page.waitForTimeout(50);
  }
}
