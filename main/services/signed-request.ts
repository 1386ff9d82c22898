import { createHmac } from 'node:crypto';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { rootCertificates } from 'node:tls';

/** Where a signed request goes. */
export interface SignedTarget {
  readonly url: string;
  /** PEM of the authority of its certificate, where it is none of the usual ones. */
  readonly authority: string | null;
  /** `whsec_` and 32 bytes in base64. */
  readonly secret: string;
}

export interface SignedRequest {
  readonly method: 'GET' | 'POST';
  /** The same at every attempt: whoever has seen it has seen the request. */
  readonly id: string;
  /** JSON text; '' for none. */
  readonly body: string;
}

/** `body` is null where it was longer than anybody may answer. */
export interface SignedAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: string | null;
}

const LONGEST_ANSWER_BYTES = 64 * 1024;

/** The key in a secret. */
const keyOfSecret = (secret: string): Uint8Array =>
  new Uint8Array(Buffer.from(secret.slice('whsec_'.length), 'base64'));

/** What the signature of a request is, in base64: HMAC-SHA-256 over `id.timestamp.body`, as Standard Webhooks has it. */
export function signatureOf(secret: string, id: string, timestamp: string, body: string): string {
  return createHmac('sha256', keyOfSecret(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
}

/** Asks another system, signed. No redirect is followed: what was meant for one address goes to no other. Rejects where there is no answer. */
export function askSigned(
  { url, authority, secret }: SignedTarget,
  { method, id, body }: SignedRequest,
  nowMs: number,
  signal: AbortSignal,
): Promise<SignedAnswer> {
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    const timestamp = Math.floor(nowMs / 1000).toString();
    const headers = {
      accept: 'application/json',
      ...(body !== '' && {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
      }),
      'idempotency-key': id,
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signatureOf(secret, id, timestamp, body)}`,
    };
    const options = { method, agent: false as const, headers, signal };
    const take = (answer: IncomingMessage): void => {
      const pieces: Buffer[] = [];
      let length = 0;
      answer.on('data', (piece: Buffer) => {
        length += piece.length;
        if (length <= LONGEST_ANSWER_BYTES) pieces.push(piece);
        else answer.destroy();
      });
      answer.on('error', reject);
      answer.on('close', () => {
        const isWhole = length <= LONGEST_ANSWER_BYTES && answer.complete;
        const text = isWhole ? Buffer.concat(pieces.map((piece) => new Uint8Array(piece))).toString('utf8') : null;
        if (!answer.complete && length <= LONGEST_ANSWER_BYTES) reject(new Error('the answer was cut off'));
        else resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'], body: text });
      });
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

/** `Retry-After`: seconds, or a date; ms from now, null where there is none. */
export function waitOf(retryAfter: string | undefined, nowMs: number): number | null {
  if (retryAfter === undefined) return null;
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - nowMs;
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}

/** Why there was no answer: `certificate` or `unreachable`. */
export function troubleOf(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const isCertificate = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code);
  return isCertificate ? 'certificate' : 'unreachable';
}
