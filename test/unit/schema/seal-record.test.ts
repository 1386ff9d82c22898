import { describe, expect, it } from 'vitest';
import { openRecord, type OpenSealed } from '#shared/schema/open-record';
import type { Sealed } from '#shared/schema/envelope';
import { person } from '#shared/schema/types/person';
import { sealFields, type SealedFor, type SealPlain } from '#shared/schema/seal-record';
import { importSealingKey, openValue, sealingAad, sealValue, type SealedPlace } from '#shared/schema/sealing';
import { classOfKid, misplacedValues } from '#shared/schema/value-class';
import { aPerson, aVisit, personFields, uid } from '#test/support/builders';

const TODAY = '2026-11-23';
const ADULT = '1942-03-05';
const CHILD = '2017-03-05';

const FILL = { general: 1, health: 2, child: 3 } as const;
type Class = keyof typeof FILL;
const keyOf = (name: Class) => importSealingKey(Buffer.alloc(32, FILL[name]).toString('base64'));
const seal: SealPlain = async (value, place, keyClass) =>
  sealValue(await keyOf(keyClass), `qinghe-1.${keyClass}.1`, value, sealingAad(place));
const open: OpenSealed = async (sealed, place) => {
  const keyClass = classOfKid(sealed.kid);
  if (!keyClass) return null;
  const opened = await openValue(await keyOf(keyClass), sealed, sealingAad(place));
  return opened.ok ? opened.value : null;
};

const about = (change: Partial<SealedFor> = {}): SealedFor => ({
  type: 'person',
  uid: uid(1),
  birthDate: ADULT,
  today: TODAY,
  ...change,
});

const PLAIN = {
  name: '许小满',
  sex: 'female',
  relation: 'grandchild',
  relationCode: '42',
  disability: null,
  citizenId: '339901201703050021',
  phone: null,
  profile: { ethnicity: '01' },
  livingAlone: {
    value: false,
    declaredOn: '2026-05-01',
    recorded: { at: 0, by: uid(9), on: 'tablet000000' },
  },
  contacts: [
    { id: uid(5), name: '许海涛', relation: '父亲', phone: '15400000000' },
    { id: uid(6), name: '陈静', relation: '母亲', phone: '15400000001' },
  ],
};

const kidOf = (value: unknown): string | undefined => (value as Partial<Sealed> | null)?.kid;

