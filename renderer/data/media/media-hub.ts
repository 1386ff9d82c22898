import { AppError } from '#shared/errors/app-error';
import { EPOCH_HEADER, paths } from '#shared/ipc/station-api';
import { mediaDocumentSchema, type MediaDocument, type MediaPart } from '#shared/media/document';
import { MULTIPART_TYPE, multipartBody } from '#shared/media/multipart';
import { parseMediaId } from '#shared/media/names';
import type { SigningPublicKey } from '#shared/media/signature';
import { failureOf, notAHub, tooLate, untilCut } from '#shared/sync/hub-failures';

/** The hub as pictures go to it and come from it; throws `hub.unreachable`, `auth.*`, `access.denied`, `request.*`, `row.*`, `host.*`. */
export interface MediaHub {
  /** Resolves when the hub has the picture on its disk; answers the epoch of the database it lies in. */
  send(document: MediaDocument, parts: Readonly<Record<MediaPart, Blob>>, signal: AbortSignal): Promise<string>;
  /** Lays a picture down that may not be sent any more (`PUT /api/deposits/media/…`); resolves when the host has it on its disk. */
  deposit(document: MediaDocument, parts: Readonly<Record<MediaPart, Blob>>, signal: AbortSignal): Promise<void>;
  /** Null when the hub has no such picture. */
  part(id: string, part: MediaPart, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer> | null>;
  document(id: string, signal: AbortSignal): Promise<MediaDocument | null>;
  /** Whether the hub has the picture, and the epoch of where it lies; null while there is no such database. */
  has(id: string, signal: AbortSignal): Promise<{ readonly found: boolean; readonly epoch: string | null }>;
  register(key: SigningPublicKey, signal: AbortSignal): Promise<void>;
}

export interface MediaHubOptions {
  readonly origin: string;
  readonly fetch: typeof globalThis.fetch;
  token(): string;
}

/** The host bears with a body for two minutes. */
const SENDING_MS = 115_000;
const FETCHING_MS = 60_000;

/** See `MediaHub`. Pictures give way: the browser lets records and screens go first on the same connection. */
export function createMediaHub({ origin, fetch, token }: MediaHubOptions): MediaHub {
  async function ask<T>(
    path: string,
    init: RequestInit,
    { signal, limitMs }: { readonly signal: AbortSignal; readonly limitMs: number },
    read: (response: Response, limited: AbortSignal) => Promise<T>,
  ): Promise<T> {
    // Held by its timer: a time limit that only a combined signal knows may be collected before it comes.
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(tooLate()), limitMs);
    const limited = AbortSignal.any([signal, late.signal]);
    try {
      const response = await fetch(origin + path, {
        ...init,
        headers: { ...init.headers, authorization: `Bearer ${token()}` },
        signal: limited,
        priority: 'low',
        cache: 'no-store',
        redirect: 'error',
        credentials: 'omit',
      }).catch((cause: unknown) => {
        if (limited.aborted) throw limited.reason;
        throw new AppError('hub.unreachable', 'no answer from the hub', { cause, retry: true });
      });
      return await read(response, limited);
    } finally {
      clearTimeout(timer);
    }
  }

  const good = async (response: Response, signal: AbortSignal): Promise<Response> => {
    if (!response.ok) throw await untilCut(signal, () => failureOf(response));
    return response;
  };

  /** What is found, or null for what the hub says it has not got. */
  async function found<T>(
    path: string,
    signal: AbortSignal,
    read: (response: Response) => Promise<T>,
  ): Promise<T | null> {
    try {
      return await ask(path, {}, { signal, limitMs: FETCHING_MS }, async (response, limited) => {
        await good(response, limited);
        return untilCut(limited, () => read(response));
      });
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === 'request.not-found') return null;
      throw thrown;
    }
  }

  return {
    send: (document, parts, signal) => {
      const body = new Blob([...multipartBody(document, parts)]);
      const init = { method: 'PUT', headers: { 'content-type': MULTIPART_TYPE }, body };
      return ask(pathOf(document._id), init, { signal, limitMs: SENDING_MS }, async (response, limited) => {
        const epoch = (await good(response, limited)).headers.get(EPOCH_HEADER);
        if (response.status !== 201 || epoch === null) throw notAHub();
        return epoch;
      });
    },
    deposit: (document, parts, signal) => {
      const path = paths.mediaDeposit.replace(':id', encodeURIComponent(document._id));
      const body = new Blob([...multipartBody(document, parts)]);
      const init = { method: 'PUT', headers: { 'content-type': MULTIPART_TYPE }, body };
      return ask(path, init, { signal, limitMs: SENDING_MS }, async (response, limited) => {
        await good(response, limited);
        if (response.status !== 201) throw notAHub();
      });
    },
    part: (id, part, signal) =>
      found(`${pathOf(id)}/${part}`, signal, async (response) => {
        if (!response.headers.get('content-type')?.startsWith('application/octet-stream')) throw notAHub();
        return new Uint8Array(await response.arrayBuffer());
      }),
    document: (id, signal) =>
      found(pathOf(id), signal, async (response) => {
        const { _rev, _attachments, ...document } = (await response.json()) as Record<string, unknown>;
        return mediaDocumentSchema.parse(document);
      }),
    has: (id, signal) =>
      ask(`${pathOf(id)}/thumb`, { method: 'HEAD' }, { signal, limitMs: FETCHING_MS }, async (response, limited) => {
        if (!response.ok && response.status !== 404) throw await untilCut(limited, () => failureOf(response));
        return { found: response.ok, epoch: response.headers.get(EPOCH_HEADER) };
      }),
    register: (key, signal) => {
      const headers = { 'content-type': 'application/json' };
      const init = { method: 'PUT', headers, body: JSON.stringify(key) };
      return ask(paths.signingKey, init, { signal, limitMs: FETCHING_MS }, async (response, limited) => {
        await good(response, limited);
      });
    },
  };
}

function pathOf(id: string): string {
  const identity = parseMediaId(id);
  if (!identity) throw new Error('not the id of a picture');
  return `${paths.hub}/${identity.database}/${encodeURIComponent(id)}`;
}
