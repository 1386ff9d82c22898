import { createContext, Script } from 'node:vm';
import type { StationDatabase } from '#sync-server/provision/shape';
import { stationDatabases } from '#sync-server/provision/shape';
import { aPerson, uid } from '#test/support/builders';

/** A validation function as CouchDB would call it; answers what it throws, or null. */
export type Judge = (doc: unknown, roles?: readonly string[]) => unknown;

/** Runs a generated validation function where it can reach nothing, as CouchDB's own process does. */
export function judgeOf(source: string): Judge {
  const context = createContext(Object.create(null) as object);
  const call = new Script(`(function (doc, user) {
    try { (${source})(JSON.parse(doc), null, JSON.parse(user)); return 'null'; }
    catch (thrown) { return JSON.stringify(thrown instanceof Error ? { broken: String(thrown) } : thrown); }
  })`).runInContext(context) as (doc: string, user: string) => string;
  return (doc, roles = ['qinghe.hub']) =>
    JSON.parse(call(JSON.stringify(doc), JSON.stringify({ name: 'x', roles }))) as unknown;
}

export const QINGHE = { id: 'qinghe', gridNumbers: [1, 2], residents: 4000 } as const;

/** A database of the test's station by its name. */
export function databaseOf(name: string): StationDatabase {
  const found = stationDatabases(QINGHE).find((database) => database.name === name);
  if (!found) throw new Error(`no database ${name}`);
  return found;
}

/** A person's file that nothing stands against, with changes. */
export const person = (change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  ...aPerson(1),
  ...change,
});

const SEALED = { kid: 'qinghe-1.general.1', iv: 'A'.repeat(16), ct: 'q83vEjRWeJA=' };
const HASH = 'ab'.repeat(32);

/** A picture's document, with changes. */
export const picture = (change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  _id: `photo~qinghe-1~${HASH}`,
  type: 'photo',
  schema: 1,
  uid: uid(1),
  created: { at: 1_795_000_000_000, by: uid(2), on: 'tablet000000' },
  sealed: SEALED,
  _attachments: { full: { stub: true }, thumb: { stub: true } },
  ...change,
});

/** A line of a digest, with changes. */
export const digestLine = (change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  _id: 'grid-qinghe-2',
  seq: '12-g1AAA',
  at: 1_795_000_000_000,
  ...change,
});

/** What is tried, on which database, and which rule is to stop it; `roles` where it is not the station's hub that tries. */
export interface Attempt {
  readonly what: string;
  readonly on: string;
  readonly doc: Record<string, unknown>;
  readonly rule: string;
  readonly roles?: readonly string[];
}

const GRID = 'grid-qinghe-1';
const MEDIA = 'media-grid-qinghe-1';
const DIGEST = 'digest-qinghe';
const id = String(person()['_id']);
const on =
  (database: string) =>
  (what: string, doc: Record<string, unknown>, rule: string): Attempt => ({
    what,
    on: database,
    doc,
    rule,
  });
const grid = on(GRID);
const media = on(MEDIA);
const digest = on(DIGEST);
const contact = { id: uid(5), name: '许海涛', relation: null, phone: '15400000000' };
const stamp = '0mwsi1hc0000.seed00000000.1';
const touch = { at: 1, by: uid(1), on: 'tablet000000' };

