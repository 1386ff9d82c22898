import { request as requestHttp, Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { request as requestHttps, Agent as HttpsAgent } from 'node:https';
import { rootCertificates } from 'node:tls';
import { answerTrouble, connectionTrouble, TroubleError } from './trouble';

/** Where the upstream is and who asks. */
export interface UpstreamAddress {
  /** Without a slash at the end. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** PEM of an authority to trust beside the usual ones, or null. */
  readonly authority: string | null;
}

export interface Question {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** What follows the address, with its slash. */
  readonly path: string;
  readonly body?: string;
  readonly signal: AbortSignal;
}

/** Asks the upstream: its JSON, or null for 404. TroubleErrors of `trouble.ts` for everything else. */
export interface Asker {
  ask(question: Question): Promise<unknown>;
  /** Lets go of idle connections. */
  close(): void;
}

/** An answer that says nothing for so long is a dead connection. */
const SILENCE_MS = 60_000;
/** CouchDB answers a page of changes or documents with less; a portal's film is not taken in whole. */
const MOST_CHARACTERS = 256 * 1024 * 1024;

/** Speaks JSON to one upstream over a few connections that stay open. */
export function createAsker({ url, user, password, authority }: UpstreamAddress): Asker {
  const base = new URL(url);
  const isTls = base.protocol === 'https:';
  const kept = { keepAlive: true, maxSockets: 6, keepAliveMsecs: 15_000 };
  const ca = authority === null ? {} : { ca: [...rootCertificates, authority] };
  const agent = isTls ? new HttpsAgent({ ...kept, ...ca }) : new HttpAgent(kept);
  const headers = {
    accept: 'application/json',
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
  };

  function send({ method, path, body, signal }: Question): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      const type = body === undefined ? {} : { 'content-type': 'application/json' };
      const options = { method, agent, signal, timeout: SILENCE_MS, headers: { ...headers, ...type, ...length } };
      const target = new URL(base.pathname.replace(/\/$/, '') + path, base);
      const sent = isTls ? requestHttps(target, options, resolve) : requestHttp(target, options, resolve);
      sent.on('timeout', () => sent.destroy(new Error('silence')));
      sent.on('error', reject);
      sent.end(body);
    });
  }

  return {
    async ask(question) {
      let status: number;
      let text: string;
      let isJson: boolean;
      try {
        const answer = await send(question);
        status = answer.statusCode ?? 0;
        isJson = /^(application\/json|text\/plain)/.test(answer.headers['content-type'] ?? '');
        text = await readAll(answer);
      } catch (cause) {
        question.signal.throwIfAborted();
        throw cause instanceof TroubleError ? cause : connectionTrouble(cause);
      }
      // Older CouchDBs call their JSON plain text; a page that asks for a sign-in is neither.
      const value = isJson ? parse(text) : undefined;
      if (value === undefined || (status >= 300 && status < 400)) {
        throw new TroubleError(status >= 500 ? 'busy' : 'portal', `${status}, not JSON`);
      }
      if (status >= 200 && status < 300) return value;
      const { error, reason } = value as { readonly error?: unknown; readonly reason?: unknown };
      if (status === 404 && error === 'not_found' && reason !== 'Database does not exist.') return null;
      throw answerTrouble(status, String(error), String(reason));
    },
    close: () => agent.destroy(),
  };
}

async function readAll(answer: IncomingMessage): Promise<string> {
  let text = '';
  answer.setEncoding('utf8');
  for await (const part of answer as AsyncIterable<string>) {
    text += part;
    if (text.length > MOST_CHARACTERS) throw new TroubleError('portal', 'an answer without end');
  }
  return text;
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
