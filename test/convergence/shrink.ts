import type { History, Operation } from './operations';

export interface ShrinkOptions {
  /** Whether a history still fails in the same way. */
  fails(history: History): Promise<boolean>;
  /** Gives up looking for less after this. */
  readonly limitMs: number;
  readonly onProgress?: (steps: number) => void;
}

/** Each candidate is played this often before it counts as one that does not fail: timing is part of a history. */
const TRIES = 2;

/**
 * A shorter history that still fails: chunks of steps are dropped, half of them at first, single ones at last, for as long as
 * something can be dropped. The steps that stay say the same as before, since they name replicas and records by number.
 */
export async function shrinkHistory(history: History, { fails, limitMs, onProgress }: ShrinkOptions): Promise<History> {
  const end = performance.now() + limitMs;
  const isLate = () => performance.now() > end;
  const stillFails = async (operations: readonly Operation[]): Promise<boolean> => {
    for (let tried = 0; tried < TRIES && !isLate(); tried += 1) {
      if (await fails({ ...history, operations: [...operations] })) return true;
    }
    return false;
  };

  let operations: readonly Operation[] = history.operations;
  let chunk = Math.ceil(operations.length / 2);
  while (chunk >= 1 && !isLate()) {
    let hasShrunk = false;
    // From the end: what happens after the fault is the first to go.
    for (let from = operations.length - chunk; from > -chunk && !isLate(); from -= chunk) {
      const start = Math.max(0, from);
      const less = [...operations.slice(0, start), ...operations.slice(from + chunk)];
      if (less.length === operations.length || !(await stillFails(less))) continue;
      operations = less;
      hasShrunk = true;
      onProgress?.(operations.length);
    }
    if (chunk === 1 && !hasShrunk) break;
    chunk = chunk === 1 ? 1 : Math.ceil(chunk / 2);
  }
  return { ...history, operations: [...operations] };
}
