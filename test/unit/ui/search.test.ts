import { describe, expect, it } from 'vitest';
import { matching } from '#renderer/features/visits/search';

const rows = [
  { person: { name: '沈桂英' }, address: '清和路 8幢2单元301' },
  { person: { name: '钱阿宝' }, address: '清和路 5幢1单元202' },
  { person: { name: '桂沈' }, address: '青禾大道 沈家弄1幢' },
  { person: { name: '方美华' }, address: '清和路 8幢2单元501' },
];
const find = (search: string) => matching(rows, search).map(({ person }) => person.name);

describe('looking for somebody', () => {
  it('finds by any part of a name, those beginning with it first', () => {
    expect(find('沈')).toEqual(['沈桂英', '桂沈']);
    expect(find('桂')).toEqual(['桂沈', '沈桂英']);
  });

  it('finds by address, with or without its space, in full-width figures too', () => {
    expect(find('清和路8幢')).toEqual(['沈桂英', '方美华']);
    expect(find('８幢')).toEqual(['沈桂英', '方美华']);
  });

  it('wants every word', () => {
    expect(find('沈 301')).toEqual(['沈桂英']);
    expect(find('沈 999')).toEqual([]);
  });

  it('finds a closed file by nothing, the address of the family least of all', () => {
    const closed = { person: { name: null }, address: '清和路 8幢2单元301' };
    const matches = (search: string) => matching([closed, ...rows], search);
    expect(matches('清和路8幢').map(({ person }) => person.name)).toEqual(['沈桂英', '方美华']);
    expect(matches('儿童')).toEqual([]);
  });

  it('for nothing leaves the list as it is', () => {
    expect(find('  ')).toEqual(['沈桂英', '钱阿宝', '桂沈', '方美华']);
  });
});
