import { AppError } from '#shared/errors/app-error';
import type { UpstreamTrouble } from '#shared/ipc/upstream-api';

/** What may go wrong between us and the upstream; the last two are dealt with where they happen. */
export type Trouble = UpstreamTrouble | 'conflict' | 'too-large';

/** Why the upstream, or one database of it, cannot be served at the moment. */
export class TroubleError extends Error {
  constructor(
    readonly trouble: Trouble,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'TroubleError';
  }
}

const CERTIFICATE =
  /^(CERT_|ERR_TLS_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|EPROTO|ERR_SSL)/;

/** What a connection that failed means. */
export function connectionTrouble(cause: unknown): TroubleError {
  const code = String((cause as { readonly code?: unknown } | null)?.code ?? '');
  if (code === 'CERT_HAS_EXPIRED') return new TroubleError('certificate-expired', code, { cause });
  if (CERTIFICATE.test(code)) return new TroubleError('certificate', code, { cause });
  return new TroubleError('unreachable', code, { cause });
}

/** What an answer outside 2xx means; `error` and `reason` are CouchDB's. */
export function answerTrouble(status: number, error: string, reason: string): TroubleError {
  const message = `${status} ${error}`;
  if (status === 401) return new TroubleError('credentials', message);
  if (status === 403) return new TroubleError('forbidden', message);
  if (status === 404) return new TroubleError('missing', message);
  if (status === 409) return new TroubleError('conflict', message);
  if (status === 413) return new TroubleError('too-large', message);
  const isFull = status === 507 || /enospc|no space|disk.?full|edquot/i.test(`${error} ${reason}`);
  return new TroubleError(isFull ? 'full' : 'busy', message);
}

/** Anything thrown on the way as the trouble it is; what our own hub throws is `here`. */
export function troubleOf(thrown: unknown): UpstreamTrouble {
  if (thrown instanceof TroubleError)
    return thrown.trouble === 'conflict' || thrown.trouble === 'too-large' ? 'busy' : thrown.trouble;
  if (thrown instanceof AppError && thrown.code.startsWith('host.')) return 'here';
  return 'internal';
}

/** Troubles that go only when a person does something: they are looked at again at leisure. */
const FOR_PEOPLE: ReadonlySet<UpstreamTrouble> = new Set([
  'credentials',
  'forbidden',
  'missing',
  'certificate',
  'certificate-expired',
  'portal',
  'not-couchdb',
  'other-station',
]);

export const needsPerson = (trouble: UpstreamTrouble): boolean => FOR_PEOPLE.has(trouble);
