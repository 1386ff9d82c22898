import { AppError } from '#shared/errors/app-error';
import { err, ok, type Result } from '#shared/errors/result';
import type { Health, Session, SignIn, TokenClaims } from '#shared/ipc/station-api';
import type { DurableFolder } from '../durable-folder';
import type { Log, Service, Sessions } from '../ports';
import { openAccounts, type Account, type Accounts } from './accounts';
import { createAttempts } from './attempts';
import type { DataKeys, KeyPlace } from './data-keys';
import { openPracticeAccounts, type PracticeAccounts } from './practice-accounts';
import { openTokens } from './tokens';
import { fitsVerifier, nobodysVerifier } from './verifier';

/** The access table as sign-in needs it: what a person may open in a station that has these grids. */
export interface AccessRules {
  databasesFor(staff: Account, station: StationGrids): readonly Session['databases'][number][];
  keysFor(staff: Account, station: StationGrids): readonly KeyPlace[];
}
interface StationGrids {
  readonly id: string;
  readonly gridNumbers: readonly number[];
}

export interface SessionsDeps {
  /** The host-only store. */
  readonly folder: DurableFolder;
  readonly station: Health['station'];
  /** Grids the station has at this moment. */
  readonly gridNumbers: () => readonly number[];
  readonly access: AccessRules;
  readonly dataKeys: DataKeys;
  readonly log: Log;
  readonly now: () => number;
}

export interface SessionsService extends Sessions, Service {
  readonly accounts: Accounts;
  /** Null on a real station: it never holds a passphrase that can be read. */
  readonly practiceAccounts: PracticeAccounts | null;
}

/** Opens the accounts and the token secret of the host-only store. `host.data-damaged`, `host.disk-full`. */
export async function openSessions(deps: SessionsDeps): Promise<SessionsService> {
  const { folder, station, log, now } = deps;
  const accounts = await openAccounts(folder);
  const practiceAccounts = station.practice ? await openPracticeAccounts(folder, accounts) : null;
  const tokens = await openTokens(folder, station.id, now);
  const attempts = createAttempts();
  const nobody = nobodysVerifier();

  const sessionOf = async (account: Account, device: string): Promise<Session> => {
    const grids = { id: station.id, gridNumbers: deps.gridNumbers() };
    const databases = deps.access.databasesFor(account, grids);
    const dbs = Object.fromEntries(databases.map(({ name, access }) => [name, access]));
    const issued = await tokens.issue({ iss: station.id, sub: account.uid, post: account.post, device, dbs });
    return {
      ...issued,
      staff: {
        uid: account.uid,
        code: account.code,
        name: account.name,
        post: account.post,
        gridNumbers: [...account.gridNumbers],
      },
      station,
      databases: [...databases],
      keys: [...(await deps.dataKeys.keysFor(deps.access.keysFor(account, grids)))],
      nowMs: now(),
    };
  };

  const signIn = async (request: SignIn, from: { remoteAddress: string }): Promise<Result<Session, AppError>> => {
    // Codes are lower-case letters and digits; keyboards of tablets begin with a capital.
    const code = request.staffCode.normalize('NFKC').trim().toLowerCase();
    const address = from.remoteAddress;
    const attempt = attempts.take(code, address, now());
    if (!attempt.allowed) {
      const { retryAfterMs } = attempt;
      log.warn('session.rate-limited', { address, retryAfterMs });
      return err(new AppError('auth.rate-limited', 'too many attempts', { retry: true, details: { retryAfterMs } }));
    }
    const account = accounts.byCode(code);
    const fits = await fitsVerifier(request.passphrase, account?.verifier ?? nobody);
    if (!account?.active || !fits) {
      log.warn('session.refused', { code: 'auth.wrong', staff: account?.uid, device: request.device.id, address });
      return err(new AppError('auth.wrong', 'unknown staff code or wrong passphrase'));
    }
    attempt.refund();
    log.info('session.opened', { staff: account.uid, post: account.post, device: request.device.id, address });
    return ok(await sessionOf(account, request.device.id));
  };

  const holder = ({ sub }: TokenClaims): Result<Account, AppError> => {
    const account = accounts.byUid(sub);
    return account?.active ? ok(account) : err(new AppError('auth.invalid', 'the account is closed'));
  };

  return {
    accounts,
    practiceAccounts,
    signIn,
    renew: async (claims) => {
      const account = holder(claims);
      return account.ok ? ok(await sessionOf(account.value, claims.device)) : account;
    },
    verify: async (token) => {
      const claims = await tokens.verify(token);
      if (!claims.ok) return claims;
      const account = holder(claims.value);
      return account.ok ? claims : account;
    },
    practice: () => practiceAccounts?.list() ?? null,
    station: () => station,
    health: () => ({ ok: true, facts: { accounts: accounts.all().length } }),
    stop: () => Promise.resolve(),
  };
}
