import { APPEND_ONLY, HOST_WRITTEN } from '#shared/domain/access/table';
import type { WireRecord } from '#shared/schema/envelope';
import { importSealingKey, sealingAad, sealValue } from '#shared/schema/sealing';
import { findRecordType } from '#shared/schema/registry';
import { visit } from '#shared/schema/types/visit';
import { createRecord } from '#shared/sync/author';
import { practiceDatabases } from '#sync-server/seed/practice';
import { anAddition, STATION, testReplica, uid, visitFields } from '#test/support/builders';
import { memoryDataKeys } from '#test/support/services';

/** The scope that `practiceGrid` makes its records in. */
const FIRST_SCOPE = `${STATION}-1`;

/** Free RxDB opens few collections at once: devices of benchmarks do without these. */
const LEFT_OUT: ReadonlySet<string> = new Set(['incidents', 'care', 'tasks', 'devices']);

/** The hub database of a grid. */
export const gridDatabase = (grid: number): string => `grid-${STATION}-${grid}`;

/** The records of one practice grid, values sealed; without those that only their author or the host may write. */
export async function practiceGrid(households: number): Promise<readonly WireRecord[]> {
  const classes = ['general', 'health', 'child'] as const;
  const keys = await memoryDataKeys().keysFor(classes.map((each) => ({ scope: FIRST_SCOPE, class: each })));
  const size = { householdsPerGrid: [households], historyDays: 180 };
  const options = { randomSeed: 'bench', nowMs: Date.now(), size, keys, replica: 'benchseed000' };
  for await (const { records } of practiceDatabases(options)) {
    return records.filter(
      ({ type }) =>
        !APPEND_ONLY.has(type) && !HOST_WRITTEN.has(type) && !LEFT_OUT.has(findRecordType(type)?.collection ?? ''),
    );
  }
  throw new Error('a practice station without a grid');
}

/** The same records as those of another grid. */
export function inGrid(records: readonly WireRecord[], grid: number): readonly WireRecord[] {
  const [from, to] = [`~${FIRST_SCOPE}~`, `~${STATION}-${grid}~`];
  return records.map((record) => ({ ...record, _id: record._id.replace(from, to) }));
}

/** What a worker changes about a record: a visit gets an addition, a person's file one more field. Null: not touched. */
export function editOf(record: WireRecord, n: number, replica: string): Readonly<Record<string, unknown>> | null {
  if (record.type === 'visit')
    return { additions: [...(record['additions'] as readonly unknown[]), anAddition(n, replica)] };
  return record.type === 'person' ? { importUid: uid(n) } : null;
}

/** Visits of a grid whose notes are sealed, about 1 KB each. */
export async function sealedVisits(grid: number, count: number): Promise<readonly WireRecord[]> {
  const kid = `${STATION}-${grid}.health.1`;
  const key = await importSealingKey(Buffer.alloc(32, grid).toString('base64'));
  const by = testReplica(`visits${grid}`, () => Date.now());
  const visits: WireRecord[] = [];
  for (let n = 0; n < count; n += 1) {
    const id = uid(grid * 100_000 + n);
    const aad = sealingAad({ uid: id, field: 'answers.note' });
    const note = await sealValue(key, kid, `${NOTE}第${n}户。`, aad);
    const condition = await sealValue(key, kid, 'well', sealingAad({ uid: id, field: 'answers.condition' }));
    const fields = visitFields({ personUid: uid(n % 997), answers: { outcome: 'met', condition, note } });
    const place = { type: 'visit', schema: visit.version, scope: `${STATION}-${grid}`, uid: id };
    visits.push(createRecord({ ...place, fields }, by.write()));
  }
  return visits;
}

const NOTE = '老人身体尚可，血压略高，按时服药；家中燃气阀门已检查，提醒夜间关闭。子女周末来看望。';
