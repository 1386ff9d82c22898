import { describe, expect, it } from 'vitest';
import { SERVICE_ITEMS } from '#shared/codes/service-items/index';
import {
  currentVersion,
  itemsToOffer,
  limitsOf,
  newPartIds,
  nextOwnNumber,
  isOwnItem,
  shippedFields,
  versionOf,
} from '#shared/domain/applications/catalogue';
import { serviceItemSchema, type ItemVersion } from '#shared/schema/types/service-item';
import { uid } from '#test/support/builders';

const WRITTEN = { at: 1_000, by: uid(9), on: 'desk00000000' };
const item = (number: string) => {
  const found = SERVICE_ITEMS.find((each) => each.number === number);
  if (!found) throw new Error(number);
  return found;
};
const ALLOWANCE = shippedFields(item('S017'), 16, WRITTEN);
const [FIRST] = ALLOWANCE.versions as [ItemVersion];

describe('the catalogue that a station takes over', () => {
  it('holds all 87 items as records, with null where no source said anything', () => {
    const shape = serviceItemSchema.pick({ number: true, family: true, order: true, active: true, versions: true });
    const taken = SERVICE_ITEMS.map((each, order) => shippedFields(each, order, WRITTEN));
    expect(taken).toHaveLength(87);
    for (const fields of taken) expect(shape.safeParse(fields).error?.issues ?? [], fields.number).toEqual([]);
    const bare = shippedFields(item('S019'), 0, WRITTEN).versions[0];
    expect(bare).toMatchObject({ materials: null, promised: null, fee: null, steps: null, source: null });
  });

  it('is the same whoever takes it over, so that two who do make one version', () => {
    const other = shippedFields(item('S017'), 3, { ...WRITTEN, by: uid(8), at: 9_000 });
    expect(other.versions.map(({ id }) => id)).toEqual(ALLOWANCE.versions.map(({ id }) => id));
    const ids = SERVICE_ITEMS.map((each) => shippedFields(each, 0, WRITTEN).versions[0]?.id);
    expect(new Set(ids).size).toBe(87);
  });

  it('lets nothing follow later before a manager has said so', () => {
    expect(FIRST.materials?.some(({ mayFollow }) => mayFollow)).toBe(false);
  });

  it('offers later what the station has not got, behind what is there', () => {
    const offered = itemsToOffer(SERVICE_ITEMS, [ALLOWANCE, { number: 'Z001', order: 40 }]);
    expect(offered).toHaveLength(86);
    expect(offered[0]?.order).toBe(41);
    expect(offered.some(({ item: { number } }) => number === 'S017')).toBe(false);
    expect(
      itemsToOffer(
        SERVICE_ITEMS,
        SERVICE_ITEMS.map(({ number }, order) => ({ number, order })),
      ),
    ).toEqual([]);
  });
});

describe('an item of the station’s own', () => {
  it('has a number behind all that the station ever gave, and none of those that come with the product', () => {
    const shipped = SERVICE_ITEMS.map(({ number }) => ({ number }));
    expect(nextOwnNumber(shipped)).toBe('L001');
    expect(nextOwnNumber([...shipped, { number: 'L001' }, { number: 'L007' }])).toBe('L008');
    expect(nextOwnNumber([{ number: 'L999' }])).toBe('L1000');
    expect(shipped.some(isOwnItem)).toBe(false);
    const shape = serviceItemSchema.pick({ number: true });
    expect(shape.safeParse({ number: nextOwnNumber([{ number: 'L999' }]) }).success).toBe(true);
  });
});

describe('versions of an item', () => {
  const second = { ...FIRST, id: uid(2), written: { ...WRITTEN, at: 2_000 }, name: '高龄津贴' };
  const both = { versions: [second, FIRST] };

  it('count by when they were written, whatever order they came in', () => {
    expect(currentVersion(both).name).toBe('高龄津贴');
    expect(currentVersion({ versions: [FIRST, second] }).id).toBe(second.id);
  });

  it('stay there for applications that began with them', () => {
    expect(versionOf(both, FIRST.id)?.name).toBe(FIRST.name);
    expect(versionOf(both, uid(3))).toBeNull();
  });

  it('never give the name of a material to another one', () => {
    const shorter = { ...second, materials: (FIRST.materials ?? []).slice(0, 2) };
    const next = newPartIds({ versions: [FIRST, shorter] }, 'm');
    const count = FIRST.materials?.length ?? 0;
    expect(next([])).toBe(`m${count + 1}`);
    expect(next([`m${count + 1}`])).toBe(`m${count + 2}`);
  });

  it('have the limits that deadlines are counted by, none where the words are no time', () => {
    expect(limitsOf(FIRST)).toEqual({
      statutory: { amount: 30, unit: 'working-days' },
      promised: { amount: 22, unit: 'working-days' },
    });
    expect(limitsOf({ statutory: null, promised: { text: '当场', limit: null } })).toEqual({
      statutory: null,
      promised: null,
    });
  });
});
