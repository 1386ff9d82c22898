import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { may, mayWrite } from '#shared/domain/access/access';
import { APPEND_ONLY } from '#shared/domain/access/table';
import { REPLICA_HEADER, type BulkRow } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import { documentId, parseDatabaseName } from '#shared/schema/ids';
import { recordTypes } from '#shared/schema/registry';
import { createRecord, editRecord } from '#shared/sync/author';
import { placeOf } from '#sync-server/access/hub-access';
import { testReplica, uid, type TestReplica } from '#test/support/builders';
import { DATABASES, openMatrixStation, type Asker, type MatrixStation } from './askers';

/** Every type of the registry, created and edited in every database, by everybody. */

let station: MatrixStation;
beforeAll(async () => {
  station = await openMatrixStation();
});
afterAll(() => station.stop());

let made = 0;

/** A valid record of a type: its fixture, as if it had just been made by this writer in that database. */
function aRecord(type: string, version: number, db: string, by: TestReplica): WireRecord {
  const file = join(process.cwd(), `test/fixtures/records/${type}.v${version}.json`);
  const fixture = JSON.parse(readFileSync(file, 'utf8')) as WireRecord;
  const { _id, uid: _uid, type: _type, schema, created, changed, vv, born, stamps, yields, ...fields } = fixture;
  void [_id, _uid, _type, created, changed, vv, born, stamps, yields];
  made += 1;
  const scope = parseDatabaseName(db)?.scope ?? '';
  return createRecord({ type, schema, scope, uid: uid(made), fields }, by.write());
}

/** What should become of a row, by the table. */
function expected({ access }: Asker, action: 'create' | 'edit', type: string, home: string, db: string): string {
  const identity = parseDatabaseName(db);
  if (!identity) throw new Error(`not a database: ${db}`);
  if (home !== identity.kind) return 'row.wrong-database';
  const place = placeOf(identity);
  if (action === 'edit' && APPEND_ONLY.has(type))
    return may(access, 'create', type, place) ? 'row.append-only' : 'access.denied';
  return may(access, action, type, place) ? 'ok' : 'access.denied';
}

/** The word for a whole request that the door refuses; null when its rows are looked at. */
function refusalOf({ access, trouble }: Asker, db: string): string | null {
  if (trouble) return trouble;
  const place = placeOf(parseDatabaseName(db) ?? { kind: 'commons', station: '', scope: '' });
  const open = access.places.find(({ kind, gridNumber }) => kind === place.kind && gridNumber === place.gridNumber);
  return open && mayWrite(open) ? null : 'access.denied';
}

async function push(asker: Asker, db: string, docs: readonly unknown[], replica: string): Promise<readonly string[]> {
  const answer = await fetch(`${station.origin}/hub/${db}/_bulk_docs`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [REPLICA_HEADER]: replica,
      ...(asker.token === null ? {} : { authorization: `Bearer ${asker.token}` }),
    },
    body: JSON.stringify({ docs }),
  });
  const body = (await answer.json()) as readonly BulkRow[] | { readonly code: string };
  if ('code' in body) return docs.map(() => body.code);
  return (body as readonly BulkRow[]).map((row) => ('ok' in row ? 'ok' : (row.code ?? row.error)));
}

/** Puts records into the hub by its back door, as if they had always been there; their revisions. */
async function put(db: string, records: readonly WireRecord[]): Promise<readonly string[]> {
  const answers = (await station.hub.database(db)?.bulkDocs({ rows: records, newEdits: true })) ?? [];
  return answers.map((answer) => ('ok' in answer ? answer.rev : ''));
}

