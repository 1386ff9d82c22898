import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { addDays, dateAtStation, startOfDayMs } from '#shared/domain/calendar/date';
import { ABILITY_ITEMS } from '#shared/domain/ability/items';
import { assessmentContent } from '#shared/domain/ability/content';
import type { WireRecord } from '#shared/schema/envelope';
import { findRecordType } from '#shared/schema/registry';
import { createRecord } from '#shared/sync/author';
import { openDataKeys } from '#main/services/data-keys/data-keys';
import { openDurableFolder } from '#main/services/durable-folder';
import { startRisk } from '#main/services/risk/risk';
import { createThreadScorer } from '#main/services/risk/scorer';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { HubDatabase } from '#sync-server/embedded/types';
import { createSealer, type Sealer } from '#sync-server/seed/sealer';
import { AT_REST } from '#test/support/at-rest';
import { personFields, testReplica, uid, visitFields } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { assertRight, describeMix, type BenchResult } from './bench';

/** The scheme's station: people whom it looks after, of as many grids. `RISK_PEOPLE` makes it smaller. */
const PEOPLE = Number(process.env['RISK_PEOPLE'] ?? 6000);
const GRIDS = 12;
const VISITS = 12;
/** Each month has a reading and a night of every day: 90 daily aggregates. */
const MONTHS = 3;
const BATCH = 500;

/**
 * Every risk report of a station from its start: the host's own service over a hub at rest on the disk, values sealed, scoring in the built
 * thread. `scoreMs` is what the thread scored; `totalMs` is reading, opening, scoring, sealing and writing all of it.
 */
export async function run(): Promise<BenchResult> {
  const root = await mkdtemp(path.join(tmpdir(), 'linli-risk-'));
  const nowMs = Date.now();
  const log = recordedLog();
  const hub = await openEdgeHub({
    ...{ folder: path.join(root, 'hub'), epochsFile: path.join(root, 'epochs.json'), atRest: AT_REST },
    ...{ now: () => nowMs, log },
  });
  try {
    const dataKeys = await openDataKeys(await openDurableFolder(path.join(root, 'host-only')));
    await hub.create('commons-qinghe');
    const written: { type: string }[] = [];
    for (let grid = 1; grid <= GRIDS; grid += 1) {
      const scope = `qinghe-${grid}`;
      const database = await hub.create(`grid-${scope}`);
      const classes = ['general', 'health', 'child'] as const;
      const sealer = createSealer(await dataKeys.keysFor(classes.map((name) => ({ scope, class: name }))), scope);
      const people = Math.ceil(PEOPLE / GRIDS);
      for (let from = 0; from < people; from += 25) {
        const some = Array.from({ length: Math.min(25, people - from) }, (_, at) => grid * 100_000 + from + at);
        const rows = (await Promise.all(some.map((n) => recordsOf(n, scope, sealer, nowMs)))).flat();
        written.push(...rows.map(({ type }) => ({ type })));
        await writeAll(database, rows);
      }
    }
    const scorer = createThreadScorer(pathToFileURL(path.resolve('out/host/risk-thread.js')));
    const startedAtMs = performance.now();
    const deps = { station: 'qinghe', hub, dataKeys, scorer, author: () => uid(900), log, now: () => nowMs };
    const service = startRisk(deps);
    await service.settled();
    const totalMs = performance.now() - startedAtMs;
    const { facts, ok } = service.health();
    await service.stop();
    const people = Math.ceil(PEOPLE / GRIDS) * GRIDS;
    assertRight(ok && facts['people'] === people && facts['written'] === people, `a report for each of ${people}`);
    return {
      name: 'risk',
      dataMix: [describeMix(written), `${people} people, ${VISITS} visits, ${MONTHS} months of readings each`],
      figures: { scoreMs: Number(facts['scoreMs']), totalMs: Math.round(totalMs) },
      ceilings: {},
      ratios: {},
    };
  } finally {
    await hub.stop();
    await rm(root, { recursive: true, force: true });
  }
}

const tablet = testReplica('bench', () => Date.now() - 86_400_000);

