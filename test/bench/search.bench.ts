import { dateAtStation } from '#shared/domain/calendar/date';
import { pinyinOf } from '#renderer/data/register/pinyin';
import type { PersonRow, SearchQuery } from '#renderer/data/register/types';
import type { DeviceApi } from '#test/pages/device';
import { median, p95 } from '#test/support/stats';
import { assertRight, type BenchResult } from './bench';
import { CODE, openPage, signInAt, startLargeDevice, type LargeDevice } from './large-device';

declare const linli: DeviceApi;

const QUERIES = 1000;
const LIMIT = 30;
const RUNS = 5;

/** Kinds of what people type, each from somebody who is there; those marked `finds` must find that person. */
const KINDS: readonly { readonly name: string; readonly finds: boolean; textOf(person: PersonRow): string }[] = [
  { name: 'name', finds: true, textOf: ({ name }) => name ?? '' },
  { name: 'part of a name', finds: false, textOf: ({ name }) => (name ?? '').slice(-2) },
  { name: 'pinyin', finds: false, textOf: ({ name }) => (pinyinOf(name ?? '').full[0] ?? '').replaceAll(' ', '') },
  {
    name: 'beginning of pinyin',
    finds: false,
    textOf: ({ name }) => (pinyinOf(name ?? '').full[0] ?? '').replaceAll(' ', '').slice(0, 6),
  },
  { name: 'initials', finds: false, textOf: ({ name }) => pinyinOf(name ?? '').initials[0] ?? '' },
  { name: 'address', finds: false, textOf: ({ address }) => address },
  { name: 'end of an address', finds: false, textOf: ({ address }) => address.slice(-8) },
  { name: 'phone tail', finds: false, textOf: ({ phoneTail }) => phoneTail ?? '0000' },
  { name: 'id tail', finds: false, textOf: ({ idTail }) => idTail ?? '000X' },
  { name: 'name and address', finds: true, textOf: ({ name, address }) => `${name ?? ''} ${address}` },
  { name: 'whole phone', finds: false, textOf: ({ phoneTail }) => `1540000${phoneTail ?? '0000'}` },
];

/**
 * Search over 100,000 people, their homes and households, from the page to the register's worker and back: distinct questions that
 * nobody asked before. And how long after unlocking everything is
 * found.
 */
export async function run(): Promise<BenchResult> {
  const device = await startLargeDevice();
  try {
    const { times, byKind } = await measureSearches(device);
    const ready: { readonly ready: number; readonly longest: number }[] = [];
    for (let n = 0; n < RUNS; n += 1) ready.push(await measureReady(device));
    return {
      name: 'search',
      dataMix: [
        `${device.records} people, homes and firms; ${times.length} distinct questions`,
        byKind,
        `first building of the register ended ${Math.round(device.firstReadyMs)} ms after the last record had arrived`,
        `longest task of the page while the register was read: ${Math.round(Math.max(...ready.map(({ longest }) => longest)))} ms`,
      ],
      figures: { p95Ms: p95(times), readyMs: median(ready.map((each) => each.ready)) },
      ceilings: {},
      ratios: {},
    };
  } finally {
    await device.dispose();
  }
}

async function measureSearches(device: LargeDevice) {
  const browser = await device.open();
  try {
    const { page } = browser;
    await signInAt(page, device.host);
    await page.evaluate(() => linli.registerSettled());
    const today = dateAtStation(Date.now());
    const people = await page.evaluate((day) => linli.sample('person', 'name', day, 4000), today);
    const open = people.filter(({ name, address }) => name !== null && address !== '');
    const asked = new Map<string, { readonly kind: (typeof KINDS)[number]; readonly person: PersonRow }>();
    for (let n = 0; asked.size < QUERIES; n += 1) {
      const kind = KINDS[n % KINDS.length];
      const person = open[(n * 7919) % open.length];
      assertRight(kind !== undefined && person !== undefined && n < 100 * QUERIES, 'too few people to ask for');
      const text = kind.textOf(person);
      if (text !== '' && !asked.has(text)) asked.set(text, { kind, person });
    }
    const queries = [...asked.keys()].map((text): SearchQuery => ({ text, limit: LIMIT, today }));
    const times = await page.evaluate((each) => linli.timeSearches(each), queries);
    const questions = [...asked.values()];
    const lost = questions.filter(({ kind }, index) => kind.finds && times[index]?.found === 0);
    assertRight(lost.length === 0, `${lost.length} people were not found by what stands in their files`);
    const byKind = KINDS.map(({ name }) => {
      const own = times.filter((_time, index) => questions[index]?.kind.name === name).map(({ ms }) => ms);
      return `${name} ${p95(own).toFixed(1)}`;
    }).join(', ');
    return { times: times.map(({ ms }) => ms), byKind: `p95 in ms by kind: ${byKind}` };
  } finally {
    await browser.close();
  }
}

/** From the moment that the station is open. */
async function measureReady(device: LargeDevice): Promise<{ readonly ready: number; readonly longest: number }> {
  const browser = await device.open();
  try {
    const { page } = browser;
    await openPage(page, device.host);
    return await page.evaluate(([code, passphrase]) => linli.timeReady(code, passphrase), [
      CODE,
      device.host.passphrase(CODE),
    ] as const);
  } finally {
    await browser.close();
  }
}
