import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startOfDayMs } from '#shared/domain/calendar/date';
import { checkCharacterOf } from '#shared/domain/people/citizen-id';
import type { Sealed, WireRecord } from '#shared/schema/envelope';
import { importSealingKey, sealingAad, sealValue } from '#shared/schema/sealing';
import { findRecordType } from '#shared/schema/registry';
import { createRecord, editRecord } from '#shared/sync/author';
import { openDataKeys } from '#main/services/data-keys/data-keys';
import { openDurableFolder } from '#main/services/durable-folder';
import { startMatching } from '#main/services/matching/matching';
import type { DataKeys } from '#main/services/key-ports';
import { startQuality, type QualityService } from '#main/services/quality/quality';
import type { CheckedHub } from '#main/services/quality/station-index';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { EdgeHub, HubDatabase } from '#sync-server/embedded/types';
import { AT_REST } from '#test/support/at-rest';
import { personFields, testReplica, uid } from '#test/support/builders';
import { recordedLog, type RecordedLog } from '#test/support/quiet-log';
import { temporaryFolder } from '#test/support/temporary-folder';

const MANAGER = uid(900);
const TODAY = '2026-11-23';
const TOMORROW = '2026-11-24';
const HOUR_MS = 3_600_000;
const at = (day: string, hour: number) => startOfDayMs(day) + hour * HOUR_MS;
const LOOK_MS = 5;

let hub: EdgeHub;
let dataKeys: DataKeys;
let log: RecordedLog;
let nowMs: number;
/** How often the check has asked for the time. */
let looks: number;
let matching: Awaited<ReturnType<typeof startMatching>>;
const tablet = testReplica('tablet', () => at(TODAY, 0));

beforeEach(async () => {
  nowMs = at(TODAY, 3);
  looks = 0;
  log = recordedLog();
  const root = await temporaryFolder();
  const folder = await openDurableFolder(join(root, 'host-only'));
  const epochsFile = join(root, 'epochs.json');
  hub = await openEdgeHub({ folder: join(root, 'hub'), epochsFile, atRest: AT_REST, now: () => nowMs, log });
  onTestFinished(() => hub.stop());
  for (const name of ['commons-qinghe', 'grid-qinghe-1', 'grid-qinghe-2']) await hub.create(name);
  dataKeys = await openDataKeys(folder);
  matching = await startMatching({ hub, dataKeys, folder, key: new Uint8Array(32).fill(7), log });
  onTestFinished(() => matching.stop());
});

function now(): number {
  looks += 1;
  return nowMs;
}

/** Starts the nightly check over the hub, or over one that somebody spoiled. */
function check(over: CheckedHub = hub): QualityService {
  const deps = { hub: over, dataKeys, matching, author: () => MANAGER, log, now };
  const service = startQuality({ ...deps, station: { id: 'qinghe', practice: false } }, LOOK_MS);
  onTestFinished(() => service.stop());
  return service;
}

const isDone = (service: QualityService, day = TODAY) =>
  vi.waitFor(() => expect(service.health().facts['lastDay']).toBe(day), 20_000);

async function checkOnce(over?: CheckedHub): Promise<void> {
  const service = check(over);
  await isDone(service);
  await service.stop();
}

function database(grid: number | null): HubDatabase {
  const opened = hub.database(grid === null ? 'commons-qinghe' : `grid-qinghe-${grid}`);
  if (!opened) throw new Error('no database');
  return opened;
}

async function write(
  grid: number | null,
  ...rows: readonly (WireRecord & { readonly _rev?: string })[]
): Promise<void> {
  const answers = await database(grid).bulkDocs({ rows, newEdits: true });
  expect(answers.filter((answer) => !('ok' in answer))).toEqual([]);
}

type Report = WireRecord & { readonly found: Record<string, number>; readonly checked: Record<string, number> };

async function report(grid: number, day = TODAY): Promise<Report | null> {
  const id = `quality-report~qinghe-${grid}~${day}`;
  const answer = await database(grid).get(id, { rev: null, latest: false, revs: false, conflicts: false });
  return answer.found ? (answer.document as unknown as Report) : null;
}
const found = async (grid = 1, day = TODAY) => (await report(grid, day))?.found;

const record = (type: string, grid: number | null, n: number, fields: Record<string, unknown>, key?: string) =>
  createRecord(
    {
      type,
      schema: findRecordType(type)?.version ?? 1,
      scope: grid === null ? 'qinghe' : `qinghe-${grid}`,
      uid: uid(n),
      fields,
      ...(key !== undefined && { key }),
    },
    tablet.write(),
  );

async function seal(
  grid: number,
  n: number,
  field: string,
  value: unknown,
  name: 'general' | 'child',
): Promise<Sealed> {
  const [key] = await dataKeys.keysFor([{ scope: `qinghe-${grid}`, class: name }]);
  if (!key) throw new Error('no key');
  return sealValue(await importSealingKey(key.key), key.kid, value, sealingAad({ uid: uid(n), field }));
}

