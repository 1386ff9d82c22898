import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { USUAL_WATCH, type WatchTable } from '#shared/domain/devices/watch-table';
import { withLine } from '#shared/domain/devices/watch-check';
import type { Reading } from '#shared/domain/devices/readings';
import type { AccountView } from '#shared/ipc/admin-api';
import type { WireRecord } from '#shared/schema/envelope';
import { findRecordType } from '#shared/schema/registry';
import type { Alarm } from '#shared/schema/types/alarm';
import type { Message } from '#shared/schema/types/message';
import type { Sensor } from '#shared/schema/types/sensor';
import { createRecord, editRecord } from '#shared/sync/author';
import { startAlarms, type AlarmsDeps, type AlarmsService } from '#main/services/alarms/alarms';
import { openDataKeys } from '#main/services/data-keys/data-keys';
import { openDurableFolder } from '#main/services/durable-folder';
import { recordsOf } from '#main/services/records-of';
import { startOutbox } from '#main/services/outbox/outbox';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { HubDatabase } from '#sync-server/embedded/types';
import { AT_REST } from '#test/support/at-rest';
import { testReplica, uid } from '#test/support/builders';
import { memoryReadings } from '#test/support/memory-readings';
import { recordedLog } from '#test/support/quiet-log';
import { memoryAudit } from '#test/support/services';
import { temporaryFolder } from '#test/support/temporary-folder';

/** 9:00 at the station. */
export const NINE = Date.UTC(2026, 10, 23, 1, 0);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export const [MANAGER, LEAD, LI, OTHER] = [uid(900), uid(901), uid(902), uid(903)];
export const [SHEN, HOME, HOUSEHOLD] = [uid(1), uid(20), uid(30)];
export const METER = 'EM2-1';

const account = (of: string, post: AccountView['post'], gridNumbers: readonly number[]): AccountView => ({
  uid: of,
  code: post,
  name: '李工',
  post,
  gridNumbers: [...gridNumbers],
  functions: [],
  active: true,
  mustChangePassphrase: false,
  lastSignInMs: null,
});
const STAFF = [
  account(MANAGER, 'manager', []),
  account(LEAD, 'duty-lead', []),
  account(LI, 'grid-worker', [1]),
  account(OTHER, 'grid-worker', [2]),
];

const PERSON = {
  name: '沈桂英',
  sex: 'female',
  birthDate: '1942-03-05',
  householdUid: HOUSEHOLD,
  dwellingUid: HOME,
  registeredDwellingUid: null,
  relation: 'head',
  relationCode: null,
  status: 'living-here',
  citizenId: null,
  phone: null,
  contacts: [],
  disability: null,
  livingAlone: null,
  profile: null,
  importUid: null,
  mergedIntoUid: null,
} as const;

const SENSOR: Omit<Sensor, keyof WireRecord> = {
  deviceName: METER,
  adapterId: 'linli',
  kind: 'water-meter',
  model: '',
  spot: '厨房',
  buildingUid: null,
  dwellingUid: HOME,
  personUid: SHEN,
  place: null,
  pairedAtMs: NINE - 400 * 24 * HOUR,
  endedAtMs: null,
  reportsEveryMs: 15 * MINUTE,
} as never;

