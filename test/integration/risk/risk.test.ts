import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startOfDayMs } from '#shared/domain/calendar/date';
import { readRiskContent, readRiskSummary, type RiskReportContent } from '#shared/domain/risk/content';
import { tableContent } from '#shared/domain/risk/station-table';
import { USUAL_RISK_TABLE } from '#shared/domain/risk/usual-table';
import type { Sealed, WireRecord } from '#shared/schema/envelope';
import { findRecordType } from '#shared/schema/registry';
import { importSealingKey, openValue, sealingAad, sealValue } from '#shared/schema/sealing';
import { createRecord, editRecord } from '#shared/sync/author';
import { openDataKeys } from '#main/services/data-keys/data-keys';
import { openDurableFolder } from '#main/services/durable-folder';
import type { DataKeys } from '#main/services/key-ports';
import { startRisk, type RiskHub, type RiskService } from '#main/services/risk/risk';
import { scoreAll } from '#main/services/risk/score-all';
import { createThreadScorer, type Scorer } from '#main/services/risk/scorer';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { EdgeHub } from '#sync-server/embedded/types';
import { AT_REST } from '#test/support/at-rest';
import { personFields, testReplica, uid, visitFields } from '#test/support/builders';
import { recordedLog, type RecordedLog } from '#test/support/quiet-log';
import { temporaryFolder } from '#test/support/temporary-folder';

const MANAGER = uid(900);
const TODAY = '2026-11-23';
const TOMORROW = '2026-11-24';
const HOUR_MS = 3_600_000;
const at = (day: string, hour = 10): number => startOfDayMs(day) + hour * HOUR_MS;

let hub: EdgeHub;
let dataKeys: DataKeys;
let log: RecordedLog;
let nowMs: number;
const tablet = testReplica('tablet', () => at('2026-09-01'));
const here: Scorer = { score: (task) => Promise.resolve(scoreAll(task)), stop: () => Promise.resolve() };

beforeEach(async () => {
  nowMs = at(TODAY);
  log = recordedLog();
  const root = await temporaryFolder();
  const epochsFile = join(root, 'epochs.json');
  hub = await openEdgeHub({ folder: join(root, 'hub'), epochsFile, atRest: AT_REST, now: () => nowMs, log });
  onTestFinished(() => hub.stop());
  for (const name of ['commons-qinghe', 'grid-qinghe-1', 'grid-qinghe-2']) await hub.create(name);
  dataKeys = await openDataKeys(await openDurableFolder(join(root, 'host-only')));
});

function start(over: RiskHub = hub, scorer = here): RiskService {
  const deps = { station: 'qinghe', hub: over, dataKeys, scorer, author: () => MANAGER, log, now: () => nowMs };
  const service = startRisk(deps, { gatherMs: 5, lookEveryMs: 5 });
  onTestFinished(() => service.stop());
  return service;
}

function database(grid: number | null) {
  const opened = hub.database(grid === null ? 'commons-qinghe' : `grid-qinghe-${grid}`);
  if (!opened) throw new Error('no database');
  return opened;
}

async function write(grid: number | null, ...rows: readonly object[]): Promise<void> {
  const answers = await database(grid).bulkDocs({ rows, newEdits: true });
  expect(answers.filter((answer) => !('ok' in answer))).toEqual([]);
}

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

const elder = (n: number, change: Record<string, unknown> = {}, grid = 1) =>
  record('person', grid, n, personFields({ birthDate: '1942-03-05', ...change }));

async function seal(n: number, field: string, value: unknown, name: 'general' | 'health' = 'health'): Promise<Sealed> {
  const [key] = await dataKeys.keysFor([{ scope: 'qinghe-1', class: name }]);
  if (!key) throw new Error('no key');
  return sealValue(await importSealingKey(key.key), key.kid, value, sealingAad({ uid: uid(n), field }));
}

