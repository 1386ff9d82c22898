import type { PlatformSet, PlatformsView, SetPlatform } from '#shared/ipc/platforms-api';

/** Departments' platforms that accepted applications go on to. */
export interface Platforms {
  view(): PlatformsView;
  /** On disk when it resolves. `request.malformed`. */
  set(by: string, wanted: SetPlatform): Promise<PlatformSet>;
  /** `request.not-found`. */
  remove(by: string, name: string): Promise<PlatformsView>;
  /** Sends again what the platform refused; which round it is. `request.not-found` where nothing was refused. */
  again(applicationUid: string): Promise<number>;
}