/** A station with one elder who lives alone and her water meter; time passes only when a test lets it. */
export async function alarmStation() {
  let nowMs = NINE;
  const now = () => nowMs;
  const log = recordedLog();
  const root = await temporaryFolder();
  const folder = await openDurableFolder(join(root, 'host-only'));
  const epochsFile = join(root, 'epochs.json');
  const hub = await openEdgeHub({ folder: join(root, 'hub'), epochsFile, atRest: AT_REST, now, log });
  onTestFinished(() => hub.stop());
  for (const name of ['commons-qinghe', 'desk-qinghe', 'grid-qinghe-1', 'grid-qinghe-2']) await hub.create(name);
  const tablet = testReplica('tablet', now, LI);
  const dataKeys = await openDataKeys(folder);
  const staff = { list: () => STAFF };
  const author = () => MANAGER;
  const outboxDeps = { station: 'qinghe', hub, folder, dataKeys, staff, audit: memoryAudit(now), author, log, now };
  const outbox = await startOutbox({ ...outboxDeps, random: () => 0.5 }, { lookEveryMs: 20, reportAfterMs: [5] });
  onTestFinished(() => outbox.stop());
  const { readings, say, hear } = memoryReadings();
  let timer: (() => void) | null = null;
  let running: AlarmsService | null = null;

  const open = (name: string): HubDatabase => {
    const database = hub.database(name);
    if (!database) throw new Error(`no ${name}`);
    return database;
  };
  async function put(name: string, record: object): Promise<void> {
    const [answer] = await open(name).bulkDocs({ rows: [record], newEdits: true });
    if (!answer || !('ok' in answer)) throw new Error(`not taken: ${JSON.stringify(answer)}`);
  }
  async function add(type: string, of: string, fields: object, key = of): Promise<string> {
    const isCommons = findRecordType(type)?.database === 'commons';
    const scope = isCommons ? 'qinghe' : 'qinghe-1';
    const schema = findRecordType(type)?.version ?? 1;
    const record = createRecord({ type, schema, scope, uid: of, key, fields: { ...fields } }, tablet.write());
    await put(isCommons ? 'commons-qinghe' : 'grid-qinghe-1', record);
    return record._id;
  }
  async function read(id: string): Promise<WireRecord & { readonly _rev: string }> {
    const answer = await open(`${id.includes('qinghe-1') ? 'grid-qinghe-1' : 'commons-qinghe'}`).get(id, {
      ...{ rev: null, latest: false, revs: false, conflicts: false },
    });
    if (!answer.found) throw new Error(`no ${id}`);
    return answer.document as never;
  }
  async function change(id: string, fields: object): Promise<void> {
    const { _rev, ...record } = await read(id);
    const next = editRecord(record as WireRecord, { ...fields }, tablet.write());
    await put(id.includes('qinghe-1') ? 'grid-qinghe-1' : 'commons-qinghe', { ...next, _rev });
  }
  // By their ids: a feed leaves out what is being written again at the same moment, as the outbox does.
  async function all<T extends object>(name: string, type: string, scope: string): Promise<(T & WireRecord)[]> {
    const found: (T & WireRecord)[] = [];
    for await (const page of recordsOf<T & WireRecord>(open(name), type, scope)) found.push(...page);
    return found;
  }
  const alarms = async (): Promise<readonly (Alarm & WireRecord)[]> =>
    (await all<Alarm>('grid-qinghe-1', 'alarm', 'qinghe-1')).sort((a, b) => a.raisedAtMs - b.raisedAtMs);

  const personId = await add('person', SHEN, PERSON);
  const meterId = await add('sensor', uid(50), SENSOR);

  return {
    hub,
    folder,
    log,
    outbox,
    dataKeys,
    meterId,
    personId,
    add,
    read,
    change,
    alarms,
    hear,
    now,
    sensor: (n: number, fields: Partial<Sensor>) => add('sensor', uid(n), { ...SENSOR, ...fields }),
    person: (n: number, fields: object) => add('person', uid(n), { ...PERSON, ...fields }),
    /** The station's own table, with these lines changed. */
    table: (table: WatchTable) => add('rule-table', uid(80), { name: 'watch', revision: 1, content: table }, 'watch'),
    say: (device: string, reading: Reading, atMs = nowMs, arrivedAtMs = nowMs) =>
      say(device, { atMs, arrivedAtMs, reading }),
    water: (litres: number, atMs = nowMs) =>
      say(METER, { atMs, arrivedAtMs: nowMs, reading: { kind: 'water', litres } }),
    /** Starts the engine over what is there, or over something that somebody spoiled. */
    start: async (over: Partial<AlarmsDeps> = {}): Promise<AlarmsService> => {
      const deps = { station: 'qinghe', hub, folder, readings, dataKeys, staff, outbox, author, log, now };
      const schedule = (run: () => void) => {
        timer = run;
        return () => void (timer = timer === run ? null : timer);
      };
      const secret = Buffer.alloc(32, 7).toString('base64');
      running = await startAlarms({ ...deps, secret, schedule, ...over });
      onTestFinished(() => running?.stop());
      await running.settled();
      return running;
    },
    /** The clock shows another time, and nobody has noticed yet. */
    setClock: (ms: number) => void (nowMs = ms),
    /** The engine's timer goes off. */
    ring: async () => {
      timer?.();
      await running?.settled();
    },
    settled: async () => running?.settled(),
    messages: async (): Promise<readonly Message[]> =>
      (await all<Message>('desk-qinghe', 'message', 'qinghe')).sort((a, b) => a.created.at - b.created.at),
  };
}

export type AlarmStation = Awaited<ReturnType<typeof alarmStation>>;

/** Lets time pass minute by minute, with a meter that shows the same all along; `litres` null for one that says nothing. */
export async function pass(station: AlarmStation, minutes: number, litres: number | null): Promise<void> {
  for (let minute = 1; minute <= minutes; minute += 1) {
    station.setClock(station.now() + MINUTE);
    if (litres !== null && minute % 15 === 0) station.water(litres);
    if (minute % 4 === 0 || minute === minutes) await station.ring();
  }
}

/** The usual table with some lines otherwise. */
export const watchTable = (...lines: readonly WatchTable['lines'][number][]): WatchTable =>
  lines.reduce(withLine, USUAL_WATCH);

export const usualLine = (id: string): WatchTable['lines'][number] => {
  const line = USUAL_WATCH.lines.find((each) => each.id === id);
  if (!line) throw new Error(`no line ${id}`);
  return line;
};
