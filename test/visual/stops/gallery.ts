import type { Stop } from '../stops';

const PARTS = ['colours', 'status', 'controls', 'entries', 'states', 'lists', 'tools'] as const;

/** The component page, part by part, and one part with its panels open. */
export const GALLERY: readonly Stop[] = [
  ...PARTS.map((part): Stop => ({
    name: `gallery-${part}`,
    on: 'gallery',
    address: `part=${part}`,
    who: null,
    go: (page) => page.locator('.specimen').first().waitFor(),
  })),
  {
    name: 'gallery-masks-shown',
    on: 'gallery',
    address: 'part=status',
    who: null,
    go: async (page) => {
      // The seconds that are left stay at thirty.
      await page.evaluate(() => (window.setInterval = (() => 0) as unknown as typeof setInterval));
      await page.locator('.fails .masked button').click();
      await page.locator('.mask-failed').waitFor();
      await page.locator('.masked button').first().click();
      await page.locator('.mask-left').waitFor();
    },
  },
  {
    name: 'gallery-panel',
    on: 'gallery',
    address: 'part=tools',
    who: null,
    go: async (page) => {
      await page.locator('[data-component=ViewsMenu] .tool-button').first().click();
      await page.locator('.popover-panel input').waitFor();
    },
  },
];
