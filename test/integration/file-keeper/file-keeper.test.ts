import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startOfDayMs } from '#shared/domain/calendar/date';
import type { Sealed, WireRecord } from '#shared/schema/envelope';
import {
  authorKid,
  importSealingKey,
  openValue,
  sealingAad,
  sealValue,
  type SealedPlace,
} from '#shared/schema/sealing';
import { person } from '#shared/schema/types/person';
import { createRecord, editRecord } from '#shared/sync/author';
import { compareVectors } from '#shared/sync/vector';
import { openDataKeys } from '#main/services/data-keys/data-keys';
import { openDurableFolder, type DurableFolder } from '#main/services/durable-folder';
import { startFileKeeper, type FileKeeperService, type KeptHub } from '#main/services/file-keeper/file-keeper';
import type { DataKeys, KeyPlace } from '#main/services/key-ports';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { EdgeHub, HubDatabase } from '#sync-server/embedded/types';
import { AT_REST } from '#test/support/at-rest';
import { aPerson, aVisit, testReplica, uid } from '#test/support/builders';
import { recordedLog, type RecordedLog } from '#test/support/quiet-log';
import { memoryAudit, type MemoryAudit } from '#test/support/services';
import { temporaryFolder } from '#test/support/temporary-folder';

const DB = 'grid-qinghe-1';
const MANAGER = uid(900);
const TODAY = '2026-11-23';
const CHILD = '2017-03-05';
const TURNS_15_TODAY = '2011-11-23';
const NOON = startOfDayMs(TODAY) + 12 * 3_600_000;
const LOOK_MS = 5;

let folder: DurableFolder;
let hub: EdgeHub;
let dataKeys: DataKeys;
let audit: MemoryAudit;
let log: RecordedLog;
let nowMs: number;
const tablet = testReplica('tablet', () => NOON - 86_400_000);

beforeEach(async () => {
  nowMs = NOON;
  log = recordedLog();
  const root = await temporaryFolder();
  folder = await openDurableFolder(join(root, 'host-only'));
  const epochsFile = join(root, 'epochs.json');
  hub = await openEdgeHub({ folder: join(root, 'hub'), epochsFile, atRest: AT_REST, now: () => nowMs, log });
  onTestFinished(() => hub.stop());
  await hub.create(DB);
  dataKeys = await openDataKeys(folder);
  audit = memoryAudit(() => nowMs);
});

/** Starts a keeper that has looked through everything. */
async function keep(over: KeptHub = hub): Promise<FileKeeperService> {
  const deps = { hub: over, dataKeys, folder, audit, author: () => MANAGER, log, now: () => nowMs };
  const keeper = startFileKeeper(deps, LOOK_MS);
  onTestFinished(() => keeper.stop());
  await keeper.settled();
  return keeper;
}
const keepOnce = async (over?: KeptHub) => (await keep(over)).stop();

function database(): HubDatabase {
  const opened = hub.database(DB);
  if (!opened) throw new Error('no database');
  return opened;
}

/** The hub with its database as somebody else makes it. */
const hubWith = (changed: Partial<HubDatabase>): KeptHub => ({
  names: () => [DB],
  database: () => ({ ...database(), ...changed }),
});

async function write(...rows: readonly (WireRecord & { _rev?: string })[]): Promise<void> {
  const answers = await database().bulkDocs({ rows, newEdits: true });
  expect(answers.filter((answer) => !('ok' in answer))).toEqual([]);
}

type Stored = WireRecord & { readonly _rev: string } & Readonly<Record<string, unknown>>;

async function read(record: Pick<WireRecord, '_id'>): Promise<Stored> {
  const answer = await database().get(record._id, { rev: null, latest: false, revs: false, conflicts: false });
  if (!answer.found) throw new Error('not there');
  return answer.document as unknown as Stored;
}

const edited = async (record: WireRecord, fields: Record<string, unknown>) => {
  const { _rev, ...stored } = await read(record);
  return { ...editRecord(stored as unknown as WireRecord, fields, tablet.write()), _rev };
};

type Class = KeyPlace['class'];
const place = (name: Class, author?: string): KeyPlace => ({
  scope: 'qinghe-1',
  class: name,
  ...(author && { author }),
});

