import { describe, expect, it } from 'vitest';
import { ENGLISH_ITEM_NAMES, englishItemName } from '#shared/codes/service-items/english';
import { SERVICE_ITEMS } from '#shared/codes/service-items/index';

describe('the catalogue that comes with the product', () => {
  it('has 87 items, each with a number and a name of its own', () => {
    expect(SERVICE_ITEMS).toHaveLength(87);
    expect(new Set(SERVICE_ITEMS.map(({ number }) => number)).size).toBe(87);
    expect(new Set(SERVICE_ITEMS.map(({ name }) => name)).size).toBe(87);
  });

  it('has an English name of its own for each, and none for what a station named itself', () => {
    expect(Object.keys(ENGLISH_ITEM_NAMES).sort()).toEqual(SERVICE_ITEMS.map(({ number }) => number).sort());
    const names = SERVICE_ITEMS.map(({ name }) => englishItemName(name) ?? '');
    expect(new Set(names).size).toBe(87);
    for (const name of names) expect(name).toMatch(/^[A-Z][ -~’]{5,70}$/);
    expect(englishItemName('社区食堂充值')).toBeNull();
  });

  it('says nothing about an item that it has no source for', () => {
    for (const { name, source, materials, statutory, promised, basis } of SERVICE_ITEMS) {
      if (source === null)
        expect({ name, materials, statutory, promised, basis }).toMatchObject({
          name,
          materials: null,
          statutory: null,
          promised: null,
          basis: null,
        });
    }
    expect(SERVICE_ITEMS.filter(({ materials }) => materials !== null)).toHaveLength(30);
  });

  it('has a limit for every time that is a number of days, and none for one that is words', () => {
    const times = SERVICE_ITEMS.flatMap(({ statutory, promised }) =>
      [statutory, promised].filter((time) => time !== null),
    );
    for (const { text, limit } of times)
      expect(limit?.amount ?? null, text).toBe(/^\d+/.test(text) ? Number.parseInt(text, 10) : null);
    expect(times.filter(({ limit }) => limit === null).map(({ text }) => text)).toEqual([
      '即办（手续齐全）',
      '网上5工作日，现场即时',
    ]);
  });

  it('promises nothing that takes longer than the law allows', () => {
    for (const { name, statutory, promised } of SERVICE_ITEMS) {
      const [allowed, said] = [statutory?.limit, promised?.limit];
      if (allowed && said && allowed.unit === said.unit) expect(said.amount, name).toBeLessThanOrEqual(allowed.amount);
    }
  });

  it('names a condition for what not everybody brings, and none for the rest', () => {
    for (const { name, need, when } of SERVICE_ITEMS.flatMap(({ materials }) => materials ?? []))
      expect(when !== null, name).toBe(need === 'conditional');
  });
});
