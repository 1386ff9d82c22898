import { ReplaySubject, type Observable } from 'rxjs';
import type { AppError } from '#shared/errors/app-error';
import type { ParcelAnswers } from '#shared/ipc/station-api';
import type { ControlDatabase } from './control-database';
import { deliverPending } from './others';

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
  /** Erases everything of the station from this device and tells the host. */
  wipe(): Promise<void>;
}

/** See `Revocation`. Unsent rows go to the host once more before anything is erased: it keeps them for a manager. */
export function createRevocation(options: RevocationOptions): Revocation {
  const revoked$ = new ReplaySubject<'revoked' | 'wiped'>(1);
  let hasBegun = false;

  async function run(isWipe: boolean): Promise<void> {
    await options.stopSync();
    await deliverPending(options.controlDatabase, options.post).catch(() => undefined);
    await options.deliverOthers().catch(() => undefined);
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
