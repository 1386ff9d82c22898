import { AppError } from '../errors/app-error';
import {
  EPOCH_HEADER,
  REPLICA_HEADER,
  eventChangeSchema,
  eventHelloSchema,
  healthSchema,
  paths,
} from '../ipc/station-api';
import { z } from 'zod';
import { readEventStream } from './event-stream';
import { allDocsSchema, answerSchema, asRecord, changesSchema, foundSchema } from './hub-answers';
import { failureOf, notAHub, parseBody, parseText, tooLate, untilCut } from './hub-failures';
import type { EventHandlers, FeedPage, FeedRow, HubArchive, HubClient } from './ports';

export interface HubClientOptions {
  /** Origin of the edge hub, without a slash at the end. */
  readonly origin: string;
  readonly fetch: typeof globalThis.fetch;
  /** The bearer token of the moment, or null when nobody is signed in. */
  token(): string | null;
  /** A request that gets no answer within this is given up and tried again later. */
  readonly timeoutMs: number;
  /** Calls `done` after so many ms; the call that is answered takes that back. The clock's timers when absent. */
  readonly after?: (ms: number, done: () => void) => () => void;
}

const afterClock = (ms: number, done: () => void): (() => void) => {
  const timer = setTimeout(done, ms);
  return () => clearTimeout(timer);
};

/** The hub sends a heartbeat every 20 s; a stream silent for longer than two of them is a dead connection. */
const STREAM_SILENCE_MS = 45_000;

/** As many records as one thing is shown with. */
const MOST_FOUND = 500;

/** The edge hub over HTTP: CouchDB's routes for records, the station's own for waking up. */
export function createHubClient(options: HubClientOptions): HubClient & HubArchive {
  const after = options.after ?? afterClock;
  const hubPath = (db: string, rest: string) => `${paths.hub}/${encodeURIComponent(db)}/${rest}`;

  async function request(path: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
    const token = options.token();
    if (token === null) throw new AppError('auth.expired', 'nobody is signed in');
    let response: Response;
    try {
      response = await options.fetch(options.origin + path, {
        ...init,
        headers: { ...init.headers, authorization: `Bearer ${token}` },
        signal,
        cache: 'no-store',
        redirect: 'error',
        credentials: 'omit',
      });
    } catch (cause) {
      if (signal.aborted) throw signal.reason;
      throw new AppError('hub.unreachable', 'no answer from the hub', { cause, retry: true });
    }
    if (!response.ok) throw await untilCut(signal, () => failureOf(response));
    return response;
  }

  /** The answer's head within the time limit; its body may take as long as it likes. */
  async function open(path: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
    const late = new AbortController();
    const inTime = after(options.timeoutMs, () => late.abort(tooLate()));
    try {
      return await request(path, init, AbortSignal.any([signal, late.signal]));
    } finally {
      inTime();
    }
  }

  async function json<T>(path: string, init: RequestInit, schema: z.ZodType<T>, signal: AbortSignal) {
    // Held by its timer: a time limit that only a combined signal knows may be collected before it comes.
    const late = new AbortController();
    const inTime = after(options.timeoutMs, () => late.abort(tooLate()));
    const limited = AbortSignal.any([signal, late.signal]);
    try {
      const response = await request(path, init, limited);
      return { body: await parseBody(response, schema, limited), headers: response.headers };
    } finally {
      inTime();
    }
  }

  const post = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

  return {
    async changes(db, since, limit, signal): Promise<FeedPage> {
      const query = new URLSearchParams({ since, limit: String(limit), include_docs: 'true' });
      const { body, headers } = await json(hubPath(db, `_changes?${query}`), {}, changesSchema, signal);
      const epoch = headers.get(EPOCH_HEADER);
      if (!epoch) throw notAHub();
      return {
        rows: body.results.map((row): FeedRow => {
          const rev = row.doc?._rev ?? row.changes[0]?.rev ?? '';
          return { id: row.id, rev, deleted: row.deleted ?? false, record: row.doc ? asRecord(row.doc) : null };
        }),
        epoch,
        lastSeq: String(body.last_seq),
        isLast: body.pending === undefined ? body.results.length < limit : body.pending === 0,
      };
    },

    async push(db, rows, replica, signal) {
      const docs = rows.map(({ record, rev }) => (rev === '' ? record : { ...record, _rev: rev }));
      const init = post({ docs }, { [REPLICA_HEADER]: replica });
      return (await json(hubPath(db, '_bulk_docs'), init, z.array(answerSchema), signal)).body;
    },

    async fetch(db, ids, signal) {
      const path = hubPath(db, '_all_docs?include_docs=true');
      const { body } = await json(path, post({ keys: ids }), allDocsSchema, signal);
      const found = new Map<string, FeedRow>();
      for (const { key, doc, value } of body.rows) {
        const deleted = value?.deleted ?? false;
        const record = doc && !deleted ? asRecord(doc) : null;
        if (value) found.set(key, { id: key, rev: doc?._rev ?? value.rev, deleted, record });
      }
      return found;
    },

    async belongingTo(db, selector, signal) {
      const { body } = await json(hubPath(db, '_find'), post({ selector, limit: MOST_FOUND }), foundSchema, signal);
      return body.docs.map((doc) => ({ id: doc._id, rev: doc._rev, deleted: false, record: asRecord(doc) }));
    },

    async events(handlers: EventHandlers, signal) {
      const response = await open(paths.events, { headers: { accept: 'text/event-stream' } }, signal);
      if (!response.headers.get('content-type')?.startsWith('text/event-stream') || !response.body) {
        throw notAHub();
      }
      const { body } = response;
      await untilCut(signal, () =>
        readEventStream(body, signal, STREAM_SILENCE_MS, ({ event, data }) => {
          if (event === 'hello') handlers.onHello(parseText(data, eventHelloSchema));
          else if (event === 'change') handlers.onChange(parseText(data, eventChangeSchema));
        }),
      );
    },

    async nowMs(signal) {
      return (await json(paths.health, {}, healthSchema, signal)).body.nowMs;
    },
  };
}
