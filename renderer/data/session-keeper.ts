import { BehaviorSubject, type Observable } from 'rxjs';
import { AppError } from '#shared/errors/app-error';
import type { Session } from '#shared/ipc/station-api';
import type { StationClient } from './station-client';
import type { SessionView } from './types';
import type { Unlocked, Vault } from './vault';

/** The session of the person at work, as it is at the moment and as it is kept on this device. */
export interface SessionKeeper {
  readonly session$: Observable<Session>;
  session(): Session;
  /** A fresh session for a token that still holds; asks once for all who want one at a time. */
  renew(): Promise<Session>;
  signInAgain(passphrase: string): Promise<void>;
  isPassphrase(passphrase: string): Promise<boolean>;
  changePassphrase(current: string, next: string): Promise<void>;
  close(): void;
}

export interface SessionKeeperOptions {
  readonly unlocked: Unlocked;
  readonly vault: Vault;
  readonly client: StationClient;
  /** Signs in at the hub from this device. */
  requestSession(staffCode: string, passphrase: string): Promise<Session>;
}

/** See `SessionKeeper`. */
export function createSessionKeeper({
  vault,
  client,
  requestSession,
  ...options
}: SessionKeeperOptions): SessionKeeper {
  let { unlocked } = options;
  const session$ = new BehaviorSubject(unlocked.session);
  const session = () => unlocked.session;
  let renewing: Promise<Session> | null = null;

  let taking: Promise<unknown> = Promise.resolve();

  /** One after the other: each writes the whole row of the person, wraps of the local key included. */
  function take(next: (before: Unlocked) => Promise<Unlocked>): Promise<Session> {
    const taken = taking.then(async () => {
      const before = unlocked;
      unlocked = await next(before);
      if (unlocked !== before) session$.next(unlocked.session);
      return unlocked.session;
    });
    taking = taken.catch(() => undefined);
    return taken;
  }

  async function renewNow(): Promise<Session> {
    const { token } = session();
    const fresh = await client.renew(token);
    // What another passphrase brought meanwhile is newer than what the old token was renewed to.
    return take(async (before) => (before.session.token === token ? vault.remember(before, fresh) : before));
  }

  return {
    session$,
    session,
    renew() {
      renewing ??= renewNow().finally(() => {
        renewing = null;
      });
      return renewing;
    },
    async signInAgain(passphrase) {
      const fresh = await requestSession(session().staff.code, passphrase);
      if (fresh.staff.uid !== session().staff.uid) throw new AppError('auth.wrong', 'the code is somebody else now');
      await take((before) => vault.rewrap(before, fresh, passphrase));
    },
    isPassphrase: async (passphrase) => (await vault.keyOf(unlocked.person, passphrase)) !== null,
    async changePassphrase(current, next) {
      const fresh = await client.changePassphrase(session().token, current, next);
      await take((before) => vault.rewrap(before, fresh, next));
    },
    close: () => session$.complete(),
  };
}

/** A session as screens know it. */
export function viewOf({ keys: _keys, token: _token, device, ...rest }: Session): SessionView {
  return { ...rest, deviceId: device.id, idleLockMs: device.idleLockMs };
}
