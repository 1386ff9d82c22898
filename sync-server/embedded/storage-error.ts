import { AppError, type ErrorCode } from '#shared/errors/app-error';

interface Symptom {
  readonly pattern: RegExp;
  readonly code: ErrorCode;
  readonly retry: boolean;
}

/** What leveldb and the file system say, in the order in which to believe it. leveldb passes on strerror(3) texts. */
const SYMPTOMS: readonly Symptom[] = [
  { pattern: /ENOSPC|EDQUOT|EFBIG|No space left|quota exceeded|File too large/i, code: 'host.disk-full', retry: true },
  {
    pattern: /EROFS|EACCES|EPERM|EEXIST|ENOTDIR|Read-only file system|Permission denied|not permitted/i,
    code: 'host.folder-read-only',
    retry: true,
  },
  { pattern: /\block\b.*(temporarily unavailable|already held)/i, code: 'host.already-running', retry: true },
  {
    pattern: /corrupt|checksum|MANIFEST|CURRENT|No such file|Invalid argument|not a leveldb|Unexpected .*JSON/i,
    code: 'host.data-damaged',
    retry: false,
  },
];

/** A failure of the store as an AppError that names the database: full, read-only, in use, damaged, or `internal`. */
export function storageError(cause: unknown, database: string): AppError {
  if (cause instanceof AppError) return cause;
  const text = describe(cause);
  const symptom = SYMPTOMS.find(({ pattern }) => pattern.test(text));
  return new AppError(symptom?.code ?? 'internal', `database ${database}: ${text}`, {
    cause,
    retry: symptom?.retry ?? false,
    details: { database },
  });
}

function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const code = (cause as NodeJS.ErrnoException).code;
  return code && !cause.message.includes(code) ? `${code}: ${cause.message}` : cause.message;
}
