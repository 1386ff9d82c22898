import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { uidSchema } from '#shared/schema/envelope';
import { staffSchema } from '#shared/schema/types/place';
import type { DurableFolder } from '../durable-folder';
import { openHostOnlyFile } from '../host-only-file';
import { makeVerifier, verifierSchema } from './verifier';

/** Somebody who can sign in. `uid` and `code` are those of the staff record in the commons. */
export const accountSchema = z.strictObject({
  uid: uidSchema,
  code: staffSchema.shape.code,
  name: staffSchema.shape.name,
  post: staffSchema.shape.post,
  gridNumbers: staffSchema.shape.gridNumbers,
  /** Those given; the post brings its own. */
  functions: staffSchema.shape.functions.default([]),
  active: z.boolean(),
  verifier: verifierSchema,
  /** Somebody else knows the passphrase: its owner has to choose another. */
  mustChangePassphrase: z.boolean().default(false),
  /** How many passphrases there were before this one; tokens carry it, and end with it. */
  generation: z.number().int().nonnegative().default(0),
  lastSignInMs: z.number().nullable().default(null),
});
export type Account = Readonly<z.infer<typeof accountSchema>>;
export type NewAccount = Readonly<Pick<Account, 'uid' | 'code' | 'name' | 'post'>> & {
  readonly gridNumbers: readonly number[];
  readonly functions?: readonly Account['functions'][number][];
  readonly mustChangePassphrase?: boolean;
};

const fileSchema = z.strictObject({ version: z.literal(2), accounts: z.array(accountSchema) });
type AccountsFile = z.infer<typeof fileSchema>;

/** The station's accounts, kept in the host-only store: what a device or a hub database says opens nothing. */
export interface Accounts {
  all(): readonly Account[];
  byCode(code: string): Account | undefined;
  byUid(uid: string): Account | undefined;
  /** Takes an account in; throws when its uid or code is taken. */
  add(account: Account): Promise<void>;
  /**
   * Changes one account; throws `request.not-found` when there is none, and `access.last-manager` when the station would be left
   * without an active manager. On disk when it resolves.
   */
  change(uid: string, change: (account: Account) => Account): Promise<Account>;
}

/** An account that the passphrase opens. */
export async function makeAccount(account: NewAccount, passphrase: string): Promise<Account> {
  const { uid, code, name, post, gridNumbers, functions = [], mustChangePassphrase = false } = account;
  const verifier = await makeVerifier(passphrase);
  return accountSchema.parse({
    uid,
    code,
    name,
    post,
    gridNumbers,
    functions,
    active: true,
    verifier,
    mustChangePassphrase,
  });
}

/** The same account under another passphrase; tokens given out before are of the past. */
export async function withPassphrase(
  passphrase: string,
  mustChangePassphrase: boolean,
): Promise<(account: Account) => Account> {
  const verifier = await makeVerifier(passphrase);
  return (account) => ({ ...account, verifier, mustChangePassphrase, generation: account.generation + 1 });
}

export const ACCOUNTS_FILE = 'accounts.json';

/** The accounts of release 0.1 had no functions; whoever had a post keeps what the post brings. Anything else comes back as it is. */
export function upgradeAccounts(file: unknown): unknown {
  const isFirst = typeof file === 'object' && file !== null && 'version' in file && file.version === 1;
  return isFirst ? { ...file, version: 2 } : file;
}

/** Opens `accounts.json`. `host.data-damaged`. */
export async function openAccounts(folder: DurableFolder): Promise<Accounts> {
  const schema = z.preprocess(upgradeAccounts, fileSchema);
  const empty: AccountsFile = { version: 2, accounts: [] };
  const file = await openHostOnlyFile(folder, ACCOUNTS_FILE, schema, empty);
  const all = () => file.current().accounts;
  return {
    all,
    byCode: (code) => all().find((account) => account.code === code),
    byUid: (uid) => all().find((account) => account.uid === uid),
    add: async (account) => {
      await file.change(({ version, accounts }) => {
        if (accounts.some(({ uid, code }) => uid === account.uid || code === account.code)) {
          throw new AppError('access.code-taken', `the account ${account.uid} or its code exists already`);
        }
        return { version, accounts: [...accounts, account] };
      });
    },
    change: async (uid, change) => {
      const { accounts } = await file.change((current) => changed(current, uid, change));
      return found(accounts, uid);
    },
  };
}

function changed(file: AccountsFile, uid: string, change: (account: Account) => Account): AccountsFile {
  const before = found(file.accounts, uid);
  const after = accountSchema.parse(change(before));
  const accounts = file.accounts.map((account) => (account.uid === uid ? after : account));
  if (isManager(before) && !accounts.some(isManager)) {
    throw new AppError('access.last-manager', 'the station would be left without a manager');
  }
  return { version: 2, accounts };
}

const isManager = ({ post, active }: Account): boolean => post === 'manager' && active;

function found(accounts: readonly Account[], uid: string): Account {
  const account = accounts.find((candidate) => candidate.uid === uid);
  if (!account) throw new AppError('request.not-found', 'no such account');
  return account;
}
