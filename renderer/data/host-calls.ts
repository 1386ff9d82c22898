import type { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import type { Platform } from '#renderer/platform/platform';
import type { StationClient } from './station-client';
import { createWatchStates, type WatchStates } from './watch-states';

/**
 * What pages that are loaded later ask of the host, with contracts that come with them (`shared/ipc`). Each throws `hub.unreachable`, `access.denied` and as
 * calls of the hub do.
 */
export interface HostCalls {
  get<T>(path: string, answer: z.ZodType<T>): Promise<T>;
  post<T>(path: string, body: unknown, answer: z.ZodType<T>, timeoutMs?: number): Promise<T>;
  readonly watch: WatchStates;
  /** A file of the host. */
  bytes(path: string): Promise<Uint8Array<ArrayBuffer>>;
}

const FILE_MS = 60_000;

/** See `HostCalls`; asked with the token of the moment. */
export function createHostCalls(platform: Platform, client: StationClient, token: () => string): HostCalls {
  return {
    watch: createWatchStates(platform, token),
    get: (path, answer) => client.call({ path, token: token() }, answer),
    post: (path, body, answer, timeoutMs) =>
      client.call(
        { path, token: token(), method: 'POST', body, ...(timeoutMs !== undefined && { timeoutMs }) },
        answer,
      ),
    bytes: async (path) => {
      try {
        const response = await platform.fetch(platform.hubOrigin + path, {
          headers: { authorization: `Bearer ${token()}` },
          cache: 'no-store',
          credentials: 'omit',
          signal: AbortSignal.timeout(FILE_MS),
        });
        if (response.status === 404) throw new AppError('request.not-found', 'the file is gone');
        if (!response.ok) throw new AppError('hub.unreachable', 'no file', { retry: true });
        return new Uint8Array(await response.arrayBuffer());
      } catch (cause) {
        if (cause instanceof AppError) throw cause;
        throw new AppError('hub.unreachable', 'no answer from the hub', { cause, retry: true });
      }
    },
  };
}