describe('a person’s fields', () => {
  it('of an adult: numbers, contacts and profile go under the general key, the rest stays readable', async () => {
    const fields = await sealFields(about(), PLAIN, seal);
    expect(fields).toMatchObject({ name: '许小满', sex: 'female', relationCode: '42', disability: null, phone: null });
    expect(fields['livingAlone']).toEqual(PLAIN.livingAlone);
    expect(kidOf(fields['citizenId'])).toBe('qinghe-1.general.1');
    expect(kidOf(fields['profile'])).toBe('qinghe-1.general.1');
    expect(JSON.stringify(fields)).not.toMatch(/许海涛|父亲|1540000/);
  });

  it('of a child: nothing but ids and dates is readable, "no disability" included', async () => {
    const fields = await sealFields(about({ birthDate: CHILD }), PLAIN, seal);
    expect(JSON.stringify(fields)).not.toMatch(/许|陈静|female|grandchild|"42"|亲|1540000/);
    for (const field of ['name', 'sex', 'relation', 'relationCode', 'disability', 'citizenId', 'profile'])
      expect(kidOf(fields[field]), field).toBe('qinghe-1.child.1');
    // A child without a phone has none, whoever reads it.
    expect(fields['phone']).toBeNull();
    expect(fields['livingAlone']).toMatchObject({ value: { kid: 'qinghe-1.child.1' }, declaredOn: '2026-05-01' });
  });

  it.each([ADULT, CHILD])('of somebody born on %s fit the type, lie where they belong and open again', async (day) => {
    const sealed = await sealFields(about({ birthDate: day }), { ...personFields(PLAIN), birthDate: day }, seal);
    const record = aPerson(1, { fields: sealed });
    expect(person.schema.safeParse(record).error?.issues ?? []).toEqual([]);
    expect(misplacedValues(record, { birthDate: day, stamps: {} }, TODAY)).toEqual([]);
    const opened = await openRecord(record, open);
    expect(opened).toMatchObject({ name: '许小满', sex: 'female', relationCode: '42', disability: null });
    const [first, second] = (record as unknown as { contacts: { id: string; phone: Sealed }[] }).contacts;
    const at = (entryId: string): SealedPlace => ({ uid: uid(1), field: 'contacts.phone', entryId });
    expect(await open(first?.phone as Sealed, at(uid(5)))).toBe('15400000000');
    // Each entry by its own id: one contact's number does not open as the other's.
    expect(await open(second?.phone as Sealed, at(uid(5)))).toBeNull();
  });

  it('are sealed alone where one alone is changed', async () => {
    const fields = await sealFields(about(), { phone: '15400000000', status: 'moved-out' }, seal);
    expect(Object.keys(fields).sort()).toEqual(['phone', 'status']);
    expect(fields['status']).toBe('moved-out');
  });

  it('turn readable on the 15th birthday', async () => {
    const on = (today: string) => sealFields(about({ birthDate: '2011-11-23', today }), { name: '许小满' }, seal);
    expect(kidOf((await on('2026-11-22'))['name'])).toBe('qinghe-1.child.1');
    expect((await on('2026-11-23'))['name']).toBe('许小满');
  });

  it('are not changed by being sealed', async () => {
    const before = structuredClone(PLAIN);
    await sealFields(about({ birthDate: CHILD }), PLAIN, seal);
    expect(PLAIN).toEqual(before);
  });
});

describe('other records', () => {
  it('about a person go by whose they are', async () => {
    const holds = { kind: 'hearing', grade: 2 };
    const of = (birthDate: string) =>
      sealFields(about({ type: 'certificate', birthDate }), { holds, number: '3399010000' }, seal);
    expect(await of(ADULT)).toMatchObject({ holds, number: { kid: 'qinghe-1.general.1' } });
    expect(await of(CHILD)).toMatchObject({
      holds: { kid: 'qinghe-1.child.1' },
      number: { kid: 'qinghe-1.child.1' },
    });
  });

  it('about nobody are never a child’s', async () => {
    const fields = await sealFields(
      about({ type: 'enterprise', birthDate: null }),
      { name: '青禾里测试商店', representative: '钱阿宝', phone: null },
      seal,
    );
    expect(fields).toMatchObject({ name: '青禾里测试商店', phone: null });
    expect(kidOf(fields['representative'])).toBe('qinghe-1.general.1');
  });

  it('hold health answers inside a field: each is sealed, what is not named stays', async () => {
    const answers = { outcome: 'met', condition: 'well', safety: { gas: true } };
    const fields = await sealFields(about({ type: 'visit', uid: uid(3) }), { answers }, seal);
    expect(fields['answers']).toMatchObject({
      outcome: 'met',
      safety: { gas: true },
      condition: { kid: 'qinghe-1.health.1' },
    });
    expect(fields['answers']).not.toHaveProperty('note');
    expect(aVisit(3, { fields })['answers']).toEqual(fields['answers']);
  });

  it('of a type nobody knows are not written at all', async () => {
    await expect(sealFields(about({ type: 'star-chart' }), { name: 'x' }, seal)).rejects.toThrow('star-chart');
  });
});

describe('without the key', () => {
  it('nothing is handed back half sealed', async () => {
    const refusing: SealPlain = (value, place, keyClass) =>
      keyClass === 'child' ? Promise.reject(new Error('access.denied')) : seal(value, place, keyClass);
    await expect(sealFields(about({ birthDate: CHILD }), PLAIN, refusing)).rejects.toThrow('access.denied');
  });
});
