import { Bonjour } from 'bonjour-service';
import type { Log, Service } from '../ports';

export interface DiscoveryConfig {
  readonly station: string;
  /** `linli-<station>.local`. */
  readonly lanName: string;
  /** The staff port of the LAN listener. */
  readonly port: number;
}

export interface Discovery extends Service {
  /** Announces the machine's addresses as they are now. */
  announceAgain(): Promise<void>;
}

/**
 * Announces the station on the LAN by multicast DNS: its name, and a `_linli._tcp` service for clients that look for one.
 * Never stands in the way: without it people type the address, which the station's screen shows.
 */
export function startDiscovery(config: DiscoveryConfig, log: Log): Discovery {
  let isWorking = true;
  const failed = () => {
    if (isWorking) log.warn('discovery.failed', { station: config.station });
    isWorking = false;
  };
  let announcer = announce(config, failed);
  return {
    announceAgain: async () => {
      await withdraw(announcer);
      isWorking = true;
      announcer = announce(config, failed);
    },
    health: () => ({ ok: isWorking, facts: {} }),
    stop: () => withdraw(announcer),
  };
}

function announce({ station, lanName, port }: DiscoveryConfig, failed: () => void): Bonjour | null {
  try {
    const bonjour = new Bonjour({}, failed);
    const service = {
      name: `linli-${station}`,
      type: 'linli',
      protocol: 'tcp',
      port,
      host: lanName,
      txt: { station },
    } as const;
    bonjour.publish(service).on('error', failed);
    return bonjour;
  } catch {
    failed();
    return null;
  }
}

/** A goodbye is a courtesy: a network that has gone must not hold anything up. */
const GOODBYE_MS = 1000;

async function withdraw(announcer: Bonjour | null): Promise<void> {
  if (!announcer) return;
  await new Promise<void>((resolve) => {
    const patience = setTimeout(resolve, GOODBYE_MS);
    announcer.unpublishAll(() => {
      clearTimeout(patience);
      resolve();
    });
  });
  announcer.destroy();
}
