import { z } from 'zod';
import { uidSchema } from '#shared/schema/envelope';
import { staffSchema } from '#shared/schema/types/place';
import type { DurableFolder } from '../durable-folder';
import { openHostOnlyFile } from './host-only-file';
import { makeVerifier, verifierSchema } from './verifier';

/** Somebody who can sign in. `uid` and `code` are those of the staff record in the commons. */
export const accountSchema = z.strictObject({
  uid: uidSchema,
  code: staffSchema.shape.code,
  name: staffSchema.shape.name,
  post: staffSchema.shape.post,
  gridNumbers: staffSchema.shape.gridNumbers,
  active: z.boolean(),
  verifier: verifierSchema,
});
export type Account = Readonly<z.infer<typeof accountSchema>>;
export type NewAccount = Readonly<Pick<Account, 'uid' | 'code' | 'name' | 'post'>> & {
  readonly gridNumbers: readonly number[];
};

const fileSchema = z.strictObject({ version: z.literal(1), accounts: z.array(accountSchema) });

/** The station's accounts, kept in the host-only store: what a device or a hub database says opens nothing. */
export interface Accounts {
  all(): readonly Account[];
  byCode(code: string): Account | undefined;
  byUid(uid: string): Account | undefined;
  /** Takes an account in; throws when its uid or code is taken. */
  add(account: Account): Promise<void>;
}

/** An account that the passphrase opens. */
export async function makeAccount(account: NewAccount, passphrase: string): Promise<Account> {
  const { uid, code, name, post, gridNumbers } = account;
  const verifier = await makeVerifier(passphrase);
  return accountSchema.parse({ uid, code, name, post, gridNumbers, active: true, verifier });
}

export const ACCOUNTS_FILE = 'accounts.json';

/** Opens `accounts.json`. `host.data-damaged`. */
export async function openAccounts(folder: DurableFolder): Promise<Accounts> {
  const file = await openHostOnlyFile(folder, ACCOUNTS_FILE, fileSchema, { version: 1, accounts: [] });
  const all = () => file.current().accounts;
  return {
    all,
    byCode: (code) => all().find((account) => account.code === code),
    byUid: (uid) => all().find((account) => account.uid === uid),
    add: async (account) => {
      await file.change(({ version, accounts }) => {
        if (accounts.some(({ uid, code }) => uid === account.uid || code === account.code)) {
          throw new Error(`the account ${account.uid} or its code exists already`);
        }
        return { version, accounts: [...accounts, account] };
      });
    },
  };
}
