import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import { publishedFormat } from '#sync-server/provision/format/publish';
import { liftRecord } from '#shared/schema/migrate';
import { stubOf } from '#shared/schema/moved';
import { findRecordType, recordTypes } from '#shared/schema/registry';
import { aPerson, uid } from '#test/support/builders';
import { picture } from './hostile';

const FIXTURES = join(import.meta.dirname, '../../fixtures/records');
const files = new Map(publishedFormat().map(({ name, text }) => [name, text]));
// Formats stand in the schemas beside patterns that say the same; a validator may know them or not.
const ajv = new Ajv2020({ strict: true, strictTypes: false, validateFormats: false });
const parsed = (name: string): Record<string, unknown> =>
  JSON.parse(files.get(name) ?? 'null') as Record<string, unknown>;
const schemas = [...files.keys()].filter((name) => name.endsWith('.schema.json'));
const validators = new Map<string, ValidateFunction>(schemas.map((name) => [name, ajv.compile(parsed(name))]));

/** What somebody else’s validator has against a document, as CouchDB hands it out. */
const faults = (name: string, document: object): readonly string[] => {
  const validate = validators.get(`${name}.schema.json`);
  if (!validate) return [`no schema for ${name}`];
  const stored = { ...document, _rev: '3-a', _conflicts: ['2-b'] };
  return validate(stored) ? [] : (validate.errors ?? []).map((each) => `${each.instancePath} ${each.message}`);
};
const fixture = (file: string): WireRecord => JSON.parse(readFileSync(join(FIXTURES, file), 'utf8')) as WireRecord;

describe('the published formats', () => {
  it('are there for every record type, named by type and version', () => {
    for (const { type, version } of recordTypes)
      expect(parsed(`${type}.schema.json`)).toMatchObject({ $id: `urn:linli:record:${type}:${version}` });
    expect(schemas).toHaveLength(recordTypes.length + 3);
  });

  it('take every record of today’s version, and older ones once they are lifted', () => {
    for (const file of readdirSync(FIXTURES)) {
      const record = fixture(file);
      const type = findRecordType(record.type);
      if (!type) throw new Error(file);
      expect(faults(record.type, liftRecord(type, record)), file).toEqual([]);
    }
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['a phone in the open', { phone: '15400000000' }],
    ['a birth date in words', { birthDate: 'in spring' }],
    ['a state that does not exist', { status: 'somewhere' }],
    ['no author', { created: undefined }],
    ['an author with a name', { created: { at: 1, by: '张三', on: 'tablet000000' } }],
    ['a stamp that is none', { born: 'today' }],
    ['another type', { type: 'visit' }],
  ])('refuse a person with %s', (_what, change) => {
    const sound = aPerson(1);
    const type = findRecordType('person');
    const record = type ? liftRecord(type, sound) : sound;
    expect(faults('person', record)).toEqual([]);
    expect(faults('person', JSON.parse(JSON.stringify({ ...record, ...change })) as object)).not.toEqual([]);
  });

  it('leave room for fields of later releases in records, and none in stubs', () => {
    const type = findRecordType('visit');
    const record = type ? liftRecord(type, fixture('visit.v2.json')) : fixture('visit.v2.json');
    expect(faults('visit', { ...record, somethingNew: 1 })).toEqual([]);
    const stub = stubOf(record, record.vv, { scope: 'qinghe-2', at: 1_795_000_000_000, by: uid(1) });
    expect(faults('stub', stub)).toEqual([]);
    expect(faults('stub', { ...stub, answers: {} })).not.toEqual([]);
  });

  it('take a picture and a spoken note', () => {
    const frame = {
      bytes: { full: 200_000, thumb: 9_000 },
      thumbSha256: 'cd'.repeat(32),
      signature: { key: 'ef'.repeat(32), value: 'A'.repeat(88) },
    };
    const signed = { ...frame, kind: 'photo' };
    expect(faults('photo', picture(signed))).toEqual([]);
    expect(faults('photo', picture({ ...signed, sealed: { lat: 30 } }))).not.toEqual([]);
    const note = { ...frame, _id: `voice~qinghe-1~${'ab'.repeat(32)}`, type: 'voice' };
    expect(faults('voice', picture(note))).toEqual([]);
    expect(faults('photo', picture(note))).not.toEqual([]);
    expect(faults('voice', picture({ ...note, kind: 'photo' }))).not.toEqual([]);
  });

  it('are listed for people and for programs', () => {
    const index = JSON.parse(files.get('index.json') ?? '[]') as { file: string; sealed: string[]; type: string }[];
    expect(index.map(({ file }) => file).sort()).toEqual([...schemas].sort());
    expect(index.find(({ type }) => type === 'person')?.sealed).toContain('citizenId');
    const page = files.get('index.html') ?? '';
    for (const { file } of index) expect(page).toContain(`<a href="${file}">`);
    expect(page).toContain('居民 <span lang="en">person</span>');
    expect(page).not.toContain('undefined');
  });
});
