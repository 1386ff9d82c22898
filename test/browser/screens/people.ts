import type { Page } from 'playwright-core';

/** Steps over files of residents, in a clerk's words. */

/** `_id`s of the people of that name on this device, those whose file was merged away left out. */
export function idsOf(page: Page, name: string): Promise<readonly string[]> {
  return page.evaluate(
    (wanted) =>
      new Promise<readonly string[]>((resolve, reject) => {
        const records = window.harness.station?.records;
        if (!records) return reject(new Error('nobody is signed in'));
        records
          .all('people', 'person')
          .subscribe((people) => resolve(people.filter((each) => each['name'] === wanted).map(({ _id }) => _id)));
      }),
    name,
  );
}

/** Goes to an address within the screens. */
export async function goToAddress(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), address);
}

/** Opens the whole file of the first person of that name; answers with the `_id`. */
export async function openFile(page: Page, name: string): Promise<string> {
  const [id] = await idsOf(page, name);
  if (id === undefined) throw new Error(`nobody here is called ${name}`);
  await goToAddress(page, `#/person?id=${encodeURIComponent(id)}`);
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.locator('.timeline').waitFor();
  return id;
}

/** The record of that `_id` as it lies on the device, sealed where it is sealed. */
export function rawRecord(page: Page, id: string): Promise<Readonly<Record<string, unknown>> | null> {
  return page.evaluate(
    (wanted) => (window.harness.station?.outbox().findLast((row) => row.id === wanted)?.record ?? null) as never,
    id,
  );
}