/** An id of somebody born on a day of the 19th century, with its check character. */
const idOf = (birth: string, serial = '002') => {
  const body = `110105${birth.replaceAll('-', '')}${serial}`;
  return body + checkCharacterOf(body);
};

/** Somebody of 61 in whose file everything fits, but for what is changed. */
async function person(n: number, change: Record<string, unknown> = {}, grid = 1): Promise<WireRecord> {
  const { id = idOf('1965-03-05'), phone = '13800138000', ...fields } = change;
  return record('person', grid, n, {
    ...personFields({ birthDate: '1965-03-05', ...fields }),
    citizenId: id === null ? null : await seal(grid, n, 'citizenId', id, 'general'),
    phone: phone === null ? null : await seal(grid, n, 'phone', phone, 'general'),
  });
}

describe('a night', () => {
  it('leaves one report for each grid, in the manager’s name, with counts alone', async () => {
    await write(1, await person(1), await person(2, { birthDate: '1965-05-03', id: idOf('1965-03-05', '004') }));
    await write(2, await person(3, { phone: '12345678901', id: null }, 2));
    const service = check();
    await isDone(service);
    expect(await report(1)).toMatchObject({
      day: TODAY,
      checked: { person: 2 },
      found: { 'birth-date-differs': 1 },
      changed: { by: MANAGER },
    });
    expect(await found(2)).toEqual({ 'phone-implausible': 1, 'no-id': 1 });
    expect(findRecordType('quality-report')?.schema.safeParse(await report(1)).success).toBe(true);
    expect(service.health()).toEqual({ ok: true, facts: { lastDay: TODAY, grids: 2, findings: 3, failed: 0 } });
    const lines = log.lines.filter(({ event }) => event === 'quality.checked');
    expect(lines).toMatchObject([{ level: 'info', fields: { grids: 2, count: 3 } }]);
    expect(JSON.stringify([await report(1), log.lines])).not.toMatch(/测试甲|1965|13800138000/);
  });

  it('begins at two, comes again the next day, and not twice on one', async () => {
    await write(1, await person(1));
    nowMs = at(TODAY, 1.9);
    const service = check();
    await vi.waitFor(() => expect(looks).toBeGreaterThan(6));
    await service.settled();
    expect(await report(1)).toBeNull();
    nowMs = at(TODAY, 2.1);
    await isDone(service);
    const first = await report(1);
    nowMs = at(TOMORROW, 2.1);
    await isDone(service, TOMORROW);
    expect(await report(1, TOMORROW)).not.toBeNull();
    await service.stop();
    const before = database(1).position();
    nowMs = at(TOMORROW, 9);
    const again = check();
    await isDone(again, TOMORROW);
    await again.stop();
    expect(database(1).position()).toEqual(before);
    expect(await report(1)).toEqual(first);
  });

  it('survives a grid that fails, and takes it again', async () => {
    await write(1, await person(1, { id: null }));
    await write(2, await person(2, { id: null }, 2));
    let isBroken = true;
    const service = check({
      names: () => hub.names(),
      database: (name) => {
        const opened = hub.database(name);
        if (!opened || name !== 'grid-qinghe-1') return opened;
        const allDocs: HubDatabase['allDocs'] = (query) =>
          isBroken ? Promise.reject(new Error('a damaged block')) : opened.allDocs(query);
        return { ...opened, allDocs };
      },
    });
    await vi.waitFor(async () => expect(await found(2)).toEqual({ 'no-id': 1 }), 20_000);
    await vi.waitFor(() => expect(service.health()).toMatchObject({ ok: false, facts: { failed: 1 } }), 20_000);
    expect(await report(1)).toBeNull();
    isBroken = false;
    await isDone(service);
    expect(await found(1)).toEqual({ 'no-id': 1 });
  });
});