async function seal(at: SealedPlace, value: unknown, under: KeyPlace): Promise<Sealed> {
  const [key] = await dataKeys.keysFor([under]);
  if (!key) throw new Error('no key');
  return sealValue(await importSealingKey(key.key), key.kid, value, sealingAad(at));
}

/** What a value says to whoever holds the keys of one class. */
async function openAs(name: Class, value: unknown, at: SealedPlace): Promise<unknown> {
  const sealed = value as Sealed;
  const key = (await dataKeys.keysFor([place(name)])).find(({ kid }) => kid === sealed.kid);
  if (!key) return 'closed';
  const opened = await openValue(await importSealingKey(key.key), sealed, sealingAad(at));
  return opened.ok ? opened.value : 'closed';
}

/** A child's file as today's devices make it. */
async function aChildsFile(n: number, birthDate: string, under = place('child')): Promise<WireRecord> {
  const sealed = (field: string, value: unknown) => seal({ uid: uid(n), field }, value, under);
  const values = {
    name: '许小满',
    sex: 'female',
    relation: 'grandchild',
    relationCode: '42',
    disability: null,
    phone: '15400000000',
  };
  const fields: Record<string, unknown> = { birthDate };
  for (const [field, value] of Object.entries(values)) fields[field] = await sealed(field, value);
  return aPerson(n, { by: tablet, fields });
}

async function aVisitTo(personNumber: number, n: number): Promise<WireRecord> {
  const condition = await seal({ uid: uid(n), field: 'answers.condition' }, 'well', place('child'));
  return aVisit(n, { by: tablet, fields: { personUid: uid(personNumber), answers: { outcome: 'met', condition } } });
}

const aRecord = (type: string, n: number, fields: Record<string, unknown>): WireRecord =>
  createRecord({ type, schema: 1, scope: 'qinghe-1', uid: uid(n), fields }, tablet.write());

async function aCertificateOf(personNumber: number, n: number): Promise<WireRecord> {
  const sealed = (field: string, value: unknown) => seal({ uid: uid(n), field }, value, place('child'));
  return aRecord('certificate', n, {
    personUid: uid(personNumber),
    kind: 'disability',
    holds: await sealed('holds', { kind: 'hearing', grade: 2 }),
    number: await sealed('number', '3399010000'),
    issuedOn: '2024-05-06',
    expiresOn: '2034-05-05',
    status: 'valid',
    importUid: null,
  });
}

async function aConsentOf(personNumber: number, n: number): Promise<WireRecord> {
  return aRecord('consent', n, {
    personUid: uid(personNumber),
    purpose: 'photos',
    given: true,
    statedOn: '2026-05-06',
    atMs: NOON - 86_400_000,
    by: 'guardian',
    how: 'spoken',
    validUntil: null,
    note: await seal({ uid: uid(n), field: 'note' }, '许海涛', place('child')),
  });
}

/** A file as release 0.1 left it: name in the open, phones under the general key. */
async function anOldFile(n: number, birthDate = CHILD): Promise<WireRecord> {
  const at = { uid: uid(n), field: 'contacts.phone', entryId: uid(500) };
  const contact = {
    id: uid(500),
    name: '许海涛',
    relation: '父亲',
    phone: await seal(at, '15400000000', place('general')),
  };
  return { ...aPerson(n, { by: tablet, fields: { name: '许小满', birthDate, contacts: [contact] } }), schema: 1 };
}

