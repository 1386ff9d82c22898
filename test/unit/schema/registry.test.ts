import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ENVELOPE_FIELDS, type WireRecord } from '#shared/schema/envelope';
import { databaseName, documentId, parseDatabaseName, parseDocumentId } from '#shared/schema/ids';
import { liftRecord } from '#shared/schema/migrate';
import { COLLECTIONS } from '#shared/schema/record-type';
import { findRecordType, openCollections, recordTypes } from '#shared/schema/registry';
import { COLLECTION_VERSIONS, collectionSchema } from '#shared/schema/rxdb-schema';
import { canonicalJson } from '#shared/sync/canonical-json';
import { aPerson } from '#test/support/builders';

const FIXTURES = join(process.cwd(), 'test/fixtures/records');
const LOCK = join(process.cwd(), 'test/fixtures/schema-lock.json');

const hash = (value: unknown) => createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 16);

/** What the lock watches: the shape, classes and merge rules of every type, and the shape of every collection. */
function currentLock() {
  const types = recordTypes.map((type) => {
    const shape = {
      json: z.toJSONSchema(type.schema, { unrepresentable: 'any' }),
      fields: type.fields,
      ...(Object.keys(type.values).length > 0 && { values: type.values }),
      merge: type.merge,
    };
    return [`${type.type}@${type.version}`, hash(shape)];
  });
  const collections = COLLECTIONS.map((name) => [`${name}#${COLLECTION_VERSIONS[name]}`, hash(collectionSchema(name))]);
  return Object.fromEntries([...types, ...collections]) as Record<string, string>;
}

describe('the schema lock', () => {
  it('holds: a changed shape has a new version, a migration and a fixture of the old one', () => {
    // A deliberate change: raise the version, then run once with UPDATE_SCHEMA_LOCK=1.
    if (process.env['UPDATE_SCHEMA_LOCK'] === '1') writeFileSync(LOCK, `${JSON.stringify(currentLock(), null, 2)}\n`);
    expect(currentLock()).toEqual(JSON.parse(readFileSync(LOCK, 'utf8')));
  });

  it('would notice a field that changed its class', () => {
    const person = findRecordType('person');
    expect(hash({ ...person?.fields, phone: 'open' })).not.toBe(hash(person?.fields));
  });
});

const isAboutNobody = (type: string): boolean =>
  [
    'household',
    'enterprise',
    'import-batch',
    'incident',
    'incident-rating',
    'notice',
    'application',
    'rating',
    'booking',
    'transmission',
  ].includes(type);

