import type { Page } from 'playwright-core';
import { KEY_KINDS } from '#shared/domain/people/key-people';
import { LIST_SORTS, type ListFilter, type ListQuery, type RegisterKind } from '#renderer/data/register/types';
import { PRACTICE_SIZES } from '#sync-server/seed/sizes';
import { RESIDENTS_PATH } from '#renderer/features/people/places';
import { dateAtStation } from '#shared/domain/calendar/date';
import type { DeviceApi } from '#test/pages/device';
import { startChromium } from '#test/support/chromium';
import { startTestHost } from '#test/support/host';
import { median, p95 } from '#test/support/stats';
import { signIn } from '#test/flows/screens';
import { attended, calm } from './attended';
import { assertRight, type BenchResult } from './bench';
import { CODE, signInAt, startLargeDevice, type LargeDevice } from './large-device';

declare const linli: DeviceApi;

const PAGE_ROWS = 50;

/** Every filter that the lists' screens offer, at least once, and texts of each kind. */
const PEOPLE_FILTERS: readonly ListFilter[] = [
  {},
  ...KEY_KINDS.map((kind) => ({ kinds: [kind] })),
  { grids: [7] },
  { grids: [7, 8, 9] },
  { ageFrom: 0, ageTo: 14 },
  { ageFrom: 65, ageTo: 79 },
  { ageFrom: 80 },
  { status: 'moved-out' },
  { status: 'deceased' },
  { status: 'all' },
  { sex: 'female' },
  { hasPhone: true },
  { hasPhone: false },
  { hasCitizenId: false },
  { isRegisteredHere: false },
  { hasFindings: true },
  { hasFindings: false },
  { text: '王' },
  { text: '秀兰' },
  { text: 'zhangw' },
  { text: 'hxl' },
  { text: '8幢2单元301' },
  { text: '1234' },
  { text: '李', grids: [7], kinds: ['elderly'] },
];
const FILTERS: Readonly<Record<RegisterKind, readonly ListFilter[]>> = {
  person: PEOPLE_FILTERS,
  dwelling: [
    {},
    { grids: [7] },
    { uses: ['rented'] },
    { uses: ['unknown'] },
    { kinds: ['livingAlone'] },
    { hasFindings: true },
    { text: '8幢' },
  ],
  household: [{}, { grids: [7] }, { kinds: ['elderly'] }, { status: 'all' }, { hasFindings: true }, { text: '王' }],
  enterprise: [{}, { grids: [7] }, { enterpriseKinds: ['company'] }, { isHazardous: true }, { text: '店' }],
};

/** Rounds over every question; in each, the pages stand elsewhere. */
const ROUNDS = 3;

/**
 * Lists of 100,000 people: at the data layer, from a question on the page to the answer of the register's worker in a real browser,
 * every sort with every filter; and on the screen, from a press that changes the question to painted rows.
 */
export async function run(): Promise<BenchResult> {
  const device = await startLargeDevice();
  try {
    const { times, people, dexie } = await measureQueries(device);
    const painted = await measurePainted(device);
    return {
      name: 'lists',
      dataMix: [
        `${people} people, ${device.records} records in the register`,
        `${times.length} questions, each another; median ${median(times).toFixed(1)} ms`,
        `${painted.length} changes of question on the list of residents; median ${median(painted).toFixed(1)} ms`,
      ],
      figures: { queryP95Ms: p95(times), paintedP95Ms: p95(painted) },
      ceilings: { rawDexieP95Ms: p95(dexie) },
      ratios: {},
    };
  } finally {
    await device.dispose();
  }
}

async function measureQueries(device: LargeDevice) {
  const browser = await device.open();
  try {
    const { page } = browser;
    await signInAt(page, device.host);
    await page.evaluate(() => linli.registerSettled());
    const today = dateAtStation(Date.now());
    const [{ total: people = 0 } = {}] = await timeLists(page, [queryOf('person', {}, 'name', false, 0, today)]);
    assertRight(people > 90_000, `${people} people listed`);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const queries = shuffled(allQueries(round, people, today), round);
      times.push(...(await timeLists(page, queries)).map(({ ms }) => ms));
    }
    const dexie = await page.evaluate(([day, rows]) => linli.dexieListCeiling(day, rows), [today, PAGE_ROWS] as const);
    return { times, people, dexie };
  } finally {
    await browser.close();
  }
}

