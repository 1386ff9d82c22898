import { AppError } from '#shared/errors/app-error';
import type { LogFields } from './ports';

const FRAMES = 6;
const FRAME = /([\w.-]+\.(?:[cm]?js|tsx?)):(\d+):\d+\)?$/;

/**
 * What of a thrown thing may be logged: our code or the system's, and where it came from. Its message stays out, since it
 * may quote what a person typed.
 */
export function errorFields(thrown: unknown): LogFields {
  if (!(thrown instanceof Error)) return { code: 'internal' };
  const cause = thrown.cause instanceof Error ? thrown.cause : thrown;
  return {
    code: thrown instanceof AppError ? thrown.code : 'internal',
    errno: 'code' in cause && typeof cause.code === 'string' && /^E[A-Z]/.test(cause.code) ? cause.code : undefined,
    where: places(cause) || undefined,
  };
}

function places(error: Error): string {
  const frames: string[] = [];
  for (const line of (error.stack ?? '').split('\n')) {
    // Frames alone: a message may span lines of its own.
    const match = line.startsWith('    at ') ? FRAME.exec(line) : null;
    if (match) frames.push(`${match[1]}:${match[2]}`);
    if (frames.length === FRAMES) break;
  }
  return frames.join(' ');
}
