import { isDeepStrictEqual } from 'node:util';
import type { WireRecord } from '#shared/schema/envelope';
import type { CollectionName } from '#shared/schema/record-type';
import { findRecordType } from '#shared/schema/registry';
import { toWire } from '#shared/sync/rxdb-store';
import { breakingWith } from '#test/support/breaking-body';
import { openDevice, type TestDevice } from '#test/support/device';
import { assertRight } from '../bench';

/** A device in Node whose network is off until somebody lets it on. */
export interface BenchDevice extends TestDevice {
  /** Lets it on and wakes the engine; resolves when everything has come in and nothing waits to go out. */
  online(): Promise<void>;
  /** Takes the network away; resolves when the engine has noticed. */
  offline(): Promise<void>;
}

export interface BenchDeviceOptions {
  readonly name: string;
  readonly origin: string;
  readonly token: string;
  readonly databases: readonly string[];
  readonly collections?: readonly CollectionName[];
}

/** Between two looks whether a device is done: short beside what is measured. */
const LOOK_MS = 2;

/** Opens a device with the network off. Its records lie in memory and its outbox and cursors in a fake IndexedDB: Node has no other. */
export async function openBenchDevice({ token, ...options }: BenchDeviceOptions): Promise<BenchDevice> {
  let cutting = new AbortController();
  cutting.abort();
  const device = await openDevice({
    ...options,
    token: () => token,
    timeoutMs: 30_000,
    fetch: async (input, init) => {
      const line = cutting.signal;
      if (line.aborted) throw new TypeError('no network');
      const signal = AbortSignal.any([line, ...(init?.signal ? [init.signal] : [])]);
      return breakingWith(line, await fetch(input, { ...init, signal }));
    },
  });
  const isDone = async (): Promise<boolean> => {
    const { link, databases } = device.engine.status();
    if (link.kind !== 'live' || databases.some(({ state }) => state !== 'current')) return false;
    for (const { name } of databases) if ((await device.control.waiting(name, 1, NOBODY)).length > 0) return false;
    return true;
  };
  return {
    ...device,
    async online() {
      cutting = new AbortController();
      device.engine.wake();
      while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    },
    async offline() {
      cutting.abort(new TypeError('no network'));
      while (device.engine.status().link.kind === 'live') await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    },
  };
}

const NOBODY: ReadonlySet<string> = new Set();

/** Ends the benchmark unless the device holds these very records, and no other. */
export async function assertOnDevice(device: TestDevice, records: readonly WireRecord[]): Promise<void> {
  const byCollection = new Map<CollectionName, WireRecord[]>();
  for (const record of records) {
    const collection = findRecordType(record.type)?.collection ?? 'reference';
    const members = byCollection.get(collection) ?? [];
    members.push(record);
    byCollection.set(collection, members);
  }
  for (const [collection, expected] of byCollection) {
    const count = await device.count(collection);
    assertRight(count === expected.length, `${count} of ${expected.length} records in ${collection}`);
    const ids = expected.map(({ _id }) => _id);
    const found = await device.deps.store.read(collection, ids);
    for (const record of expected) {
      const stored = found.get(record._id);
      assertRight(
        stored !== undefined && isDeepStrictEqual(toWire(stored), record),
        `${record._id} on the device is not what the hub had`,
      );
    }
  }
}