describe('what release 0.1 left in the open', () => {
  it('is sealed: a child’s file opens with the child key only', async () => {
    const old = await anOldFile(1);
    await write(old);
    await keepOnce();
    const stored = await read(old);
    expect(JSON.stringify(stored)).not.toMatch(/许小满|许海涛|父亲|female/);
    const at = { uid: uid(1), field: 'name' };
    expect(await openAs('child', stored['name'], at)).toBe('许小满');
    expect(await openAs('general', stored['name'], at)).toBe('closed');
    const [contact] = stored['contacts'] as readonly Record<string, unknown>[];
    const contactAt = (field: string) => ({ uid: uid(1), field: `contacts.${field}`, entryId: uid(500) });
    expect(await openAs('child', contact?.['name'], contactAt('name'))).toBe('许海涛');
    expect(await openAs('child', contact?.['phone'], contactAt('phone'))).toBe('15400000000');
    expect(person.schema.safeParse(stored).success).toBe(true);
  });

  it('of an adult is the names of contacts, which go under the general key', async () => {
    const old = await anOldFile(1, '1942-03-05');
    await write(old);
    await keepOnce();
    const stored = await read(old);
    expect(stored['name']).toBe('许小满');
    const [contact] = stored['contacts'] as readonly Record<string, unknown>[];
    const at = { uid: uid(1), field: 'contacts.name', entryId: uid(500) };
    expect(await openAs('general', contact?.['name'], at)).toBe('许海涛');
  });

  it('is one edit of the host in a manager’s name, and one entry of the audit chain', async () => {
    const [first, second] = [await anOldFile(1), await anOldFile(2)];
    await write(first, second, aPerson(3, { by: tablet }));
    const keeper = await keep();
    const stored = await read(first);
    expect(compareVectors(stored.vv, first.vv)).toBe('after');
    expect(Object.keys(stored.vv)).toHaveLength(2);
    expect(stored).toMatchObject({ schema: person.version, changed: { by: MANAGER }, created: first.created });
    expect(Object.keys(stored.stamps).sort()).toEqual(
      ['changed', 'contacts', 'disability', 'name', 'relation', 'relationCode', 'sex'].sort(),
    );
    expect(Object.values(stored.stamps).every((stamp) => stamp > first.born)).toBe(true);
    expect(audit.entries).toMatchObject([{ kind: 'files-moved', by: null, subject: null, detail: '2' }]);
    expect(keeper.health()).toEqual({ ok: true, facts: { moved: 2, unreadable: 0, unfit: 0 } });
  });

  it('is written once: a second run, and one after a restart, write and read nothing', async () => {
    await write(await anOldFile(1), await aChildsFile(2, CHILD));
    await keepOnce();
    const before = database().position();
    let rows = 0;
    const counted = hubWith({
      changes: async (query) => {
        const page = await database().changes(query);
        rows += page.results.length;
        return page;
      },
    });
    await keepOnce(counted);
    nowMs += 86_400_000;
    await keepOnce(counted);
    expect(database().position()).toEqual(before);
    expect(rows).toBe(0);
    expect(audit.entries).toHaveLength(1);
  });
});

