import { healthSchema } from '#shared/ipc/station-api';
import { err, ok, type Result } from '#shared/errors/result';

/**
 * The window's tie to the host: the one that already runs (as a service, or started by `npm start`), else one of the
 * window's own in a separate process, so that a crashed page never takes the hub with it.
 */
export interface HostLink {
  /** Resolves when the host answers; the error is the last line it said before it gave up. */
  connect(): Promise<Result<void, string>>;
  /** Ends the host if it is the window's own, and waits for it to be gone. A host that was there before stays. */
  release(): Promise<void>;
}

/** A child process of ours, as much of it as is used. */
export interface HostProcess {
  /** Calls back with each line that the process prints. */
  onLine(listener: (line: string) => void): void;
  onExit(listener: () => void): void;
  stop(): void;
}

export interface HostLinkParts {
  /** `http://127.0.0.1:8440`. */
  readonly origin: string;
  readonly startHost: () => HostProcess;
  readonly fetch: typeof globalThis.fetch;
  readonly sleep: (ms: number) => Promise<void>;
}

const POLL_MS = 100;
/** A host that recovers a large hub after a power cut may take its time; one that fails exits and is noticed at once. */
const PATIENCE_MS = 60_000;

/** A link that has not connected yet. */
export function createHostLink(parts: HostLinkParts): HostLink {
  let own: { readonly process: HostProcess; readonly gone: Promise<void> } | null = null;
  let lastLine = '';

  const start = () => {
    const process = parts.startHost();
    lastLine = '';
    process.onLine((line) => {
      if (line.trim() !== '') lastLine = line.trim();
    });
    const gone = new Promise<void>((resolve) => process.onExit(resolve));
    const started = { process, gone };
    void gone.then(() => {
      if (own === started) own = null;
    });
    own = started;
  };

  return {
    connect: async () => {
      if (await isHost(parts)) return ok(undefined);
      if (!own) start();
      for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += POLL_MS) {
        await parts.sleep(POLL_MS);
        if (await isHost(parts)) return ok(undefined);
        if (!own) return err(lastLine || 'the host ended without a word');
      }
      return err(lastLine || `no answer from ${parts.origin}`);
    },
    release: async () => {
      if (!own) return;
      const { process, gone } = own;
      process.stop();
      await gone;
    },
  };
}

/** Whether a Linli host answers there, and not whatever else may listen on that port. */
async function isHost({ origin, fetch }: HostLinkParts): Promise<boolean> {
  try {
    const answer = await fetch(`${origin}/api/health`, { signal: AbortSignal.timeout(2000) });
    return answer.ok && healthSchema.safeParse(await answer.json()).success;
  } catch {
    return false;
  }
}
