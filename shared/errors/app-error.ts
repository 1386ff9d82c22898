/**
 * Every failure that a person or another program may meet, by code. A code is a promise: screens turn it into a sentence
 * and an action (`renderer/ui/error-notice`), the gateway into an HTTP status (`httpStatusOf`).
 */
export const ERROR_CODES = [
  // sign-in and permission
  'auth.wrong',
  'auth.expired',
  'auth.invalid',
  'auth.rate-limited',
  'auth.weak',
  'auth.must-change',
  'auth.device-pending',
  'auth.device-revoked',
  'access.denied',
  'access.last-manager',
  'access.code-taken',
  // a single row that a hub will not take
  'row.malformed',
  'row.unknown-type',
  'row.newer-schema',
  'row.wrong-database',
  'row.stale-vector',
  'row.clock',
  'row.too-large',
  'row.deletion',
  'row.append-only',
  'row.conflict',
  'row.moved',
  // a whole request
  'request.malformed',
  'request.too-large',
  'request.not-found',
  'request.method',
  'request.rate-limited',
  // the way to the hub
  'hub.unreachable',
  'hub.not-a-hub',
  'hub.busy',
  // the machine the host runs on
  'host.port-busy',
  'host.already-running',
  'host.folder-read-only',
  'host.disk-full',
  'host.settings-damaged',
  'host.settings-newer',
  'host.data-damaged',
  'host.station-exists',
  'host.key-missing',
  'host.key-wrong',
  'host.recovery-wrong',
  // the device
  'device.storage-full',
  'device.storage-failed',
  'device.other-tab',
  'device.locked',
  'device.unknown-person',
  'device.wiped',
  // a file with a table in it, and what is made of it
  'table.empty',
  'table.too-large',
  'table.encrypted',
  'table.macros',
  'table.legacy',
  'table.bomb',
  'table.not-a-table',
  'table.broken',
  'import.busy',
  'import.failed',
  // a file that somebody adds as a photo
  'photo.empty',
  'photo.too-large',
  'photo.too-many-pixels',
  'photo.too-small',
  'photo.not-a-photo',
  'photo.pdf-too-large',
  'photo.broken',
  'photo.heic',
  'photo.failed',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

export interface AppErrorOptions {
  readonly cause?: unknown;
  /** Whether the same call may succeed later without anybody changing anything. */
  readonly retry?: boolean;
  /** Ids, counts and names of fields that help whoever reads the log. Never a name, address, number or note. */
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

/** A failure with a code that callers can act on. `message` is for logs; people read the sentence made from `code`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retry: boolean;
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.retry = options.retry ?? false;
    this.details = options.details ?? {};
  }
}

/** Whether a string that came over the wire is one of our codes. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && (ERROR_CODES as readonly string[]).includes(value);
}

/** Any thrown thing as an AppError; what is not one already becomes `internal` and keeps its cause. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('internal', message, { cause: thrown });
}
