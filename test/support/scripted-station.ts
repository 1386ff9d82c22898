import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { ErrorCode } from '#shared/errors/app-error';
import { EPOCH_HEADER, paths, type Session } from '#shared/ipc/station-api';
import type { BoxKey } from '#shared/schema/sealed-box';
import { STATION, WORKER_UID } from './builders';

export const DATABASE = `grid-${STATION}-1`;
const GRID_SCOPE = `${STATION}-1`;

/**
 * A station that says what a test wants it to say: for states that a real host takes long to get into (a passphrase reset
 * elsewhere, rights taken away, a revoked device). Its hub databases are empty.
 */
export interface ScriptedStation {
  readonly fetch: typeof globalThis.fetch;
  isAway: boolean;
  /** Passphrases by staff code. */
  readonly passphrases: Map<string, string>;
  /** What sign-in and renewal grant to everybody. */
  grants: string;
  /** What everybody works as, where, with which functions. */
  work: Pick<Session['staff'], 'post' | 'gridNumbers' | 'functions'>;
  databases: readonly string[];
  keys: Session['keys'];
  escrow: string;
  revoked: 'no' | 'revoked' | 'wipe';
  /** The code that every sign-in fails with; null: none does. */
  signInFails: ErrorCode | null;
  readonly hub: { readonly public: BoxKey; readonly private: BoxKey };
  readonly recovery: { readonly public: BoxKey; readonly private: BoxKey };
  /** Parcels that arrived. */
  readonly parcels: string[];
  /** How many of the next deliveries of parcels the network drops. */
  droppedDeliveries: number;
  /** What every parcel is refused with; null: it is written. */
  parcelsRefused: ErrorCode | null;
  /** How many were refused. */
  refusedParcels: number;
  readonly wiped: string[];
  /** Ends every wake-up stream: devices come back and are greeted anew. */
  endStreams(): void;
}