describe('a row', () => {
  it('is taken from whom the access table lets write it, and from nobody else', async () => {
    const wrong: string[] = [];
    let rows = 0;
    let taken = 0;
    for (const [index, asker] of station.askers.entries()) {
      const writer = testReplica(`m${index}`, undefined, asker.staff);
      for (const db of DATABASES) {
        const records = recordTypes.map(({ type, version }) => aRecord(type, version, db, writer));
        const stored = recordTypes.map(({ type, version }) => aRecord(type, version, db, writer));
        const revs = await put(db, stored);
        const edits = stored.map((record, at) => ({
          ...editRecord(record, { remark: 'x' }, writer.write()),
          _rev: revs[at],
        }));
        for (const [action, docs] of [
          ['create', records],
          ['edit', edits],
        ] as const) {
          const told = await push(asker, db, docs, writer.id);
          recordTypes.forEach(({ type, database: home }, at) => {
            const wanted = refusalOf(asker, db) ?? expected(asker, action, type, home, db);
            rows += 1;
            if (told[at] === 'ok') taken += 1;
            if (told[at] !== wanted)
              wrong.push(`${asker.name}: ${action} ${type} in ${db}: ${told[at]} instead of ${wanted}`);
          });
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(rows).toBe(station.askers.length * DATABASES.length * recordTypes.length * 2);
    expect(taken).toBeGreaterThan(50);
  });

  it('that says who looked at what is created by whoever looked, and by nobody for somebody else', async () => {
    const worker = station.asker('grid-worker');
    const reveal = recordTypes.find(({ type }) => type === 'reveal');
    if (!reveal) throw new Error('no reveal type');
    const own = aRecord('reveal', reveal.version, 'grid-qinghe-1', testReplica('own', undefined, worker.staff));
    const forged = aRecord('reveal', reveal.version, 'grid-qinghe-1', testReplica('own', undefined, uid(77)));
    expect(await push(worker, 'grid-qinghe-1', [own, forged], 'ownworker000')).toEqual(['ok', 'access.denied']);
    // A row whose answer got lost comes again, and is known.
    expect(await push(worker, 'grid-qinghe-1', [own], 'ownworker000')).toEqual(['row.stale-vector']);
  });

  it('that makes an adult of a child by another birth date is taken only from whoever may read children’s files', async () => {
    const db = 'grid-qinghe-1';
    const worker = station.asker('grid-worker');
    const manager = station.asker('manager');
    const child = aRecord('person', 3, db, testReplica('born', undefined, manager.staff));
    const [rev] = await put(db, [child]);
    const write = (by: Asker, name: string, changes: Record<string, unknown>) => {
      const writer = testReplica(name, undefined, by.staff);
      return push(by, db, [{ ...editRecord(child, changes, writer.write()), _rev: rev }], writer.id);
    };
    for (const birthDate of ['1990-03-05', '2999-01-01'])
      expect(await write(worker, 'older', { birthDate }), birthDate).toEqual(['access.denied']);
    expect(await write(manager, 'bymanager', { birthDate: '1990-03-05' })).toEqual(['ok']);
  });

  it('that corrects a child’s birth date within childhood is taken from whoever may edit people', async () => {
    const db = 'grid-qinghe-1';
    const worker = station.asker('grid-worker');
    const writer = testReplica('younger', undefined, worker.staff);
    const child = aRecord('person', 3, db, writer);
    const [_rev] = await put(db, [child]);
    const row = { ...editRecord(child, { birthDate: '2018-03-05' }, writer.write()), _rev };
    expect(await push(worker, db, [row], writer.id)).toEqual(['ok']);
  });

  it('under a name that reads like another database’s is judged by where it is sent', async () => {
    const worker = station.asker('grid-worker');
    const writer = testReplica('climber', undefined, worker.staff);
    const visit = recordTypes.find(({ type }) => type === 'visit');
    const record = aRecord('visit', visit?.version ?? 1, 'grid-qinghe-2', writer);
    expect(await push(worker, 'grid-qinghe-1', [record], writer.id)).toEqual(['row.wrong-database']);
    const renamed = { ...record, _id: documentId('visit', 'qinghe-1', record.uid) };
    expect(await push(worker, 'grid-qinghe-2', [renamed], writer.id)).toEqual(['access.denied']);
  });

  it('from a replica of another device is not taken, and its own still are', async () => {
    const [worker, manager] = [station.asker('grid-worker'), station.asker('manager')];
    const visit = recordTypes.find(({ type }) => type === 'visit');
    const aVisit = (by: Asker) =>
      aRecord('visit', visit?.version ?? 1, 'grid-qinghe-1', testReplica('thief', undefined, by.staff));
    const replica = 'thief0000000';
    expect(await push(worker, 'grid-qinghe-1', [aVisit(worker)], replica)).toEqual(['ok']);
    expect(await push(manager, 'grid-qinghe-1', [aVisit(manager)], replica)).toEqual(['access.denied']);
    expect(await push(worker, 'grid-qinghe-1', [aVisit(worker)], replica)).toEqual(['ok']);
  });
});
