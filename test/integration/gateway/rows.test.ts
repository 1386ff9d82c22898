import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BulkRow } from '#shared/ipc/station-api';
import { LIMITS, REPLICA_HEADER } from '#shared/ipc/station-api';
import { editRecord } from '#shared/sync/author';
import { formatStamp } from '#shared/sync/stamp';
import { joinVectors } from '#shared/sync/vector';
import type { WireRecord } from '#shared/schema/envelope';
import { aPerson, aVisit, replicaId, T0, testReplica, uid } from '#test/support/builders';
import type { TestClaims } from '#test/support/sessions';
import { runGateway, type RunningGateway } from './running-gateway';

const DB = 'grid-qinghe-1';
const tablet = testReplica('tablet');
const desk = testReplica('desk');

let running: RunningGateway;
let nowMs = T0;
let next = 0;

beforeAll(async () => {
  running = await runGateway({ databases: [DB, 'commons-qinghe'], now: () => nowMs });
});
afterAll(() => running.stop());

interface PostOptions {
  readonly as?: TestClaims;
  readonly replica?: string | null;
  readonly db?: string;
  readonly newEdits?: boolean;
}

async function post(
  docs: readonly unknown[],
  options: PostOptions = {},
): Promise<{ status: number; rows: readonly BulkRow[] }> {
  const db = options.db ?? DB;
  const replica = options.replica === undefined ? tablet.id : options.replica;
  const device = `device of ${replica}`;
  const token = running.sessions.issue({ dbs: { [db]: 'write' }, device, ...options.as });
  const answer = await fetch(`${running.origin}/hub/${db}/_bulk_docs`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...(replica === null ? {} : { [REPLICA_HEADER]: replica }),
    },
    body: JSON.stringify({ docs, ...(options.newEdits === undefined ? {} : { new_edits: options.newEdits }) }),
  });
  return { status: answer.status, rows: (await answer.json()) as BulkRow[] };
}

const fresh = (): number => (next += 1);
const codeOf = (row: BulkRow | undefined): string =>
  row && 'error' in row ? `${row.error} ${row.code ?? ''}` : row ? 'ok' : 'none';
const outcome = async (doc: unknown, options: PostOptions = {}): Promise<string> =>
  codeOf((await post([doc], options)).rows[0]);
async function stored(record: WireRecord, replica = tablet.id): Promise<string> {
  const [row] = (await post([record], { replica })).rows;
  if (!row || !('rev' in row)) throw new Error(`not stored: ${codeOf(row)}`);
  return row.rev;
}

