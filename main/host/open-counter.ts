import { AppError } from '#shared/errors/app-error';
import {
  startApplications,
  type ApplicationsDeps,
  type ApplicationsService,
} from '../services/applications/applications';
import type { DispatchService } from '../services/dispatch/dispatch';

/** The counter of a station that is being opened. */
export interface OpenCounter {
  /** Null as long as it has not begun. */
  readonly applications: () => ApplicationsService | null;
  /** Begins to see to applications; to be stopped before what it writes to. */
  readonly begin: () => ApplicationsService;
}

export interface OpenCounterDeps extends Omit<ApplicationsDeps, 'receipts'> {
  /** What counts receipts, for incidents and applications alike; null as long as it has not begun. */
  readonly dispatch: () => Pick<DispatchService, 'newReceipt' | 'seenReceipt'> | null;
}

/** Prepares what sees to applications. */
export function openCounter({ dispatch, ...deps }: OpenCounterDeps): OpenCounter {
  let begun: ApplicationsService | null = null;
  const counter = () => {
    const known = dispatch();
    if (!known) throw new AppError('hub.busy', 'receipts are not counted yet', { retry: true });
    return known;
  };
  const receipts = { next: () => counter().newReceipt(), seen: (code: string) => counter().seenReceipt(code) };
  return {
    applications: () => begun,
    begin: () => (begun = startApplications({ ...deps, receipts })),
  };
}
