import { AppError } from '#shared/errors/app-error';
import { kioskLeavePaths } from '#shared/ipc/kiosk-leave-api';
import { printingPaths } from '#shared/ipc/printing-api';
import { scanPaths, type ScansView } from '#shared/ipc/scans-api';
import { createHostCalls } from '#renderer/data/host-calls';
import type { HostCalls } from '#renderer/data/index';
import { createStationClient } from '#renderer/data/station-client';
import { createBrowserPlatform } from '#renderer/platform/platform';

const NO_SCANS: ScansView = { isOn: false, trouble: null, scans: [], arriving: 0, refused: [] };

/** What a host answers of which nobody has set anything. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  [kioskLeavePaths.code]: { code: '482913' },
  [printingPaths.printers]: { printers: [], own: null },
  [scanPaths.scans]: NO_SCANS,
};

/** A host on which nothing is set; with `?host=real` in the address a real one, which the test stands behind the page's own origin. */
export function fakeHostCalls(isAway: () => boolean): HostCalls {
  const isReal = new URLSearchParams(location.search).get('host') === 'real';
  const platform = createBrowserPlatform();
  const real = createHostCalls(platform, createStationClient(platform), () => 'screens');
  const reach = async (): Promise<void> => {
    if (isAway()) throw new AppError('hub.unreachable', 'away', { retry: true });
  };
  const known = (path: string): unknown => {
    if (!Object.hasOwn(ANSWERS, path)) throw new AppError('request.not-found', `nothing is set: ${path}`);
    return ANSWERS[path];
  };
  return {
    get: async (path, answer) => {
      await reach();
      return isReal ? real.get(path, answer) : answer.parse(known(path));
    },
    post: async (path, body, answer, timeoutMs) => {
      await reach();
      return isReal ? real.post(path, body, answer, timeoutMs) : answer.parse(known(path));
    },
    // A hall in which nothing happens.
    watch: (...asked) => (isReal ? real.watch(...asked) : () => undefined),
    bytes: async (path) => {
      await reach();
      return real.bytes(path);
    },
  };
}
