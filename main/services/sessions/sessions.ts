import { AppError } from '#shared/errors/app-error';
import { err, ok, type Result } from '#shared/errors/result';
import type { Health, Session } from '#shared/ipc/station-api';
import type { DurableFolder } from '../durable-folder';
import type { Audit, Caller, DeviceAdmin, Log, RevokedDevice, Service, Sessions, StaffAdmin } from '../ports';
import type { DataKeys, StationKeys } from '../key-ports';
import { openAccounts, withPassphrase, type Account, type Accounts } from './accounts';
import { createDeviceAdmin, createStaffAdmin } from './administration';
import { createAttempts } from './attempts';
import { createConfirm } from './confirm';
import type { Device } from './device-file';
import { openDevices } from './devices';
import { isWeakPassphrase } from '#shared/domain/access/passphrase';
import { openPracticeAccounts, type PracticeAccounts } from './practice-accounts';
import { createSessionMaker } from './session-maker';
import { createSignIn, rateLimited, revokedError, wrongPassphrase } from './sign-in';
import { callerOf, createStandings } from './standing';
import { openTokens, type ReadToken } from './tokens';
import { fitsVerifier } from './verifier';

export interface SessionsDeps {
  /** The host-only store. */
  readonly folder: DurableFolder;
  readonly station: Health['station'];
  /** Grids the station has at this moment. */
  readonly gridNumbers: () => readonly number[];
  readonly dataKeys: Pick<DataKeys, 'keysFor' | 'versionOf'>;
  readonly stationKeys: Pick<StationKeys, 'hub' | 'recovery' | 'derive'>;
  readonly audit: Pick<Audit, 'append'>;
  readonly log: Log;
  readonly now: () => number;
}

export interface SessionsService extends Sessions, Service {
  readonly accounts: Accounts;
  /** Changes accounts alone; the staff directory puts the records of the commons beside it. */
  readonly staffAdmin: StaffAdmin;
  readonly deviceAdmin: DeviceAdmin;
  /** Null on a real station: it never holds a passphrase that can be read. */
  readonly practiceAccounts: PracticeAccounts | null;
}