describe('record types', () => {
  it('have a fixture of every version they ever had, which this build still reads', () => {
    for (const type of recordTypes) {
      for (let version = 1; version <= type.version; version += 1) {
        const file = join(FIXTURES, `${type.type}.v${version}.json`);
        expect(existsSync(file), file).toBe(true);
        const record = JSON.parse(readFileSync(file, 'utf8')) as WireRecord;
        expect(record.schema).toBe(version);
        const parsed = type.schema.safeParse(liftRecord(type, record));
        expect(parsed.error?.issues ?? [], type.type).toEqual([]);
      }
    }
  });

  it('have no fixture that belongs to nothing', () => {
    const known = recordTypes.flatMap((type) =>
      Array.from({ length: type.version }, (_, n) => `${type.type}.v${n + 1}.json`),
    );
    expect(readdirSync(FIXTURES).sort()).toEqual(known.sort());
  });

  it('say the class of every field they add', () => {
    for (const type of recordTypes) {
      const json = z.toJSONSchema(type.schema, { unrepresentable: 'any' }) as { properties: Record<string, unknown> };
      const frame = new Set(['_id', 'uid', 'type', 'schema', 'created', 'changed', 'vv', 'born', 'stamps', 'yields']);
      const own = Object.keys(json.properties).filter((field) => !frame.has(field));
      expect(Object.keys(type.fields).sort(), type.type).toEqual(own.sort());
    }
  });

  it('name no field of their own like one of the frame', () => {
    for (const type of recordTypes) {
      expect(
        Object.keys(type.fields).filter((field) => ENVELOPE_FIELDS.has(field)),
        type.type,
      ).toEqual([]);
    }
  });

  it('say the class of every value that a record holds sealed, and of none that its fields call open to all', () => {
    for (const type of recordTypes) {
      for (const [path, { adult, child }] of Object.entries(type.values)) {
        const [field = ''] = path.split('.');
        expect(Object.keys(type.fields), `${type.type} ${path}`).toContain(field);
        // Homes, enterprises, imports, incidents and notices are about nobody: nothing in them is a child's.
        expect(child, `${type.type} ${path}`).toBe(isAboutNobody(type.type) ? 'general' : 'child');
        if (type.fields[field] === 'open') expect(adult, `${type.type} ${path}`).toBe('open');
        else expect(adult, `${type.type} ${path}`).not.toBe('open');
      }
    }
  });

  it('rank a home by nothing that tells where it is, since ranks lie readable on a device', () => {
    for (const [file, owner] of [
      ['dwelling.v2', 'buildingUid'],
      ['enterprise.v1', 'buildingUid'],
    ] as const) {
      const record = JSON.parse(readFileSync(join(FIXTURES, `${file}.json`), 'utf8')) as WireRecord;
      expect(findRecordType(record.type)?.sortKeys(record as never)).toEqual({ rank: '', owner: record[owner] });
    }
  });

  it('put what was looked at last on top', () => {
    const keysAt = (atMs: number) =>
      findRecordType('reveal')?.sortKeys({ atMs, subjectUid: '01TEST00000000000000000007' } as never);
    expect(keysAt(2_000)?.rank.localeCompare(keysAt(1_000)?.rank ?? '')).toBe(-1);
    expect(keysAt(1_000)?.owner).toBe('01TEST00000000000000000007');
  });

  it('stand together where all of them are asked for, though they belong to nobody: imports and nightly reports', () => {
    for (const type of ['import-batch', 'quality-report']) {
      const record = JSON.parse(readFileSync(join(FIXTURES, `${type}.v1.json`), 'utf8')) as WireRecord;
      expect(findRecordType(type)?.sortKeys(record as never).owner).toBe(type);
    }
  });

  it('have ranks and owners that fit what is kept for them', () => {
    for (const type of recordTypes) {
      const record = JSON.parse(readFileSync(join(FIXTURES, `${type.type}.v${type.version}.json`), 'utf8')) as never;
      const { rank, owner } = type.sortKeys(record);
      expect(rank.length, type.type).toBeLessThanOrEqual(48);
      expect(owner.length, type.type).toBeLessThanOrEqual(26);
    }
  });

  it('fit the twelve collections that free RxDB opens without delay', () => {
    expect(COLLECTIONS.length).toBeLessThanOrEqual(12);
    for (const name of openCollections) expect(COLLECTIONS).toContain(name);
  });

  it('are lifted step by step, keeping what no step names', () => {
    const type = {
      type: 'person',
      version: 3,
      migrations: {
        1: (old: Record<string, unknown>) => ({ ...old, second: true }),
        2: (old: Record<string, unknown>) => ({ ...old, third: old['second'] }),
      },
    };
    const lifted = liftRecord(type, { ...aPerson(1), schema: 1, kept: '原样' });
    expect(lifted).toMatchObject({ schema: 3, second: true, third: true, kept: '原样' });
    expect(lifted.vv).toEqual(aPerson(1).vv);
  });

  it('that are newer than this build come back untouched', () => {
    const newer = { ...aPerson(1), schema: 9 };
    expect(liftRecord({ type: 'person', version: 1, migrations: {} }, newer)).toBe(newer);
  });
});

describe('ids', () => {
  it('read back what was written', () => {
    const id = documentId('visit', 'qinghe-2', '01TEST00000000000000000001');
    expect(parseDocumentId(id)).toEqual({ type: 'visit', scope: 'qinghe-2', key: '01TEST00000000000000000001' });
    expect(parseDatabaseName(databaseName('grid', 'qinghe', 2))).toMatchObject({ kind: 'grid', scope: 'qinghe-2' });
    expect(parseDatabaseName(databaseName('commons', 'qinghe'))).toMatchObject({ kind: 'commons', scope: 'qinghe' });
  });

  it.each([
    '',
    'visit',
    'visit~qinghe',
    'visit~qinghe~a~b',
    'Visit~qinghe~a',
    'visit~qinghe/..~a',
    'visit~qinghe~../a',
    '_design/x',
  ])('do not read %j', (id) => {
    expect(parseDocumentId(id)).toBeNull();
  });

  it.each([
    '',
    'grid-qinghe',
    'commons-qinghe-1',
    'grid-qinghe-0',
    'grid-QINGHE-1',
    '_users',
    'grid-qinghe-1/x',
    'media-grid',
  ])('know %j for no database of ours', (name) => {
    expect(parseDatabaseName(name)).toBeNull();
  });
});
