import type { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import {
  depositListSchema,
  errorBodySchema,
  healthSchema,
  parcelAnswersSchema,
  paths,
  openTerminalAnswerSchema,
  practiceSchema,
  sessionSchema,
  trainingAnswerSchema,
  type DepositList,
  type Discard,
  type Health,
  type ParcelAnswers,
  type Practice,
  type Session,
  type SignIn,
} from '#shared/ipc/station-api';
import type { Platform } from '#renderer/platform/platform';

/** One call of the station's API; `token` null before anybody is signed in. */
export interface StationCall {
  readonly path: string;
  readonly method?: 'GET' | 'POST' | 'PATCH';
  readonly token?: string;
  readonly body?: unknown;
  readonly timeoutMs?: number;
}

/** Calls outside sync. Each throws `hub.unreachable`, `hub.not-a-hub`, and the codes that the station answers with. */
export interface StationClient {
  call<T>(call: StationCall, answer: z.ZodType<T>): Promise<T>;
  signIn(request: SignIn, timeoutMs?: number): Promise<Session>;
  renew(token: string): Promise<Session>;
  changePassphrase(token: string, current: string, next: string): Promise<Session>;
  deliverParcels(token: string, parcels: readonly string[]): Promise<ParcelAnswers>;
  /** Rows of one's own that somebody who may do so confirms are to be dropped here. */
  discard(token: string, discard: Discard): Promise<ParcelAnswers>;
  /** What the host holds of this person and device in case the device dies. */
  deposits(token: string): Promise<DepositList>;
  /** Lays rows down there that did not go out, and takes back what is not waiting any more. */
  deposit(token: string, parcels: readonly string[], withdrawn: readonly string[]): Promise<ParcelAnswers>;
  /** Tells the host that what it asked this device to erase is gone, and how many pictures and notes it never got. */
  confirmWiped(token: string, lost: number): Promise<void>;
  /** Accounts that anybody at a practice station may use; null elsewhere or when the hub is away. */
  practice(): Promise<Practice | null>;
  /** Origin of the practice beside the station, once it is there. */
  openTraining(): Promise<string>;
  /** Where the practice's kiosk or board is opened on this machine, paired as it opens. */
  openPracticeTerminal(kind: 'kiosk' | 'board'): Promise<string>;
  /** The hub's word about itself; null when it is away. */
  health(): Promise<Health | null>;
}

const TIMEOUT_MS = 15_000;

/** Making a practice station takes seconds. */
const TRAINING_MS = 120_000;

/** At the door, a hub that takes longer than this counts as away: what it says there only helps. */
const GREETING_MS = 2500;

/** The station's API at the hub that served this page. */
export function createStationClient(platform: Platform): StationClient {
  async function request({ path, method = 'GET', token, body, timeoutMs = TIMEOUT_MS }: StationCall): Promise<unknown> {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const response = await platform.fetch(platform.hubOrigin + path, {
        method,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        cache: 'no-store',
        credentials: 'omit',
        signal,
      });
      const answer: unknown = response.status === 204 ? null : await response.json().catch(() => null);
      if (!response.ok) throw failureOf(response.status, answer);
      return answer;
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      throw new AppError('hub.unreachable', 'no answer from the hub', { cause, retry: true });
    }
  }

  async function call<T>(each: StationCall, answer: z.ZodType<T>): Promise<T> {
    const parsed = answer.safeParse(await request(each));
    if (!parsed.success) throw new AppError('hub.not-a-hub', 'an answer of another form', { retry: true });
    return parsed.data;
  }

  const greeting = <T>(path: string, answer: z.ZodType<T>): Promise<T | null> =>
    call({ path, timeoutMs: GREETING_MS }, answer).catch(() => null);

  return {
    call,
    signIn: (body, timeoutMs) =>
      call({ path: paths.session, method: 'POST', body, ...(timeoutMs ? { timeoutMs } : {}) }, sessionSchema),
    renew: (token) => call({ path: paths.sessionRenewal, method: 'POST', token }, sessionSchema),
    changePassphrase: (token, current, next) =>
      call({ path: paths.passphrase, method: 'POST', token, body: { current, next } }, sessionSchema),
    deliverParcels: (token, parcels) =>
      call({ path: paths.parcels, method: 'POST', token, body: { parcels } }, parcelAnswersSchema),
    discard: (token, body) => call({ path: paths.discards, method: 'POST', token, body }, parcelAnswersSchema),
    deposits: (token) => call({ path: paths.deposits, token }, depositListSchema),
    deposit: (token, parcels, withdrawn) =>
      call({ path: paths.deposits, method: 'POST', token, body: { parcels, withdrawn } }, parcelAnswersSchema),
    confirmWiped: async (token, lost) =>
      void (await request({ path: paths.deviceWiped, method: 'POST', token, ...(lost > 0 && { body: { lost } }) })),
    practice: () => greeting(paths.practice, practiceSchema),
    openTraining: async () =>
      (await call({ path: paths.training, method: 'POST', timeoutMs: TRAINING_MS }, trainingAnswerSchema)).origin,
    openPracticeTerminal: async (kind) =>
      (await call({ path: paths.practiceTerminal, method: 'POST', body: { kind } }, openTerminalAnswerSchema)).url,
    health: () => greeting(paths.health, healthSchema),
  };
}

/** What an answer outside 2xx means; anything that is not of the station's form comes from something else. */
function failureOf(status: number, body: unknown): AppError {
  const said = errorBodySchema.safeParse(body).data?.error;
  if (!said) return new AppError('hub.not-a-hub', `unexpected answer ${status}`, { retry: true });
  const { code, message, retryAfterMs, wipe } = said;
  const details = { ...(retryAfterMs === undefined ? {} : { retryAfterMs }), ...(wipe ? { wipe } : {}) };
  return new AppError(code, message, { details });
}
