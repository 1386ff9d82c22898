import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { standingOf } from '#shared/domain/incidents/standing';
import type { AccountView } from '#shared/ipc/admin-api';
import type { WireRecord } from '#shared/schema/envelope';
import { databaseName } from '#shared/schema/ids';
import { findRecordType } from '#shared/schema/registry';
import type { Incident } from '#shared/schema/types/incident';
import type { Message } from '#shared/schema/types/message';
import { createRecord, editRecord } from '#shared/sync/author';
import { openDataKeys } from '#main/services/data-keys/data-keys';
import { startDispatch, type DispatchService } from '#main/services/dispatch/dispatch';
import { openDurableFolder } from '#main/services/durable-folder';
import { startOutbox } from '#main/services/outbox/outbox';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { HubDatabase } from '#sync-server/embedded/types';
import { AT_REST } from '#test/support/at-rest';
import { testReplica, uid } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { memoryAudit } from '#test/support/services';
import { temporaryFolder } from '#test/support/temporary-folder';
import { aCategory, aRule, aUnit, FIRE, NINE, PROPERTY } from '../../unit/incidents/incidents';

export const MANAGER = uid(900);
export const LEAD = uid(901);
export const CLERK = uid(902);
export const [ANNA, BEN] = [uid(903), uid(904)];
/** Handlers of the fire office and of another unit. */
export const [FIREMAN, GARDENER] = [uid(905), uid(906)];
export const GARDENS = uid(71);

const account = (of: string, post: AccountView['post']): AccountView => ({
  uid: of,
  code: post,
  name: '李工',
  post,
  gridNumbers: [1],
  functions: [],
  active: true,
  mustChangePassphrase: false,
  lastSignInMs: null,
});
export const STAFF = [
  account(MANAGER, 'manager'),
  account(LEAD, 'duty-lead'),
  account(CLERK, 'clerk'),
  account(ANNA, 'grid-worker'),
  account(BEN, 'grid-worker'),
  account(FIREMAN, 'department-handler'),
  account(GARDENER, 'department-handler'),
];

export const FIRES = aCategory(1, {
  major: { code: null, name: '消防安全' },
  minor: { code: null, name: '消防通道堵塞' },
  limit: { amount: 1, unit: 'hours', from: 'dispatch' },
});
export const LIFTS = aCategory(2, { major: { code: null, name: '物业服务' }, minor: { code: null, name: '电梯故障' } });

