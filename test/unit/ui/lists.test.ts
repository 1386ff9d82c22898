import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { residentFilterOf } from '#renderer/features/residents/filters';
import { homeFilterOf } from '#renderer/features/homes/filters';
import { matchingCommands } from '#renderer/features/search/commands';
import { groupsOf } from '#renderer/features/search/results';
import { isSameList, listAddressOf, listPlace, type ListAddressKeys } from '#renderer/features/lists/list-place';
import { addressOf, placeOf } from '#renderer/ui/place';
import type { SearchHit } from '#renderer/data/register/types';
import { chosenColumns, inOrder } from '../../../renderer/ui/list/column-chooser';
import { rangeOf, rangeText } from '../../../renderer/ui/list/filter-values';
import { columnTracks } from '../../../renderer/ui/list/grid-types';
import { drawnRows } from '../../../renderer/ui/list/use-row-window';

const KEYS: ListAddressKeys<'name' | 'age'> = {
  path: '/people',
  fixed: { tab: 'all' },
  openKey: 'person',
  filterIds: ['grid', 'age'],
  sorts: ['name', 'age'],
  defaultSort: { by: 'name', descending: false },
};

describe('the address of a list', () => {
  it('brings back what it was made from', () => {
    fc.assert(
      fc.property(
        fc.record({
          filters: fc.record({ grid: fc.string(), age: fc.string() }),
          sort: fc.record({ by: fc.constantFrom('name' as const, 'age' as const), descending: fc.boolean() }),
          openId: fc.option(fc.string({ minLength: 1 })),
        }),
        (address) => {
          const { path, query } = placeOf(addressOf(listPlace(address, KEYS)));
          expect(path).toBe('/people');
          expect(query['tab']).toBe('all');
          expect(listAddressOf(query, KEYS)).toEqual(address);
        },
      ),
    );
  });

  it('says nothing about what the list does by itself', () => {
    const nothing = { filters: {}, sort: KEYS.defaultSort, openId: null };
    expect(addressOf(listPlace(nothing, { ...KEYS, fixed: {} }))).toBe('#/people');
  });

  it('with an order that the list does not know gives the usual one', () => {
    expect(listAddressOf({ sort: '-height' }, KEYS).sort).toEqual(KEYS.defaultSort);
  });

  it('means the same list whatever stands opened beside it', () => {
    const list = { filters: { grid: '1' }, sort: KEYS.defaultSort, openId: null };
    expect(isSameList(list, { ...list, openId: 'x' }, KEYS)).toBe(true);
    expect(isSameList(list, { ...list, filters: { grid: '2' } }, KEYS)).toBe(false);
  });
});

describe('a range in an address', () => {
  it.each([
    ['65-79', { from: 65, to: 79 }],
    ['80-', { from: 80, to: null }],
    ['-14', { from: null, to: 14 }],
    ['-', null],
    ['old', null],
    ['1-2-3', null],
    ['', null],
  ])('%s is read', (text, range) => {
    expect(rangeOf(text)).toEqual(range);
    if (range) expect(rangeText(range)).toBe(text);
  });
});

describe('the question behind filters', () => {
  it('of residents holds what was asked', () => {
    const values = { grid: '1,3', kind: 'elderly,livingAlone', age: '80-', sex: 'female', status: 'all', phone: 'no' };
    expect(residentFilterOf({ ...values, findings: 'yes', building: 'B1' })).toEqual({
      grids: [1, 3],
      kinds: ['livingAlone', 'elderly'],
      ageFrom: 80,
      sex: 'female',
      status: 'all',
      hasPhone: false,
      hasFindings: true,
      buildingUids: ['B1'],
    });
  });

  it('asks for nothing where an address holds nonsense', () => {
    fc.assert(
      fc.property(fc.constantFrom('kind', 'age', 'sex', 'status', 'phone', 'use', 'trade'), fc.string(), (id, text) => {
        const known = /^(elderly|child|disabled|livingAlone|female|male|all|yes|no|\d*-\d*|moved-out|deceased|closed)$/;
        fc.pre(
          !text
            .split(',')
            .some((part) => known.test(part) || /^(own|rented|vacant|business|unknown|other)$/.test(part)),
        );
        expect(residentFilterOf({ [id]: text })).toEqual({});
        expect(homeFilterOf({ [id]: text })).toEqual({});
      }),
    );
  });

  it('of homes holds what was asked', () => {
    expect(homeFilterOf({ use: 'vacant,unknown', trade: 'company', hazardous: 'yes', status: 'closed' })).toEqual({
      uses: ['vacant', 'unknown'],
      enterpriseKinds: ['company'],
      isHazardous: true,
      status: 'closed',
    });
  });
});