describe('a row from a device', () => {
  it('is taken when it is a record of this database', async () => {
    expect(await outcome(aVisit(fresh(), { by: tablet }))).toBe('ok');
    expect(await outcome(aPerson(fresh(), { by: tablet }))).toBe('ok');
  });

  it('keeps fields that this build does not know', async () => {
    const record = { ...aVisit(fresh(), { by: tablet }), weather: { sky: '晴' } };
    await stored(record);
    const read = await running.hub
      .database(DB)
      ?.get(record._id, { rev: null, latest: false, revs: false, conflicts: false });
    expect(read).toMatchObject({ found: true, document: { weather: { sky: '晴' } } });
  });

  const visit = () => aVisit(fresh(), { by: tablet });
  const far = (ms: number) => formatStamp({ ms, tick: 0, replica: tablet.id, counter: 1 });
  it.each<[string, () => unknown, string]>([
    [
      'of an unknown type',
      () => ({ ...visit(), _id: `spaceship~qinghe-1~${uid(1)}`, type: 'spaceship' }),
      'row.unknown-type',
    ],
    ['of a newer schema', () => ({ ...visit(), schema: 999 }), 'row.newer-schema'],
    ['of a schema that is none', () => ({ ...visit(), schema: 0 }), 'row.malformed'],
    ['whose schema is a word', () => ({ ...visit(), schema: '1' }), 'row.malformed'],
    ['of another grid', () => aVisit(fresh(), { by: tablet, grid: 2 }), 'row.wrong-database'],
    [
      'that belongs to the commons',
      () => ({ ...visit(), _id: `grid~qinghe-1~${uid(2)}`, type: 'grid', schema: 1 }),
      'row.wrong-database',
    ],
    ['whose id and type disagree', () => ({ ...visit(), type: 'person' }), 'row.malformed'],
    ['whose id is not one of ours', () => ({ ...visit(), _id: 'visit' }), 'row.malformed'],
    ['whose id climbs', () => ({ ...visit(), _id: 'visit~qinghe-1~../../etc' }), 'row.malformed'],
    ['that lacks a field', () => ({ ...visit(), kind: undefined }), 'row.malformed'],
    ['with a field of another shape', () => ({ ...visit(), startedAtMs: 'yesterday' }), 'row.malformed'],
    ['without a vector', () => ({ ...visit(), vv: undefined }), 'row.malformed'],
    ['whose vector counts in fractions', () => ({ ...visit(), vv: { [tablet.id]: 1.5 } }), 'row.malformed'],
    [
      'whose vector has not seen its own stamps',
      () => ({ ...visit(), vv: { [replicaId('other')]: 1 } }),
      'row.malformed',
    ],
    ['whose uid is not one', () => ({ ...visit(), uid: 'x' }), 'row.malformed'],
    ['that is deleted', () => ({ ...visit(), _deleted: true }), 'row.deletion'],
    ['that is deleted and says nothing else', () => ({ _id: visit()._id, _deleted: true }), 'row.deletion'],
    [
      'with an attachment',
      () => ({ ...visit(), _attachments: { f: { data: 'eA==', content_type: 'text/plain' } } }),
      'row.malformed',
    ],
    [
      'with revisions of its own',
      () => ({ ...visit(), _rev: '1-a', _revisions: { start: 1, ids: ['a'] } }),
      'row.malformed',
    ],
    ['that is a design document', () => ({ ...visit(), _id: '_design/x' }), 'row.malformed'],
    ['larger than a record may be', () => ({ ...visit(), extra: 'x'.repeat(LIMITS.documentBytes) }), 'row.too-large'],
    [
      'large in bytes though not in characters',
      () => ({ ...visit(), extra: '访'.repeat(LIMITS.documentBytes / 3) }),
      'row.too-large',
    ],
    [
      'created ahead of the hub’s clock',
      () => ({ ...visit(), created: { ...visit().created, at: T0 + LIMITS.clockAheadMs + 1 } }),
      'row.clock',
    ],
    [
      'changed ahead of the hub’s clock',
      () => ({ ...visit(), changed: { ...visit().changed, at: T0 + LIMITS.clockAheadMs + 1 } }),
      'row.clock',
    ],
    ['born ahead of the hub’s clock', () => ({ ...visit(), born: far(T0 + LIMITS.clockAheadMs + 1) }), 'row.clock'],
    ['with a field stamped ahead', () => ({ ...visit(), stamps: { kind: far(T0 + 86_400_000) } }), 'row.clock'],
    [
      'with a yielded value stamped ahead',
      () => ({ ...visit(), yields: [{ field: 'kind', stamp: far(T0 + 86_400_000), value: 1 }] }),
      'row.clock',
    ],
  ])('%s is refused with its reason', async (_what, make, code) => {
    const doc = make();
    expect(await outcome(doc)).toBe(`forbidden ${code}`);
    expect(
      await running.hub.database(DB)?.allDocs({
        keys: [(doc as { _id: string })._id],
        startKey: null,
        endKey: null,
        inclusiveEnd: true,
        descending: false,
        skip: 0,
        limit: null,
        includeDocs: false,
        conflicts: false,
      }),
    ).toMatchObject({ rows: [{ error: 'not_found' }] });
  });

  it('is taken with a clock a little ahead, and once the hub’s clock has caught up', async () => {
    const ahead = { ...visit(), changed: { ...visit().changed, at: T0 + LIMITS.clockAheadMs } };
    expect(await outcome(ahead)).toBe('ok');
    const further = { ...visit(), changed: { ...visit().changed, at: T0 + 2 * LIMITS.clockAheadMs } };
    expect(await outcome(further)).toBe('forbidden row.clock');
    nowMs = T0 + LIMITS.clockAheadMs;
    expect(await outcome(further)).toBe('ok');
    nowMs = T0;
  });

  it('never holds up the rows beside it', async () => {
    const good = Array.from({ length: 10 }, visit);
    const bad = [{ ...visit(), schema: 999 }, { _id: '' }, { ...visit(), _deleted: true }, {}];
    const { rows } = await post([...good.slice(0, 5), ...bad, ...good.slice(5)]);
    expect(rows).toHaveLength(14);
    expect(rows.filter((row) => 'ok' in row)).toHaveLength(10);
  });
});

