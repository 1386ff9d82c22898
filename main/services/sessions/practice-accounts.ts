import { z } from 'zod';
import type { Practice } from '#shared/ipc/station-api';
import { POSTS } from '#shared/schema/types/place';
import type { DurableFolder } from '../durable-folder';
import { openHostOnlyFile } from '../host-only-file';
import { makeAccount, type Account, type Accounts, type NewAccount } from './accounts';

/** Passphrases of practice accounts by account uid, readable on purpose: whoever sits at the machine may try them all. */
const fileSchema = z.strictObject({ version: z.literal(1), passphrases: z.record(z.string(), z.string()) });

export interface PracticeAccounts {
  /** Makes an account; one that exists keeps the passphrase it has. */
  add(account: NewAccount, passphrase: string): Promise<void>;
  list(): Practice;
  /** Shows the account no longer, since it has a passphrase of its own: what a person chose is never kept readable. */
  forget(uid: string): Promise<void>;
}

/** Opens `practice.json` beside the accounts of a practice station. `host.data-damaged`. */
export async function openPracticeAccounts(folder: DurableFolder, accounts: Accounts): Promise<PracticeAccounts> {
  const file = await openHostOnlyFile(folder, 'practice.json', fileSchema, { version: 1, passphrases: {} });
  return {
    add: async (account, passphrase) => {
      if (accounts.byUid(account.uid)) return;
      // The passphrase goes to disk first: an account whose passphrase nobody knows could never be entered.
      const { passphrases } = await file.change((current) =>
        account.uid in current.passphrases
          ? current
          : { version: 1, passphrases: { ...current.passphrases, [account.uid]: passphrase } },
      );
      await accounts.add(await makeAccount(account, passphrases[account.uid] ?? passphrase));
    },
    list: () => ({
      accounts: [...accounts.all()].sort(byPost).flatMap(({ uid, code, name, post, active }) => {
        const passphrase = file.current().passphrases[uid];
        return passphrase === undefined || !active ? [] : [{ code, name, post, passphrase }];
      }),
    }),
    forget: async (uid) => {
      await file.change((current) => {
        const { [uid]: known, ...passphrases } = current.passphrases;
        return known === undefined ? current : { version: 1, passphrases };
      });
    },
  };
}

/** The manager first; accounts lie in the order in which their verifiers were ready. */
const byPost = (a: Account, b: Account): number =>
  POSTS.indexOf(a.post) - POSTS.indexOf(b.post) || (a.code < b.code ? -1 : 1);
