import { personCodes } from '#shared/codes/person-codes';
import { practiceRegionOf } from '#shared/codes/region-codes';
import {
  createTogether,
  findHeader,
  isTakenIn,
  planImport,
  rowReader,
  suggestMapping,
  type PlanInput,
  type PlannedRecord,
  type RosterKind,
  type RowDecision,
  type StationDwelling,
  type StationHomes,
  type StationPerson,
  type TableRow,
} from '#shared/domain/roster/index';
import type { Sealed } from '#shared/schema/envelope';
import { documentId } from '#shared/schema/ids';
import { findRecordType } from '#shared/schema/registry';
import { sealFields } from '#shared/schema/seal-record';
import { inventedId } from '#test/support/rosters';
import { uid } from '#test/support/builders';

export const TODAY = '2026-11-25';
export const TOUCH = { at: 1, by: uid(900), on: 'replica00000' };
const station: StationHomes = {
  grids: [1, 2, 3].map((number) => ({ uid: uid(100 + number), number, names: [`第${number}网格`] })),
  buildings: [{ uid: uid(200), grid: 2, name: '8幢', street: '清和路' }],
};

/** What the station has, and what was decided. */
export interface Known {
  readonly people?: Readonly<Record<string, StationPerson>>;
  readonly dwellings?: Readonly<Record<string, StationDwelling>>;
  readonly decisions?: Readonly<Record<number, RowDecision>>;
  readonly enterprise?: { readonly id: string; readonly uid: string; readonly grid: number };
  readonly chunkRecords?: number;
}

/** The plan of a sheet whose first row holds the heads, taken in by grid 1 where rows say nothing. */
export function plan(rows: readonly TableRow[], known: Known = {}, kind: RosterKind | null = null) {
  const header = findHeader(rows);
  if (!header) throw new Error('no heads');
  const below = rows.filter(({ index }) => index > header.rowIndex);
  const suggested = suggestMapping(header, below.slice(0, 20), { kind, remembered: null, codes: personCodes });
  const mapping = { ...suggested.mapping, defaultGrid: 1 };
  const read = rowReader(mapping, {
    today: TODAY,
    regionOf: practiceRegionOf,
    codes: personCodes,
    station,
    mayCreateBuildings: true,
  });
  const together = createTogether(mapping);
  const all = below.flatMap((row) => read(row) ?? []);
  for (const row of all) together.put(row);
  together.judge();
  const taken = all.filter(({ index, findings }) => isTakenIn([...findings, ...together.findingsOf(index)]));
  let next = 1000;
  const idOf = (index: number) => {
    const content = all.find((row) => row.index === index)?.content;
    return content && 'person' in content ? (content.person.citizenId ?? '') : '';
  };
  const input: PlanInput = {
    rows: taken,
    householdOf: (row) => together.householdOf(row),
    decisionOf: (row) => known.decisions?.[row] ?? 'new',
    personAt: (row) => known.people?.[idOf(row)] ?? null,
    personById: (id) => known.people?.[id] ?? null,
    dwellingAt: (key) => known.dwellings?.[key] ?? null,
    enterpriseAt: () => known.enterprise ?? null,
    station,
    options: {
      importUid: uid(1),
      today: TODAY,
      touch: TOUCH,
      chunkRecords: known.chunkRecords ?? 50,
      newUid: () => uid((next += 1)),
    },
  };
  const chunks = [...planImport(input)];
  const records = chunks.flatMap((chunk) => chunk.records);
  const of = (type: PlannedRecord['type']) => records.filter((record) => record.type === type);
  return { chunks, records, changes: chunks.flatMap((chunk) => chunk.changes), of, taken };
}

const HEADS = [
  '姓名',
  '身份证号',
  '与户主关系',
  '居住地址',
  '联系电话',
  '残疾类型',
  '残疾等级',
  '残疾证号',
  '是否独居',
];
/** A roster of people. */
export const sheet = (...rows: readonly (readonly (string | number | null)[])[]): readonly TableRow[] =>
  [HEADS, ...rows].map((cells, n) => ({ index: n + 1, cells }));

export const MAN = inventedId('1950-03-04', 'male', 1);
export const WOMAN = inventedId('1952-05-06', 'female', 2);
export const CHILD = inventedId('2019-07-08', 'male', 3);
export const HOME = '枫叶巷3幢2单元501室';

/** What keeps a planned record from being one of its type; values count as sealed. */
export async function problemsOf(record: PlannedRecord): Promise<readonly string[]> {
  const type = findRecordType(record.type);
  if (!type) throw new Error('no type');
  const sealed: Sealed = { kid: 'x', iv: 'AAAAAAAAAAAAAAAA', ct: 'AAAA' };
  const about = { type: record.type, uid: record.uid, birthDate: record.birthDate, today: TODAY };
  const fields = await sealFields(about, record.fields, async () => sealed);
  const frame = { type: record.type, uid: record.uid, schema: type.version, created: TOUCH, changed: TOUCH, vv: {} };
  const whole = { ...fields, ...frame, born: '000000000000.000000000000.1', stamps: {}, yields: [] };
  const parsed = type.schema.safeParse({ ...whole, _id: documentId(record.type, 'qinghe-1', record.uid) });
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}
