import { AppError, type ErrorCode } from '../errors/app-error';
import {
  EPOCH_HEADER,
  REPLICA_HEADER,
  bulkRowSchema,
  errorBodySchema,
  eventChangeSchema,
  eventHelloSchema,
  healthSchema,
  paths,
} from '../ipc/station-api';
import { z } from 'zod';
import type { WireRecord } from '../schema/envelope';
import type { EventHandlers, FeedPage, FeedRow, HubClient, HubRecord } from './ports';
import { readEventStream } from './event-stream';

export interface HubClientOptions {
  /** Origin of the edge hub, without a slash at the end. */
  readonly origin: string;
  readonly fetch: typeof globalThis.fetch;
  /** The bearer token of the moment, or null when nobody is signed in. */
  token(): string | null;
  /** A request that gets no answer within this is given up and tried again later. */
  readonly timeoutMs: number;
}

const leafSchema = z.looseObject({ _id: z.string(), _rev: z.string() });

const changesSchema = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      deleted: z.boolean().optional(),
      changes: z.array(z.object({ rev: z.string() })).min(1),
      doc: leafSchema.nullish(),
    }),
  ),
  last_seq: z.union([z.string(), z.number()]),
  pending: z.number().optional(),
});

const allDocsSchema = z.object({
  rows: z.array(
    z.object({
      key: z.string(),
      error: z.string().optional(),
      value: z.object({ rev: z.string(), deleted: z.boolean().optional() }).nullish(),
      doc: leafSchema.nullish(),
    }),
  ),
});

/** The hub sends a heartbeat every 20 s; a stream silent for longer than two of them is a dead connection. */
const STREAM_SILENCE_MS = 45_000;

/** The edge hub over HTTP: CouchDB's routes for records, the station's own for waking up. */
export function createHubClient(options: HubClientOptions): HubClient {
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
    if (!response.ok) throw await failureOf(response);
    return response;
  }

  async function json<T>(path: string, init: RequestInit, schema: z.ZodType<T>, signal: AbortSignal) {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(options.timeoutMs)]);
    try {
      const response = await request(path, init, limited);
      return { body: await parseBody(response, schema), headers: response.headers };
    } catch (cause) {
      if (!signal.aborted && limited.aborted) {
        throw new AppError('hub.unreachable', 'the hub took too long to answer', { cause, retry: true });
      }
      throw cause;
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
      return {
        rows: body.results.map((row): FeedRow => {
          const rev = row.doc?._rev ?? row.changes[0]?.rev ?? '';
          return { id: row.id, rev, deleted: row.deleted ?? false, record: row.doc ? asRecord(row.doc) : null };
        }),
        epoch: headers.get(EPOCH_HEADER) ?? '',
        lastSeq: String(body.last_seq),
        isLast: body.pending === undefined ? body.results.length < limit : body.pending === 0,
      };
    },

    async push(db, rows, replica, signal) {
      const docs = rows.map(({ record, rev }) => (rev === '' ? record : { ...record, _rev: rev }));
      const init = post({ docs }, { [REPLICA_HEADER]: replica });
      return (await json(hubPath(db, '_bulk_docs'), init, z.array(bulkRowSchema), signal)).body;
    },

    async fetch(db, ids, signal) {
      const path = hubPath(db, '_all_docs?include_docs=true');
      const { body } = await json(path, post({ keys: ids }), allDocsSchema, signal);
      const found = new Map<string, HubRecord>();
      for (const { doc, value } of body.rows) {
        const record = doc && value?.deleted !== true ? asRecord(doc) : null;
        if (doc && record) found.set(record._id, { record, rev: doc._rev });
      }
      return found;
    },

    async events(handlers: EventHandlers, signal) {
      const response = await request(paths.events, { headers: { accept: 'text/event-stream' } }, signal);
      if (!response.headers.get('content-type')?.startsWith('text/event-stream') || !response.body) {
        throw notAHub();
      }
      await readEventStream(response.body, signal, STREAM_SILENCE_MS, ({ event, data }) => {
        if (event === 'hello') handlers.onHello(parseText(data, eventHelloSchema));
        else if (event === 'change') handlers.onChange(parseText(data, eventChangeSchema));
      });
    },

    async nowMs(signal) {
      return (await json(paths.health, {}, healthSchema, signal)).body.nowMs;
    },
  };
}

/** The document as a record, without CouchDB's own fields; null for design documents and foreign things. */
function asRecord(doc: { readonly _id: string; readonly _rev: string }): WireRecord | null {
  if (doc._id.startsWith('_')) return null;
  const { _rev, _conflicts, ...record } = doc as Record<string, unknown>;
  return isRecord(record) ? record : null;
}

// By hand, because every row of a first sync passes here; the hub checked the rest when it took the row.
function isRecord(value: Record<string, unknown>): value is Record<string, unknown> & WireRecord {
  return (
    typeof value['uid'] === 'string' &&
    typeof value['type'] === 'string' &&
    typeof value['schema'] === 'number' &&
    typeof value['born'] === 'string' &&
    isObject(value['vv']) &&
    isObject(value['stamps']) &&
    isObject(value['created']) &&
    isObject(value['changed']) &&
    Array.isArray(value['yields'])
  );
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A captive portal or proxy answered in the hub's place. */
const notAHub = (cause?: unknown) =>
  new AppError('hub.not-a-hub', 'something else answered in place of the hub', { cause, retry: true });

async function parseBody<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
  if (!response.headers.get('content-type')?.startsWith('application/json')) throw notAHub();
  return parseText(await response.text(), schema);
}

function parseText<T>(text: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw notAHub(cause);
  }
}

const CODE_BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: 'auth.expired',
  403: 'access.denied',
  404: 'request.not-found',
  413: 'request.too-large',
  429: 'hub.busy',
};

async function failureOf(response: Response): Promise<AppError> {
  const text = await response.text().catch(() => '');
  const code =
    codeIn(text) ?? CODE_BY_STATUS[response.status] ?? (response.status >= 500 ? 'hub.busy' : 'request.malformed');
  const retry = response.status >= 500 || response.status === 429;
  return new AppError(code, `the hub answered ${response.status}`, { retry, details: { status: response.status } });
}

const hubErrorSchema = z.object({ code: errorBodySchema.shape.error.shape.code });

function codeIn(text: string): ErrorCode | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return errorBodySchema.safeParse(body).data?.error.code ?? hubErrorSchema.safeParse(body).data?.code;
  } catch {
    return undefined;
  }
}