/** Everything that a hub has to refuse: each rule of the generated functions at least once. */
export const ATTEMPTS: readonly Attempt[] = [
  { ...grid('by somebody who may only look', person(), 'role'), roles: ['qinghe.manager'] },
  { ...grid('by the hub of another station', person(), 'role'), roles: ['donghu.hub'] },
  { ...grid('by nobody', person(), 'role'), roles: [] },
  { ...media('a picture by somebody who may only look', picture(), 'role'), roles: ['qinghe.clerk'] },
  { ...digest('a digest by a manager', digestLine(), 'role'), roles: ['qinghe.manager'] },
  grid('an id that is none of ours', person({ _id: 'somebody' }), 'id'),
  grid('an id in capitals', person({ _id: id.replace('person', 'PERSON') }), 'id'),
  grid('an id with a key that says too much', person({ _id: 'person~qinghe-1~张三' }), 'id'),
  grid('a record of the next grid', person({ _id: id.replace('qinghe-1', 'qinghe-2') }), 'scope'),
  grid('a record of another station', person({ _id: id.replace('qinghe-1', 'donghu-1') }), 'scope'),
  grid('the staff directory in a grid', person({ _id: 'staff~qinghe-1~x', type: 'staff' }), 'type'),
  grid('a type nobody knows', person({ _id: 'constructor~qinghe-1~x', type: 'constructor' }), 'type'),
  grid('a visit under a person’s id', person({ type: 'visit' }), 'type'),
  grid('a tombstone that still says a name', { _id: id, _deleted: true, name: '测试甲' }, 'deleted'),
  grid('a tombstone of the next grid', { _id: id.replace('qinghe-1', 'qinghe-2'), _deleted: true }, 'scope'),
  grid('a picture in a record', person({ _attachments: { a: { stub: true } } }), 'attachments'),
  grid('without a uid', person({ uid: undefined }), 'envelope'),
  grid('of version nought', person({ schema: 0 }), 'envelope'),
  grid('of half a version', person({ schema: 1.5 }), 'envelope'),
  grid('made by nobody', person({ created: { at: 1, by: '', on: 'tablet000000' } }), 'envelope'),
  grid('changed at no time', person({ changed: { ...touch, at: 'now' } }), 'envelope'),
  grid('without the stamp it was born with', person({ born: 'today' }), 'envelope'),
  grid('with a vector that is a list', person({ vv: [] }), 'envelope'),
  grid('with a vector that counts letters', person({ vv: { tablet000000: 'a' } }), 'envelope'),
  grid('with stamps that are a list', person({ stamps: [] }), 'envelope'),
  grid('with a stamp that is none', person({ stamps: { name: 'soon' } }), 'envelope'),
  grid('without yields', person({ yields: null }), 'envelope'),
  grid('with a yield that is a word', person({ yields: ['name'] }), 'envelope'),
  grid('a stub that goes to another station', person({ movedTo: { scope: 'donghu-1' } }), 'moved'),
  grid('a stub that goes nowhere', person({ movedTo: 'qinghe-2' }), 'moved'),
  grid(
    'a stub that still holds a value',
    person({ movedTo: { scope: 'qinghe-2' }, yields: [{ field: 'name', stamp, value: '测试甲' }] }),
    'moved',
  ),
  grid('with a phone in the open', person({ phone: '15400000000' }), 'sealed'),
  grid('with a citizen id in an envelope without a seal', person({ citizenId: { kid: 'x', text: '33' } }), 'sealed'),
  grid('with a contact’s phone in the open', person({ contacts: [contact] }), 'sealed'),
  grid(
    'with a phone that yielded in the open',
    person({ yields: [{ field: 'phone', stamp, value: '154' }] }),
    'sealed',
  ),
  grid(
    'with contacts that yielded in the open',
    person({ yields: [{ field: 'contacts', stamp, value: [contact] }] }),
    'sealed',
  ),
  media('a picture of the next grid', picture({ _id: `photo~qinghe-2~${HASH}` }), 'scope'),
  media('a picture under a name', picture({ _id: 'photo~qinghe-1~holiday' }), 'id'),
  media('a picture without parts in its id', picture({ _id: HASH }), 'id'),
  media('a person among the pictures', picture({ _id: `person~qinghe-1~${HASH}` }), 'type'),
  media('a picture that says it is a person', picture({ type: 'person' }), 'type'),
  media('a spoken note that says it is a picture', picture({ _id: `voice~qinghe-1~${HASH}` }), 'type'),
  media('a tombstone with a claim', { _id: `photo~qinghe-1~${HASH}`, _deleted: true, sealed: SEALED }, 'deleted'),
  media('a picture of nothing', picture({ uid: 'x' }), 'envelope'),
  media('a picture of no version', picture({ schema: '1' }), 'envelope'),
  media('a picture that nobody took', picture({ created: null }), 'envelope'),
  media('a picture with its place in the open', picture({ sealed: { lat: 30, lng: 120 } }), 'sealed'),
  media('a picture with an attachment more', picture({ _attachments: { exif: { stub: true } } }), 'attachments'),
  digest('a digest of another station', digestLine({ _id: 'grid-donghu-1' }), 'id'),
  digest('a digest of no database', digestLine({ _id: 'staff-qinghe' }), 'id'),
  digest('a digest without a place', digestLine({ seq: 12 }), 'digest'),
  digest('a digest of a whole book', digestLine({ seq: 'x'.repeat(5000) }), 'digest'),
  digest('a digest without a time', digestLine({ at: 'now' }), 'digest'),
  digest('a digest with a name in it', digestLine({ name: '测试甲' }), 'digest'),
  digest('a tombstone of a digest with a word', { ...digestLine(), _deleted: true }, 'deleted'),
];
