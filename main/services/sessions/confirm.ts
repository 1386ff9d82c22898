import { AppError } from '#shared/errors/app-error';
import { err, ok, type Result } from '#shared/errors/result';
import type { Audit, Caller, Log, Sessions } from '../ports';
import type { Account, Accounts } from './accounts';
import type { Attempts } from './attempts';
import { rateLimited, wrongPassphrase } from './sign-in';
import { fitsVerifier, nobodysVerifier } from './verifier';

export interface ConfirmDeps {
  readonly accounts: Accounts;
  /** Those of sign-in: trying a passphrase here instead gains nothing. */
  readonly attempts: Attempts;
  readonly audit: Pick<Audit, 'append'>;
  readonly log: Log;
  readonly now: () => number;
  readonly callerOf: (account: Account, device: string) => Caller;
}

/** See `Sessions.confirm`. */
export function createConfirm(deps: ConfirmDeps): Sessions['confirm'] {
  const { accounts, attempts, audit, log, now, callerOf } = deps;
  const nobody = nobodysVerifier();
  return async ({ staffCode, passphrase }, { device, remoteAddress }): Promise<Result<Caller, AppError>> => {
    const code = staffCode.normalize('NFKC').trim().toLowerCase();
    const attempt = attempts.take(code, remoteAddress, now());
    if (!attempt.allowed) {
      const { retryAfterMs } = attempt;
      log.warn('confirmation.rate-limited', { address: remoteAddress, retryAfterMs });
      return err(rateLimited(retryAfterMs));
    }
    const shown = accounts.byCode(code);
    const fits = await fitsVerifier(passphrase, shown?.verifier ?? nobody);
    // Checking takes a while: who was closed or given another passphrase meanwhile confirms nothing.
    const account = shown && accounts.byUid(shown.uid);
    if (!account?.active || !fits || account.generation !== shown?.generation) {
      log.warn('confirmation.refused', { staff: shown?.uid ?? null, device, address: remoteAddress });
      const detail = `auth.wrong ${device}`;
      await audit.append({ kind: 'sign-in-refused', by: null, subject: shown?.uid ?? null, detail });
      return err(wrongPassphrase());
    }
    attempt.refund();
    if (account.mustChangePassphrase)
      return err(new AppError('auth.must-change', 'a passphrase that somebody else knows confirms nothing'));
    return ok(callerOf(account, device));
  };
}