describe('on the 15th birthday', () => {
  it('a child’s file opens to those who work with adults, from midnight at the station', async () => {
    const file = await aChildsFile(1, TURNS_15_TODAY);
    const visit = await aVisitTo(1, 2);
    await write(file, visit);
    nowMs = startOfDayMs(TODAY) - 1;
    const keeper = await keep();
    expect((await read(file))._rev).toMatch(/^1-/);
    nowMs += 1;
    await vi.waitFor(() => expect(keeper.health().facts['moved']).toBe(2));
    const stored = await read(file);
    expect(stored).toMatchObject({ name: '许小满', sex: 'female', relation: 'grandchild', relationCode: '42' });
    expect(stored['disability']).toBeNull();
    expect(await openAs('general', stored['phone'], { uid: uid(1), field: 'phone' })).toBe('15400000000');
    const answers = (await read(visit))['answers'] as { condition: Sealed };
    expect(await openAs('health', answers.condition, { uid: uid(2), field: 'answers.condition' })).toBe('well');
  });

  it('so do a certificate, and what was noted about a consent', async () => {
    const [file, certificate, consent] = [
      await aChildsFile(1, TURNS_15_TODAY),
      await aCertificateOf(1, 3),
      await aConsentOf(1, 4),
    ];
    await write(file, certificate, consent);
    await keepOnce();
    const moved = await read(certificate);
    expect(moved['holds']).toEqual({ kind: 'hearing', grade: 2 });
    expect(await openAs('general', moved['number'], { uid: uid(3), field: 'number' })).toBe('3399010000');
    expect(await openAs('general', (await read(consent))['note'], { uid: uid(4), field: 'note' })).toBe('许海涛');
  });

  it('but not a certificate that was pointed at an adult', async () => {
    const certificate = await aCertificateOf(1, 3);
    await write(await aChildsFile(1, CHILD), certificate, aPerson(5, { by: tablet }));
    await write(await edited(certificate, { personUid: uid(5) }));
    await keepOnce();
    expect((await read(certificate))['holds']).toEqual(certificate['holds']);
  });

  it('what merges, imports and decisions keep of before stays as it stood there', async () => {
    const file = await aChildsFile(1, TURNS_15_TODAY);
    const before = { name: file['name'], phone: file['phone'] };
    const kept = { keptUid: uid(1), mergedUid: uid(2), keptId: file._id, mergedId: `person~qinghe-1~${uid(2)}` };
    const merge = aRecord('merge', 6, { ...kept, before, state: 'merged', atMs: NOON });
    const part = aRecord('import-part', 7, { importUid: uid(8), changes: [{ id: file._id, before }] });
    await write(file, merge, part);
    await keepOnce();
    expect((await read(merge))._rev).toMatch(/^1-/);
    expect((await read(part))._rev).toMatch(/^1-/);
    // Undone after the birthday, the file is put right again.
    await write(await edited(file, before));
    await keepOnce();
    expect((await read(file))['name']).toBe('许小满');
  });

  it('so does what an author sealed under an own key', async () => {
    const file = await aChildsFile(1, TURNS_15_TODAY, place('child', uid(77)));
    expect(file['name']).toMatchObject({ kid: authorKid('qinghe-1.child.1', uid(77)) });
    await write(file);
    await keepOnce();
    expect((await read(file))['name']).toBe('许小满');
  });

  it('not when somebody changed the birth date, which takes no child key', async () => {
    const file = await aChildsFile(1, CHILD);
    const visit = await aVisitTo(1, 2);
    await write(file, visit);
    await keepOnce();
    await write(await edited(file, { birthDate: '1990-01-01' }));
    await keepOnce();
    expect(await read(file)).toMatchObject({ name: file['name'], phone: file['phone'] });
    expect((await read(visit))['answers']).toEqual(visit['answers']);
  });

  it('nor by a visit that was pointed at an adult', async () => {
    const [file, visit] = [await aChildsFile(1, CHILD), await aVisitTo(1, 2)];
    await write(file, visit, aPerson(3, { by: tablet }));
    await write(await edited(visit, { personUid: uid(3) }));
    await keepOnce();
    expect((await read(visit))['answers']).toEqual(visit['answers']);
  });

  it('nor by a second record of the same uid, here or in another grid', async () => {
    const file = await aChildsFile(1, CHILD);
    await write(file);
    const here = { ...file, _id: `person~qinghe-1~${uid(8)}`, birthDate: '1990-01-01' };
    const there = { ...file, _id: `person~qinghe-2~${uid(1)}`, birthDate: '1990-01-01' };
    await write(here);
    const other = await hub.create('grid-qinghe-2');
    await other.bulkDocs({ rows: [there], newEdits: true });
    await keepOnce();
    expect((await read(here))['name']).toEqual(file['name']);
    const answer = await other.get(there._id, { rev: null, latest: false, revs: false, conflicts: false });
    expect(answer).toMatchObject({ document: { name: file['name'] } });
  });

  it('leaves a record whose sealed value is not what the field may hold', async () => {
    const name = await seal({ uid: uid(1), field: 'name' }, { long: 'x'.repeat(500) }, place('child'));
    const file = { ...(await aChildsFile(1, TURNS_15_TODAY)), name } as WireRecord;
    await write(file, await aChildsFile(2, TURNS_15_TODAY));
    const keeper = await keep();
    expect((await read(file))._rev).toMatch(/^1-/);
    expect(keeper.health().facts).toMatchObject({ moved: 1, unfit: 1 });
  });

  it('nothing moves by a clock that fell back', async () => {
    await write(aPerson(1, { by: tablet, fields: { birthDate: '1995-01-01' } }));
    nowMs = startOfDayMs('2000-01-01');
    const keeper = await keep();
    expect(keeper.health().facts['moved']).toBe(0);
    const late = await aChildsFile(2, TURNS_15_TODAY);
    await write(late);
    nowMs = NOON;
    await vi.waitFor(() => expect(keeper.health().facts['moved']).toBe(1));
    expect((await read(late))['name']).toBe('许小满');
  });
});

