import { joinBytes, type HostileEntry } from './entry';

/** The connection preface, with empty settings behind it. */
const PREFACE = joinBytes(Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), frame(4, 0, 0));

function frame(type: number, flags: number, stream: number, payload: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream >>> 0, 5);
  return joinBytes(head, payload);
}

/** Headers written out in full, without Huffman coding or the table. */
function block(headers: readonly (readonly [string, string])[]): Buffer {
  const text = (value: string) => joinBytes(Buffer.from([value.length]), Buffer.from(value, 'latin1'));
  return joinBytes(...headers.flatMap(([name, value]) => [Buffer.from([0x00]), text(name), text(value)]));
}

const HEADERS = 1;
const END_BOTH = 0x5;
const ask = (path: string, ...more: readonly (readonly [string, string])[]) =>
  block([[':method', 'GET'], [':scheme', 'https'], [':authority', 'localhost'], [':path', path], ...more]);
/** A request that is answered with 200 unless what is added spoils it. */
const request = (...more: readonly (readonly [string, string])[]) => ask('/api/health', ...more);
const http2 = (name: string, ...frames: readonly Buffer[]): HostileEntry => ({
  name: `HTTP/2: ${name}`,
  listener: 'lan-h2',
  bytes: joinBytes(PREFACE, ...frames),
  thenEnd: false,
});
const settings = (id: number, value: number): Buffer => {
  const payload = Buffer.alloc(6);
  payload.writeUInt16BE(id, 0);
  payload.writeUInt32BE(value, 2);
  return payload;
};

