import type { Page } from 'playwright-core';

/** Steps that several screen tests take, in a worker's words. */

/** Opens the person of that name from whatever list they stand on. */
export async function openPerson(page: Page, name: string): Promise<void> {
  const article = page.getByRole('article', { name: new RegExp(name) });
  if ((await article.count()) > 0) return;
  await page.getByRole('textbox').first().fill(name);
  await page
    .getByRole('row', { name: new RegExp(name) })
    .first()
    .click();
  await article.waitFor();
}

/** Opens the form for a visit to that person, or the one that was begun. */
export async function openForm(page: Page, name: string): Promise<void> {
  await openPerson(page, name);
  await page
    .getByRole('article')
    .getByRole('button', { name: /记走访|继续填写|Log a visit|Go on writing/ })
    .click();
  await page.locator('.visit-form').waitFor();
}

/** Chooses an answer by its words. */
export async function choose(page: Page, answer: string): Promise<void> {
  await page.locator('.visit-form').getByText(answer, { exact: true }).first().click();
}

/** Waits until the foot says that everything is on this device. */
export async function saved(page: Page): Promise<void> {
  await page.locator('.save-words.is-saved').waitFor();
}