/** Opens the accounts, devices and token secret of the host-only store. `host.data-damaged`, `host.disk-full`. */
export async function openSessions(deps: SessionsDeps): Promise<SessionsService> {
  const { folder, station, audit, log, now } = deps;
  const accounts = await openAccounts(folder);
  const devices = await openDevices(folder);
  const practiceAccounts = station.practice ? await openPracticeAccounts(folder, accounts) : null;
  const tokens = await openTokens(folder, station.id, now);
  const attempts = createAttempts();
  const standingOf = createStandings({ ...deps, station: station.id });
  const sessionOf = createSessionMaker({ ...deps, tokens, standingOf });
  const signIn = createSignIn({ accounts, devices, attempts, audit, log, now, isPractice: station.practice });
  const confirm = createConfirm({
    ...{ accounts, attempts, audit, log, now },
    callerOf: (account, device) => callerOf(account, device, standingOf(account)),
  });
  const listeners = new Set<Parameters<Sessions['onChange']>[0]>();
  const announce: Parameters<Sessions['onChange']>[0] = (changed) => listeners.forEach((listener) => listener(changed));
  const forgetPractice = async (uid: string) => practiceAccounts?.forget(uid);
  const administration = { accounts, devices, audit, now, onChange: announce, forgetPractice };

  /** Who holds a token that can be read, and on which device. */
  function holderOf({ claims, hasExpired }: ReadToken): Result<{ account: Account; device: Device }, AppError> {
    const device = devices.byId(claims.device);
    if (device?.state === 'revoked') return err(revokedError(device));
    if (hasExpired) return err(new AppError('auth.expired', 'the token has expired'));
    const account = accounts.byUid(claims.sub);
    if (!account?.active) return err(new AppError('auth.invalid', 'the account is closed'));
    if (device?.state !== 'approved') return err(new AppError('auth.invalid', 'the device is not of the station'));
    if (claims.gen !== account.generation) return err(new AppError('auth.expired', 'the passphrase was changed'));
    return ok({ account, device });
  }

  /** The account as it is now, if the passphrase is still the one it had, and the device. */
  const heldBy = ({ uid, generation }: Pick<Account, 'uid' | 'generation'>, device: string) =>
    holderOf({ claims: { iss: station.id, sub: uid, device, gen: generation }, hasExpired: false });

  /** The account and device of a caller as they are now, on whose word nothing is done that takes a while. */
  function current({ staff, device }: Caller) {
    const generation = accounts.byUid(staff)?.generation ?? -1;
    return heldBy({ uid: staff, generation }, device);
  }

  return {
    accounts,
    practiceAccounts,
    staffAdmin: createStaffAdmin(administration),
    deviceAdmin: createDeviceAdmin(administration),
    announceChange: () => announce({}),
    signIn: async (request, from) => {
      const signedIn = await signIn(request, from);
      if (!signedIn.ok) return signedIn;
      const { account: shown, device } = signedIn.value;
      const account = await accounts.change(shown.uid, (was) => ({ ...was, lastSignInMs: now() }));
      // Checking a passphrase takes a while: one that was replaced meanwhile opens nothing, and rights are those of now.
      const holder = heldBy(shown, device.id);
      if (!holder.ok) return holder.error.code === 'auth.device-revoked' ? holder : err(wrongPassphrase());
      log.info('session.opened', {
        staff: account.uid,
        post: account.post,
        device: device.id,
        address: from.remoteAddress,
      });
      await audit.append({ kind: 'sign-in', by: account.uid, subject: device.id, detail: null });
      return ok(await sessionOf(holder.value.account, holder.value.device));
    },
    confirm,
    renew: async (caller) => {
      const holder = current(caller);
      return holder.ok ? ok(await sessionOf(holder.value.account, holder.value.device)) : holder;
    },
    verify: async (token, from) => {
      const read = await tokens.read(token);
      if (!read.ok) return read;
      const holder = holderOf(read.value);
      if (!holder.ok) return holder;
      const { account, device } = holder.value;
      devices.meet(device.id, { staff: account.uid, address: from?.remoteAddress ?? null, nowMs: now() });
      return ok(callerOf(account, device.id, standingOf(account)));
    },
    verifyRevoked: async (token): Promise<Result<RevokedDevice, AppError>> => {
      const read = await tokens.read(token);
      if (!read.ok) return read;
      const { sub: staff, device } = read.value.claims;
      if (devices.byId(device)?.state !== 'revoked') return err(new AppError('auth.invalid', 'not a revoked device'));
      return ok({ kind: 'revoked', staff, device });
    },
    confirmWipe: async ({ staff, device }, lost = 0) => {
      if (await devices.confirmWipe(device))
        await audit.append({
          kind: 'device-wiped',
          by: staff,
          subject: device,
          detail: lost > 0 ? String(lost) : null,
        });
    },
    author: (staff, id) => {
      const device = devices.byId(id);
      if (!device) return null;
      const deliveryKey = deps.stationKeys.derive('delivery', staff, id, device.deliverySalt);
      const account = accounts.byUid(staff);
      const isOf = account?.active === true && device.state === 'approved';
      return { deliveryKey, caller: isOf ? callerOf(account, id, standingOf(account)) : null };
    },
    changePassphrase: async (caller, passphrase, next): Promise<Result<Session, AppError>> => {
      const holder = current(caller);
      if (!holder.ok) return holder;
      const { account, device } = holder.value;
      const attempt = attempts.take(account.code, `device ${device.id}`, now());
      if (!attempt.allowed) return err(rateLimited(attempt.retryAfterMs));
      if (!(await fitsVerifier(passphrase, account.verifier)))
        return err(new AppError('auth.wrong', 'the passphrase is another one'));
      attempt.refund();
      if (isWeakPassphrase(next, account) || passphrase.normalize('NFKC') === next.normalize('NFKC'))
        return err(new AppError('auth.weak', 'the new passphrase is too easy'));
      const renewed = await withPassphrase(next, false);
      let isStill = false;
      const changed = await accounts.change(account.uid, (was) => {
        // Whoever reset it meanwhile did so for a reason, and whoever closed the account too.
        isStill = was.active && was.generation === account.generation;
        return isStill ? renewed(was) : was;
      });
      if (!isStill) return err(new AppError('auth.expired', 'the passphrase was changed meanwhile'));
      await forgetPractice(account.uid);
      await audit.append({ kind: 'passphrase-changed', by: account.uid, subject: account.uid, detail: device.id });
      announce({ staff: account.uid });
      const after = heldBy(changed, device.id);
      return after.ok ? ok(await sessionOf(after.value.account, after.value.device)) : after;
    },
    claimReplica: ({ device }, replica) => devices.claimReplica(device, replica),
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    practice: () => practiceAccounts?.list() ?? null,
    station: () => station,
    health: () => ({ ok: true, facts: { accounts: accounts.all().length, devices: devices.all().length } }),
    stop: () => devices.flush(),
  };
}
