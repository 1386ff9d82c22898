import { AppError, type AppErrorOptions, type ErrorCode } from '#shared/errors/app-error';

type TableCode = Extract<ErrorCode, `table.${string}`>;

/** Why a file is not read. `why` is for logs and holds nothing of the file's content. */
export const refused = (code: TableCode, why: string, options?: AppErrorOptions): AppError =>
  new AppError(code, why, options);

/** What reading a damaged file throws, as `table.broken`; refusals and the caller's abort stay what they are. */
export function asBroken(thrown: unknown, signal: AbortSignal): unknown {
  if (thrown instanceof AppError || signal.aborted) return signal.aborted ? signal.reason : thrown;
  return refused('table.broken', 'the file does not unpack', { cause: thrown });
}