describe('what changes meanwhile', () => {
  it('a concurrent edit stays, and the values are moved on top of it', async () => {
    const old = await anOldFile(1);
    await write(old);
    let edits = 0;
    const contested = hubWith({
      bulkDocs: async (rows) => {
        if ((edits += 1) <= 2) await write(await edited(old, { status: edits === 1 ? 'moved-out' : 'deceased' }));
        return database().bulkDocs(rows);
      },
    });
    const keeper = await keep(contested);
    const stored = await read(old);
    expect(stored).toMatchObject({ status: 'deceased', name: { kid: 'qinghe-1.child.1' } });
    expect(stored._rev).toMatch(/^4-/);
    expect(keeper.health().facts['moved']).toBe(1);
  });

  /** A visit whose health answer was sealed as an adult's. */
  async function aVisitAsToAnAdult(): Promise<WireRecord> {
    const condition = await seal({ uid: uid(2), field: 'answers.condition' }, 'well', place('health'));
    return aVisit(2, { by: tablet, fields: { personUid: uid(1), answers: { outcome: 'met', condition } } });
  }
  const underTheChildKey = { condition: { kid: 'qinghe-1.child.1' } };

  it('a visit follows a child whose record came days after it', async () => {
    const visit = await aVisitAsToAnAdult();
    await write(visit);
    await keepOnce();
    expect((await read(visit))._rev).toMatch(/^1-/);
    await write(await aChildsFile(1, CHILD));
    await keepOnce();
    expect((await read(visit))['answers']).toMatchObject(underTheChildKey);
  });

  it('a visit follows a child whose record came just after it', async () => {
    const [visit, file] = [await aVisitAsToAnAdult(), await aChildsFile(1, CHILD)];
    await write(visit);
    let pages = 0;
    const busy = hubWith({
      changes: async (query) => {
        if ((pages += 1) === 2) await write(file);
        return database().changes(query);
      },
    });
    await keepOnce(busy);
    expect((await read(visit))['answers']).toMatchObject(underTheChildKey);
  });

  it('a visit follows somebody who was taken for an adult', async () => {
    const [visit, adult] = [await aVisitAsToAnAdult(), aPerson(1, { by: tablet, fields: { birthDate: '1950-01-01' } })];
    await write(adult, visit);
    await keepOnce();
    expect((await read(visit))._rev).toMatch(/^1-/);
    await write(await edited(adult, { birthDate: CHILD }));
    await keepOnce();
    expect((await read(visit))['answers']).toMatchObject(underTheChildKey);
  });

  it('a run that was cut off is taken up where it stood, and nothing is written twice', async () => {
    const files = await Promise.all(Array.from({ length: 450 }, (_, index) => anOldFile(index + 1)));
    await write(...files);
    let pages = 0;
    const mortal = hubWith({
      bulkDocs: async (rows) => {
        if ((pages += 1) > 1) throw new Error('the power went');
        return database().bulkDocs(rows);
      },
    });
    const first = await keep(mortal);
    await first.stop();
    expect(first.health()).toMatchObject({ ok: false });
    expect(log.lines.map(({ event }) => event)).toContain('file-keeper.failed');
    const moved = Number(first.health().facts['moved']);
    expect(moved).toBeGreaterThan(0);
    expect(moved).toBeLessThan(450);

    const second = await keep();
    expect(second.health().facts['moved']).toBe(450 - moved);
    for (const file of files) expect(await read(file)).toMatchObject({ name: { kid: 'qinghe-1.child.1' } });
    expect((await Promise.all(files.map(read))).every(({ _rev }) => _rev.startsWith('2-'))).toBe(true);
  });

  it('a failure is tried again, without a restart', async () => {
    const old = await anOldFile(1);
    await write(old);
    let isFull = true;
    const full = hubWith({
      bulkDocs: async (rows) => {
        if (isFull) throw new Error('the disk is full');
        return database().bulkDocs(rows);
      },
    });
    const keeper = await keep(full);
    expect(keeper.health().ok).toBe(false);
    isFull = false;
    await vi.waitFor(() => expect(keeper.health()).toMatchObject({ ok: true, facts: { moved: 1 } }));
  });

  it('stopping waits for the page that is being written, and begins no other', async () => {
    await write(...(await Promise.all(Array.from({ length: 450 }, (_, index) => anOldFile(index + 1)))));
    let stopping: Promise<void> | null = null;
    const ended = hubWith({
      bulkDocs: async (rows) => {
        stopping ??= keeper.stop();
        return database().bulkDocs(rows);
      },
    });
    const deps = { hub: ended, dataKeys, folder, audit, author: () => MANAGER, log, now: () => nowMs };
    const keeper = startFileKeeper(deps, LOOK_MS);
    await keeper.settled();
    await stopping;
    expect(keeper.health().facts['moved']).toBe(200);
    expect(audit.entries).toMatchObject([{ detail: '200' }]);
  });
});
