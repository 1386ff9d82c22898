import { ulid } from 'ulid';
import type { Audit } from '../services/ports';
import { recoveryWrong } from '../services/secrets/recovery';
import type { Secrets } from '../services/secrets/open-secrets';
import { makeAccount, withPassphrase, type Accounts } from '../services/sessions/accounts';
import type { PracticeAccounts } from '../services/sessions/practice-accounts';

/** Who takes a station over whose managers are gone, on the word of the recovery code. */
export interface NewManager {
  readonly recoveryCode: string;
  readonly code: string;
  readonly name: string;
  readonly passphrase: string;
}

export interface NewManagerDeps {
  readonly secrets: Pick<Secrets, 'isRecoveryCode'>;
  readonly accounts: Accounts;
  readonly practiceAccounts: PracticeAccounts | null;
  readonly audit: Pick<Audit, 'append'>;
  readonly now: () => number;
}

/**
 * Makes a manager, or makes the account with that staff code one again: open, with this passphrase. The audit chain says so before
 * it is done. `host.recovery-wrong`.
 */
export async function appointManager(manager: NewManager, deps: NewManagerDeps): Promise<void> {
  const { secrets, accounts, practiceAccounts, audit, now } = deps;
  const { recoveryCode, code, name, passphrase } = manager;
  if (!secrets.isRecoveryCode(recoveryCode)) throw recoveryWrong();
  const known = accounts.byCode(code);
  const uid = known?.uid ?? ulid(now());
  await audit.append({
    kind: 'recovery-used',
    by: null,
    subject: uid,
    detail: known ? 'known-account' : 'new-account',
  });
  if (known) {
    const renew = await withPassphrase(passphrase, false);
    await accounts.change(uid, (account) => ({ ...renew(account), name, post: 'manager', active: true }));
    await practiceAccounts?.forget(uid);
    return;
  }
  await accounts.add(await makeAccount({ uid, code, name, post: 'manager', gridNumbers: [] }, passphrase));
}