async function visit(n: number, day: string, change: Record<string, unknown> = {}, person = 1): Promise<WireRecord> {
  const startedAtMs = at(day);
  return record('visit', 1, n, {
    ...visitFields({ personUid: uid(person), startedAtMs, finishedAtMs: startedAtMs }),
    answers: {
      outcome: 'met',
      condition: await seal(n, 'answers.condition', 'well'),
      bloodPressure: await seal(n, 'answers.bloodPressure', { systolic: 120, diastolic: 75 }),
      safety: { wiring: true },
      ...change,
    },
  });
}

interface Report {
  readonly id: string;
  readonly day: string;
  readonly kid: string;
  readonly content: RiskReportContent;
}

/** The reports about somebody, the oldest first. */
async function reports(n = 1, grid = 1): Promise<readonly Report[]> {
  const prefix = `risk-report~qinghe-${grid}~${uid(n)}.`;
  const { rows } = await database(grid).allDocs({
    ...{ keys: null, startKey: prefix, endKey: `${prefix}\uffff`, inclusiveEnd: true, descending: false },
    ...{ skip: 0, limit: null, includeDocs: true, conflicts: false },
  });
  return Promise.all(
    rows.map(async (row) => {
      const doc = ('doc' in row ? row.doc : null) as unknown as WireRecord & {
        readonly content: Sealed;
        readonly summary: Sealed;
        readonly day: string;
      };
      const open = async (field: 'content' | 'summary') => {
        const [scope = '', name] = doc[field].kid.split('.');
        const keys = await dataKeys.keysFor([{ scope, class: name as 'health' }]);
        const key = keys.find(({ kid }) => kid === doc[field].kid);
        const opened =
          key && (await openValue(await importSealingKey(key.key), doc[field], sealingAad({ uid: doc.uid, field })));
        return opened?.ok ? opened.value : null;
      };
      const content = readRiskContent(await open('content'));
      if (!content) throw new Error('a report that does not open');
      expect(readRiskSummary(await open('summary'))?.level).toBe(content.score.level);
      return { id: doc._id, day: doc.day, kid: doc.content.kid, content };
    }),
  );
}

const reasons = (report: Report | undefined) =>
  Object.values(report?.content.score.dimensions ?? {}).flatMap((each) => each.reasons.map(({ rule }) => rule));

