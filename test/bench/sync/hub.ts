import { bundlePrograms, type Child } from './child';
import type { ClientsCalls } from './clients';
import type { HubAddress, HubCalls, HubSetup } from './hub-child';

/** The product's hub behind its gateway in a process of its own, and processes that hold clients of it. */
export interface BenchHub extends HubAddress {
  readonly child: Child<HubCalls>;
  /** A process that holds clients; it ends with the hub. */
  clients(): Child<ClientsCalls>;
  stop(): Promise<void>;
}

export async function startBenchHub(setup: HubSetup): Promise<BenchHub> {
  const programs = await bundlePrograms();
  const child = programs.start<HubCalls>('hub-child');
  const others: Child<ClientsCalls>[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(others.map((other) => other.stop()));
    await child.stop();
    await programs.remove();
  };
  try {
    const address = await child.call('open', setup);
    return {
      ...address,
      child,
      clients() {
        const other = programs.start<ClientsCalls>('clients-child');
        others.push(other);
        return other;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
