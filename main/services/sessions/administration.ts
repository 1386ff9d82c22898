import { isDeepStrictEqual } from 'node:util';
import { ulid } from 'ulid';
import { AppError } from '#shared/errors/app-error';
import { err, ok, type Result } from '#shared/errors/result';
import type { AccountView, NewAccountAnswer } from '#shared/ipc/admin-api';
import type { Audit, DeviceAdmin, DeviceEntry, StaffAdmin } from '../ports';
import { makeAccount, withPassphrase, type Account, type Accounts } from './accounts';
import type { Device } from './device-file';
import type { Devices } from './devices';
import { easyPassphrase } from './easy-passphrase';

interface AdministrationDeps {
  readonly accounts: Accounts;
  readonly devices: Devices;
  readonly audit: Pick<Audit, 'append'>;
  readonly now: () => number;
  /** Told of whom (or which device) something changed. */
  readonly onChange: (changed: { readonly staff?: string; readonly device?: string }) => void;
  /** The practice station shows an account's passphrase until it gets another. */
  readonly forgetPractice: (uid: string) => Promise<void>;
}

/** Accounts as those with the function `staff` see and change them. */
export function createStaffAdmin({ accounts, audit, now, onChange, forgetPractice }: AdministrationDeps): StaffAdmin {
  return {
    list: () => accounts.all().map(viewOf).sort(activeFirstByCode),
    create: (by, wanted) =>
      orError(async (): Promise<NewAccountAnswer> => {
        const passphrase = easyPassphrase();
        const account = await makeAccount({ ...wanted, uid: ulid(now()), mustChangePassphrase: true }, passphrase);
        await accounts.add(account);
        await audit.append({ kind: 'staff-created', by, subject: account.uid, detail: account.post });
        return { account: viewOf(account), passphrase };
      }),
    change: (by, uid, change) =>
      orError(async () => {
        const fields = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
        let asked = Object.keys(fields);
        const account = await accounts.change(uid, (current) => {
          const differing = asked.filter(
            (field) => !isDeepStrictEqual(fields[field], viewOf(current)[field as keyof AccountView]),
          );
          // A request that is repeated finds everything changed, and is told of all the same.
          if (differing.length > 0) asked = differing;
          return { ...current, ...fields };
        });
        await audit.append({ kind: 'staff-changed', by, subject: uid, detail: detailOf(account, asked) });
        onChange({ staff: uid });
        return viewOf(account);
      }),
    resetPassphrase: (by, uid) =>
      orError(async () => {
        const passphrase = easyPassphrase();
        const account = await accounts.change(uid, await withPassphrase(passphrase, true));
        await forgetPractice(uid);
        await audit.append({ kind: 'passphrase-reset', by, subject: uid, detail: null });
        onChange({ staff: uid });
        return { account: viewOf(account), passphrase };
      }),
  };
}

/** Devices as those with the function `devices` see and change them. */
export function createDeviceAdmin({ devices, audit, onChange }: AdministrationDeps): DeviceAdmin {
  return {
    list: () => devices.all().map(entryOf).sort(pendingFirstByContact),
    change: (by, id, change) =>
      orError(async () => {
        const before = devices.byId(id)?.state;
        const device = await devices.change(id, change);
        const detail = device.wipe === 'asked' ? 'wipe' : null;
        if (device.state === 'revoked' && (before !== 'revoked' || change.wipe))
          await audit.append({ kind: 'device-revoked', by, subject: id, detail });
        if (device.state === 'approved' && before !== 'approved')
          await audit.append({ kind: 'device-approved', by, subject: id, detail: null });
        onChange({ device: id });
        return entryOf(device);
      }),
  };
}

/** An account without what recognises its passphrase. */
function viewOf(account: Account): AccountView {
  const { uid, code, name, post, gridNumbers, functions, active, mustChangePassphrase, lastSignInMs } = account;
  return { uid, code, name, post, gridNumbers, functions, active, mustChangePassphrase, lastSignInMs };
}

function entryOf(device: Device): DeviceEntry {
  const { id, name, kind, state, wipe, firstSeenMs, lastSeenMs, lastAddress, people } = device;
  return { id, name, kind, state, wipe, firstSeenMs, lastSeenMs, lastAddress, people };
}

/** Names of fields, and of what says more about rights: the post, and whether the account is open. Never a person's name. */
function detailOf({ post, active }: Account, fields: readonly string[]): string {
  return fields
    .map((field) => {
      if (field === 'post') return `post=${post}`;
      return field === 'active' ? `active=${active}` : field;
    })
    .join(' ')
    .slice(0, 120);
}

const activeFirstByCode = (a: AccountView, b: AccountView): number =>
  Number(b.active) - Number(a.active) || (a.code < b.code ? -1 : 1);

const pendingFirstByContact = (a: DeviceEntry, b: DeviceEntry): number =>
  Number(b.state === 'pending') - Number(a.state === 'pending') || b.lastSeenMs - a.lastSeenMs;

/** What a change was refused with is an answer; anything else that is thrown is a failure. */
async function orError<T>(task: () => Promise<T>): Promise<Result<T, AppError>> {
  try {
    return ok(await task());
  } catch (thrown) {
    if (thrown instanceof AppError && !thrown.code.startsWith('host.')) return err(thrown);
    throw thrown;
  }
}