const timeLists = (page: Page, queries: readonly ListQuery[]) =>
  page.evaluate((asked) => linli.timeLists(asked), queries);

function queryOf(
  kind: RegisterKind,
  filter: ListFilter,
  by: string,
  descending: boolean,
  offset: number,
  today: string,
): ListQuery {
  return { kind, filter, sort: { by, descending }, offset, limit: PAGE_ROWS, today } as ListQuery;
}

function allQueries(round: number, people: number, today: string): readonly ListQuery[] {
  return Object.entries(FILTERS).flatMap(([kind, filters]) =>
    LIST_SORTS[kind as RegisterKind].flatMap((by) =>
      filters.flatMap((filter, index) =>
        [false, true].map((descending) => {
          const offset = ((round + 1) * (index + 1) * 7919 * PAGE_ROWS) % Math.max(1, people);
          return queryOf(kind as RegisterKind, filter, by, descending, round === 0 ? 0 : offset, today);
        }),
      ),
    ),
  );
}

/** Another order each time, the same in every run. */
function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  const mixed = items.map((item, index) => ({
    item,
    at: ((index + 1) * 2_654_435_761 + seed * 40_503) % 4_294_967_296,
  }));
  return mixed.sort((a, b) => a.at - b.at).map(({ item }) => item);
}

/** What stands behind the address of the residents and a question mark. */
const ADDRESSES: readonly string[] = [
  'kind=elderly',
  'kind=child',
  'kind=livingAlone',
  'kind=disabled',
  'sex=female',
  'sex=male',
  'phone=no',
  'age=65-79',
  'age=0-14',
  'age=80-',
  'grid=7',
  'grid=8',
  'status=all',
  'status=moved-out',
  'registered=no',
  'kind=elderly&sex=female',
  'kind=elderly&grid=7',
];

/** On the staff screens, after everything has arrived there too. */
async function measurePainted(device: LargeDevice): Promise<readonly number[]> {
  await device.host.stop();
  const host = await startTestHost({
    data: device.host.data,
    keys: device.host.keys,
    practiceSize: PRACTICE_SIZES.large,
  });
  const browser = await startChromium({ authoritySpki: host.authoritySpki });
  try {
    const { page } = browser;
    page.setDefaultTimeout(900_000);
    await signIn(page, host, CODE);
    await page.evaluate((path) => {
      history.pushState({}, '', `#${path}`);
      dispatchEvent(new PopStateEvent('popstate'));
    }, RESIDENTS_PATH);
    await attended(page, async () => {
      await page.locator('.data-grid [data-row="0"]').waitFor();
      await page.waitForFunction(
        () => Number(document.querySelector('.data-grid [role="grid"]')?.getAttribute('aria-rowcount')) > 90_000,
      );
      await calm(page);
    });
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1)
      for (const address of ADDRESSES) times.push(await paintedAfter(page, address));
    return times;
  } finally {
    await browser.close();
    await host.dispose();
  }
}

/** Each change is of another number of people: the rows are those of the new question when the number is another. */
async function paintedAfter(page: Page, address: string): Promise<number> {
  return page.evaluate(
    ([path, query]) =>
      new Promise<number>((resolve) => {
        const grid = () => document.querySelector('.data-grid [role="grid"]');
        const before = grid()?.getAttribute('aria-rowcount');
        const startedAt = performance.now();
        const look = (): void => {
          const now = grid()?.getAttribute('aria-rowcount');
          if (now === undefined || now === before || !document.querySelector('.data-grid [data-row="0"]')) {
            return void requestAnimationFrame(look);
          }
          requestAnimationFrame(() => resolve(performance.now() - startedAt));
        };
        // As a press on a filter does it.
        history.pushState({}, '', `#${path}?${query}`);
        dispatchEvent(new PopStateEvent('popstate'));
        look();
      }),
    [RESIDENTS_PATH, address] as const,
  );
}
