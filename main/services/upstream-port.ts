import type { AppError } from '#shared/errors/app-error';
import type { Result } from '#shared/errors/result';
import type { SetUpstream, UpstreamReach, UpstreamTrial, UpstreamView } from '#shared/ipc/upstream-api';

/** The district's CouchDB behind the edge hub. Who may ask and set is for the caller to know. */
export interface Upstream {
  view(): UpstreamView;
  /** How far the databases that somebody opens have come. */
  reach(mayOpen: (database: string) => boolean): UpstreamReach;
  /** Kept when it answers; `request.malformed` for a new address or user without a password. */
  set(by: string, wanted: SetUpstream): Promise<Result<UpstreamView, AppError>>;
  /** Tries without keeping anything. `request.malformed` as `set`. */
  trial(wanted: SetUpstream): Promise<Result<UpstreamTrial, AppError>>;
  /** Everything that waits is tried at once. */
  tryNow(): Promise<UpstreamView>;
}
