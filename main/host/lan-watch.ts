import type { Certificates } from '../services/certificates/certificates';
import type { Discovery } from '../services/discovery/discovery';
import { errorFields } from '../services/error-fields';
import type { Gateway } from '../services/gateway/start-gateway';
import type { Log } from '../services/ports';

export interface LanWatchParts {
  readonly certificates: Pick<Certificates, 'refresh' | 'server'>;
  /** Whoever answers under the station's certificate. */
  readonly servers: readonly Pick<Gateway, 'useCertificate'>[];
  /** Null where the name is not announced. */
  readonly discovery: Pick<Discovery, 'announceAgain'> | null;
  readonly log: Log;
}

/** A router that hands out another address is noticed within this time. */
const LAN_WATCH_MS = 60_000;

/**
 * Keeps the LAN's view of the station true while it runs for months: when the machine's addresses change or its certificate
 * nears its end, new connections get a new certificate and the name is announced with the new addresses.
 */
export function watchLan(parts: LanWatchParts, everyMs = LAN_WATCH_MS): { stop(): Promise<void> } {
  let looking: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(() => look(parts));
  }, everyMs).unref();
  return {
    stop: () => {
      clearInterval(timer);
      return looking;
    },
  };
}

async function look({ certificates, servers, discovery, log }: LanWatchParts): Promise<void> {
  try {
    if (!(await certificates.refresh())) return;
    const { keyPem, certPem } = certificates.server();
    for (const server of servers) server.useCertificate({ key: keyPem, cert: certPem });
    await discovery?.announceAgain();
  } catch (thrown) {
    // A full disk, say. The old certificate goes on serving; the next look tries again.
    log.warn('host.lan-watch-failed', errorFields(thrown));
  }
}
