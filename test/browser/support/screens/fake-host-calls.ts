import { AppError } from '#shared/errors/app-error';
import { callPaths, type CallLogView } from '#shared/ipc/call-api';
import { kioskLeavePaths } from '#shared/ipc/kiosk-leave-api';
import { printingPaths } from '#shared/ipc/printing-api';
import { scanPaths, type ScansView } from '#shared/ipc/scans-api';
import { createHostCalls } from '#renderer/data/host-calls';
import type { HostCalls } from '#renderer/data/index';
import { createStationClient } from '#renderer/data/station-client';
import { createBrowserPlatform } from '#renderer/platform/platform';

const NO_SCANS: ScansView = { isOn: false, trouble: null, scans: [], arriving: 0, refused: [] };

const MINUTE_MS = 60_000;
/** Eight in the morning of the day that the screens live in. */
const MORNING = Date.parse('2026-11-23T00:00:00Z');
const called = (index: number, more: Partial<CallLogView['entries'][number]>): CallLogView['entries'][number] => ({
  ...{ id: `01KAQP000000000000000000C${index}`, kiosk: '01KAQP000000000000000000K1', kioskName: '大厅东门' },
  ...{ atMs: MORNING - index * 25 * MINUTE_MS, rung: 1, by: null, waitedMs: null, talkedMs: null, outcome: 'left' },
  ...more,
});
/** One call of each outcome. */
const CALLS: CallLogView = {
  entries: [
    called(1, { outcome: 'talked', by: '01KAQP0000000000000000000S', waitedMs: 7000, talkedMs: 95_000 }),
    called(2, { outcome: 'missed', rung: 3 }),
    called(3, { outcome: 'came', by: '01KAQP0000000000000000000S', waitedMs: 21_000, kioskName: null }),
    called(4, {}),
  ],
};

/** What a host answers of which nobody has set anything. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  [callPaths.log]: CALLS,
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
