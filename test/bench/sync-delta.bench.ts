import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { paths, sessionSchema } from '#shared/ipc/station-api';
import { openCollections } from '#shared/schema/registry';
import { visit } from '#shared/schema/types/visit';
import { createRecord, editRecord } from '#shared/sync/author';
import type { PracticeSize } from '#sync-server/seed/sizes';
import type { DeviceApi } from '#test/pages/device';
import { testReplica, uid, visitFields, type TestReplica } from '#test/support/builders';
import { startChromium } from '#test/support/chromium';
import { startTestHost, type TestHost } from '#test/support/host';
import { median } from '#test/support/stats';
import { assertRight, describeMix, type BenchResult } from './bench';
import { gridDatabase } from './sync/corpus';
import { rawBulkDocs, rawChanges, type HubDocument, type Wire } from './sync/wire';

declare const linli: DeviceApi;

export interface DeltaSize {
  readonly practiceSize: PracticeSize;
  readonly leastRecords: number;
  /** Changes between two openings of the device: half are new visits, half edits of people's files. */
  readonly changes: number;
  readonly runs: number;
}

const USUAL: DeltaSize = {
  practiceSize: { householdsPerGrid: Array.from({ length: 12 }, () => 430), historyDays: 365 },
  leastRecords: 47_500,
  changes: 500,
  runs: 5,
};

/** Who opens the device, and who has been at work meanwhile in grids 1 and 2. */
const READER = 'zhoum';
const WORKER = 'lijg';
const GRIDS = [1, 2] as const;

const LONG_MS = 900_000;

/**
 * A device that holds a whole station is opened in the morning, and 500 records have changed since it was closed: from its first
 * request for the wake-up stream to the moment that every change is stored and nothing is left to read.
 */
export async function run(size: DeltaSize = USUAL): Promise<BenchResult> {
  const host = await startTestHost({ page: 'device', practiceSize: size.practiceSize });
  const profile = await mkdtemp(path.join(tmpdir(), 'linli-profile-'));
  const withPage = async <T>(work: (page: Page) => Promise<T>): Promise<T> => {
    const browser = await startChromium({ authoritySpki: host.authoritySpki, profile });
    try {
      browser.page.setDefaultTimeout(LONG_MS);
      return await work(browser.page);
    } finally {
      await browser.close();
    }
  };
  try {
    const mix = await withPage(async (page) => {
      await openAndSettle(page, host);
      // The register packs what it has made of the records: a device in use has done that.
      await page.evaluate(() => linli.registerSettled());
      const records = await page.evaluate(() => linli.types());
      assertRight(records.length >= size.leastRecords, `${records.length} records on the device`);
      return describeMix(records);
    });
    const colleague = await signInColleague(host);
    const times: number[] = [];
    for (let round = 0; round < size.runs; round += 1) {
      const changed = await changeRecords(colleague, size.changes, round);
      times.push(
        await withPage(async (page) => {
          const ms = await openAndSettle(page, host);
          await assertTakenIn(page, changed, colleague.wire.replica);
          return ms;
        }),
      );
    }
    return {
      name: 'sync-delta',
      dataMix: [
        mix,
        `${size.changes} changes; ${size.runs} runs, each in a browser started anew; TLS, strict durability`,
      ],
      figures: { totalMs: median(times) },
      ceilings: {},
      ratios: {},
    };
  } finally {
    await host.dispose();
    await rm(profile, { recursive: true, force: true });
  }
}

/** Opens the device; answers how long it took from the first request for the wake-up stream until it was settled, ms. */
async function openAndSettle(page: Page, host: TestHost): Promise<number> {
  await page.goto(host.lan);
  await page.waitForFunction(() => 'linli' in globalThis);
  let askedAt: number | null = null;
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === paths.events) askedAt ??= Date.now();
  });
  const settledAt = await page.evaluate(
    async ([code, pass]) => {
      await linli.signIn(code, pass);
      linli.watchVisits();
      await linli.settled();
      return Date.now();
    },
    [READER, host.passphrase(READER)] as const,
  );
  assertRight(askedAt !== null, 'the device never asked for the wake-up stream');
  return settledAt - askedAt;
}

interface Colleague {
  readonly wire: Wire;
  readonly by: TestReplica;
}

async function signInColleague(host: TestHost): Promise<Colleague> {
  const secret = randomBytes(32).toString('base64');
  const device = { id: uid(990_001), name: 'delta', kind: 'workstation', secret };
  const response = await fetch(host.loopback + paths.session, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ staffCode: WORKER, passphrase: host.passphrase(WORKER), device }),
  });
  const session = sessionSchema.parse(await response.json());
  const by = testReplica('delta', () => Date.now(), session.staff.uid);
  return { wire: { origin: host.loopback, token: session.token, replica: by.id }, by };
}

/** What a colleague changed, and since when. */
interface Changed {
  readonly ids: readonly string[];
  readonly sinceMs: number;
}

/** Makes new visits and edits people's files, half and half, in both grids. */
async function changeRecords({ wire, by }: Colleague, changes: number, round: number): Promise<Changed> {
  const sinceMs = Date.now();
  const each = changes / 2 / GRIDS.length;
  const ids: string[] = [];
  for (const grid of GRIDS) {
    const people = (await rawChanges(wire, gridDatabase(grid))).filter(isLivingPerson);
    const edits = people.slice(0, each).map((person) => editRecord(person, { phone: null }, by.write()));
    const visits = Array.from({ length: each }, (_, n) => {
      const fields = visitFields({ personUid: people[n]?.uid, startedAtMs: Date.now(), finishedAtMs: Date.now() });
      const place = { type: 'visit', schema: visit.version, scope: `qinghe-${grid}` };
      return createRecord({ ...place, uid: uid(700_000 + (round * 10 + grid) * 10_000 + n), fields }, by.write());
    });
    assertRight(edits.length === each, `only ${edits.length} people in grid ${grid}`);
    await rawBulkDocs(wire, gridDatabase(grid), [...edits, ...visits]);
    ids.push(...[...edits, ...visits].map(({ _id }) => _id));
  }
  return { ids, sinceMs };
}

const isLivingPerson = ({ type, status }: HubDocument & { readonly status?: unknown }): boolean =>
  type === 'person' && status === 'living-here';

/** Ends the benchmark unless the device holds every change as it was made in the last round. */
async function assertTakenIn(page: Page, { ids, sinceMs }: Changed, replica: string): Promise<void> {
  const found = await page.evaluate(
    async ([wantedIds, since, by]) => {
      const wanted = new Set(wantedIds);
      const records = [...(await linli.records('visits', 'visit')), ...(await linli.records('people', 'person'))];
      return records.filter(({ _id, changed: { on, at } }) => wanted.has(_id) && on === by && at >= since).length;
    },
    [ids, sinceMs, replica] as const,
  );
  assertRight(found === ids.length, `${found} of ${ids.length} changes on the device`);
  const [stored, atHub] = await page.evaluate(
    async (names) => [await linli.count(names), await linli.countAtHub()] as const,
    openCollections,
  );
  assertRight(stored === atHub, `${stored} stored, ${atHub} at the hub`);
}
