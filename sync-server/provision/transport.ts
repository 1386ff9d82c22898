/** Why a hub could not be asked, or answered something that no CouchDB answers. */
export type HubErrorKind = 'unreachable' | 'timeout' | 'certificate' | 'not-couchdb' | 'sign-in' | 'node' | 'answer';

/** What stops the work on a hub; `detail` names a request, a node or an error code, never a password. */
export class HubError extends Error {
  constructor(
    readonly kind: HubErrorKind,
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(`${kind}: ${detail}`, options);
  }
}

/** A name and a password. */
export interface SignIn {
  readonly user: string;
  readonly password: string;
}

export interface HubAnswer {
  readonly status: number;
  /** Parsed JSON. */
  readonly body: unknown;
}

/** One request to the hub, as its administrator unless somebody else, or nobody, is named. Throws `HubError`. */
export type HubTransport = (
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
  as?: SignIn | null,
) => Promise<HubAnswer>;

const TIMEOUT_MS = 60_000;

/** Error codes of Node that speak of a certificate. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME|^ERR_TLS/;

/** A transport over HTTP to a hub at `base`, which carries no password. */
export function httpTransport(base: string, admin: SignIn, timeoutMs = TIMEOUT_MS): HubTransport {
  const root = base.replace(/\/+$/, '');
  return async (method, path, body, as = admin) => {
    const what = `${method} ${path.split('?')[0]}`;
    const headers: Record<string, string> = { accept: 'application/json' };
    if (as) headers['authorization'] = `Basic ${Buffer.from(`${as.user}:${as.password}`).toString('base64')}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    let answer: Response;
    let text: string;
    try {
      answer = await fetch(root + path, {
        method,
        headers,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      text = await answer.text();
    } catch (cause) {
      throw new HubError(kindOf(cause), `${what} (${codeOf(cause)})`, { cause });
    }
    try {
      return { status: answer.status, body: JSON.parse(text) as unknown };
    } catch (cause) {
      throw new HubError('not-couchdb', `${what} (${answer.status})`, { cause });
    }
  };
}

function kindOf(cause: unknown): HubErrorKind {
  if (cause instanceof Error && cause.name === 'TimeoutError') return 'timeout';
  return CERTIFICATE.test(codeOf(cause)) ? 'certificate' : 'unreachable';
}

/** The code of an error or of what caused it: fetch wraps what the socket said. */
function codeOf(cause: unknown): string {
  for (let error = cause, depth = 0; error instanceof Error && depth < 4; error = error.cause, depth += 1) {
    if ('code' in error && typeof error.code === 'string') return error.code;
  }
  return cause instanceof Error ? cause.name : 'unknown';
}