describe('columns', () => {
  const columns = [{ id: 'name', isFixed: true }, { id: 'age' }, { id: 'grid' }, { id: 'phone' }];

  it('stand as they were put, those that are always there first, the others behind', () => {
    const shown = ['phone', 'age'];
    expect(inOrder(columns, shown).map(({ id }) => id)).toEqual(['name', 'phone', 'age', 'grid']);
    expect(chosenColumns(columns, shown).map(({ id }) => id)).toEqual(['name', 'phone', 'age']);
  });

  it('have the width that was chosen, and else share what is left', () => {
    const tracks = columnTracks(
      [
        { id: 'name', minWidth: 80, grow: 1 },
        { id: 'age', minWidth: 60, grow: 0 },
        { id: 'grid', minWidth: 70, grow: 2 },
      ],
      { grid: 200 },
    );
    expect(tracks).toEqual({ template: 'minmax(80px, 1fr) 60px 200px', minWidth: 340 });
  });
});

describe('the rows that are drawn', () => {
  it('hold the one with the focus wherever it is', () => {
    expect(drawnRows({ first: 10, last: 13 }, 11, 100)).toEqual([10, 11, 12]);
    expect(drawnRows({ first: 10, last: 13 }, 2, 100)).toEqual([2, 10, 11, 12]);
    expect(drawnRows({ first: 10, last: 13 }, 50, 100)).toEqual([10, 11, 12, 50]);
    expect(drawnRows({ first: 0, last: 0 }, 0, 0)).toEqual([]);
  });
});

describe('what a search shows', () => {
  const hit = (kind: SearchHit['kind'], id: string, status = 'living-here'): SearchHit => ({
    kind,
    id,
    uid: id,
    grid: 1,
    title: id,
    detail: '',
    matchedBy: 'name',
    birthDate: null,
    sex: null,
    status,
  });

  it('stands by kind, people first, and keeps room for the others', () => {
    const people = Array.from({ length: 20 }, (_, index) => hit('person', `p${index}`));
    const groups = groupsOf([hit('dwelling', 'd'), ...people], [], []);
    expect(groups.map(({ name, results }) => [name, results.length])).toEqual([
      ['person', 8],
      ['dwelling', 1],
    ]);
  });

  it('leads to a list on which whoever moved away stands', () => {
    const [group] = groupsOf([hit('person', 'p', 'moved-out')], [], []);
    expect(group?.results[0]).toMatchObject({
      place: { path: '/people', query: { status: 'moved-out', person: 'p' } },
    });
  });

  it('has commands by the beginning of their words and by any part of their name', () => {
    const run = () => undefined;
    const commands = [
      { id: 'imports', label: '导入名册', words: 'daoru drmc import', run },
      { id: 'sync', label: '同步', words: 'tongbu tb sync', run },
    ];
    const found = (text: string) => matchingCommands(commands, text).map(({ id }) => id);
    expect(found('')).toEqual(['imports', 'sync']);
    expect(found('名册')).toEqual(['imports']);
    expect(found('ＴＢ')).toEqual(['sync']);
    expect(found('ync')).toEqual([]);
  });
});
