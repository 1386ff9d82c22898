import { ReplaySubject, type Observable } from 'rxjs';
import type { AppError } from '#shared/errors/app-error';
import type { ParcelAnswers } from '#shared/ipc/station-api';
import type { ControlDatabase } from './control/control-database';
import { deliverPending } from './unsent/others';

/** What happens on this device when the host has revoked it. */
export interface Revocation {
  /** Emits once: `wiped` when the host asked for that and what the device held is gone, else `revoked`. */
  readonly revoked$: Observable<'revoked' | 'wiped'>;
  begin(error: AppError): void;
}

export interface RevocationOptions {
  stopSync(): Promise<void>;
  /** Closes the station with its databases. */
  close(): Promise<void>;
  readonly controlDatabase: ControlDatabase;
  post(parcels: readonly string[]): Promise<ParcelAnswers>;
  deliverOthers(): Promise<void>;
  sleep(ms: number): Promise<void>;
  /** Erases everything of the station from this device and tells the host. */
  wipe(): Promise<void>;
}

/**
 * How often the unsent rows are offered before they are erased, and how long between: a network that drops in this very moment costs
 * nothing, one that is kept away does not save what is to be erased.
 */
const OFFERS = 4;
const OFFER_AGAIN_MS = 2000;

/** See `Revocation`. Unsent rows go to the host once more before anything is erased: it keeps them for a manager. */
export function createRevocation(options: RevocationOptions): Revocation {
  const revoked$ = new ReplaySubject<'revoked' | 'wiped'>(1);
  let hasBegun = false;

  /** Whether the host has answered for all rows. */
  async function handOver(): Promise<boolean> {
    try {
      await deliverPending(options.controlDatabase, options.post);
      await options.deliverOthers();
      return true;
    } catch {
      return false;
    }
  }

  async function run(isWipe: boolean): Promise<void> {
    await options.stopSync();
    for (let offers = isWipe ? OFFERS : 1; !(await handOver()) && offers > 1; offers -= 1) {
      await options.sleep(OFFER_AGAIN_MS);
    }
    if (isWipe) {
      await options.close();
      await options.wipe();
    }
    revoked$.next(isWipe ? 'wiped' : 'revoked');
    revoked$.complete();
  }

  return {
    revoked$,
    begin(error) {
      if (hasBegun) return;
      hasBegun = true;
      // A disk that fails in the middle: the next contact of the next opening tries again.
      run(error.details['wipe'] === true).catch(() => {
        hasBegun = false;
      });
    },
  };
}
