import { basename, dirname, join } from 'node:path';
import type { HostOptions, RunningHost } from '../host';
import { TRAINING_PORT_OFFSET } from '../policy/origins';
import type { Log, Service } from '../services/ports';
import { errorFields } from '../services/error-fields';

/** A practice station beside a real one, for people to try things on; it is made and started when somebody first asks for it. */
export interface Training extends Service {
  /** Its origin, once it answers. Throws what starting a host throws, and can then be asked again. */
  open(): Promise<string>;
}

/**
 * Training of the station that `options` started. The practice has a data folder, keys, ports and an origin of its own and is closed
 * to the LAN: what is typed there lies in another browser database, and no sync leads from the one to the other.
 */
export function createTraining(
  options: HostOptions,
  home: { readonly origin: () => string; readonly log: Log },
  start: (options: HostOptions) => Promise<RunningHost>,
): Training {
  let running: Promise<RunningHost> | null = null;

  async function startPractice(): Promise<RunningHost> {
    const host = await start(trainingOptions(options, home.origin()));
    home.log.info('training.ready', { port: Number(new URL(host.addresses.loopback).port) });
    return host;
  }

  return {
    async open() {
      running ??= startPractice();
      try {
        return (await running).addresses.loopback;
      } catch (thrown) {
        running = null;
        home.log.warn('training.failed', errorFields(thrown));
        throw thrown;
      }
    },
    health: () => ({ ok: true, facts: { running: running === null ? 0 : 1 } }),
    async stop() {
      const host = await running?.catch(() => null);
      await host?.stop();
    },
  };
}

/** How the practice beside a station is started. */
function trainingOptions(options: HostOptions, homeOrigin: string): HostOptions {
  const { dataFolder, keysFolder, staffFolder, boardFolder, kioskFolder, padFolder } = options;
  const { now, minimumFreeBytes, practiceSize, riskThread } = options;
  const homePort = Number(new URL(homeOrigin).port);
  const isAnyPort = options.ports?.loopback === 0;
  return {
    // Beside the data folder, not in it: a backup of the station holds no practice.
    dataFolder: join(dirname(dataFolder), `${basename(dataFolder)}-practice`),
    keysFolder: join(keysFolder, 'practice'),
    staffFolder,
    ports: {
      loopback: isAnyPort ? 0 : homePort + TRAINING_PORT_OFFSET,
      ...{ staff: 0, certificatePage: 0, residents: 0, kiosk: 0, board: 0, mqtt: 0, mqtts: 0 },
    },
    lan: false,
    mdns: false,
    firstRun: { kind: 'practice' },
    homeOrigin,
    ...(riskThread && { riskThread }),
    ...(boardFolder !== undefined && { boardFolder }),
    ...(kioskFolder !== undefined && { kioskFolder }),
    ...(padFolder !== undefined && { padFolder }),
    ...(now && { now }),
    ...(practiceSize && { practiceSize }),
    ...(minimumFreeBytes !== undefined && { minimumFreeBytes }),
  };
}
