import { anonymous, DB, http, raw, type HostileEntry } from './entry';

const SECRET = Buffer.alloc(32, 7).toString('base64');
const DEVICE = { id: '01TEST00000000000000000001', name: 'x', kind: 'tablet', secret: SECRET };
const SIGN_IN = { staffCode: 'w1', passphrase: 'wrong', device: DEVICE };
const session = (name: string, body: unknown) => anonymous(`sign-in: ${name}`, 'POST /api/session', { body });
const sessionText = (name: string, text: string | Buffer) =>
  anonymous(`sign-in: ${name}`, 'POST /api/session', { text });
const sessionType = (type: string | null) =>
  anonymous(`sign-in as ${type ?? 'no type at all'}`, 'POST /api/session', { body: SIGN_IN, type });
const authorized = (name: string, header: string | null): HostileEntry =>
  raw(
    `token: ${name}`,
    `GET /hub/${DB}/_changes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${header === null ? '' : `${header}\r\n`}\r\n`,
  );

const unsigned = (claims: object): string =>
  [{ alg: 'none', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.') + '.';

/** Attacks on sign-in, tokens, the wake-up stream and the files. */
export const stationEntries: readonly HostileEntry[] = [
  session('null', null),
  session('a number', 7),
  session('a word', 'x'),
  session('a list', [SIGN_IN]),
  session('nothing in it', {}),
  session('a passphrase that is a list', { ...SIGN_IN, passphrase: ['x'] }),
  session('a passphrase that is a query', { ...SIGN_IN, passphrase: { $ne: null } }),
  session('a code that is true', { ...SIGN_IN, staffCode: true }),
  session('no device', { staffCode: 'w1', passphrase: 'x' }),
  session('a device of an unknown kind', { ...SIGN_IN, device: { ...DEVICE, kind: 'hub' } }),
  session('a device id that is a path', { ...SIGN_IN, device: { ...DEVICE, id: '../../x' } }),
  session('a post of one’s own choice', { ...SIGN_IN, post: 'manager' }),
  session('a passphrase of 1 MB', { ...SIGN_IN, passphrase: 'x'.repeat(1_000_000) }),
  session('the code of every object', { ...SIGN_IN, staffCode: 'constructor' }),
  session('a wrong passphrase', SIGN_IN),
  sessionText('no JSON', '{"staffCode":'),
  sessionText('two documents', '{}{}'),
  sessionText('single quotes', "{'staffCode':'w1'}"),
  sessionText('NaN', '{"staffCode":NaN}'),
  sessionText('a trailing comma', '{"staffCode":"w1",}'),
  sessionText('a prototype', '{"__proto__":{"staffCode":"w1"}}'),
  sessionText('a prototype written with an escape', '{"\\u005f_proto__":{"isAdmin":true}}'),
  sessionText('a constructor’s prototype', '{"constructor":{"prototype":{"isAdmin":true}}}'),
  sessionText('100,000 brackets', '['.repeat(100_000)),
  sessionText('50,000 objects in one another', '{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000)),
  sessionText('bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])),
  sessionText('an overlong NUL', Buffer.from([0x22, 0xc0, 0x80, 0x22])),
  sessionText('UTF-16', Buffer.from(JSON.stringify(SIGN_IN), 'utf16le')),
  sessionText('a control character in a string', '{"staffCode":"a\u0001b"}'),
  sessionText('only spaces', '    '),
  sessionText('nothing', ''),
  sessionType(null),
  sessionType('text/plain'),
  sessionType('application/x-www-form-urlencoded'),
  sessionType('multipart/form-data; boundary=x'),
  sessionType('application/xml'),
  sessionType('application/json-patch+json'),
  sessionType('application/jsonx'),
  sessionType('*/*'),
  anonymous('sign-in by GET', 'GET /api/session'),
  anonymous('sign-in by PUT', 'PUT /api/session', { body: SIGN_IN }),
  anonymous('sign-in with a query', 'POST /api/session?staffCode=w1', { body: SIGN_IN }),
  anonymous('sign-in compressed', 'POST /api/session', { body: SIGN_IN, headers: ['content-encoding: gzip'] }),
  anonymous('practice by POST', 'POST /api/practice', { body: {} }),
  anonymous('practice from a page of another site', 'GET /api/practice', { headers: ['sec-fetch-site: cross-site'] }),
  anonymous('training at a practice station', 'POST /api/training'),
  anonymous('training with a body', 'POST /api/training', { body: { origin: 'http://evil.example' } }),
  anonymous('training with a query', 'POST /api/training?x=1'),
  anonymous('training by GET', 'GET /api/training'),
  anonymous('health with a query', 'GET /api/health?x=1'),
  anonymous('health by DELETE', 'DELETE /api/health'),
  anonymous('renewal without a token', 'POST /api/session/renewal'),
  http('renewal with a body', 'POST /api/session/renewal', { body: { post: 'manager' } }),
  http('renewal of a token that has run out', 'POST /api/session/renewal', { as: 'expired' }),

  authorized('none', null),
  authorized('empty', 'Authorization:'),
  authorized('the word alone', 'Authorization: Bearer'),
  authorized('of another scheme', 'Authorization: Basic YWRtaW46YWRtaW4='),
  authorized('made up', 'Authorization: Bearer abc.def.ghi'),
  authorized('unsigned', `Authorization: Bearer ${unsigned({ sub: 'x', post: 'manager', dbs: { [DB]: 'write' } })}`),
  authorized('expired', 'Authorization: Bearer {expired}'),
  authorized('of 12 KB', `Authorization: Bearer ${'a'.repeat(12_000)}`),
  authorized('two of them', 'Authorization: Bearer x\r\nAuthorization: Bearer {staff}'),
  authorized('with a letter more', 'Authorization: Bearer {staff}x'),
  authorized('in a cookie', 'Cookie: token={staff}'),
  authorized('with a space inside', 'Authorization: Bearer a b'),
  anonymous('token in the query', `GET /hub/${DB}/_changes?token={staff}`),
  http('another database', 'GET /hub/grid-qinghe-2/_changes'),
  http('another database, to write', 'POST /hub/grid-qinghe-2/_bulk_docs', { body: { docs: [] } }),
  http('a database that is not there', 'GET /hub/grid-qinghe-77'),
  http('a database named like a property', 'GET /hub/__proto__/_changes'),
  http('a database outside the folder', 'GET /hub/..%2f..%2fetc/_changes'),
  http('a database with a NUL', `GET /hub/${DB}%00/_changes`),
  http('a database in capitals', `GET /hub/${DB.toUpperCase()}/_changes`),
  http('writing with a token that reads', `POST /hub/${DB}/_bulk_docs`, { as: 'reader', body: { docs: [] } }),

  anonymous('events without a token', 'GET /api/events'),
  http('events with an expired token', 'GET /api/events', { as: 'expired' }),
  http('events by POST', 'POST /api/events', { body: {} }),
  http('events by HEAD', 'HEAD /api/events'),
  http('events with a query', 'GET /api/events?dbs=grid-qinghe-2'),
  http('events with a path behind', 'GET /api/events/all'),

  anonymous('files: a step up', 'GET /../outside.txt'),
  anonymous('files: a step up, encoded', 'GET /%2e%2e/outside.txt'),
  anonymous('files: a step up, slash encoded', 'GET /..%2foutside.txt'),
  anonymous('files: a step up, encoded twice', 'GET /%252e%252e%252foutside.txt'),
  anonymous('files: a step up with backslashes', 'GET /..%5coutside.txt'),
  anonymous('files: a step up, overlong', 'GET /%c0%ae%c0%ae/outside.txt'),
  anonymous('files: a step up from a folder', 'GET /assets/../../outside.txt'),
  anonymous('files: a dot file', 'GET /.secret'),
  anonymous('files: a NUL', 'GET /index.html%00.js'),
  anonymous('files: an absolute path', 'GET //etc/passwd'),
  anonymous('files: a device of Windows', 'GET /assets/con.js'),
  anonymous('files: by POST', 'POST /index.html', { body: {} }),
  anonymous('files: by DELETE', 'DELETE /index.html'),
  anonymous('files: a range beyond the file', 'GET /index.html', { headers: ['range: bytes=900000-900001'] }),
];
