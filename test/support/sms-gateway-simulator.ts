import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A text message as the gateway was handed it. */
export interface HandedText {
  readonly id: string;
  readonly to: string;
  readonly sign: string;
  readonly text: string;
  readonly template?: string;
  readonly params?: Readonly<Record<string, string>>;
}

/** What the network says of a text: on the phone, not to be brought there, or nothing yet. */
export type TextState = 'delivered' | 'failed' | 'accepted';

/** A gateway for text messages in place of a real one, on real HTTP: it takes texts under a key, each id once, and tells what came of them. */
export interface SmsGatewaySimulator {
  /** The same after `up`. */
  readonly url: string;
  readonly key: string;
  /** Each once, though it may have been handed in more often. */
  readonly texts: readonly HandedText[];
  /** Requests with a text, those handed in again too. */
  requests(): number;
  /** What it says of every text from now on; null: it has no reports, and answers 404. */
  say(state: TextState | null): void;
  /** Nobody answers at its address any more. */
  down(): Promise<void>;
  up(): Promise<void>;
}

const KEY = 'key-of-the-simulator';

/** Starts it on this machine. */
export async function startSmsGateway(): Promise<SmsGatewaySimulator> {
  const texts = new Map<string, HandedText>();
  let requests = 0;
  let said: TextState | null = 'delivered';
  let server: Server | null = null;
  let port = 0;

  async function answer(request: IncomingMessage): Promise<readonly [number, object]> {
    if (request.headers.authorization !== `Bearer ${KEY}`) return [401, { error: 'key' }];
    const id = request.url?.split('/')[2];
    if (request.method === 'GET' && id !== undefined)
      return texts.has(id) && said !== null ? [200, { state: said }] : [404, { error: 'id' }];
    if (request.method !== 'POST' || request.url !== '/sms') return [404, { error: 'path' }];
    requests += 1;
    const text = JSON.parse(await bodyOf(request)) as HandedText;
    if (!/^1\d{10}$/.test(text.to)) return [400, { error: 'to' }];
    if (request.headers['idempotency-key'] !== text.id) return [400, { error: 'id' }];
    if (!text.text.startsWith(`【${text.sign}】`)) return [400, { error: 'sign' }];
    texts.set(text.id, texts.get(text.id) ?? text);
    return [202, { state: 'accepted' }];
  }

  async function up(): Promise<void> {
    const started = createServer((request, response) => {
      answer(request).then(
        ([status, content]) => response.writeHead(status).end(JSON.stringify(content)),
        () => response.writeHead(400).end(),
      );
    });
    await new Promise<void>((resolve, reject) => started.once('error', reject).listen(port, '127.0.0.1', resolve));
    ({ port } = started.address() as AddressInfo);
    server = started;
  }

  await up();
  return {
    url: `http://127.0.0.1:${port}/sms`,
    key: KEY,
    get texts() {
      return [...texts.values()];
    },
    requests: () => requests,
    say: (state) => void (said = state),
    up,
    down: async () => {
      const ending = server;
      server = null;
      ending?.closeAllConnections();
      await new Promise<void>((resolve) => (ending ? ending.close(() => resolve()) : resolve()));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  return text;
}
