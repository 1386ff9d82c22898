import { createHmac } from 'node:crypto';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { rootCertificates } from 'node:tls';
import type { Outcome } from '#shared/domain/messages/attempts';
import { kindOf } from '#shared/domain/messages/kinds';
import type { Channel, Filled, Outgoing } from '../channel';
import { keyOfSecret, type Endpoint } from '../settings';

export interface WebhookDeps {
  /** As it is set at this moment. */
  endpoint(name: string): Endpoint | null;
  readonly now: () => number;
  /** For the whole of a request. */
  readonly timeoutMs: number;
}

/** What the other side's answer says about the future. 408 and 429 ask for another try; other 4xx will say the same again. */
const RETRIED = new Set([408, 429]);

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
    return outcomeOf(await post(to, headers, body, AbortSignal.any([signal, timeout])), now());
  } catch (thrown) {
    if (signal.aborted) return { kind: 'retry', code: 'interrupted' };
    return { kind: 'retry', code: timeout.aborted ? 'timeout' : codeOf(thrown) };
  }
}

/** What the signature of a request is, in base64. */
export function signatureOf(secret: string, id: string, timestamp: string, body: string): string {
  return createHmac('sha256', keyOfSecret(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
}

const contentOf = ({ key, message: { template, urgency, created }, filled }: Outgoing): WebhookContent => ({
  id: key,
  type: template,
  createdAtMs: created.at,
  data: { urgency, ...filled },
});

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

function post(
  { url, authority }: Endpoint,
  headers: Readonly<Record<string, string | number>>,
  body: string,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    const options = { method: 'POST', agent: false as const, headers, signal };
    const take = (answer: IncomingMessage): void => {
      resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'] });
      // The status says it all; what else comes is not waited for.
      answer.destroy();
    };
    const ca = authority === null ? {} : { ca: [...rootCertificates, authority] };
    const sent =
      target.protocol === 'https:'
        ? requestHttps(target, { ...options, ...ca }, take)
        : requestHttp(target, options, take);
    sent.on('error', reject);
    sent.end(body);
  });
}

function outcomeOf({ status, retryAfter }: Answer, nowMs: number): Outcome {
  if (status >= 200 && status < 300) return { kind: 'delivered', code: 'ok' };
  const code = `http-${status}`;
  if (status >= 400 && status < 500 && !RETRIED.has(status)) return { kind: 'failed', code };
  const afterMs = waitOf(retryAfter, nowMs);
  return { kind: 'retry', code, ...(afterMs !== null && { afterMs }) };
}

/** `Retry-After`: seconds, or a date. */
function waitOf(retryAfter: string | undefined, nowMs: number): number | null {
  if (retryAfter === undefined) return null;
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - nowMs;
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}

function codeOf(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const isCertificate = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code);
  return isCertificate ? 'certificate' : 'unreachable';
}
