import { runGateway, type RunningGateway } from '#test/integration/gateway/running-gateway';
import { serve } from './child';

export interface HubSetup {
  readonly databases: readonly string[];
  /** So many devices get a token each, which opens all databases. */
  readonly devices: number;
}

export interface HubAddress {
  readonly origin: string;
  readonly tokens: readonly string[];
  /** Token of another hub, which brings revisions of its own. */
  readonly replicator: string;
}

/** What the process took since `watch`. */
export interface Usage {
  readonly cpuMs: number;
  readonly elapsedMs: number;
  readonly peakMb: number;
}

/** Between two looks at the memory; what comes and goes in between is garbage that was never held. */
const LOOK_MS = 50;

let running: RunningGateway | null = null;
let watching = { startedAt: 0, cpu: process.cpuUsage(), peakBytes: 0 };

const look = (): void => {
  watching.peakBytes = Math.max(watching.peakBytes, process.memoryUsage.rss());
};

/** The product's hub behind its gateway; only sign-in is a test's. */
const calls = {
  async open({ databases, devices }: HubSetup): Promise<HubAddress> {
    running = await runGateway({ databases, now: () => Date.now() });
    const { sessions, origin } = running;
    const dbs = Object.fromEntries(databases.map((name) => [name, 'write' as const]));
    const tokens = Array.from({ length: devices }, (_, n) => sessions.issue({ device: `bench-device-${n}`, dbs }));
    setInterval(look, LOOK_MS).unref();
    return { origin, tokens, replicator: sessions.issue({ post: 'replicator', dbs }) };
  },

  async watch(_nothing: null): Promise<void> {
    watching = { startedAt: performance.now(), cpu: process.cpuUsage(), peakBytes: 0 };
    look();
  },

  async usage(_nothing: null): Promise<Usage> {
    look();
    const { user, system } = process.cpuUsage(watching.cpu);
    return {
      cpuMs: (user + system) / 1000,
      elapsedMs: performance.now() - watching.startedAt,
      peakMb: watching.peakBytes / 1024 / 1024,
    };
  },
};
export type HubCalls = typeof calls;

serve(calls, async () => running?.stop());
