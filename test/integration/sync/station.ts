import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { runGateway, type RunningGateway } from '#test/integration/gateway/running-gateway';
import { openDevice, type TestDevice, type TestDeviceOptions } from '#test/support/device';

/** A hub with a commons and two grids behind the real gateway, and devices that come and go. */
export interface TestStation {
  readonly running: RunningGateway;
  readonly databases: readonly string[];
  token(databases?: readonly string[]): string;
  /** A device of the station; everything opened is stopped at the end. */
  device(name: string, options?: Partial<TestDeviceOptions>): Promise<TestDevice>;
  close(): Promise<void>;
}

export const DATABASES = ['commons-qinghe', 'grid-qinghe-1', 'grid-qinghe-2'] as const;

let stations = 0;

export async function openTestStation(): Promise<TestStation> {
  const running = await runGateway({ databases: DATABASES, now: () => Date.now() });
  stations += 1;
  const prefix = `s${stations}`;
  const devices: TestDevice[] = [];
  const token = (databases: readonly string[] = DATABASES) =>
    running.sessions.issue({ dbs: Object.fromEntries(databases.map((name) => [name, 'write' as const])) });
  return {
    running,
    databases: DATABASES,
    token,
    device: async (name, options = {}) => {
      const bearer = token(options.databases);
      const device = await openDevice({
        name: `${prefix}-${name}`,
        origin: running.origin,
        token: () => bearer,
        databases: DATABASES,
        storage: getRxStorageMemory(),
        ...options,
      });
      devices.push(device);
      return device;
    },
    close: async () => {
      await Promise.all(devices.map((device) => device.stop().catch(() => undefined)));
      await running.stop();
    },
  };
}

/** A fetch that can be told to fail, before or after the hub has seen the request. */
export function faultyFetch() {
  let fault: 'none' | 'no-network' | 'lost-answer' | 'portal' = 'none';
  const send: typeof fetch = async (input, init) => {
    if (fault === 'no-network') throw new TypeError('no network');
    if (fault === 'portal') {
      return new Response('<html>请登录</html>', { status: 200, headers: { 'content-type': 'text/html' } });
    }
    const response = await fetch(input, init);
    if (fault === 'lost-answer' && init?.method === 'POST') {
      await response.arrayBuffer();
      throw new TypeError('the answer was lost');
    }
    return response;
  };
  return {
    send,
    set: (next: typeof fault) => {
      fault = next;
    },
  };
}