describe('an edit from a device', () => {
  it('is taken when it was made from what is stored', async () => {
    const first = aVisit(fresh(), { by: tablet });
    const rev = await stored(first);
    expect(await outcome({ ...editRecord(first, { kind: 'phone' }, tablet.write()), _rev: rev })).toBe('ok');
  });

  it('is answered as known already when it comes a second time', async () => {
    const first = aVisit(fresh(), { by: tablet });
    const rev = await stored(first);
    expect(await outcome(first)).toBe('conflict row.stale-vector');
    const edited = { ...editRecord(first, { kind: 'phone' }, tablet.write()), _rev: rev };
    expect(await outcome(edited)).toBe('ok');
    expect(await outcome(edited)).toBe('conflict row.stale-vector');
    expect(await outcome({ ...first, _rev: rev })).toBe('conflict row.stale-vector');
  });

  it('is a conflict when somebody else was faster, and taken once joined', async () => {
    const first = aVisit(fresh(), { by: tablet });
    const rev = await stored(first);
    const theirs = editRecord(first, { kind: 'phone' }, desk.write());
    const theirRev = (await post([{ ...theirs, _rev: rev }], { replica: desk.id })).rows[0];
    const mine = editRecord(first, { nextVisitOn: '2026-12-01' }, tablet.write());
    expect(await outcome({ ...mine, _rev: rev })).toBe('conflict row.conflict');
    const newRev = theirRev && 'rev' in theirRev ? theirRev.rev : '';
    expect(await outcome({ ...mine, _rev: newRev })).toBe('conflict row.conflict');
    const joined = {
      ...mine,
      kind: 'phone',
      vv: joinVectors(mine.vv, theirs.vv),
      stamps: { ...theirs.stamps, ...mine.stamps },
    };
    expect(await outcome({ ...joined, _rev: newRev })).toBe('ok');
  });

  it('is a conflict when it names a revision the hub never had, or none', async () => {
    const first = aVisit(fresh(), { by: tablet });
    expect(await outcome({ ...first, _rev: '1-0123456789abcdef0123456789abcdef' })).toBe('conflict row.conflict');
    await stored(first);
    expect(await outcome(editRecord(first, { kind: 'phone' }, tablet.write()))).toBe('conflict row.conflict');
  });

  it('lets one of many through when all come at once', async () => {
    const first = aVisit(fresh(), { by: tablet });
    const rev = await stored(first);
    const edits = Array.from({ length: 8 }, () => testReplica(`r${fresh()}`)).map(async (replica) =>
      outcome({ ...editRecord(first, { kind: 'phone' }, replica.write()), _rev: rev }, { replica: replica.id }),
    );
    const outcomes = await Promise.all(edits);
    expect(outcomes.filter((each) => each === 'ok')).toHaveLength(1);
    expect(outcomes.filter((each) => each === 'conflict row.conflict')).toHaveLength(7);
  });

  it('lets a second row of the same record in one request wait for the first', async () => {
    const first = aVisit(fresh(), { by: tablet });
    const second = editRecord(first, { kind: 'phone' }, tablet.write());
    expect((await post([first, second])).rows.map(codeOf)).toEqual(['ok', 'conflict row.conflict']);
  });

  it('may bring a record that other devices wrote and the hub lost, also where a later value hides who wrote before', async () => {
    const theirs = aVisit(fresh(), { by: desk });
    const hidden = editRecord(theirs, { kind: 'phone' }, testReplica('hidden').write());
    const latest = editRecord(hidden, { kind: 'chance' }, desk.write());
    expect(await outcome(latest, { replica: tablet.id })).toBe('ok');
  });

  it('does not hide that it changes a birth date, or whom a visit was to', async () => {
    const hide = ({ stamps, ...row }: WireRecord & { _rev: string }, field: string) => ({
      ...row,
      stamps: Object.fromEntries(Object.entries(stamps).filter(([name]) => name !== field)),
    });
    for (const [record, field, value] of [
      [aPerson(fresh(), { by: tablet }), 'birthDate', '1990-01-01'],
      [aVisit(fresh(), { by: tablet }), 'personUid', uid(77)],
    ] as const) {
      const rev = await stored(record);
      const changed = { ...editRecord(record, { [field]: value }, tablet.write()), _rev: rev };
      expect(await outcome(hide(changed, field)), field).toBe('forbidden row.malformed');
      const [taken] = (await post([changed])).rows;
      if (!taken || !('rev' in taken)) throw new Error(`not taken: ${codeOf(taken)}`);
      const { _rev, ...now } = changed;
      const later = { ...editRecord(now as WireRecord, { remark: _rev }, tablet.write()), _rev: taken.rev };
      expect(await outcome(hide(later, field)), field).toBe('forbidden row.malformed');
      expect(await outcome(later), field).toBe('ok');
    }
  });

  it('does not bring back a record that was erased', async () => {
    const first = aVisit(fresh(), { by: tablet });
    const rev = await stored(first);
    await running.hub.database(DB)?.bulkDocs({ rows: [{ _id: first._id, _rev: rev, _deleted: true }], newEdits: true });
    expect(await outcome({ ...editRecord(first, { kind: 'phone' }, tablet.write()), _rev: rev })).toBe(
      'forbidden row.deletion',
    );
    expect(await outcome(first)).toBe('forbidden row.deletion');
  });
});