describe('the host’s risk reports', () => {
  it('are made at the start, of what lies sealed too, and name why and what to do', async () => {
    await write(
      1,
      elder(1),
      await visit(10, '2026-11-20', { condition: await seal(10, 'answers.condition', 'unwell') }),
    );
    await start().settled();
    const [report, ...others] = await reports();
    expect(others).toEqual([]);
    expect(report?.day).toBe(TODAY);
    expect(reasons(report)).toEqual(expect.arrayContaining(['condition', 'ability', 'age']));
    expect(report?.content.actions.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['see-doctor', 'assess']),
    );
    expect(report?.kid).toContain('.health.');
  });

  it('are not written again while they say the same, whatever restarts', async () => {
    await write(1, elder(1), await visit(10, '2026-11-20'));
    const first = start();
    await first.settled();
    const before = database(1).position().seq;
    await first.settled();
    await first.stop();
    await start().settled();
    expect(database(1).position().seq).toBe(before);
  });

  it('follow what a tablet brings: over the one of the same day, beside that of the day before', async () => {
    await write(1, elder(1), await visit(10, '2026-11-20'));
    const service = start();
    await service.settled();
    await write(
      1,
      await visit(11, TODAY, {
        bloodPressure: await seal(11, 'answers.bloodPressure', { systolic: 190, diastolic: 100 }),
      }),
    );
    await vi.waitFor(async () => expect(reasons((await reports())[0])).toContain('blood-pressure-urgent'), 5000);
    expect(await reports()).toHaveLength(1);
    const [{ content } = {} as Report] = await reports();
    expect(content.actions[0]).toMatchObject({ action: 'doctor-now', dueDay: content.score.day });
    nowMs = at(TOMORROW);
    await write(1, await visit(12, TOMORROW, { outcome: 'absent' }));
    await service.settled();
    const [today, tomorrow] = await reports();
    expect([today?.day, tomorrow?.day]).toEqual([TODAY, TOMORROW]);
    expect(reasons(tomorrow)).toContain('not-met');
    // What is still to be done does not become due later because another report was made.
    expect(tomorrow?.content.actions[0]).toEqual(content.actions[0]);
  });

  it('are looked at anew when a day begins, since evidence grows old', async () => {
    await write(1, elder(1), await visit(10, '2026-08-25'));
    await start().settled();
    expect(reasons((await reports())[0])).not.toContain('visits');
    nowMs = at(TOMORROW, 1);
    await vi.waitFor(async () => expect(reasons((await reports())[1])).toContain('visits'), 5000);
  });

  it('are of those whom the station looks after, and of nobody who moved away, died or turned out to be another', async () => {
    await write(
      1,
      elder(1),
      elder(2, { status: 'deceased' }),
      elder(3, { mergedIntoUid: uid(1) }),
      elder(4, { birthDate: '1990-01-01' }),
      elder(5, { importUid: uid(99) }),
      await visit(10, '2026-11-20', {}, 3),
    );
    await start().settled();
    expect(await Promise.all([1, 2, 3, 4, 5].map(async (n) => (await reports(n)).length))).toEqual([1, 0, 0, 0, 0]);
    // A visit to the file that was merged away was a visit to the person.
    const [report] = await reports();
    expect(report?.content.score.dimensions.life.lacking).toEqual([]);
  });

  it('stop in the grid that somebody left', async () => {
    const person = elder(1);
    await write(1, person, await visit(10, '2026-11-20'));
    const service = start();
    await service.settled();
    const stored = await database(1).get(person._id, { rev: null, latest: false, revs: false, conflicts: false });
    const { _id, uid: personUid, type, schema, created, changed, vv, born } = person;
    const movedTo = { scope: 'qinghe-2', at: nowMs, by: MANAGER };
    const stub = { _id, uid: personUid, type, schema, created, changed, vv, born, stamps: {}, yields: [], movedTo };
    await write(2, elder(1, {}, 2));
    await write(1, { ...stub, _rev: stored.found ? stored.document['_rev'] : '' });
    nowMs = at(TOMORROW);
    await write(1, await visit(11, TOMORROW, { outcome: 'absent' }));
    await service.settled();
    expect(await reports()).toHaveLength(1);
    expect(await reports(1, 2)).toHaveLength(1);
  });

  it('of children lie under the child key', async () => {
    await write(1, elder(1, { birthDate: '2020-05-01', name: '小测' }));
    await start().settled();
    expect((await reports())[0]?.kid).toContain('.child.');
  });

  it('count alarms, devices, doors by night, incidents and everybody at home', async () => {
    const dwelling = record('dwelling', 1, 50, {
      ...{
        buildingUid: uid(60),
        unit: '1',
        floor: 3,
        room: '301',
        address: '清和路 1幢301',
        position: null,
        use: null,
      },
      ...{ areaSquareMeters: null, importUid: null },
    });
    const month = {
      ...{
        sensorUid: uid(70),
        personUid: null,
        dwellingUid: uid(50),
        month: '2026-11',
        heardAtMs: at(TODAY),
        batteryPercent: 8,
      },
      ...{ isSilent: false, health: null },
      life: await seal(
        71,
        'life',
        { days: [{ day: 22, openings: 1, nightMs: [at('2026-11-22', 2)] }], last: null },
        'general',
      ),
    };
    const sensor = {
      ...{ deviceName: 'door-1', adapterId: 'linli', kind: 'door', model: '', spot: '', buildingUid: null },
      ...{ dwellingUid: uid(50), personUid: null, place: null, pairedAtMs: at('2026-09-01'), endedAtMs: null },
      reportsEveryMs: null,
    };
    const alarm = {
      ...{ rule: 'smoke', sensorUid: uid(70), personUid: null, dwellingUid: uid(50), buildingUid: null, figures: {} },
      ...{ sinceMs: at(TODAY, 8), raisedAtMs: at(TODAY, 8), reading: null, steps: [] },
    };
    const incident = {
      ...{ categoryUid: null, suggestion: null, title: '灯坏了', text: null, place: null, address: '清和路 1幢301' },
      ...{ buildingUid: uid(60), onBehalfOf: null, contact: null, channel: 'staff', urgent: false, receipt: null },
      ...{ reportedAtMs: at('2026-11-22'), photos: [], voice: null, steps: [] },
    };
    await write(
      1,
      ...[
        elder(1, { dwellingUid: uid(50), householdUid: uid(51) }),
        elder(2, { dwellingUid: uid(50), householdUid: uid(51) }),
      ],
      ...[dwelling, record('sensor', 1, 70, sensor), record('reading-month', 1, 71, month, `${uid(70)}.2026-11`)],
      ...[record('alarm', 1, 72, alarm), record('incident', 1, 73, incident)],
    );
    await start().settled();
    for (const n of [1, 2]) {
      const [report] = await reports(n);
      expect(reasons(report)).toEqual(expect.arrayContaining(['smoke-alarm', 'night-door', 'device', 'incident']));
      expect(reasons(report)).not.toContain('alone');
      expect(report?.content.score.level).toBe('high');
    }
  });

  it('go by the station’s table at once, and by the usual one where that is not sound', async () => {
    await write(1, elder(1), await visit(10, '2026-11-20'));
    const service = start();
    await service.settled();
    expect((await reports())[0]?.content.score.tableVersion).toBe(1);
    const rules = USUAL_RISK_TABLE.rules.map((rule) =>
      rule.id === 'age' ? { ...rule, steps: [{ from: 75, points: 90 }] } : rule,
    );
    const made = record(
      'rule-table',
      null,
      80,
      { name: 'risk', revision: 2, content: tableContent({ ...USUAL_RISK_TABLE, rules }) },
      'risk',
    );
    await write(null, made);
    await service.settled();
    expect((await reports())[0]?.content.score).toMatchObject({ tableVersion: 2, level: 'high' });
    const stored = await database(null).get(made._id, { rev: null, latest: false, revs: false, conflicts: false });
    const broken = editRecord(
      made,
      { revision: 3, content: { bands: { medium: 90, high: 10 }, rules: [] } },
      tablet.write(),
    );
    await write(null, { ...broken, _rev: stored.found ? stored.document['_rev'] : '' });
    await service.settled();
    expect((await reports())[0]?.content.score.tableVersion).toBe(1);
    expect(log.lines.map(({ event }) => event)).toContain('risk.table');
  });

  it('that failed are made at the next look, and hold up no other', async () => {
    await write(1, elder(1));
    await write(2, elder(2, {}, 2));
    let broken = true;
    const scorer: Scorer = {
      ...here,
      score: (task) =>
        broken && task.people.some(({ input }) => input.evidence.person.uid === uid(1))
          ? Promise.reject(new Error('the thread died'))
          : here.score(task),
    };
    const service = start(hub, scorer);
    await service.settled();
    expect(service.health().ok).toBe(false);
    expect([(await reports()).length, (await reports(2, 2)).length]).toEqual([0, 1]);
    broken = false;
    await vi.waitFor(async () => expect(await reports()).toHaveLength(1), 5000);
    expect(service.health().ok).toBe(true);
  });
});

describe('the scoring thread', () => {
  it('answers in order, and is begun anew after it died', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'thread.mjs');
    const code = `import { parentPort } from 'node:worker_threads';
      parentPort.on('message', ({ day }) => day === 0 ? process.exit(3) : parentPort.postMessage({ reports: [], tookMs: day }));`;
    await writeFile(file, code);
    const scorer = createThreadScorer(pathToFileURL(file));
    onTestFinished(() => scorer.stop());
    const score = (day: number) => scorer.score({ table: USUAL_RISK_TABLE, day, people: [] });
    expect(await Promise.all([score(1), score(2), score(3)])).toEqual(
      [1, 2, 3].map((tookMs) => ({ reports: [], tookMs })),
    );
    await expect(score(0)).rejects.toThrow('ended');
    expect((await score(4)).tookMs).toBe(4);
  });
});
