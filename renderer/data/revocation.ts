import { ReplaySubject, type BehaviorSubject, type Observable } from 'rxjs';
import type { AppError } from '#shared/errors/app-error';
import type { ParcelAnswers } from '#shared/ipc/station-api';
import type { ControlDatabase } from './control/control-database';
import type { HandingOver } from './types';
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
  /** Lays down pictures and spoken notes of everybody; `onLeft` hears how many the host has not got. */
  handOverMedia(signal: AbortSignal, onLeft: (left: number) => void): Promise<void>;
  readonly handingOver$: BehaviorSubject<HandingOver | null>;
  sleep(ms: number): Promise<void>;
  /** Erases everything of the station from this device and tells the host, also how many pictures and notes are lost. */
  wipe(lost: number): Promise<void>;
}

/**
 * How often what is unsent is offered before it is erased, and how long between: a network that drops in this very moment costs
 * nothing, one that is kept away does not save what is to be erased.
 */
const OFFERS = 4;
const OFFER_AGAIN_MS = 2000;

/** Pictures have so long in all: some hundred on a slow line, and no longer may a line that is kept slow put off an erasure. */
export const MEDIA_MS = 120_000;

/** See `Revocation`. What is unsent goes to the host once more before anything is erased: rows first, which it keeps for a manager. */
export function createRevocation(options: RevocationOptions): Revocation {
  const { handingOver$ } = options;
  const revoked$ = new ReplaySubject<'revoked' | 'wiped'>(1);
  let hasBegun = false;

  /** Whether the host has answered for everything. */
  async function handOver(isErased: boolean, signal: AbortSignal): Promise<boolean> {
    const onLeft = (media: number) => handingOver$.next({ isErased, media });
    const rows = deliverPending(options.controlDatabase, options.post).then(() => options.deliverOthers());
    const areRowsThere = await succeeds(rows);
    // Also where rows are held up: what became of them says nothing about pictures.
    const areMediaThere = await succeeds(options.handOverMedia(signal, onLeft));
    return areRowsThere && areMediaThere;
  }

  async function run(isWipe: boolean): Promise<void> {
    handingOver$.next({ isErased: isWipe, media: null });
    await options.stopSync();
    const signal = AbortSignal.timeout(MEDIA_MS);
    for (let offers = isWipe ? OFFERS : 1; !(await handOver(isWipe, signal)) && offers > 1; offers -= 1) {
      await options.sleep(OFFER_AGAIN_MS);
    }
    if (isWipe) {
      await options.close();
      await options.wipe(handingOver$.value?.media ?? 0);
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

const succeeds = (work: Promise<void>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );
