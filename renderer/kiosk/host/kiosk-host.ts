import { z } from 'zod';
import { isErrorCode } from '#shared/errors/app-error';
import { hallPaths } from '#shared/ipc/board-api';
import { pairedSchema } from '#shared/ipc/terminal-api';
import type { Pairing } from '#renderer/ui/pairing/index';
import type { Answer, Refused } from './answer';
import type { Kept } from './kept';

export interface Asking {
  /** With one it is a `POST`, else a `GET`. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** What this kiosk already holds; the same is answered with `unchanged`. */
  readonly mark?: string;
  /** How long an answer may take, ms. */
  readonly patienceMs?: number;
}

/** The host that served this page. */
export interface KioskHost {
  pair(code: string): Promise<Pairing>;
  /** Asks with this kiosk's credential. Never throws; an answer of another form than the schema's counts as none. */
  ask<T>(path: string, schema: z.ZodType<T>, asking?: Asking): Promise<Answer<T>>;
  /** For streams of one's own. */
  token(): string;
  /** Calls back when the host says that this kiosk is paired no more. */
  onUnpaired(listener: () => void): () => void;
}

/** A host that is well answers within a moment; a person waits no longer than this for one that is not. */
const PATIENCE_MS = 12_000;

const refusalSchema = z.object({
  error: z.object({
    code: z.string(),
    retryAfterMs: z.number().optional(),
    reason: z.string().optional(),
    details: z.object({ reason: z.string().optional() }).optional(),
  }),
});

/** See `KioskHost`. */
export function createKioskHost(kept: Pick<Kept, 'token' | 'setToken'>): KioskHost {
  const listeners = new Set<() => void>();

  function headers(body: unknown, mark: string | undefined): Record<string, string> {
    return {
      authorization: `Bearer ${kept.token() ?? ''}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(mark !== undefined && { 'if-none-match': mark }),
    };
  }

  return {
    token: () => kept.token() ?? '',
    onUnpaired: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pair: async (code) => {
      try {
        const response = await fetch(hallPaths.pairing, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ code }),
        });
        if (response.status === 429) return 'too-often';
        if (!response.ok) return response.status < 500 ? 'wrong' : 'away';
        kept.setToken(pairedSchema.parse(await response.json()).token);
        return 'paired';
      } catch {
        return 'away';
      }
    },
    ask: async <T>(path: string, schema: z.ZodType<T>, asking: Asking = {}): Promise<Answer<T>> => {
      const { body, signal, mark, patienceMs = PATIENCE_MS } = asking;
      const late = AbortSignal.timeout(patienceMs);
      try {
        const response = await fetch(path, {
          method: body === undefined ? 'GET' : 'POST',
          headers: headers(body, mark),
          ...(body !== undefined && { body: JSON.stringify(body) }),
          cache: 'no-store',
          signal: signal ? AbortSignal.any([signal, late]) : late,
        });
        if (response.ok) return { kind: 'ok', value: schema.parse(await response.json()) };
        const refused = await refusalOf(response);
        // A host that is only starting, or a proxy before one that is gone.
        if (refused === null) return { kind: 'away' };
        if (refused.code === 'auth.invalid') for (const listener of [...listeners]) listener();
        return refused;
      } catch {
        return { kind: 'away' };
      }
    },
  };
}

/** Null where the answer is not one of ours, or says that the station could not do it just now. */
async function refusalOf(response: Response): Promise<Refused | null> {
  const parsed = refusalSchema.safeParse(await response.json().catch(() => null));
  if (!parsed.success) return null;
  const { code, retryAfterMs, reason, details } = parsed.data.error;
  return {
    kind: 'refused',
    code: isErrorCode(code) ? code : 'unknown',
    reason: reason ?? details?.reason ?? null,
    retryAfterMs: retryAfterMs ?? null,
  };
}
