import type { Outcome } from '#shared/domain/messages/attempts';
import { kindOf } from '#shared/domain/messages/kinds';
import { signatureOf } from '../../signed-request';
import type { Channel, Filled, Outgoing } from '../channel';
import type { Endpoint } from '../settings';
import { failureOf, outcomeOf, requestOnce } from './request';

export interface WebhookDeps {
  /** As it is set at this moment. */
  endpoint(name: string): Endpoint | null;
  readonly now: () => number;
  /** For the whole of a request. */
  readonly timeoutMs: number;
}

/**
 * HTTP POST of JSON to another system, signed as Standard Webhooks has it: `webhook-id`, `webhook-timestamp` in seconds and
 * `webhook-signature: v1,<base64>`, HMAC-SHA-256 over `id.timestamp.body`. `idempotency-key` is the id. No redirect is followed:
 * what was meant for one address goes to no other.
 */
export function createWebhookChannel({ endpoint, now, timeoutMs }: WebhookDeps): Channel {
  return {
    carries: 'words',
    disturbs: false,
    refuses: ({ recipient, template }) => {
      if (recipient.kind !== 'system') return 'a webhook reaches systems only';
      const to = endpoint(recipient.name);
      if (!to) return `no system named ${recipient.name} is set up`;
      return to.kinds.includes(kindOf(template)) ? null : `${recipient.name} does not take messages of this kind`;
    },
    isClosed: (recipient) => recipient.kind === 'system' && endpoint(recipient.name)?.on === false,
    async send(outgoing, signal) {
      const { recipient } = outgoing.message;
      const to = recipient.kind === 'system' ? endpoint(recipient.name) : null;
      if (!to) return { kind: 'failed', code: 'no-endpoint' };
      return sendSigned(to, contentOf(outgoing), { now, timeoutMs, signal });
    },
  };
}

/** What a request says. */
export interface WebhookContent {
  /** The same at every attempt. */
  readonly id: string;
  /** Which text it is. */
  readonly type: string;
  readonly createdAtMs: number;
  readonly data: Filled & { readonly urgency: string };
}

/** Sends one signed request to a system, and says what came of it. */
export async function sendSigned(
  to: Endpoint,
  { id, type, createdAtMs, data }: WebhookContent,
  { now, timeoutMs, signal }: Pick<WebhookDeps, 'now' | 'timeoutMs'> & { readonly signal: AbortSignal },
): Promise<Outcome> {
  const body = JSON.stringify({ type, timestamp: new Date(createdAtMs).toISOString(), id, data });
  const timestamp = Math.floor(now() / 1000).toString();
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'idempotency-key': id,
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signatureOf(to.secret, id, timestamp, body)}`,
  };
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    // The status says it all; what else comes is not waited for.
    const { url, authority } = to;
    const sent = { method: 'POST', url, authority, headers, body, mostBytes: 0 } as const;
    return outcomeOf(await requestOnce(sent, AbortSignal.any([signal, timeout])), now());
  } catch (thrown) {
    return failureOf(thrown, signal, timeout);
  }
}

const contentOf = ({ key, message: { template, urgency, created }, filled }: Outgoing): WebhookContent => ({
  id: key,
  type: template,
  createdAtMs: created.at,
  data: { urgency, ...filled },
});