describe('what is counted', () => {
  it('follows the station’s own rules', async () => {
    await write(1, await person(1, { id: null }));
    const setting = { ruleId: 'very-old', isActive: true, severity: 'hint', limits: { years: 50 }, note: null };
    await write(null, record('quality-rule', null, 50, setting, 'very-old'));
    await write(null, record('quality-rule', null, 51, { ...setting, ruleId: 'no-id', isActive: false }, 'no-id'));
    await checkOnce();
    expect(await found()).toEqual({ 'very-old': 1 });
  });

  it('leaves out what somebody accepted, and what was taken back counts again', async () => {
    await write(1, await person(1, { id: null }), await person(2, { id: null }));
    const decision = (n: number, kind: string) =>
      record(
        'finding',
        1,
        60 + n,
        { ruleId: 'no-id', subjectType: 'person', subjectUid: uid(n), decision: kind, before: {}, note: null, atMs: 1 },
        `no-id.${uid(n)}`,
      );
    await write(1, decision(1, 'accepted'), decision(2, 'undone'));
    await checkOnce();
    expect(await found()).toEqual({ 'no-id': 1 });
  });

  it('includes children’s files, which only the host can open at night', async () => {
    const values = { name: '许小满', sex: 'male', relation: 'head', relationCode: null, disability: null };
    const fields: Record<string, unknown> = { birthDate: '2017-03-05', id: null, phone: null };
    for (const [field, value] of Object.entries(values)) fields[field] = await seal(1, 1, field, value, 'child');
    const child = await person(1, fields);
    const citizenId = await seal(1, 1, 'citizenId', idOf('2017-03-05', '004'), 'child');
    await write(1, { ...child, citizenId } as WireRecord);
    await checkOnce();
    expect(await found()).toEqual({ 'sex-differs': 1 });
  });

  it('finds one id in two grids, and not that of a file that was merged', async () => {
    const id = idOf('1965-03-05');
    await write(1, await person(1, { id }), await person(3, { id, mergedIntoUid: uid(1) }));
    await write(2, await person(2, { id }, 2));
    await checkOnce();
    expect(await found(1)).toEqual({ 'same-id': 1 });
    expect(await found(2)).toEqual({ 'same-id': 1 });
    expect((await report(1))?.checked).toEqual({ person: 1 });
  });

  it('knows homes of other grids, and misses those that are nowhere', async () => {
    const home = { buildingUid: uid(80), unit: '1', floor: 1, room: '101', address: '清和路 1幢1单元101' };
    const more = { position: null, use: 'vacant', areaSquareMeters: null, importUid: null };
    await write(2, record('dwelling', 2, 70, { ...home, ...more }));
    await write(1, await person(1, { registeredDwellingUid: uid(70), dwellingUid: uid(71) }));
    await checkOnce();
    expect(await found(1)).toEqual({ 'dwelling-missing': 1 });
    expect(await found(2)).toEqual({ 'building-missing': 1 });
  });

  it('looks at households with whoever lives there, and at nothing of an import that is not complete', async () => {
    const household = (n: number, headUid: string | null, importUid: string | null = null) =>
      record('household', 1, n, {
        dwellingUid: uid(70),
        headUid,
        kind: 'family',
        status: 'current',
        registerNumber: null,
        importUid,
      });
    const lives = { householdUid: uid(40), id: null };
    await write(1, household(40, uid(9)), household(41, null, uid(99)));
    await write(
      1,
      await person(1, { ...lives, birthDate: '2015-01-01' }),
      await person(2, { ...lives, status: 'moved-out' }),
    );
    await write(1, await person(3, { householdUid: uid(41), importUid: uid(99), id: null }));
    await checkOnce();
    expect(await found()).toEqual({ 'no-id': 1, 'head-not-member': 1, 'children-alone': 1 });
    expect((await report(1))?.checked).toEqual({ person: 2, household: 1 });
  });

  it('is read page by page to the last record', async () => {
    const many = await Promise.all(Array.from({ length: 450 }, (_, n) => person(1000 + n, { id: null, phone: null })));
    await write(1, ...many);
    await checkOnce();
    expect(await report(1)).toMatchObject({ checked: { person: 450 }, found: { 'no-id': 450 } });
  });
});

describe('a stop in the middle', () => {
  it('leaves no report, and the next start takes it up', async () => {
    await write(1, await person(1, { id: null }));
    let release: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isHeld = true;
    const service = check({
      names: () => hub.names(),
      database: (name) => {
        const opened = hub.database(name);
        if (!opened) return null;
        const allDocs: HubDatabase['allDocs'] = async (query) => {
          if (isHeld && query.startKey?.startsWith('person~')) {
            release();
            await stopping;
          }
          return opened.allDocs(query);
        };
        return { ...opened, allDocs };
      },
    });
    let stopped: () => void = () => undefined;
    const stopping = new Promise<void>((resolve) => {
      stopped = resolve;
    });
    await reached;
    const ending = service.stop();
    stopped();
    isHeld = false;
    await ending;
    expect(await report(1)).toBeNull();
    await checkOnce();
    expect(await found()).toEqual({ 'no-id': 1 });
  });
});

describe('a file that was edited', () => {
  it('is judged as it is now', async () => {
    const old = await person(1, { birthDate: '1965-05-03' });
    await write(1, old);
    const answer = await database(1).get(old._id, { rev: null, latest: false, revs: false, conflicts: false });
    if (!answer.found) throw new Error('not there');
    const { _rev, ...stored } = answer.document as unknown as WireRecord & { readonly _rev: string };
    await write(1, { ...editRecord(stored as WireRecord, { birthDate: '1965-03-05' }, tablet.write()), _rev });
    await checkOnce();
    expect(await found()).toEqual({});
  });
});
