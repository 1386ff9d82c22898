/** One hostile request: the bytes that go over a fresh connection. */
export interface HostileEntry {
  readonly name: string;
  readonly listener: 'loopback' | 'lan-h2' | 'lan-raw';
  readonly bytes: Buffer;
  /** Close our half after sending: the server learns that no more will come. */
  readonly thenEnd: boolean;
}

/** Tokens of the run, put in place of `{staff}`, `{boss}`, `{reader}`, `{replicator}`, `{expired}` when the bytes are sent. */
export const TOKEN_MARKS = ['staff', 'boss', 'reader', 'replicator', 'expired'] as const;
export type TokenMark = (typeof TOKEN_MARKS)[number];

export const DB = 'grid-qinghe-1';
export const REPLICA = 'x-linli-replica: abcdefghijkl';

/** The bytes one behind the other. Goes by way of hexadecimal: the types of Buffer and Uint8Array do not fit each other. */
export const joinBytes = (...parts: readonly Buffer[]): Buffer =>
  Buffer.from(parts.map((part) => part.toString('hex')).join(''), 'hex');

/** Bytes as they are. */
export function raw(name: string, bytes: string | Buffer, thenEnd = false): HostileEntry {
  return { name, listener: 'loopback', bytes: typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes, thenEnd };
}

export interface HttpParts {
  readonly as?: TokenMark;
  readonly type?: string | null;
  readonly headers?: readonly string[];
  readonly body?: unknown;
  /** Sent as it stands instead of `body`. */
  readonly text?: string | Buffer;
}

/** A request that is well-formed as HTTP: method and path, JSON by default, staff token by default. */
export function http(name: string, line: string, parts: HttpParts = {}): HostileEntry {
  const [method = '', ...path] = line.split(' ');
  const body = parts.text ?? (parts.body === undefined ? undefined : JSON.stringify(parts.body));
  const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(body as string);
  const head = [
    `${method} ${path.join(' ')} HTTP/1.1`,
    'host: localhost',
    'connection: close',
    `authorization: Bearer {${parts.as ?? 'staff'}}`,
    ...(body === undefined || parts.type === null ? [] : [`content-type: ${parts.type ?? 'application/json'}`]),
    ...(body === undefined ? [] : [`content-length: ${bytes.length}`]),
    ...(parts.headers ?? []),
  ];
  return raw(name, joinBytes(Buffer.from(`${head.join('\r\n')}\r\n\r\n`), bytes));
}

/** The same without a token. */
export function anonymous(name: string, line: string, parts: HttpParts = {}): HostileEntry {
  const entry = http(name, line, parts);
  return {
    ...entry,
    bytes: Buffer.from(entry.bytes.toString('latin1').replace(/authorization: [^\r]*\r\n/, ''), 'latin1'),
  };
}
