import { AppError } from '#shared/errors/app-error';
import { err, ok, type Result } from '#shared/errors/result';
import type { SignIn } from '#shared/ipc/station-api';
import type { Audit, Log, SignInPlace } from '../ports';
import type { Account, Accounts } from './accounts';
import type { Attempts } from './attempts';
import { isSecretOf, type Device } from './device-file';
import type { Devices } from './devices';
import { fitsVerifier, nobodysVerifier } from './verifier';

export interface SignInDeps {
  readonly accounts: Accounts;
  readonly devices: Devices;
  readonly attempts: Attempts;
  readonly audit: Pick<Audit, 'append'>;
  readonly log: Log;
  readonly now: () => number;
  /** A practice station takes every device. */
  readonly isPractice: boolean;
}

/** Who signed in, and where. */
export interface SignedIn {
  readonly account: Account;
  readonly device: Device;
}

/** The device is of the station no more; with `wipe` it is to erase what it holds. */
export const revokedError = ({ wipe }: Pick<Device, 'wipe'>): AppError =>
  new AppError('auth.device-revoked', 'this device was revoked', wipe === 'asked' ? { details: { wipe: true } } : {});

/** Too many attempts; says when to come again. */
export const rateLimited = (retryAfterMs: number): AppError =>
  new AppError('auth.rate-limited', 'too many attempts', { retry: true, details: { retryAfterMs } });

/** The same words for an unknown code, a closed account and a wrong passphrase. */
export const wrongPassphrase = (): AppError => new AppError('auth.wrong', 'unknown staff code or wrong passphrase');

/**
 * Sign-in up to the point where a session can be given. A revoked device that proves itself by its secret is told so whatever
 * passphrase came with it: a tablet in wrong hands erases itself at the first attempt.
 */
export function createSignIn(
  deps: SignInDeps,
): (request: SignIn, from: SignInPlace) => Promise<Result<SignedIn, AppError>> {
  const { accounts, devices, attempts, audit, log, now } = deps;
  const nobody = nobodysVerifier();

  async function refuse(error: AppError, staff: string | null, device: string, address: string) {
    log.warn('session.refused', { code: error.code, staff, device, address });
    // The code that was typed may be a passphrase in the wrong field: only a uid is noted.
    await audit.append({ kind: 'sign-in-refused', by: null, subject: staff, detail: `${error.code} ${device}` });
    return err(error);
  }

  return async (request, from) => {
    // Codes are lower-case letters and digits; keyboards of tablets begin with a capital.
    const code = request.staffCode.normalize('NFKC').trim().toLowerCase();
    const address = from.remoteAddress;
    const attempt = attempts.take(code, address, now());
    if (!attempt.allowed) {
      const { retryAfterMs } = attempt;
      log.warn('session.rate-limited', { address, retryAfterMs });
      return err(rateLimited(retryAfterMs));
    }
    const account = accounts.byCode(code);
    const fits = await fitsVerifier(request.passphrase, account?.verifier ?? nobody);
    const known = devices.byId(request.device.id);
    const isGenuine = !known || isSecretOf(known, request.device.secret);
    const staff = account?.uid ?? null;
    if (known?.state === 'revoked' && isGenuine) return refuse(revokedError(known), staff, known.id, address);
    if (!account?.active || !fits) return refuse(wrongPassphrase(), staff, request.device.id, address);
    if (!isGenuine) {
      const other = new AppError('auth.invalid', 'another device has this id');
      return refuse(other, staff, request.device.id, address);
    }
    attempt.refund();
    const device = await admit(deps, request, account, from);
    if (device.state === 'approved') return ok({ account, device });
    log.info('session.device-pending', { staff, device: device.id, address });
    return err(new AppError('auth.device-pending', 'the device waits for approval', { retry: true }));
  };
}

/** The device as it is registered: approved where nobody needs to look at it. */
async function admit(
  { devices, audit, now, isPractice }: SignInDeps,
  request: SignIn,
  account: Account,
  { remoteAddress, isLoopback }: SignInPlace,
): Promise<Device> {
  const meeting = { staff: account.uid, address: remoteAddress, nowMs: now() };
  const { device, isNew, isApproved } = await devices.register(request.device, isPractice || isLoopback, meeting);
  const entry = { by: account.uid, subject: device.id, detail: device.kind };
  if (isNew) await audit.append({ kind: 'device-registered', ...entry });
  if (isApproved) await audit.append({ kind: 'device-approved', ...entry, by: null });
  return device;
}
