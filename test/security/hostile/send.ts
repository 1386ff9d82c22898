import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { TOKEN_MARKS, type HostileEntry, type TokenMark } from './entry';

export interface Answer {
  /** First status that came back, or null when there was none. */
  readonly status: number | null;
  /** The server ended the connection, or told HTTP/2 that it or the stream is refused. */
  readonly refused: boolean;
  readonly text: string;
}

export interface Ends {
  readonly loopbackPort: number;
  readonly lanPort: number;
  readonly tokens: Readonly<Record<TokenMark, string>>;
}

/** How long the server may take to refuse; its own deadlines in this run are well below. */
const PATIENCE_MS = 12_000;

/** Sends the bytes over a connection of their own and waits until the server has answered or closed. */
export function send(entry: HostileEntry, ends: Ends): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = open(entry, ends);
    let received = '';
    let settled = false;
    const finish = (refused: boolean): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      const answer = read(entry, received);
      resolve(refused ? { ...answer, refused } : answer);
      socket.destroy();
    };
    const timer = setTimeout(() => {
      if (!settled) reject(new Error(`neither answered nor closed within ${PATIENCE_MS} ms: ${entry.name}`));
      settled = true;
      socket.destroy();
    }, PATIENCE_MS);
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      received += chunk;
      const answer = read(entry, received);
      if (answer.status !== null || answer.refused) finish(false);
    });
    // A reset is a refusal too: the server does not read what it does not want.
    socket.on('error', () => finish(true));
    socket.on('close', () => finish(true));
    socket.once(entry.listener === 'lan-h2' ? 'secureConnect' : 'connect', () => {
      const text = withTokens(entry.bytes, ends.tokens);
      if (entry.thenEnd) socket.end(text, 'latin1');
      else socket.write(text, 'latin1');
    });
  });
}

function open(entry: HostileEntry, { loopbackPort, lanPort }: Ends): Socket {
  if (entry.listener === 'loopback') return connectTcp({ host: '127.0.0.1', port: loopbackPort });
  if (entry.listener === 'lan-raw') return connectTcp({ host: '127.0.0.1', port: lanPort });
  return connectTls({ host: '127.0.0.1', port: lanPort, ALPNProtocols: ['h2'], rejectUnauthorized: false });
}

function withTokens(bytes: Buffer, tokens: Ends['tokens']): string {
  let text = bytes.toString('latin1');
  for (const mark of TOKEN_MARKS) text = text.replaceAll(`{${mark}}`, tokens[mark]);
  return text;
}

const read = (entry: HostileEntry, text: string): Answer =>
  entry.listener === 'lan-h2' ? readHttp2(text) : readHttp1(text);

function readHttp1(text: string): Answer {
  const status = /^HTTP\/1\.[01] (\d{3}) /.exec(text)?.[1];
  return { status: status === undefined ? null : Number(status), refused: false, text };
}

const RST_STREAM = 3;
const GO_AWAY = 7;

/** Statuses of HTTP/2 answers are the first header; 404, 400 and 200 have one byte each in the static table. */
const STATIC_STATUS: Readonly<Record<number, number>> = {
  0x88: 200,
  0x89: 204,
  0x8a: 206,
  0x8b: 304,
  0x8c: 400,
  0x8d: 404,
  0x8e: 500,
};

function readHttp2(text: string): Answer {
  const bytes = Buffer.from(text, 'latin1');
  let status: number | null = null;
  let refused = false;
  for (let offset = 0; offset + 9 <= bytes.length;) {
    const length = bytes.readUIntBE(offset, 3);
    const type = bytes[offset + 3];
    if (offset + 9 + length > bytes.length) break;
    const payload = bytes.subarray(offset + 9, offset + 9 + length);
    if (type === 1 && status === null) status = statusOf(payload);
    if (type === RST_STREAM || type === GO_AWAY) refused = true;
    offset += 9 + length;
  }
  return { status, refused, text };
}

function statusOf(block: Buffer): number {
  const first = block[0] ?? 0;
  const known = STATIC_STATUS[first];
  if (known !== undefined) return known;
  // Literal with the indexed name `:status`; the value is three digits, plain or in two bytes of Huffman code.
  const plain = /^(\d{3})/.exec(block.subarray(2).toString('latin1'))?.[1];
  return plain === undefined ? 499 : Number(plain);
}