describe('a request with rows', () => {
  it('names the replica that writes', async () => {
    expect((await post([aVisit(fresh(), { by: tablet })], { replica: null })).status).toBe(400);
    expect((await post([aVisit(fresh(), { by: tablet })], { replica: 'not a replica' })).status).toBe(400);
  });

  it('may bring revisions of its own, deletions and other documents only from another hub', async () => {
    const rows = [
      { _id: 'other', _rev: '1-a' },
      { _id: 'gone', _rev: '1-b', _deleted: true },
    ];
    expect((await post(rows, { newEdits: false })).status).toBe(403);
    expect(await post(rows, { newEdits: false, as: { post: 'replicator' }, replica: null })).toEqual({
      status: 201,
      rows: [],
    });
  });

  it('holds another hub to the size of a record and the shape of a row', async () => {
    const rows = [{ _id: 'big', text: 'x'.repeat(LIMITS.documentBytes) }, { _id: 'fine' }, { _id: '_design/x' }];
    const answered = await post(rows, { as: { post: 'replicator' }, replica: null });
    expect(answered.rows.map(codeOf)).toEqual(['forbidden row.too-large', 'ok', 'forbidden row.malformed']);
  });

  it('needs the right to write', async () => {
    expect((await post([], { as: { dbs: { [DB]: 'read' } } })).status).toBe(403);
    expect((await post([], { db: 'commons-qinghe', as: { dbs: { [DB]: 'write' } } })).status).toBe(403);
  });
});