/** Attacks on the reading of HTTP/2, and on the TLS port. */
export const http2Entries: readonly HostileEntry[] = [
  {
    name: 'plain HTTP on the TLS port',
    listener: 'lan-raw',
    bytes: Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'),
    thenEnd: false,
  },
  {
    name: 'random bytes on the TLS port',
    listener: 'lan-raw',
    bytes: Buffer.from('ff00ff00ff00ff00ff00', 'hex'),
    thenEnd: false,
  },
  {
    name: 'a TLS record of an ancient version',
    listener: 'lan-raw',
    bytes: Buffer.from('160300002f0100002b0300', 'hex'),
    thenEnd: true,
  },
  {
    name: 'HTTP/2: another preface',
    listener: 'lan-h2',
    bytes: Buffer.from('PRI * HTTP/3.0\r\n\r\nSM\r\n\r\n'),
    thenEnd: false,
  },
  {
    name: 'HTTP/2: HTTP/1.1 instead',
    listener: 'lan-h2',
    bytes: Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'),
    thenEnd: false,
  },
  http2('data on stream 0', frame(0, 0, 0, Buffer.from('x'))),
  http2('data on a stream never opened', frame(0, 1, 9, Buffer.from('x'))),
  http2('headers on stream 0', frame(HEADERS, END_BOTH, 0, request())),
  http2('headers on an even stream', frame(HEADERS, END_BOTH, 2, request())),
  http2('headers that cannot be decoded', frame(HEADERS, END_BOTH, 1, Buffer.from('ffffffffffffffff', 'hex'))),
  http2('a header name in capitals', frame(HEADERS, END_BOTH, 1, request(['X-Upper', '1']))),
  http2('a header of HTTP/1.1', frame(HEADERS, END_BOTH, 1, request(['connection', 'close']))),
  http2(
    'a pseudo-header at the end',
    frame(
      HEADERS,
      END_BOTH,
      1,
      block([
        [':method', 'GET'],
        ['x', '1'],
        [':path', '/'],
      ]),
    ),
  ),
  http2('an unknown pseudo-header', frame(HEADERS, END_BOTH, 1, request([':admin', '1']))),
  http2('two paths', frame(HEADERS, END_BOTH, 1, request([':path', '/api/health']))),
  http2(
    'no path',
    frame(
      HEADERS,
      END_BOTH,
      1,
      block([
        [':method', 'GET'],
        [':scheme', 'https'],
        [':authority', 'x'],
      ]),
    ),
  ),
  http2(
    'a path that is empty',
    frame(
      HEADERS,
      END_BOTH,
      1,
      block([
        [':method', 'GET'],
        [':scheme', 'https'],
        [':path', ''],
      ]),
    ),
  ),
  http2(
    'a line break in the token',
    frame(HEADERS, END_BOTH, 1, ask('/api/events', ['authorization', 'Bearer a\r\nx: y'])),
  ),
  http2(
    'CONNECT',
    frame(
      HEADERS,
      END_BOTH,
      1,
      block([
        [':method', 'CONNECT'],
        [':authority', 'evil.example:443'],
      ]),
    ),
  ),
  http2('no such route', frame(HEADERS, END_BOTH, 1, ask('/api/none'))),
  http2(
    'a length that the body belies',
    frame(
      HEADERS,
      0x4,
      1,
      block([
        [':method', 'POST'],
        [':scheme', 'https'],
        [':authority', 'x'],
        [':path', '/api/session'],
        ['content-type', 'application/json'],
        ['content-length', '2'],
      ]),
    ),
    frame(0, 1, 1, Buffer.from('{"a":1}')),
  ),
  http2(
    'a body that never comes',
    frame(
      HEADERS,
      0x4,
      1,
      block([
        [':method', 'POST'],
        [':scheme', 'https'],
        [':authority', 'x'],
        [':path', '/api/session'],
        ['content-type', 'application/json'],
      ]),
    ),
  ),
  http2(
    'headers that go on and on',
    frame(HEADERS, 0x1, 1, request()),
    ...Array.from({ length: 200 }, () =>
      frame(
        9,
        0,
        1,
        block([
          ['x', 'a'.repeat(100)],
          ['y', 'b'.repeat(100)],
        ]),
      ),
    ),
  ),
  http2('something between headers and their rest', frame(HEADERS, 0x1, 1, request()), frame(6, 0, 0, Buffer.alloc(8))),
  http2('a continuation of nothing', frame(9, 0x4, 1, request())),
  http2('settings on a stream', frame(4, 0, 1, settings(3, 1))),
  http2('settings of five bytes', frame(4, 0, 0, Buffer.alloc(5))),
  http2('a window of 4 GB', frame(4, 0, 0, settings(4, 0xffffffff))),
  http2('frames of 1 byte at most', frame(4, 0, 0, settings(5, 1))),
  http2('a push from the client', frame(5, 0x4, 1, joinBytes(Buffer.from([0, 0, 0, 2]), request()))),
  http2('a window that grows by nothing', frame(8, 0, 0, Buffer.alloc(4))),
  http2('a window that overflows', ...[1, 2].map(() => frame(8, 0, 0, Buffer.from([0x7f, 0xff, 0xff, 0xff])))),
  http2('a ping of seven bytes', frame(6, 0, 0, Buffer.alloc(7))),
  http2('the end of a stream never begun', frame(3, 0, 5, Buffer.alloc(4))),
  http2('a frame larger than agreed', frame(0, 0, 1, Buffer.alloc(20_000))),
  http2('padding longer than the frame', frame(HEADERS, END_BOTH | 0x8, 1, joinBytes(Buffer.from([255]), request()))),
  http2(
    'a stream that depends on itself',
    frame(HEADERS, END_BOTH | 0x20, 1, joinBytes(Buffer.from([0, 0, 0, 1, 16]), request())),
  ),
  http2(
    '2,000 requests taken back at once',
    ...Array.from({ length: 2000 }, (_, n) => [
      frame(HEADERS, END_BOTH, 2 * n + 1, ask('/api/none')),
      frame(3, 0, 2 * n + 1, Buffer.from([0, 0, 0, 8])),
    ]).flat(),
  ),
];
