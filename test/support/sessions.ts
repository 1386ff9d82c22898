import { randomBytes } from 'node:crypto';
import { AppError } from '#shared/errors/app-error';
import { err, ok } from '#shared/errors/result';
import type { Practice, Session, TokenClaims } from '#shared/ipc/station-api';
import type { Sessions } from '#main/services/ports';
import { STATION, T0, WORKER_UID } from './builders';

/** Sessions kept in memory: tokens are random words, passphrases are compared as they are. */
export interface TestSessions extends Sessions {
  /** A token with these claims; the rest is a grid worker of the test station. */
  issue(claims: Partial<TokenClaims>): string;
  /** From now on the token is answered for with `auth.expired`. */
  expire(token: string): void;
}

export interface TestSessionsOptions {
  readonly practice?: boolean;
  /** Passphrases by staff code. */
  readonly passphrases?: Readonly<Record<string, string>>;
}

export function testSessions({ practice = true, passphrases = {} }: TestSessionsOptions = {}): TestSessions {
  const claimsOf = new Map<string, TokenClaims>();
  const expired = new Set<string>();
  const station = { id: STATION, name: '清和社区', practice };

  function issue(claims: Partial<TokenClaims>): string {
    const token = randomBytes(18).toString('base64url');
    claimsOf.set(token, { iss: STATION, sub: WORKER_UID, post: 'grid-worker', device: 'device', dbs: {}, ...claims });
    return token;
  }

  const sessionOf = (claims: TokenClaims): Session => ({
    token: issue(claims),
    expiresAtMs: T0 + 3_600_000,
    staff: { uid: claims.sub, code: 'w1', name: '测试员', post: 'grid-worker', gridNumbers: [1] },
    station,
    databases: Object.entries(claims.dbs).map(([name, access]) => ({ name, access })),
    keys: [],
    nowMs: T0,
  });

  return {
    issue,
    expire: (token) => void expired.add(token),
    async signIn({ staffCode, passphrase, device }) {
      const wanted = Object.hasOwn(passphrases, staffCode) ? passphrases[staffCode] : undefined;
      if (wanted === undefined || wanted !== passphrase)
        return err(new AppError('auth.wrong', 'wrong code or passphrase'));
      return ok(sessionOf({ iss: STATION, sub: WORKER_UID, post: 'grid-worker', device: device.id, dbs: {} }));
    },
    renew: async (claims) => ok(sessionOf(claims)),
    async verify(token) {
      const claims = claimsOf.get(token);
      if (!claims) return err(new AppError('auth.invalid', 'unknown token'));
      return expired.has(token) ? err(new AppError('auth.expired', 'the token has run out')) : ok(claims);
    },
    practice: (): Practice | null =>
      practice
        ? { accounts: [{ code: 'w1', name: '测试员', post: 'grid-worker', passphrase: passphrases['w1'] ?? 'secret' }] }
        : null,
    station: () => station,
  };
}
