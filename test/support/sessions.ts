import { randomBytes } from 'node:crypto';
import type { Access, OpenPlace } from '#shared/domain/access/access';
import type { Role } from '#shared/domain/access/table';
import { AppError } from '#shared/errors/app-error';
import { err, ok } from '#shared/errors/result';
import type { Practice, Session } from '#shared/ipc/station-api';
import { parseDatabaseName } from '#shared/schema/ids';
import type { Post, StaffFunction } from '#shared/schema/types/place';
import { placeOf } from '#sync-server/access/hub-access';
import type { Caller, Replicator, Sessions } from '#main/services/ports';
import { STATION, T0, WORKER_UID } from './builders';
import { memoryStationKeys } from './services';

/** Who a token speaks for; what is left out is a grid worker of the test station. */
export interface TestClaims {
  readonly sub?: string;
  readonly post?: Post | 'replicator';
  readonly device?: string;
  /** Databases by name, with the right to do everything there, or to read alone. */
  readonly dbs?: Readonly<Record<string, 'read' | 'write'>>;
  readonly functions?: readonly StaffFunction[];
  readonly mustChangePassphrase?: boolean;
  /** `field` when absent, whatever the post. */
  readonly role?: Role;
}

/** Sessions kept in memory: tokens are random words, passphrases are compared as they are, rights are what a test gives. */
export interface TestSessions extends Sessions {
  issue(claims: TestClaims): string;
  /** From now on the token is answered for with `auth.expired`. */
  expire(token: string): void;
  /** From now on tokens of this device are answered for with `auth.device-revoked`. */
  revoke(device: string): void;
  /** From now on the token opens these databases. */
  regrant(token: string, dbs: TestClaims['dbs']): void;
}

export interface TestSessionsOptions {
  readonly practice?: boolean;
  /** Passphrases by staff code. */
  readonly passphrases?: Readonly<Record<string, string>>;
}

export function testSessions({ practice = true, passphrases = {} }: TestSessionsOptions = {}): TestSessions {
  const holders = new Map<string, Caller | Replicator>();
  const expired = new Set<string>();
  const revoked = new Set<string>();
  const replicas = new Map<string, string>();
  const listeners = new Set<Parameters<Sessions['onChange']>[0]>();
  const announce: Parameters<Sessions['onChange']>[0] = (changed) => listeners.forEach((listener) => listener(changed));
  const station = { id: STATION, name: '清和社区', practice };
  const keys = memoryStationKeys();
  const isRevoked = (holder: Caller | Replicator | undefined) =>
    holder?.kind === 'person' && revoked.has(holder.device);

  function issueFor(holder: Caller | Replicator): string {
    const token = randomBytes(18).toString('base64url');
    holders.set(token, holder);
    return token;
  }

  const sessionOf = (caller: Caller): Session => ({
    token: issueFor(caller),
    expiresAtMs: T0 + 3_600_000,
    staff: {
      uid: caller.staff,
      code: 'w1',
      name: '测试员',
      post: caller.post,
      gridNumbers: [1],
      functions: [...caller.access.functions],
    },
    stationGrids: [1, 2],
    mustChangePassphrase: caller.mustChangePassphrase,
    grants: caller.grants,
    station,
    databases: [...caller.databases].map(([name, access]) => ({ name, access })),
    keys: [],
    device: {
      id: caller.device,
      escrowKey: keys.derive('escrow', caller.staff, caller.device),
      deliveryKey: keys.derive('delivery', caller.staff, caller.device),
      hubKey: keys.hub.public as Session['device']['hubKey'],
      recoveryKey: keys.recovery as Session['device']['recoveryKey'],
      idleLockMs: 300_000,
    },
    nowMs: T0,
  });

  return {
    issue: (claims) => issueFor(holderOf(claims)),
    expire: (token) => void expired.add(token),
    revoke: (device) => {
      revoked.add(device);
      announce({ device });
    },
    regrant: (token, dbs = {}) => {
      const holder = holders.get(token);
      if (!holder) throw new Error('no such token');
      if (holder.kind === 'replicator')
        return void holders.set(token, { ...holder, databases: new Map(Object.entries(dbs)) });
      holders.set(token, { ...personOf({ dbs }), staff: holder.staff, device: holder.device });
      announce({ staff: holder.staff });
    },
    async signIn({ staffCode, passphrase, device }) {
      const wanted = Object.hasOwn(passphrases, staffCode) ? passphrases[staffCode] : undefined;
      if (wanted === undefined || wanted !== passphrase)
        return err(new AppError('auth.wrong', 'wrong code or passphrase'));
      return ok(sessionOf(personOf({ device: device.id })));
    },
    confirm: async () => err(new AppError('auth.wrong', 'nobody confirms here')),
    renew: async (caller) => ok(sessionOf(caller)),
    async verify(token) {
      const holder = holders.get(token);
      if (!holder) return err(new AppError('auth.invalid', 'unknown token'));
      if (isRevoked(holder)) return err(new AppError('auth.device-revoked', 'the device was revoked'));
      return expired.has(token) ? err(new AppError('auth.expired', 'the token has run out')) : ok(holder);
    },
    async verifyRevoked(token) {
      const holder = holders.get(token);
      if (holder?.kind !== 'person' || !isRevoked(holder)) return err(new AppError('auth.invalid', 'not revoked'));
      return ok({ kind: 'revoked', staff: holder.staff, device: holder.device });
    },
    confirmWipe: async () => undefined,
    author: () => null,
    changePassphrase: async (caller, current, next) =>
      passphrases['w1'] === current && next.length >= 10
        ? ok(sessionOf(caller))
        : err(new AppError('auth.wrong', 'another passphrase')),
    async claimReplica({ device }, replica) {
      if (!replicas.has(replica)) replicas.set(replica, device);
      return replicas.get(replica) === device;
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    announceChange: () => announce({}),
    practice: (): Practice | null =>
      practice
        ? { accounts: [{ code: 'w1', name: '测试员', post: 'grid-worker', passphrase: passphrases['w1'] ?? 'secret' }] }
        : null,
    station: () => station,
  };
}

function holderOf(claims: TestClaims): Caller | Replicator {
  if (claims.post !== 'replicator') return personOf(claims);
  return { kind: 'replicator', databases: new Map(Object.entries(claims.dbs ?? {})) };
}

function personOf(claims: TestClaims): Caller {
  const { sub, post, device, dbs = {}, functions = [], mustChangePassphrase = false, role = 'field' } = claims;
  const access: Access = { role, functions, places: Object.entries(dbs).flatMap(placeFor), keys: [] };
  return {
    kind: 'person',
    staff: sub ?? WORKER_UID,
    post: post === undefined || post === 'replicator' ? 'grid-worker' : post,
    device: device ?? 'device',
    access,
    databases: new Map(Object.entries(dbs)),
    grants: JSON.stringify(dbs),
    mustChangePassphrase,
  };
}

function placeFor([name, right]: readonly [string, 'read' | 'write']): readonly OpenPlace[] {
  const identity = parseDatabaseName(name);
  if (!identity) return [];
  const place = placeOf(identity);
  const actions = right === 'write' ? (['read', 'create', 'edit'] as const) : (['read'] as const);
  return [{ ...place, grants: [{ database: place.kind, types: '*', actions }] }];
}
