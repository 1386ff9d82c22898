import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { rootCertificates } from 'node:tls';
import type { Outcome } from '#shared/domain/messages/attempts';
import { troubleOf, waitOf } from '../../signed-request';

/** One request to another system. */
export interface SystemRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** PEM of the authority that signed its certificate, beside the usual ones; null for those alone. */
  readonly authority: string | null;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: string | null;
  /** So much of the answer is read; 0 for nothing but its status. */
  readonly mostBytes: number;
}

export interface SystemAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

/** What the other side's answer says about the future. 408 and 429 ask for another try; other 4xx will say the same again. */
const RETRIED = new Set([408, 429]);

/** Sends one request on a connection of its own. No redirect is followed: what was meant for one address goes to no other. */
export function requestOnce(
  { method, url, authority, headers, body, mostBytes }: SystemRequest,
  signal: AbortSignal,
): Promise<SystemAnswer> {
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    const options = { method, agent: false as const, headers, signal };
    const take = (answer: IncomingMessage): void => {
      const { statusCode: status = 0 } = answer;
      const done = (text: string): void => resolve({ status, retryAfter: answer.headers['retry-after'], text });
      if (mostBytes === 0) {
        done('');
        answer.destroy();
      } else readText(answer, mostBytes).then(done, reject);
    };
    const ca = authority === null ? {} : { ca: [...rootCertificates, authority] };
    const sent =
      target.protocol === 'https:'
        ? requestHttps(target, { ...options, ...ca }, take)
        : requestHttp(target, options, take);
    sent.on('error', reject);
    sent.end(body ?? undefined);
  });
}

/** The beginning of an answer; whoever says more is not listened to. */
async function readText(answer: IncomingMessage, mostBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= mostBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, mostBytes).toString('utf8');
}

/** What an answer comes to: 2xx has arrived. */
export function outcomeOf({ status, retryAfter }: Omit<SystemAnswer, 'text'>, nowMs: number): Outcome {
  if (status >= 200 && status < 300) return { kind: 'delivered', code: 'ok' };
  const code = `http-${status}`;
  if (status >= 400 && status < 500 && !RETRIED.has(status)) return { kind: 'failed', code };
  const afterMs = waitOf(retryAfter, nowMs);
  return { kind: 'retry', code, ...(afterMs !== null && { afterMs }) };
}

/** What comes of a request that had no answer. */
export function failureOf(thrown: unknown, signal: AbortSignal, timeout: AbortSignal): Outcome {
  if (signal.aborted) return { kind: 'retry', code: 'interrupted' };
  return { kind: 'retry', code: timeout.aborted ? 'timeout' : troubleOf(thrown) };
}
