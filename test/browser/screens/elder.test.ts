import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, seriousViolations, signIn, type Screens } from '../support/open-screens';
import { openForm, openPerson } from './visit';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

/** Texts smaller than 18 px, and what can be pressed but is lower than 60 px, as somebody sees them. */
async function tooSmall(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const isSeen = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      return width > 2 && height > 2 && element.checkVisibility({ visibilityProperty: true });
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { textContent, parentElement } = texts.currentNode;
      const text = textContent?.trim() ?? '';
      if (text === '' || !parentElement || parentElement.closest('.visually-hidden, script, style, option')) continue;
      const size = Number.parseFloat(getComputedStyle(parentElement).fontSize);
      if (isSeen(parentElement) && size < 18)
        found.push(`${size} px: ${text.slice(0, 20)} <${parentElement.className}>`);
    }
    const pressable = 'button, select, summary, [role=tab], .shell a, .choice label, .chips label, input[type=text]';
    for (const element of document.querySelectorAll(pressable)) {
      // A link inside a sentence or a card's head is as high as its line, and so is a field inside its frame.
      if (element.closest('p, .skip, .ant-input-affix-wrapper, .card-head') || !isSeen(element)) continue;
      // A link that covers its whole row is as high as the row.
      const cover = getComputedStyle(element, '::after');
      const covered = cover.content !== 'none' && cover.position === 'absolute' && element instanceof HTMLElement;
      const { height } = (covered ? (element.offsetParent ?? element) : element).getBoundingClientRect();
      if (height < 59.5) found.push(`${Math.round(height)} px high: ${element.tagName}.${element.className}`);
    }
    return [...new Set(found)];
  });
}

const expectLarge = async (page: Page, screen: string) => {
  expect(await tooSmall(page), screen).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, `${screen} is wider than the window`).toBeLessThanOrEqual(0);
  expect(await seriousViolations(page), screen).toEqual([]);
};

describe('the elder mode', () => {
  it('is one press away, says that it is on, and stays on this device', async () => {
    const page = await screens.open('#/visits');
    const button = page.getByRole('button', { name: '大字', exact: true });
    expect(await button.getAttribute('aria-pressed')).toBe('false');
    await button.click();
    await page.locator('[data-size=large]').waitFor();
    expect(await button.getAttribute('aria-pressed')).toBe('true');
    await page.reload();
    await signIn(page, 'lijg');
    await page.locator('[data-size=large]').waitFor();
    await button.click();
    await page.locator('[data-size=usual]').waitFor();
    await page.context().close();
  });

  it.each(['wide', 'tablet'] as const)('makes a visit from list to form large (%s)', async (viewport) => {
    const page = await screens.open('#/visits', { size: 'large', viewport });
    await page.locator('[data-row]').nth(2).waitFor();
    await expectLarge(page, 'the list');
    await openPerson(page, '沈桂英');
    await page.locator('.visit-entry').first().waitFor();
    await expectLarge(page, 'a person');
    await openForm(page, '沈桂英');
    await expectLarge(page, 'the form');
    await page.context().close();
  });

  it.each([
    ['#/', '.shell-page h1'],
    ['#/people', '[data-row="2"] b'],
    ['#/homes', '[data-row="2"] b'],
    ['#/announcements', '.announcement-line'],
    ['#/sync', '.way'],
    ['#/shortcuts', '.shortcuts dd'],
  ])('reaches every page, in the dark, too: %s', async (address, sign) => {
    const page = await screens.open(address, { size: 'large', who: 'zhoum', theme: 'dark' });
    await page.locator(sign).first().waitFor();
    await expectLarge(page, address);
    await page.context().close();
  });

  it('keeps rows where the list counts them to be', async () => {
    const page = await screens.open('#/people', { size: 'large', who: 'zhoum' });
    await page.locator('[data-row="2"] b').waitFor();
    const tops = await page
      .locator('[data-row]')
      .evaluateAll((rows) => rows.slice(0, 4).map((row) => row.getBoundingClientRect().height));
    expect(tops).toEqual([60, 60, 60, 60]);
    await page.locator('[data-row="0"]').focus();
    await page.keyboard.press('End');
    const last = page.locator('[data-row]:focus');
    await last.waitFor();
    expect(await last.evaluate((row) => row.getBoundingClientRect().bottom <= innerHeight)).toBe(true);
    await page.context().close();
  });
});
