import { anonymous, http, type HostileEntry } from './entry';

const UID = '01TEST00000000000000000001';
const STAFF = { code: 'evil', name: 'x', post: 'manager', gridNumbers: [], functions: [] };
const PASSPHRASE = { current: 'TOP SECRET', next: 'another passphrase' };
const TRANSFER = { kind: 'person', uid: UID, from: 1, to: 2, dwellingUid: null, reason: '' };
const UPSTREAM = { on: true, url: 'https://hub.example', user: 'a', password: 'TOP SECRET', authority: null };
const SYSTEM = { name: 'evil', url: 'https://hub.example', authority: null, on: true, kinds: ['alarm'], isNew: true };
const asBoss = { as: 'boss' } as const;
const boss = (name: string, line: string, body?: unknown): HostileEntry =>
  http(`administration: ${name}`, line, body === undefined ? asBoss : { ...asBoss, body });
const worker = (name: string, line: string, body?: unknown): HostileEntry =>
  http(`without the function: ${name}`, line, body === undefined ? {} : { body });

/** Attacks on what only some may do, and on parcels. */
export const administrationEntries: readonly HostileEntry[] = [
  worker('list the staff', 'GET /api/staff'),
  worker('make a manager', 'POST /api/staff', STAFF),
  worker('make oneself a manager', `PATCH /api/staff/${UID}`, { post: 'manager' }),
  worker('reset a passphrase', `POST /api/staff/${UID}/passphrase`),
  worker('list the devices', 'GET /api/devices'),
  worker('approve a device', `PATCH /api/devices/${UID}`, { state: 'approved' }),
  worker('renew keys', 'POST /api/keys/rotation', { gridNumbers: [1], classes: ['health'] }),
  worker('read the audit', 'GET /api/audit'),
  worker('send the station elsewhere', 'PATCH /api/upstream', UPSTREAM),
  worker('have the host ask an address', 'POST /api/upstream/trial', UPSTREAM),
  worker('have messages sent elsewhere', 'POST /api/messages/systems', SYSTEM),
  worker('have the host ask another system', 'POST /api/messages/systems/trial', { name: 'evil' }),
  worker('read what has not arrived', 'GET /api/messages'),
  worker('give somebody’s message up', 'POST /api/messages/giving-up', { id: 'message~qinghe~1' }),
  anonymous('what has not arrived, without a token', 'GET /api/messages'),
  anonymous('how far records have come, without a token', 'GET /api/upstream/reach'),
  worker('say that the device was erased', 'POST /api/device/wiped'),
  anonymous('staff without a token', 'GET /api/staff'),
  anonymous('devices without a token', 'GET /api/devices'),
  anonymous('the audit without a token', 'GET /api/audit'),
  anonymous('a look-up without a token', 'POST /api/match', { body: { kind: 'phone', value: '15400000000' } }),
  anonymous('keys without a token', 'POST /api/keys/rotation', { body: { gridNumbers: [1], classes: ['health'] } }),
  http('the staff with a token that has run out', 'GET /api/staff', { as: 'expired' }),
  http('the staff as another hub', 'GET /api/staff', { as: 'replicator' }),
  http('the events as another hub', 'GET /api/events', { as: 'replicator' }),
  http('a renewal as another hub', 'POST /api/session/renewal', { as: 'replicator' }),
  http('parcels as another hub', 'POST /api/parcels', { as: 'replicator', body: { parcels: [] } }),

  boss('staff of null', 'POST /api/staff', null),
  boss('staff in a list', 'POST /api/staff', [STAFF]),
  boss('a post there is not', 'POST /api/staff', { ...STAFF, post: 'mayor' }),
  boss('a function there is not', 'POST /api/staff', { ...STAFF, functions: ['everything'] }),
  boss('a code with a path', 'POST /api/staff', { ...STAFF, code: '../../x' }),
  boss('a verifier of one’s own', 'POST /api/staff', { ...STAFF, verifier: { kind: 'none' } }),
  boss('a uid of one’s own', 'POST /api/staff', { ...STAFF, uid: UID }),
  boss('grids that are words', 'POST /api/staff', { ...STAFF, gridNumbers: ['1'] }),
  boss('grids without end', 'POST /api/staff', {
    ...STAFF,
    gridNumbers: Array.from({ length: 5000 }, (_, n) => n + 1),
  }),
  boss('a name of 1 MB', 'POST /api/staff', { ...STAFF, name: 'x'.repeat(1_000_000) }),
  boss('a change of the verifier', `PATCH /api/staff/${UID}`, { verifier: null }),
  boss('a change of the generation', `PATCH /api/staff/${UID}`, { generation: -1 }),
  boss('a change of the code', `PATCH /api/staff/${UID}`, { code: 'other' }),
  boss('a change of a prototype', 'PATCH /api/staff/__proto__', { active: false }),
  boss('a change of a path', 'PATCH /api/staff/..%2f..%2fetc', { active: false }),
  boss('a reset with a passphrase in it', `POST /api/staff/${UID}/passphrase`, { passphrase: 'mine' }),
  boss('staff deleted', `DELETE /api/staff/${UID}`),
  boss('a device made pending', `PATCH /api/devices/${UID}`, { state: 'pending' }),
  boss('a device given replicas', `PATCH /api/devices/${UID}`, { replicas: ['abcdefghijkl'] }),
  boss('keys of no grid', 'POST /api/keys/rotation', { gridNumbers: [], classes: ['health'] }),
  boss('keys of a grid there is not', 'POST /api/keys/rotation', { gridNumbers: [77], classes: ['health'] }),
  boss('keys of a class there is not', 'POST /api/keys/rotation', { gridNumbers: [1], classes: ['open'] }),
  boss('keys of one’s own', 'POST /api/keys/rotation', { gridNumbers: [1], classes: ['health'], key: 'x' }),
  boss('the audit, a page without end', 'GET /api/audit?limit=99999999'),
  boss('the audit before the beginning', 'GET /api/audit?before=-1'),
  boss('the audit of a query', 'GET /api/audit?by[$ne]=x'),
  boss('the audit written to', 'POST /api/audit', { kind: 'reveal' }),
  boss('the audit deleted', 'DELETE /api/audit'),
  boss('a transfer of a query', 'POST /api/transfers', { ...TRANSFER, uid: { $ne: null } }),
  boss('a transfer to no grid', 'POST /api/transfers', { ...TRANSFER, to: 0 }),
  boss('a transfer with a stub of one’s own', 'POST /api/transfers', { ...TRANSFER, movedTo: { scope: 'qinghe-2' } }),
  boss('where all have gone', 'GET /api/placement?type=person'),
  anonymous('where somebody has gone, without a token', `GET /api/placement?type=person&uid=${UID}`),
  boss('an upstream in a file', 'PATCH /api/upstream', { ...UPSTREAM, url: 'file:///etc/passwd' }),
  boss('an upstream in the open', 'PATCH /api/upstream', { ...UPSTREAM, url: 'http://hub.example' }),
  boss('an upstream with a line break', 'POST /api/upstream/trial', { ...UPSTREAM, user: 'a\r\nx: y' }),
  boss('an upstream of 1 MB', 'POST /api/upstream/trial', { ...UPSTREAM, authority: 'x'.repeat(1_000_000) }),
  boss('a system in a file', 'POST /api/messages/systems', { ...SYSTEM, url: 'file:///etc/passwd' }),
  boss('a system in the open', 'POST /api/messages/systems', { ...SYSTEM, url: 'http://hub.example' }),
  boss('a system with a secret of one’s own', 'POST /api/messages/systems', { ...SYSTEM, secret: 'TOP SECRET' }),
  boss('a system by a name that every object has', 'POST /api/messages/systems/trial', { name: 'constructor' }),
  boss('a system with a path for a name', 'POST /api/messages/systems', { ...SYSTEM, name: '../evil' }),
  boss('quiet hours that are none', 'PATCH /api/messages/settings', {
    quietHours: { channel: 'app', hours: { low: 1 } },
  }),
  boss('messages kept for no time', 'PATCH /api/messages/settings', { keepDays: 0 }),
  boss('a message of another database', 'POST /api/messages/again', { id: 'person~qinghe-1~1' }),
  boss('a look-up of a query', 'POST /api/match', { kind: 'phone', value: { $ne: null } }),
  boss('a look-up by name', 'POST /api/match', { kind: 'name', value: '张三张三张三' }),
  boss('a look-up of a book', 'POST /api/match', { kind: 'phone', value: '1'.repeat(100_000) }),

  http('passphrase: a wrong one', 'POST /api/session/passphrase', { body: { ...PASSPHRASE, current: 'wrong' } }),
  http('passphrase: in a list', 'POST /api/session/passphrase', { body: { ...PASSPHRASE, next: ['x'] } }),
  http('passphrase: of somebody else', 'POST /api/session/passphrase', { body: { ...PASSPHRASE, uid: UID } }),
  http('passphrase: of 1 MB', 'POST /api/session/passphrase', { body: { ...PASSPHRASE, next: 'x'.repeat(1_000_000) } }),
  anonymous('passphrase: without a token', 'POST /api/session/passphrase', { body: PASSPHRASE }),
  http('parcels: null', 'POST /api/parcels', { body: null }),
  http('parcels: objects', 'POST /api/parcels', { body: { parcels: [{}] } }),
  http('parcels: a thousand', 'POST /api/parcels', { body: { parcels: Array.from({ length: 1000 }, () => 'x') } }),
  http('parcels: one of 2 MB', 'POST /api/parcels', { body: { parcels: ['x'.repeat(2_000_000)] } }),
  http('parcels: 12 MB', 'POST /api/parcels', {
    body: { parcels: Array.from({ length: 12 }, () => 'x'.repeat(1_000_000)) },
  }),
];
