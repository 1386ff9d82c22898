import { z } from 'zod';
import type { PlatformAnswer } from '#shared/domain/platforms/transmission';
import type { PlatformApplication } from '#shared/domain/platforms/payload';
import {
  askSigned,
  troubleOf,
  waitOf,
  type SignedAnswer,
  type SignedRequest,
  type SignedTarget,
} from '../signed-request';

export interface PlatformClientDeps {
  readonly now: () => number;
  /** For the whole of a request. */
  readonly timeoutMs: number;
}

/** Speaks with platforms over HTTP; never throws. */
export interface PlatformClient {
  /** `POST <url>/applications`; `id` is the same at every attempt of a round, so that the platform takes it once. */
  submit(to: SignedTarget, id: string, application: PlatformApplication, signal: AbortSignal): Promise<PlatformAnswer>;
  /** `GET <url>/applications/<receipt>`. */
  ask(to: SignedTarget, id: string, receipt: string, signal: AbortSignal): Promise<PlatformAnswer>;
}

/** What a platform's own number may look like. */
const receiptSchema = z.object({ receipt: z.string().trim().min(1).max(60) });
const reasonSchema = z.string().trim().max(500).nullable().default(null);
const standingSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('received') }),
  z.object({ state: z.literal('in-progress') }),
  z.object({ state: z.literal('decided'), outcome: z.enum(['granted', 'refused']), reason: reasonSchema }),
  /** Given back after it was taken: something has to be put right. */
  z.object({ state: z.literal('returned'), reason: reasonSchema }),
]);
const refusalSchema = z.object({ reason: reasonSchema });

/** What the answer says about the future: these ask for another try, other 4xx will say the same again. */
const RETRIED = new Set([401, 403, 404, 408, 425, 429]);

/** See `PlatformClient`. */
export function createPlatformClient({ now, timeoutMs }: PlatformClientDeps): PlatformClient {
  async function ask(
    to: SignedTarget,
    path: string,
    request: SignedRequest,
    signal: AbortSignal,
    read: (answer: SignedAnswer) => PlatformAnswer | null,
  ): Promise<PlatformAnswer> {
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const target = { ...to, url: `${to.url}${path}` };
      const answer = await askSigned(target, request, now(), AbortSignal.any([signal, timeout]));
      const { status, retryAfter } = answer;
      if (status >= 200 && status < 300) return read(answer) ?? none('malformed');
      const code = `http-${status}`;
      if (status >= 400 && status < 500 && !RETRIED.has(status)) {
        const reason = refusalSchema.safeParse(jsonOf(answer)).data?.reason ?? null;
        return { kind: 'refused', code, reason };
      }
      return none(code, waitOf(retryAfter, now()));
    } catch (thrown) {
      if (signal.aborted) return none('interrupted');
      return none(timeout.aborted ? 'timeout' : troubleOf(thrown));
    }
  }

  return {
    submit: (to, id, application, signal) =>
      ask(to, '/applications', { method: 'POST', id, body: JSON.stringify(application) }, signal, (answer) => {
        const read = receiptSchema.safeParse(jsonOf(answer));
        return read.success ? { kind: 'taken', receipt: read.data.receipt } : null;
      }),
    ask: (to, id, receipt, signal) =>
      ask(to, `/applications/${encodeURIComponent(receipt)}`, { method: 'GET', id, body: '' }, signal, (answer) => {
        const { data } = standingSchema.safeParse(jsonOf(answer));
        switch (data?.state) {
          case undefined:
            return null;
          case 'received':
          case 'in-progress':
            return { kind: 'standing', state: data.state === 'received' ? 'received' : 'started' };
          case 'decided':
            return { kind: 'decided', outcome: data.outcome, reason: data.reason };
          case 'returned':
            return { kind: 'refused', code: 'returned', reason: data.reason };
        }
      }),
  };
}

const none = (code: string, afterMs: number | null = null): PlatformAnswer => ({ kind: 'none', code, afterMs });

function jsonOf({ body }: SignedAnswer): unknown {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return null;
  }
}
