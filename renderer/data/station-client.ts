import { AppError } from '#shared/errors/app-error';
import {
  errorBodySchema,
  healthSchema,
  paths,
  practiceSchema,
  sessionSchema,
  type Health,
  type Practice,
  type Session,
  type SignIn,
} from '#shared/ipc/station-api';
import type { Platform } from '#renderer/platform/platform';

/** Calls outside sync: signing in, renewing, practice accounts. */
export interface StationClient {
  signIn(request: SignIn): Promise<Session>;
  renew(token: string): Promise<Session>;
  /** Accounts that anybody at a practice station may use; null elsewhere or when the hub is away. */
  practice(): Promise<Practice | null>;
  /** The hub's word about itself; null when it is away. */
  health(): Promise<Health | null>;
}

const TIMEOUT_MS = 15_000;

/** The station's API at the hub that served this page. */
export function createStationClient(platform: Platform): StationClient {
  async function call(path: string, init: RequestInit): Promise<Response> {
    try {
      return await platform.fetch(platform.hubOrigin + path, {
        ...init,
        cache: 'no-store',
        credentials: 'omit',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (cause) {
      throw new AppError('hub.unreachable', 'no answer from the hub', { cause, retry: true });
    }
  }

  async function session(response: Response): Promise<Session> {
    const body: unknown = await response.json().catch(() => null);
    if (response.ok) {
      const parsed = sessionSchema.safeParse(body);
      if (parsed.success) return parsed.data;
    } else {
      const parsed = errorBodySchema.safeParse(body);
      if (parsed.success) throw new AppError(parsed.data.error.code, parsed.data.error.message);
    }
    throw new AppError('hub.not-a-hub', `unexpected answer ${response.status}`, { retry: true });
  }

  return {
    async signIn(request) {
      const headers = { 'content-type': 'application/json' };
      return session(await call(paths.session, { method: 'POST', headers, body: JSON.stringify(request) }));
    },
    async renew(token) {
      const headers = { authorization: `Bearer ${token}` };
      return session(await call(paths.sessionRenewal, { method: 'POST', headers }));
    },
    async practice() {
      const response = await call(paths.practice, {}).catch(() => null);
      if (!response?.ok) return null;
      return practiceSchema.safeParse(await response.json().catch(() => null)).data ?? null;
    },
    async health() {
      const response = await call(paths.health, {}).catch(() => null);
      if (!response?.ok) return null;
      return healthSchema.safeParse(await response.json().catch(() => null)).data ?? null;
    },
  };
}
