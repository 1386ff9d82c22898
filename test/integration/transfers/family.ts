import type { WireRecord } from '#shared/schema/envelope';
import { findRecordType } from '#shared/schema/registry';
import { createRecord } from '#shared/sync/author';
import { aPerson, aVisit, STATION, testReplica, uid, WORKER_UID, type TestReplica } from '#test/support/builders';
import type { Station } from './station';

/** Who and what a family of the first grid is made of, by uid. */
export const FAMILY = {
  grandmother: uid(1),
  child: uid(2),
  household: uid(10),
  dwelling: uid(20),
  visit: uid(30),
  childVisit: uid(33),
  certificate: uid(31),
  consent: uid(32),
  finding: uid(34),
} as const;
export const OTHER_DWELLING = uid(21);
export const NEIGHBOUR = uid(5);

export const idIn = (type: string, grid: number, key: string): string => `${type}~${STATION}-${grid}~${key}`;
export const FINDING_KEY = `phone-missing.${FAMILY.grandmother}`;

/** Everything about the family, by type and key; the same in whatever grid. */
export const FAMILY_RECORDS: readonly (readonly [type: string, key: string])[] = [
  ['person', FAMILY.grandmother],
  ['person', FAMILY.child],
  ['household', FAMILY.household],
  ['visit', FAMILY.visit],
  ['visit', FAMILY.childVisit],
  ['certificate', FAMILY.certificate],
  ['consent', FAMILY.consent],
  ['finding', FINDING_KEY],
];

/** Words that must not be readable where the family has left. */
export const PERSONAL = /测试甲|1942-03-05|2019-05-06|hearing/;

export function record(
  by: TestReplica,
  type: string,
  n: string,
  fields: Record<string, unknown>,
  options: { readonly grid?: number; readonly key?: string } = {},
): WireRecord {
  const { grid = 1, key } = options;
  const schema = findRecordType(type)?.version ?? 1;
  return createRecord(
    { type, schema, scope: `${STATION}-${grid}`, uid: n, ...(key !== undefined && { key }), fields },
    by.write(),
  );
}

const home = (room: string) => ({
  buildingUid: uid(40),
  unit: '2',
  floor: 3,
  room,
  address: `清和路8幢2单元${room}`,
  position: null,
  use: null,
  areaSquareMeters: null,
  importUid: null,
});

/** A grandmother with health notes, a grandchild whose file is closed to most, their household, and a home in the second grid. */
export async function moveIn(station: Station): Promise<TestReplica> {
  const by = testReplica('tablet', () => Date.now() - 60_000);
  const seal = station.seal;
  const { grandmother, child } = FAMILY;
  const contact = {
    id: uid(50),
    name: await seal({ uid: grandmother, field: 'contacts.name', entryId: uid(50) }, '许海涛', 1, 'general'),
    relation: await seal({ uid: grandmother, field: 'contacts.relation', entryId: uid(50) }, '儿子', 1, 'general'),
    phone: await seal({ uid: grandmother, field: 'contacts.phone', entryId: uid(50) }, '13900000000', 1, 'general'),
  };
  const childs = (field: string, value: unknown, of: string = child) => seal({ uid: of, field }, value, 1, 'child');
  await station.write(
    record(by, 'dwelling', FAMILY.dwelling, home('301')),
    record(by, 'dwelling', OTHER_DWELLING, home('502'), { grid: 2 }),
    record(by, 'household', FAMILY.household, {
      dwellingUid: FAMILY.dwelling,
      headUid: grandmother,
      kind: 'family',
      status: 'current',
      registerNumber: await seal({ uid: FAMILY.household, field: 'registerNumber' }, '1001', 1, 'general'),
      importUid: null,
    }),
    aPerson(1, {
      by,
      fields: {
        householdUid: FAMILY.household,
        dwellingUid: FAMILY.dwelling,
        phone: await seal({ uid: grandmother, field: 'phone' }, '13800000000', 1, 'general'),
        contacts: [contact],
      },
    }),
    aPerson(2, {
      by,
      fields: {
        birthDate: '2019-05-06',
        householdUid: FAMILY.household,
        dwellingUid: FAMILY.dwelling,
        name: await childs('name', '许小满'),
        sex: await childs('sex', 'female'),
        relation: await childs('relation', 'grandchild'),
        relationCode: await childs('relationCode', '42'),
        disability: await childs('disability', null),
      },
    }),
    aPerson(5, { by, fields: { name: '邻居', birthDate: '1950-01-01' } }),
    aVisit(30, {
      by,
      fields: {
        personUid: grandmother,
        answers: {
          outcome: 'met',
          note: await seal({ uid: FAMILY.visit, field: 'answers.note' }, '头晕', 1, 'health', WORKER_UID),
        },
        additions: [
          {
            id: uid(51),
            written: { at: Date.now(), by: WORKER_UID, on: by.id },
            text: await seal({ uid: FAMILY.visit, field: 'additions.text', entryId: uid(51) }, '已复查', 1, 'general'),
          },
        ],
      },
    }),
    aVisit(33, {
      by,
      fields: {
        personUid: child,
        answers: { outcome: 'met', note: await childs('answers.note', '写作业', FAMILY.childVisit) },
      },
    }),
    aVisit(35, { by, fields: { personUid: NEIGHBOUR } }),
    record(by, 'certificate', FAMILY.certificate, {
      personUid: grandmother,
      kind: 'disability',
      holds: { kind: 'hearing', grade: 2 },
      number: await seal({ uid: FAMILY.certificate, field: 'number' }, '3399010000', 1, 'general'),
      issuedOn: '2024-05-06',
      expiresOn: null,
      status: 'valid',
      importUid: null,
    }),
    record(by, 'consent', FAMILY.consent, {
      personUid: grandmother,
      purpose: 'photos',
      given: true,
      statedOn: '2026-05-06',
      atMs: Date.now(),
      by: 'self',
      how: 'spoken',
      validUntil: null,
      note: null,
    }),
    record(
      by,
      'finding',
      FAMILY.finding,
      {
        ruleId: 'phone-missing',
        subjectType: 'person',
        subjectUid: grandmother,
        decision: 'fixed',
        before: { phone: await seal({ uid: grandmother, field: 'phone' }, '13700000000', 1, 'general') },
        note: null,
        atMs: Date.now(),
      },
      { key: FINDING_KEY },
    ),
  );
  return by;
}
