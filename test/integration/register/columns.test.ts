import { describe, expect, it } from 'vitest';
import { regionOf } from '#shared/codes/region-codes';
import { columnsOf, entriesFrom, type Columns } from '#renderer/data/register/columns';
import type { RegisterEntry } from '#renderer/data/register/entries';
import { entryOf } from '#renderer/data/register/taking-in';
import { aVisit, personFields, uid } from '#test/support/builders';
import { aBatch, aDwelling, aHousehold, aRecord, DIGESTS, openAs, sealedAs, TODAY } from './support';

const records = [
  aRecord(
    'person',
    1,
    personFields({
      phone: sealedAs('general', '13800138000'),
      citizenId: sealedAs('general', '11010519491231002X'),
      disability: { kind: 'limb', grade: 2 },
      importUid: uid(70),
    }),
  ),
  aRecord('person', 2, personFields({ name: '张伟', status: 'moved-out', householdUid: uid(200) })),
  aRecord('person', 3, personFields({ name: sealedAs('child', '许小满'), birthDate: '2018-06-01' })),
  aDwelling(100, '清和路 8幢2单元301'),
  aHousehold(200, 100),
  aRecord('enterprise', 400, {
    name: '清和便利店',
    kind: 'sole-trader',
    creditCode: null,
    buildingUid: null,
    dwellingUid: uid(100),
    address: '清和路 8号',
    position: null,
    representative: null,
    phone: null,
    employees: 3,
    isHazardous: false,
    status: 'active',
    importUid: null,
  }),
  aRecord(
    'building',
    500,
    {
      gridUid: uid(1),
      name: '8幢',
      street: '清和路',
      center: null,
      units: 2,
      floors: 6,
      importUid: null,
      footprint: null,
    },
    { grid: 0 },
  ),
  aRecord('certificate', 600, {
    personUid: uid(1),
    kind: 'disability',
    holds: { kind: 'limb', grade: 2 },
    number: null,
    issuedOn: '2020-01-01',
    expiresOn: null,
    status: 'valid',
    importUid: null,
  }),
  aBatch(uid(70), 'complete'),
  aVisit(900),
  aRecord(
    'finding',
    700,
    {
      ruleId: 'no-id',
      subjectType: 'person',
      subjectUid: uid(1),
      decision: 'accepted',
      before: {},
      note: null,
      atMs: 1,
    },
    { key: `no-id.${uid(1)}` },
  ),
  aRecord(
    'quality-rule',
    800,
    { ruleId: 'very-old', isActive: false, severity: 'hint', limits: {}, note: null },
    { grid: 0, key: 'very-old' },
  ),
];

const entries = async (): Promise<readonly RegisterEntry[]> => {
  const how = { open: openAs('general'), digests: DIGESTS, regionOf, today: () => TODAY };
  const made = await Promise.all(records.map((record) => entryOf(record, how)));
  return made.filter((entry) => entry !== null);
};

const throughDisk = (columns: Columns): Columns => JSON.parse(JSON.stringify(columns)) as Columns;

describe('entries in columns', () => {
  it('come back as they were, of every type', async () => {
    const all = await entries();
    expect(new Set(all.map(({ type }) => type)).size).toBe(10);
    for (const type of new Set(all.map((entry) => entry.type))) {
      const own = all.filter((entry) => entry.type === type);
      expect(entriesFrom(throughDisk(columnsOf(own)))).toEqual(own);
    }
  });

  it('take a value that all have once', async () => {
    const people = (await entries()).filter(({ type }) => type === 'person');
    const { columns } = columnsOf([...people, ...people]);
    expect(columns.filter((column) => !Array.isArray(column)).length).toBeGreaterThan(3);
  });
});
