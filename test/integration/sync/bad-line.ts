import { badgeOf, type Badge } from '#renderer/features/sync/badge';
import type { CollectionName } from '#shared/schema/record-type';
import { runGateway, type RunningGateway } from '#test/integration/gateway/running-gateway';
import { uid, visitFields } from '#test/support/builders';
import { openDevice, type TestDevice, type TestDeviceOptions } from '#test/support/device';
import { openBadLink, type BadLink } from './bad-link';

/** A hub with one grid, a bad link to it, and devices at either end of that link. */
export interface BadLine {
  readonly link: BadLink;
  readonly running: RunningGateway;
  /** A device behind the link, with short patience. */
  far(name: string, options?: Partial<TestDeviceOptions>): Promise<FarDevice>;
  /** A device beside the hub. */
  near(name: string): Promise<TestDevice>;
  /** Visits at the hub, by id. */
  atHub(): Promise<readonly string[]>;
  /** The clock of hub and devices alike. */
  readonly clock: { skewMs: number };
  close(): Promise<void>;
}

export interface FarDevice extends TestDevice {
  /** Saves the n-th visit. */
  visit(n: number): Promise<string>;
  /** What the header of the screens has said since `hush`, one after another. */
  readonly said: readonly Badge['kind'][];
  /** Begins to note anew; what is said at the moment counts. */
  hush(): void;
  /** Calls back with everything that is said from now on. */
  onSaid(listener: (badge: Badge['kind']) => void): void;
  /** Stops, and throws when something of it still runs. */
  stopForGood(): Promise<void>;
}

export const DB = 'grid-qinghe-1';
export const aNewVisit = (n: number) => ({ type: 'visit', scope: 'qinghe-1', uid: uid(n), fields: visitFields() });

/** RxDB has room for many devices at once when each opens one collection. */
const COLLECTIONS: readonly CollectionName[] = ['visits'];

/** A request that is not answered within this is given up. */
export const PATIENCE_MS = 400;

const EVERYTHING = {
  since: '0',
  limit: 10_000,
  includeDocs: false,
  conflicts: false,
  style: 'main_only',
  descending: false,
  ids: null,
} as const;

let lines = 0;

export async function openBadLine(): Promise<BadLine> {
  lines += 1;
  const prefix = `bad${lines}`;
  const clock = { skewMs: 0 };
  const now = () => Date.now() + clock.skewMs;
  const running = await runGateway({ databases: [DB], now });
  const link = await openBadLink(running.origin);
  const devices: TestDevice[] = [];

  async function open(name: string, options: Partial<TestDeviceOptions>): Promise<TestDevice> {
    const token = running.sessions.issue({ device: name, dbs: { [DB]: 'write' } });
    const device = await openDevice({
      name: `${prefix}-${name}`,
      origin: running.origin,
      token: () => token,
      databases: [DB],
      collections: COLLECTIONS,
      wallMs: now,
      ...options,
    });
    devices.push(device);
    return device;
  }

  return {
    link,
    running,
    clock,
    near: (name) => open(name, {}),
    far: async (name, options = {}) =>
      watched(await open(name, { origin: link.origin, timeoutMs: PATIENCE_MS, ...options })),
    atHub: async () => {
      const page = await running.hub.database(DB)?.changes(EVERYTHING);
      return (page?.results ?? []).map(({ id }) => id);
    },
    close: async () => {
      await Promise.all(devices.map((device) => device.stop().catch(() => undefined)));
      await link.close();
      await running.stop();
    },
  };
}

function watched(device: TestDevice): FarDevice {
  let said: Badge['kind'][] = [];
  let listener: (badge: Badge['kind']) => void = () => undefined;
  // What waits is left out on purpose: the words must not claim too much even where nothing waits.
  const note = (): void => {
    const { kind } = badgeOf({ status: device.engine.status(), waiting: 0, refused: 0, held: 0 });
    if (said.at(-1) === kind) return;
    said.push(kind);
    listener(kind);
  };
  device.engine.status$.subscribe(note);
  return {
    ...device,
    get said() {
      return said;
    },
    hush: () => {
      said = [];
      note();
    },
    onSaid: (next) => {
      listener = next;
    },
    visit: async (n) => (await device.writer.create(aNewVisit(n)))._id,
    stopForGood: async () => {
      await device.stop();
      const before = device.requests.length;
      // Nothing may happen, so there is no state to wait for: longer than a first pause.
      await pause(300);
      const after = device.requests.slice(before);
      if (after.length > 0) throw new Error(`asks after stop(): ${after.join(', ')}`);
      if (device.engine.status().link.kind !== 'stopped') throw new Error('not stopped');
    },
  };
}

/** The clock on the wall, whatever a test does to that of the page. */
const wallTimeout = globalThis.setTimeout;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => wallTimeout(resolve, ms));
