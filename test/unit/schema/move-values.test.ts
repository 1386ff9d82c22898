import { describe, expect, it } from 'vitest';
import type { Sealed, WireRecord } from '#shared/schema/envelope';
import { movedFields, type MovingKeys } from '#shared/schema/move-values';
import { importSealingKey, openValue, sealingAad, sealValue, type SealedPlace } from '#shared/schema/sealing';
import { person } from '#shared/schema/types/person';
import { misplacedValues } from '#shared/schema/value-class';
import { aPerson, aVisit, uid } from '#test/support/builders';

const TODAY = '2026-11-23';
const TURNED_15 = { birthDate: '2011-11-23', stamps: {} };
const CHILD = { birthDate: '2017-03-05', stamps: {} };

const FILL = { general: 1, health: 2, child: 3 } as const;
type Class = keyof typeof FILL;
const keyOf = (name: Class) => importSealingKey(Buffer.alloc(32, FILL[name]).toString('base64'));
const seal = async (name: Class, place: SealedPlace, value: unknown): Promise<Sealed> =>
  sealValue(await keyOf(name), `qinghe-1.${name}.1`, value, sealingAad(place));
const openAs = async (name: Class, sealed: unknown, place: SealedPlace) =>
  openValue(await keyOf(name), sealed as Sealed, sealingAad(place));

/** The host: every key of the grid. */
const host: MovingKeys = {
  seal,
  open: (sealed, place) => openAs(sealed.kid.split('.')[1] as Class, sealed, place),
};

const move = async (record: WireRecord, about: typeof CHILD) => ({
  ...record,
  ...(await movedFields(record, misplacedValues(record, about, TODAY), host)),
});

async function aChildsFile(): Promise<WireRecord> {
  const at = (field: string, entryId?: string) => ({ uid: uid(1), field, ...(entryId !== undefined && { entryId }) });
  const contact = {
    id: uid(5),
    name: await seal('child', at('contacts.name', uid(5)), '许海涛'),
    relation: await seal('child', at('contacts.relation', uid(5)), '父亲'),
    phone: await seal('child', at('contacts.phone', uid(5)), '15400000000'),
  };
  return aPerson(1, {
    fields: {
      birthDate: TURNED_15.birthDate,
      name: await seal('child', at('name'), '许小满'),
      sex: await seal('child', at('sex'), 'female'),
      relation: await seal('child', at('relation'), 'grandchild'),
      disability: await seal('child', at('disability'), null),
      citizenId: await seal('child', at('citizenId'), '339901201111230021'),
      contacts: [contact],
    },
  });
}

describe('on the 15th birthday', () => {
  it('a child’s file opens to those who work with adults, contacts and numbers under the general key', async () => {
    const moved = await move(await aChildsFile(), TURNED_15);
    expect(moved).toMatchObject({ name: '许小满', sex: 'female', relation: 'grandchild', disability: null });
    expect(person.schema.safeParse(moved).success).toBe(true);
    const place = { uid: uid(1), field: 'contacts.phone', entryId: uid(5) };
    const [contact] = (moved as unknown as { contacts: { phone: Sealed; name: Sealed; id: string }[] }).contacts;
    expect(contact?.id).toBe(uid(5));
    expect(await openAs('general', contact?.phone, place)).toEqual({ ok: true, value: '15400000000' });
    expect(await openAs('general', contact?.name, { ...place, field: 'contacts.name' })).toMatchObject({ ok: true });
  });

  it('is done once: then there is nothing more to move', async () => {
    const moved = await move(await aChildsFile(), TURNED_15);
    expect(misplacedValues(moved, TURNED_15, TODAY)).toEqual([]);
  });

  it('leaves a value that does not open where it is, and moves the others', async () => {
    const file = await aChildsFile();
    const foreign = await seal('child', { uid: uid(2), field: 'name' }, '别人');
    const moved = await move({ ...file, name: foreign }, TURNED_15);
    expect(moved).toMatchObject({ name: foreign, sex: 'female' });
  });

  it('health answers of earlier visits go to those who look after adults’ health', async () => {
    const place = { uid: uid(3), field: 'answers.condition' };
    const answers = { outcome: 'met', safety: { wiring: true }, condition: await seal('child', place, 'well') };
    const moved = await move(aVisit(3, { fields: { answers } }), TURNED_15);
    const found = (moved as unknown as { answers: { condition: Sealed } }).answers;
    expect(found).toMatchObject({ outcome: 'met', safety: { wiring: true } });
    expect(await openAs('health', found.condition, place)).toEqual({ ok: true, value: 'well' });
  });
});

describe('a file of version 1', () => {
  it('of a child is closed', async () => {
    const old = aPerson(1, { fields: { birthDate: CHILD.birthDate } });
    const moved = await move(old, CHILD);
    expect(JSON.stringify(moved)).not.toMatch(/测试甲|female/);
    expect(await openAs('child', (moved as { name?: unknown }).name, { uid: uid(1), field: 'name' })).toEqual({
      ok: true,
      value: '测试甲',
    });
    expect(person.schema.safeParse(moved).success).toBe(true);
  });

  it('of an adult without contacts has nothing to move', async () => {
    const adult = aPerson(1);
    expect(
      await movedFields(adult, misplacedValues(adult, { ...CHILD, birthDate: '1942-03-05' }, TODAY), host),
    ).toEqual({});
  });
});
