import { describe, expect, it } from 'vitest';
import { findRecordType } from '#shared/schema/registry';
import {
  entriesOf,
  entryPieces,
  factPieces,
  factsOf,
  isContested,
  keepingAll,
  togetherOf,
} from '#renderer/features/conflicts/combine';
import { NAMED_FIELDS, lookOf } from '#renderer/features/conflicts/fields';
import { messages } from '#renderer/features/conflicts/messages';
import { openWhole } from '#renderer/features/conflicts/open-value';
import { combiningOf, verdictOf } from '#renderer/features/conflicts/pick';
import type { OpenedField } from '#renderer/features/conflicts/queries';
import { aPerson, T0 } from '#test/support/builders';

const sealed = (text: string) => ({
  kid: 'qinghe-1.general.1',
  iv: 'AAAAAAAAAAAAAAAA',
  ct: Buffer.from(text).toString('base64'),
});
const contact = (id: string, name: string, salt: string) => ({
  stored: { id, name: sealed(`${name}${salt}`) },
  plain: { id, name },
});

/** Values of a field as they are opened; `stored` is the same where nothing is sealed. */
function opened(
  field: string,
  ...values: readonly { readonly stored?: unknown; readonly plain: unknown }[]
): OpenedField {
  return {
    field,
    stood: values[0]?.plain,
    seen: values.map((_, index) => `stamp${index}`),
    isClosed: false,
    values: values.map(({ plain, stored = plain }, index) => ({
      stamp: `stamp${index}`,
      plain,
      stored,
      written: { value: stored, stamp: `stamp${index}`, atMs: T0, replica: 'tablet000000' },
    })),
  };
}

describe('two texts written together', () => {
  it('begin with each once, one after the other', () => {
    const { values } = opened('name', { plain: '沈桂英' }, { plain: ' 沈贵英 ' }, { plain: '沈桂英' });
    expect(togetherOf(values, 60)).toBe('沈桂英 沈贵英');
    expect(togetherOf(values, 5)).toBe('沈桂英 沈');
  });

  it('are not written down while they are empty or too long', () => {
    const look = lookOf('person', 'name');
    const field = opened('name', { plain: '甲' }, { plain: '乙' });
    expect(combiningOf(look, field)).toBe('text');
    expect(verdictOf(look, field, { kind: 'text', text: '  ' })).toBeNull();
    expect(verdictOf(look, field, { kind: 'text', text: '长'.repeat(61) })).toBeNull();
    expect(verdictOf(look, field, { kind: 'text', text: ' 甲乙 ' })).toEqual({ kind: 'plain', value: '甲乙' });
  });
});

describe('two lists of contacts', () => {
  const look = lookOf('person', 'contacts');
  const son = contact('a', '沈大', '1');
  const sonAgain = contact('a', '沈大', '2');
  const daughter = contact('b', '沈二', '1');
  const renamed = contact('b', '沈二妹', '1');
  const list = (...entries: readonly (typeof son)[]) => ({
    plain: entries.map(({ plain }) => plain),
    stored: entries.map(({ stored }) => stored),
  });

  it('differ only where people would read another thing: sealed twice, one contact is one', () => {
    const field = opened('contacts', list(son), list(sonAgain));
    expect(entryPieces(field.values).filter(isContested)).toEqual([]);
    expect(combiningOf(look, field)).toBeNull();
  });

  it('are put together contact by contact, from values as they lie in the record', () => {
    const field = opened('contacts', list(son, daughter), list(renamed));
    const verdict = verdictOf(look, field, { kind: 'pieces', chosen: { a: 0, b: 1 } });
    expect(verdict).toEqual({ kind: 'stored', value: [son.stored, renamed.stored] });
    expect(keepingAll(entryPieces(opened('contacts', list(son), list(daughter)).values))).toEqual({ a: 0, b: 1 });
    const without = entriesOf(entryPieces(field.values), { a: 1 });
    expect(without).toEqual([daughter.stored]);
  });
});

describe('a value of several facts', () => {
  const look = lookOf('person', 'profile');

  it('is put together fact by fact, and sealed anew where it is sealed as one', () => {
    const field = opened(
      'profile',
      { plain: { ethnicity: '01', workplace: '厂' }, stored: sealed('one') },
      { plain: { ethnicity: '03' }, stored: sealed('two') },
    );
    expect(combiningOf(look, field)).toBe('pieces');
    const verdict = verdictOf(look, field, { kind: 'pieces', chosen: { ethnicity: 1 } });
    expect(verdict).toEqual({ kind: 'plain', value: { ethnicity: '03', workplace: '厂' } });
    const none = verdictOf(look, field, { kind: 'pieces', chosen: { workplace: 1 } });
    expect(none).toEqual({ kind: 'plain', value: { ethnicity: '01' } });
  });

  it('keeps its sealed facts as they lie in the record', () => {
    const note = sealed('note');
    const field = opened(
      'answers',
      { plain: { outcome: 'met', note: '好' }, stored: { outcome: 'met', note } },
      { plain: { outcome: 'absent' }, stored: { outcome: 'absent' } },
    );
    const verdict = verdictOf(lookOf('visit', 'answers'), field, { kind: 'pieces', chosen: { outcome: 1 } });
    expect(verdict).toEqual({ kind: 'stored', value: { outcome: 'absent', note } });
    expect(factsOf(factPieces(field.values), {}, 'plain')).toEqual({ outcome: 'met', note: '好' });
  });
});

describe('picking', () => {
  it('takes the value as it stands, and nothing when it has gone meanwhile', () => {
    const look = lookOf('person', 'phone');
    const field = opened('phone', { plain: '1', stored: sealed('1') }, { plain: '2', stored: sealed('2') });
    expect(combiningOf(look, field)).toBeNull();
    expect(verdictOf(look, field, { kind: 'value', stamp: 'stamp1' })).toEqual({ kind: 'stored', value: sealed('2') });
    expect(verdictOf(look, field, { kind: 'value', stamp: 'gone' })).toBeNull();
  });
});

describe('opening a value', () => {
  const person = aPerson(1);
  const opener = (known: Readonly<Record<string, unknown>>) => ({
    open: async (value: { readonly ct: string }) => known[Buffer.from(value.ct, 'base64').toString()] ?? null,
  });

  it('closes all of it where one part is not for the reader', async () => {
    const list = [{ id: 'a', name: sealed('name'), phone: sealed('phone') }];
    expect(await openWhole(opener({ name: '沈大', phone: '137' }), person, 'contacts', list)).toEqual({
      kind: 'opened',
      plain: [{ id: 'a', name: '沈大', phone: '137' }],
    });
    expect(await openWhole(opener({ name: '沈大' }), person, 'contacts', list)).toEqual({ kind: 'closed' });
  });

  it('tells "none" in a child’s file from what does not open, by the name beside it', async () => {
    const child = { ...person, name: sealed('name') };
    expect(await openWhole(opener({ name: '小明' }), child, 'disability', sealed('none'))).toEqual({
      kind: 'opened',
      plain: null,
    });
    expect(await openWhole(opener({}), child, 'disability', sealed('none'))).toEqual({ kind: 'closed' });
  });
});

describe('the names of fields', () => {
  it('are there in both languages, and of fields that records have', () => {
    for (const named of NAMED_FIELDS) {
      const [type = '', field = ''] = named.split('.');
      expect(Object.keys(findRecordType(type)?.fields ?? {}), named).toContain(field);
      expect(messages.zh, named).toHaveProperty([`field.${named}`]);
      expect(messages.en, named).toHaveProperty([`field.${named}`]);
    }
  });
});
