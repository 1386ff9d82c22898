import { AppError } from '../errors/app-error';

/**
 * Runs something that touches the device's own storage. What the storage throws becomes `device.storage-full` or
 * `device.storage-failed`, so that the person is told which of the two it is.
 */
export async function onDevice<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw asStorageError(thrown);
  }
}

/** A failure of IndexedDB in our words; an AppError stays what it is. */
export function asStorageError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = namesIn(thrown).some((name) => name.includes('Quota')) ? 'device.storage-full' : 'device.storage-failed';
  return new AppError(code, thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown, retry: true });
}

/** Deepest nesting looked into: Dexie wraps the browser's own error once or twice. */
const MAX_DEPTH = 4;

/** Names of an error and of those inside it: Dexie reports a full disk as an aborted transaction with the reason within. */
function namesIn(thrown: unknown, depth = 0): readonly string[] {
  if (typeof thrown !== 'object' || thrown === null || depth > MAX_DEPTH) return [];
  const { name, inner, cause, failures } = thrown as Readonly<Record<string, unknown>>;
  const within = [inner, cause, ...(Array.isArray(failures) ? failures.slice(0, 1) : [])];
  return [String(name), ...within.flatMap((error) => namesIn(error, depth + 1))];
}
