import { describe, expect, it } from 'vitest';
import { MOVED_TO, readStub, stubOf, type MovedTo } from '#shared/schema/moved';
import { recordTypes } from '#shared/schema/registry';
import { placeRow } from '#shared/sync/place-row';
import { aPerson, uid } from '#test/support/builders';

const movedTo: MovedTo = { scope: 'qinghe-2', at: 1_795_000_000_000, by: uid(900) };
const person = aPerson(1, { fields: { name: '测试甲', phone: { kid: 'k', iv: 'A'.repeat(16), ct: 'AAAA' } } });
const stub = stubOf({ ...person, yields: [] }, { ...person.vv, host00000000: 1 }, movedTo);
const row = (record: object) => ({ id: person._id, rev: '2-a', deleted: false, record: record as typeof person });

describe('a stub', () => {
  it('keeps the frame and where the record went, and no word of it', () => {
    expect(Object.keys(stub).sort()).toEqual(
      ['_id', 'born', 'changed', 'created', 'movedTo', 'schema', 'stamps', 'type', 'uid', 'vv', 'yields'].sort(),
    );
    expect(JSON.stringify(stub)).not.toMatch(/测试甲|AAAA/);
    expect(readStub({ ...stub, _rev: '2-a' })).toEqual(stub);
  });

  it.each<[string, object]>([
    ['with a value of the record', { ...stub, name: '测试甲' }],
    ['with a value that yielded', { ...stub, yields: [{ field: 'name', stamp: stub.born, value: '测试甲' }] }],
    ['that goes nowhere', { ...stub, movedTo: { ...movedTo, scope: 'qinghe' } }],
    ['without a frame', { _id: stub._id, movedTo }],
  ])('%s is none, and no record either: devices put it aside', (_what, record) => {
    expect(readStub(record as Record<string, unknown>)).toBeNull();
    expect(placeRow(row(record)).kind).toBe('aside');
  });

  it('is told from records of its type, whatever version of the type wrote it', () => {
    expect(placeRow(row(stub))).toEqual({ kind: 'moved', collection: 'people', stub });
    expect(placeRow(row({ ...stub, schema: 900 })).kind).toBe('moved');
    expect(placeRow(row(person)).kind).toBe('record');
  });

  it('of a type that only a newer build knows is known too, and of another id is not', () => {
    const id = 'later~qinghe-1~x1';
    const unknown = {
      id,
      rev: '1-a',
      deleted: false,
      record: { ...stub, _id: id, type: 'later' } as unknown as typeof person,
    };
    expect(placeRow(unknown)).toMatchObject({ kind: 'moved', collection: null });
    expect(placeRow({ ...row(stub), id: 'person~qinghe-1~x2' }).kind).toBe('aside');
  });

  it('is named by a field that no type has', () => {
    expect(recordTypes.filter(({ fields }) => MOVED_TO in fields)).toEqual([]);
  });
});
