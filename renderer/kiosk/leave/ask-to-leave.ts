import { z } from 'zod';
import { kioskLeavePaths } from '#shared/ipc/kiosk-leave-api';

/** What came of a code. `left`: the window closes by itself; a browser's page stays, and its key closes it. */
export type Leaving =
  { readonly kind: 'left' | 'wrong' | 'away' } | { readonly kind: 'too-often'; readonly waitSeconds: number };

const tooOftenSchema = z.object({ error: z.object({ retryAfterMs: z.number() }) });
const USUAL_WAIT_MS = 60_000;
const PATIENCE_MS = 10_000;

/** Hands the code to the host, which alone knows the right one. */
export async function askToLeave(code: string): Promise<Leaving> {
  try {
    const response = await fetch(kioskLeavePaths.leave, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (response.status === 204) return { kind: 'left' };
    if (response.status === 429) {
      const told = tooOftenSchema.safeParse(await response.json());
      const waitMs = told.success ? told.data.error.retryAfterMs : USUAL_WAIT_MS;
      return { kind: 'too-often', waitSeconds: Math.ceil(waitMs / 1000) };
    }
    return { kind: response.status < 500 ? 'wrong' : 'away' };
  } catch {
    return { kind: 'away' };
  }
}
