import { z } from 'zod';
import { AppError, type ErrorCode } from '../errors/app-error';
import { errorBodySchema } from '../ipc/station-api';

/** A captive portal or proxy answered in the hub's place. */
export const notAHub = (cause?: unknown) =>
  new AppError('hub.not-a-hub', 'something else answered in place of the hub', { cause, retry: true });

/** No answer within the time limit. */
export const tooLate = (cause?: unknown) =>
  new AppError('hub.unreachable', 'the hub took too long to answer', { cause, retry: true });

/** The body of a good answer, parsed; anything that is not of the hub's form comes from something else. */
export async function parseBody<T>(response: Response, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
  if (!isJson(response)) throw notAHub();
  return parseText(await untilCut(signal, () => response.text()), schema);
}

const isJson = (response: Response): boolean =>
  response.headers.get('content-type')?.startsWith('application/json') ?? false;

/** Reads a body; a connection that breaks in the middle is a hub that cannot be reached. */
export async function untilCut<T>(signal: AbortSignal, read: () => Promise<T>): Promise<T> {
  let giveUp: () => void = () => undefined;
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
  try {
    // Not left to `fetch` alone: a body that stopped in the middle can outlive the abort of its request.
    return await Promise.race([read(), givenUp]);
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    if (cause instanceof AppError) throw cause;
    throw new AppError('hub.unreachable', 'the connection broke off', { cause, retry: true });
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

/** See `parseBody`. */
export function parseText<T>(text: string, schema: z.ZodType<T>): T {
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

/** What an answer outside 2xx means. */
export async function failureOf(response: Response): Promise<AppError> {
  const text = await response.text().catch(() => '');
  // A portal or proxy refuses in its own words: that says nothing about this person's session or permissions.
  if (response.status < 500 && !isJson(response)) return notAHub();
  const said = readError(text);
  const code =
    said?.code ?? CODE_BY_STATUS[response.status] ?? (response.status >= 500 ? 'hub.busy' : 'request.malformed');
  const retry = response.status >= 500 || response.status === 429;
  const details = { status: response.status, ...(said?.wipe ? { wipe: true } : {}) };
  return new AppError(code, `the hub answered ${response.status}`, { retry, details });
}

// As the station's own routes say it, and as CouchDB's routes do.
const { code: codeSchema, wipe: wipeSchema } = errorBodySchema.shape.error.shape;
const hubErrorSchema = z.object({ code: codeSchema, wipe: wipeSchema });

function readError(text: string): z.infer<typeof hubErrorSchema> | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return errorBodySchema.safeParse(body).data?.error ?? hubErrorSchema.safeParse(body).data;
  } catch {
    return undefined;
  }
}
