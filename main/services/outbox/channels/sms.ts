import type { Outcome } from '#shared/domain/messages/attempts';
import { smsNumber } from '#shared/domain/messages/sms';
import type { Message } from '#shared/schema/types/message';
import type { Channel, Filled } from '../channel';
import type { SmsGateway } from '../settings';
import { failureOf, outcomeOf, requestOnce, type SystemRequest } from './request';

export interface SmsDeps {
  /** As it is set at this moment; null for none. */
  gateway(): SmsGateway | null;
  /** The number of the contact that a message is for; null where there is none to be had. */
  readonly phoneOf: (message: Message) => Promise<string | null>;
  readonly now: () => number;
  /** For the whole of a request. */
  readonly timeoutMs: number;
  /** Pauses between looks at what came of it, ms; the usual ones when left out. */
  readonly reportAfterMs?: readonly number[] | undefined;
}

/** Networks tell within seconds whether a message is on the phone; what takes longer is known to be under way. */
const REPORT_AFTER_MS = [1000, 2000, 4000];
/** An answer is a few words. */
const MOST_BYTES = 4096;

/**
 * Text messages to residents' contacts, and to whoever booked a time, through a gateway of HTTP. `POST <address>` with `authorization: Bearer <key>`, `idempotency-key` and
 * JSON `{id, to, sign, text, template, params}`; any 2xx means that the gateway has it. `GET <address>/<id>` answers `{state}`: `delivered`, `failed`,
 * or anything else for under way; a gateway without reports answers 404. The number is opened for each sending and stands nowhere else.
 */
export function createSmsChannel({ gateway, phoneOf, now, timeoutMs, reportAfterMs }: SmsDeps): Channel {
  return {
    carries: 'words',
    disturbs: true,
    refuses: ({ recipient }) => {
      if (recipient.kind !== 'contact' && recipient.kind !== 'booking')
        return 'text messages go to residents’ contacts and to whoever booked only';
      return gateway()?.on ? null : 'no gateway for text messages is set up';
    },
    isClosed: () => gateway()?.on === false,
    send: async ({ key, message, filled }, signal) => {
      const to = gateway();
      if (!to) return { kind: 'failed', code: 'no-endpoint' };
      const number = smsNumber((await phoneOf(message)) ?? '');
      if (number === null) return { kind: 'failed', code: 'no-number' };
      const outcome = await sendText(to, { id: key, to: number, filled }, { now, timeoutMs, signal });
      if (outcome.kind !== 'sent') return outcome;
      return (await report(to, key, { timeoutMs, signal, afterMs: reportAfterMs ?? REPORT_AFTER_MS })) ?? outcome;
    },
  };
}

interface Text {
  /** The same at every attempt: a gateway that has seen it sends it no second time. */
  readonly id: string;
  readonly to: string;
  readonly filled: Pick<Filled, 'body' | 'values'>;
}

/** Hands one text to the gateway. */
export async function sendText(
  { url, authority, key, sign, template }: SmsGateway,
  { id, to, filled }: Text,
  { now, timeoutMs, signal }: Pick<SmsDeps, 'now' | 'timeoutMs'> & { readonly signal: AbortSignal },
): Promise<Outcome> {
  const text = `【${sign}】${filled.body.zh}`;
  const body = JSON.stringify({
    ...{ id, to, sign, text },
    ...(template !== '' && { template, params: filled.values }),
  });
  const headers = {
    ...authorized(key),
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'idempotency-key': id,
  };
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const sent: SystemRequest = { method: 'POST', url, authority, headers, body, mostBytes: MOST_BYTES };
    const answer = await requestOnce(sent, AbortSignal.any([signal, timeout]));
    const outcome = outcomeOf(answer, now());
    if (outcome.kind !== 'delivered') return outcome;
    return said(answer.text) ?? { kind: 'sent', code: 'ok' };
  } catch (thrown) {
    return failureOf(thrown, signal, timeout);
  }
}

/** What the network says of it; null while it says nothing, or the gateway has no reports. */
async function report(
  { url, authority, key }: SmsGateway,
  id: string,
  {
    timeoutMs,
    signal,
    afterMs,
  }: Pick<SmsDeps, 'timeoutMs'> & {
    readonly signal: AbortSignal;
    readonly afterMs: readonly number[];
  },
): Promise<Outcome | null> {
  const asked: SystemRequest = {
    method: 'GET',
    url: `${url.replace(/\/+$/, '')}/${id}`,
    ...{ authority, headers: authorized(key), body: null, mostBytes: MOST_BYTES },
  };
  for (const ms of afterMs) {
    if (!(await paused(ms, signal))) return null;
    try {
      const { status, text } = await requestOnce(asked, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]));
      if (status !== 200) return null;
      const outcome = said(text);
      if (outcome) return outcome;
    } catch {
      // The gateway has the message; only what came of it stays unknown.
      return null;
    }
  }
  return null;
}

/** What an answer says of a text; null while it is under way, or nothing can be read in it. */
function said(text: string): Outcome | null {
  const answer = readJson(text);
  if (answer === 'delivered') return { kind: 'delivered', code: 'ok' };
  return answer === 'failed' ? { kind: 'failed', code: 'not-delivered' } : null;
}

function readJson(text: string): unknown {
  try {
    return (JSON.parse(text) as { readonly state?: unknown } | null)?.state;
  } catch {
    return undefined;
  }
}

const authorized = (key: string): Readonly<Record<string, string>> => ({ authorization: `Bearer ${key}` });

/** Whether the pause came to its end. */
const paused = (ms: number, signal: AbortSignal): Promise<boolean> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve(false);
    const stop = () => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve(true);
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