export function scriptedStation(): ScriptedStation {
  const streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  const codes = new Map<string, string>();
  let sessions = 0;

  const station: ScriptedStation = {
    fetch: async (input, init) => answer(new URL(String(input)), init ?? {}),
    isAway: false,
    passphrases: new Map([['w1', 'first passphrase']]),
    grants: 'g1',
    work: { post: 'grid-worker', gridNumbers: [1], functions: [] },
    databases: [DATABASE],
    keys: [{ kid: `${GRID_SCOPE}.general.1`, scope: GRID_SCOPE, class: 'general', key: keyBytes() }],
    escrow: keyBytes(),
    revoked: 'no',
    signInFails: null,
    hub: boxKeys('hub'),
    recovery: boxKeys('recovery'),
    parcels: [],
    droppedDeliveries: 0,
    parcelsRefused: null,
    refusedParcels: 0,
    wiped: [],
    endStreams: () => {
      for (const stream of streams) stream.close();
      streams.clear();
    },
  };

  function sessionFor(code: string): Session {
    sessions += 1;
    const token = `token-${sessions}`;
    codes.set(token, code);
    return {
      token,
      expiresAtMs: Date.now() + 7 * 24 * 3_600_000,
      staff: { uid: uidOf(code), code, name: '测试员', ...station.work },
      stationGrids: [1],
      mustChangePassphrase: false,
      grants: station.grants,
      station: { id: STATION, name: '清和社区', practice: false },
      databases: station.databases.map((name) => ({ name, access: 'write' })),
      keys: [...station.keys],
      device: {
        id: '01J0000000000000000000000C',
        escrowKey: station.escrow,
        deliveryKey: Buffer.alloc(32, `delivery of ${code}`).toString('base64'),
        hubKey: station.hub.public as Session['device']['hubKey'],
        recoveryKey: station.recovery.public as Session['device']['recoveryKey'],
        idleLockMs: 600_000,
      },
      nowMs: Date.now(),
    };
  }

  async function answer(url: URL, init: RequestInit): Promise<Response> {
    if (station.isAway) throw new TypeError('fetch failed');
    const token = new Headers(init.headers).get('authorization')?.replace('Bearer ', '');
    const code = codes.get(token ?? '');
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : null;
    const refused = {
      code: 'auth.device-revoked',
      message: 'revoked',
      ...(station.revoked === 'wipe' ? { wipe: true } : {}),
    };
    switch (url.pathname) {
      case paths.health:
        return json({
          ok: true,
          product: 'linli',
          version: '0',
          station: { id: STATION, name: '清和社区', practice: false },
          nowMs: Date.now(),
        });
      case paths.session: {
        const { staffCode, passphrase } = body as { staffCode: string; passphrase: string };
        if (station.signInFails) return failure(station.signInFails, 507);
        if (station.revoked !== 'no') return json({ error: refused }, 403);
        if (station.passphrases.get(staffCode) !== passphrase) return failure('auth.wrong', 401);
        return json(sessionFor(staffCode));
      }
      case paths.parcels: {
        const { parcels } = body as { parcels: string[] };
        if (station.droppedDeliveries > 0) {
          station.droppedDeliveries -= 1;
          throw new TypeError('fetch failed');
        }
        const code = station.parcelsRefused;
        if (code) {
          station.refusedParcels += parcels.length;
          return json({ answers: parcels.map(() => ({ outcome: 'refused', code })) });
        }
        station.parcels.push(...parcels);
        return json({ answers: parcels.map((_, n) => ({ outcome: 'written', id: `id-${n}`, rev: '1-parcel' })) });
      }
      case paths.deviceWiped:
        station.wiped.push(token ?? '');
        return new Response(null, { status: 204 });
      default:
    }
    if (!code) return failure('auth.invalid', 401);
    if (station.revoked !== 'no') return json({ error: refused }, 403);
    if (url.pathname === paths.sessionRenewal) return json(sessionFor(code));
    if (url.pathname === paths.passphrase) {
      const { current, next } = body as { current: string; next: string };
      if (station.passphrases.get(code) !== current) return failure('auth.wrong', 401);
      station.passphrases.set(code, next);
      return json(sessionFor(code));
    }
    if (url.pathname === paths.events) return events(init.signal ?? null);
    if (url.pathname.endsWith('/_changes')) return json({ results: [], last_seq: '0', pending: 0 });
    if (url.pathname.endsWith('/_bulk_docs')) {
      const { docs } = body as { docs: { _id: string }[] };
      return json(docs.map(({ _id }) => ({ ok: true, id: _id, rev: '1-hub' })));
    }
    return json({ rows: [] });
  }

  function events(signal: AbortSignal | null): Response {
    const positions = Object.fromEntries(station.databases.map((name) => [name, { epoch: 'e1', seq: '0' }]));
    const hello = `event: hello\ndata: ${JSON.stringify({ databases: positions, grants: station.grants })}\n\n`;
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        streams.add(controller);
        controller.enqueue(new TextEncoder().encode(hello));
        signal?.addEventListener('abort', () => {
          if (streams.delete(controller)) controller.error(signal.reason);
        });
      },
    });
    return new Response(stream, { headers: { 'content-type': 'text/event-stream' } });
  }
  return station;
}

/** Staff uid of a code. */
export const uidOf = (code: string): string =>
  code === 'w1' ? WORKER_UID : `01TEST${code.toUpperCase().padStart(20, '0')}`;

/** A recovery code that was not the station's so far. */
export const newRecoveryKeys = () => boxKeys(`recovery-${randomBytes(4).toString('hex')}`);

const keyBytes = (): string => randomBytes(32).toString('base64');

function boxKeys(kid: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    public: { ...publicKey.export({ format: 'jwk' }), kid } as BoxKey,
    private: { ...privateKey.export({ format: 'jwk' }), kid } as BoxKey,
  };
}

const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', [EPOCH_HEADER]: 'e1' },
  });

const failure = (code: string, status: number): Response => json({ error: { code, message: code } }, status);