/** A station with its hub on disk, rules for fires and lifts, and its outbox. */
export async function dispatchStation() {
  let nowMs = NINE;
  const now = () => nowMs;
  const log = recordedLog();
  const root = await temporaryFolder();
  const folder = await openDurableFolder(join(root, 'host-only'));
  const epochsFile = join(root, 'epochs.json');
  const hub = await openEdgeHub({ folder: join(root, 'hub'), epochsFile, atRest: AT_REST, now, log });
  onTestFinished(() => hub.stop());
  for (const name of ['commons-qinghe', 'desk-qinghe', 'grid-qinghe-1', 'grid-qinghe-2']) await hub.create(name);
  const tablet = testReplica('tablet', now, ANNA);
  const dataKeys = await openDataKeys(folder);
  const staff = { list: () => STAFF };
  const author = () => MANAGER;
  const outbox = await startOutbox(
    { station: 'qinghe', hub, folder, dataKeys, staff, audit: memoryAudit(now), author, log, now, random: () => 0.5 },
    { lookEveryMs: 5 },
  );
  onTestFinished(() => outbox.stop());

  const open = (name: string): HubDatabase => {
    const database = hub.database(name);
    if (!database) throw new Error(`no ${name}`);
    return database;
  };

  async function put(name: string, record: object): Promise<void> {
    const [answer] = await open(name).bulkDocs({ rows: [record], newEdits: true });
    if (!answer || !('ok' in answer)) throw new Error(`not taken: ${JSON.stringify(answer)}`);
  }

  async function read(id: string): Promise<Incident & WireRecord & { readonly _rev: string }> {
    const name = `grid-${id.split('~')[1] ?? ''}`;
    const answer = await open(name).get(id, { rev: null, latest: false, revs: false, conflicts: false });
    if (!answer.found) throw new Error(`no ${id}`);
    return answer.document as never;
  }

  const table = async (
    ...records: readonly { readonly _id: string; readonly type: string; readonly uid: string }[]
  ) => {
    for (const { _id, type, uid: of, ...fields } of records) {
      const schema = findRecordType(type)?.version ?? 1;
      const made = { type, schema, scope: 'qinghe', uid: of, key: _id.split('~')[2] ?? of, fields: ownFields(fields) };
      await put('commons-qinghe', createRecord(made, tablet.write()));
    }
  };
  await table(
    FIRES,
    LIFTS,
    aUnit(FIRE, { memberUids: [FIREMAN] }),
    aUnit(GARDENS, { memberUids: [GARDENER], name: { zh: '绿化所' } }),
    aUnit(PROPERTY, { memberUids: [ANNA, BEN] }),
    aRule(11, { majors: ['消防安全'], copyUnitUids: [PROPERTY] }),
    aRule(12, { majors: ['物业服务'], unitUid: PROPERTY, mode: 'rotation' }),
  );

  return {
    hub,
    log,
    folder,
    dataKeys,
    staff,
    outbox,
    now,
    put,
    read,
    table,
    setClock: (ms: number) => void (nowMs = ms),
    /** Starts the service over the hub as it is, or over one that somebody spoiled. */
    start: async (over: Partial<Parameters<typeof startDispatch>[0]> = {}): Promise<DispatchService> => {
      const receiptSecret = Buffer.alloc(32, 7).toString('base64');
      const rulesMayActOnResidents = () => false;
      const deps = {
        station: 'qinghe',
        hub,
        folder,
        receiptSecret,
        staff,
        outbox,
        rulesMayActOnResidents,
        author,
        log,
        now,
      };
      const service = await startDispatch({ ...deps, ...over }, 20);
      onTestFinished(() => service.stop());
      return service;
    },
    /** What a tablet sends about grid `grid`. */
    report: async (n: number, change: Partial<Incident> = {}, grid = 1): Promise<string> => {
      const fields = { ...reported(nowMs), ...change };
      const record = createRecord(
        { type: 'incident', schema: 1, scope: `qinghe-${grid}`, uid: uid(n), fields },
        tablet.write(),
      );
      await put(databaseName('grid', 'qinghe', grid), record);
      return record._id;
    },
    /** What a tablet adds to what lies at the hub. */
    change: async (id: string, fields: Partial<Incident>): Promise<void> => {
      const stored = await read(id);
      const { _rev, ...record } = stored;
      const next = editRecord(record as unknown as WireRecord, fields, tablet.write());
      await put(`grid-${id.split('~')[1] ?? ''}`, { ...next, _rev });
    },
    /** Waits until an incident stands like that. */
    until: async (id: string, state: string): Promise<Incident & WireRecord> => {
      await vi.waitFor(async () => expect(standingOf(await read(id)).state).toBe(state), {
        timeout: 5_000,
        interval: 10,
      });
      return read(id);
    },
    messages: async (): Promise<readonly Message[]> => {
      const query = { since: '0', limit: 500, includeDocs: true, style: 'main_only', conflicts: false } as const;
      const { results } = await open('desk-qinghe').changes({ ...query, descending: false, ids: null });
      return results.map(({ doc }) => doc as unknown as Message);
    },
  };
}

const FRAME = new Set(['schema', 'created', 'changed', 'vv', 'born', 'stamps', 'yields']);
const ownFields = (record: object) => Object.fromEntries(Object.entries(record).filter(([name]) => !FRAME.has(name)));

const reported = (nowMs: number) => ({
  categoryUid: FIRES.uid,
  suggestion: null,
  title: '8幢东侧消防通道被电动车堵住',
  text: null,
  place: null,
  address: '清和路 8幢',
  buildingUid: null,
  onBehalfOf: null,
  contact: null,
  channel: 'staff',
  urgent: false,
  reportedAtMs: nowMs,
  receipt: null,
  photos: [],
  voice: null,
  steps: [],
});