async function writeAll(database: HubDatabase, rows: readonly WireRecord[]): Promise<void> {
  for (let from = 0; from < rows.length; from += BATCH) {
    const answers = await database.bulkDocs({ rows: rows.slice(from, from + BATCH), newEdits: true });
    assertRight(
      answers.every((answer) => 'ok' in answer),
      'the hub takes every record',
    );
  }
}

/** Somebody of 70 to 95, with visits, an assessment, a device and its months. */
async function recordsOf(n: number, scope: string, sealer: Sealer, nowMs: number): Promise<readonly WireRecord[]> {
  const today = dateAtStation(nowMs);
  const make = (type: string, at: number, fields: Record<string, unknown>, key?: string) => {
    const schema = findRecordType(type)?.version ?? 1;
    return createRecord({ type, schema, scope, uid: uid(at), fields, ...(key && { key }) }, tablet.write());
  };
  const seal = (at: number, field: string, value: unknown, name: 'general' | 'health') =>
    sealer.seal(value, { uid: uid(at), field }, name);
  const id = n * 100;
  const person = make('person', id, personFields({ birthDate: `${1931 + (n % 25)}-03-05` }));
  const visits = await Promise.all(
    Array.from({ length: VISITS }, async (_, at) => {
      const startedAtMs = startOfDayMs(addDays(today, -at * 28 - (n % 40))) + 36_000_000;
      const own = id + 1 + at;
      return make('visit', own, {
        ...visitFields({ personUid: uid(id), startedAtMs, finishedAtMs: startedAtMs }),
        answers: {
          outcome: at % 7 === 3 ? 'absent' : 'met',
          condition: await seal(own, 'answers.condition', n % 9 === 0 ? 'unwell' : 'well', 'health'),
          bloodPressure: await seal(
            own,
            'answers.bloodPressure',
            { systolic: 118 + (n % 50), diastolic: 76 + (n % 15) },
            'health',
          ),
          safety: { wiring: n % 5 !== 0, passage: true },
        },
      });
    }),
  );
  const answers = Object.fromEntries(ABILITY_ITEMS.map((item, at) => [item.id, (n + at) % 11 === 0 ? 1 : 0]));
  const content = assessmentContent(answers, { disorder: 'none', events: {} }, '');
  const assessed = id + 50;
  const assessment = make('assessment', assessed, {
    ...{ personUid: uid(id), assessedOn: addDays(today, -(n % 300)), reason: 'routine', replacesUid: null },
    content: await seal(assessed, 'content', content, 'health'),
  });
  const sensor = make('sensor', id + 60, {
    ...{ deviceName: `bp-${n}`, adapterId: 'linli', kind: 'blood-pressure', model: '', spot: '', buildingUid: null },
    ...{ dwellingUid: null, personUid: uid(id), place: null, pairedAtMs: nowMs - 86_400_000 * 200, endedAtMs: null },
    reportsEveryMs: null,
  });
  const months = await Promise.all(
    Array.from({ length: MONTHS }, async (_, back) => {
      const month = addDays(`${today.slice(0, 7)}-15`, -back * 30).slice(0, 7);
      const own = id + 61 + back;
      const days = Array.from({ length: 30 }, (_day, at) => at + 1);
      const readings = days.map((day) => ({
        ...{ atMs: startOfDayMs(`${month}-01`) + (day - 1) * 86_400_000 + 25_200_000, pulse: 70 },
        ...{ systolic: 115 + ((n + day) % 40), diastolic: 72 + ((n + day) % 18) },
      }));
      const life = { days: days.map((day) => ({ day, openings: 3, nightMs: [] })), last: null };
      const fields = {
        ...{ sensorUid: uid(id + 60), personUid: uid(id), dwellingUid: null, month, heardAtMs: nowMs },
        ...{ batteryPercent: 80, isSilent: n % 40 === 0, life: await seal(own, 'life', life, 'general') },
        health: await seal(own, 'health', { readings }, 'health'),
      };
      return make('reading-month', own, fields, `${uid(id + 60)}.${month}`);
    }),
  );
  return [person, ...visits, assessment, sensor, ...months];
}
