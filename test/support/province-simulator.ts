import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What was taken, by the platform's own number. */
export interface ProvinceMatter {
  readonly receipt: string;
  readonly application: Readonly<Record<string, unknown>>;
  standing:
    | { readonly state: 'received' | 'in-progress' }
    | { readonly state: 'decided'; readonly outcome: 'granted' | 'refused'; readonly reason: string | null }
    | { readonly state: 'returned'; readonly reason: string | null };
}

/** How it behaves: `lost`: takes it and lets the connection go before the answer; `slow`: answers after so long. */
export type ProvinceMood =
  | { readonly kind: 'well' | 'down' | 'lost' | 'busy' }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'refuses'; readonly reason: string };

/**
 * A simulator of a province's platform for department matters: real HTTP on this machine, signatures checked as the real one would, each
 * idempotency key taken once. It can be down, slow, busy, refuse, or lose its answer.
 */
export interface ProvinceSimulator {
  readonly url: string;
  mood: ProvinceMood;
  secret: string;
  readonly matters: ReadonlyMap<string, ProvinceMatter>;
  /** Every request that came, also those that were not answered well. */
  readonly requests: readonly {
    readonly method: string;
    readonly path: string;
    readonly key: string;
    readonly body: string;
  }[];
  stand(receipt: string, standing: ProvinceMatter['standing']): void;
  stop(): Promise<void>;
}

/** Starts one. The port is taken again where one is named, as after an outage. */
export async function startProvince(secret: string, port = 0): Promise<ProvinceSimulator> {
  const matters = new Map<string, ProvinceMatter>();
  const byKey = new Map<string, string>();
  const requests: { method: string; path: string; key: string; body: string }[] = [];
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces.map((piece) => new Uint8Array(piece))).toString('utf8');
    const path = request.url ?? '';
    const key = String(request.headers['idempotency-key']);
    requests.push({ method: request.method ?? '', path, key, body });
    const { mood } = province;
    const send = (status: number, value: unknown, headers: Record<string, string> = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(value));
    };
    if (mood.kind === 'down') return send(503, { reason: 'maintenance' });
    if (mood.kind === 'busy') return send(429, {}, { 'retry-after': '120' });
    if (mood.kind === 'slow') await new Promise((done) => setTimeout(done, mood.ms));
    if (!isSigned(request, body)) return send(401, { reason: 'signature' });
    if (request.method === 'POST' && path === '/api/applications') {
      if (mood.kind === 'refuses') return send(422, { reason: mood.reason });
      const receipt = byKey.get(key) ?? `33-${randomBytes(4).toString('hex')}`;
      if (!byKey.has(key)) {
        byKey.set(key, receipt);
        const application = JSON.parse(body) as Readonly<Record<string, unknown>>;
        matters.set(receipt, { receipt, application, standing: { state: 'received' } });
      }
      if (mood.kind === 'lost') {
        response.destroy();
        return;
      }
      return send(201, { receipt });
    }
    const receipt = /^\/api\/applications\/([\w-]+)$/.exec(path)?.[1] ?? '';
    const matter = matters.get(receipt);
    return matter ? send(200, matter.standing) : send(404, { reason: 'unknown' });
  }

  function isSigned({ headers }: IncomingMessage, body: string): boolean {
    const [id, timestamp] = [String(headers['webhook-id']), String(headers['webhook-timestamp'])];
    const key = new Uint8Array(Buffer.from(province.secret.slice('whsec_'.length), 'base64'));
    const wanted = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
    const given = Buffer.from(String(headers['webhook-signature']).replace(/^v1,/, ''), 'base64');
    return given.length === wanted.length && timingSafeEqual(new Uint8Array(given), new Uint8Array(wanted));
  }

  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
  const taken = (server.address() as AddressInfo).port;
  const province: ProvinceSimulator = {
    url: `http://127.0.0.1:${taken}/api`,
    mood: { kind: 'well' },
    secret,
    matters,
    requests,
    stand: (receipt, standing) => {
      const matter = matters.get(receipt);
      if (!matter) throw new Error(`no matter ${receipt}`);
      matter.standing = standing;
    },
    stop: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return province;
}
