import type { ServiceHealth } from '../services/ports';

interface Stoppable {
  stop(): Promise<void>;
  health?(): ServiceHealth;
}

/** Remembers what was started, and stops it in the opposite order. */
export interface Stopper {
  /** Takes a started thing in and gives it back. */
  add<T extends Stoppable>(name: string, started: T): T;
  health(): Readonly<Record<string, ServiceHealth>>;
  /** Stops everything, also when one of them fails to; then throws that failure. Later calls wait for the first. */
  stop(): Promise<void>;
}

/** A stopper that has nothing to stop yet. */
export function createStopper(): Stopper {
  const started: { readonly name: string; readonly thing: Stoppable }[] = [];
  let stopping: Promise<void> | null = null;

  const stopAll = async () => {
    const failures: unknown[] = [];
    for (const { thing } of started.toReversed()) {
      try {
        await thing.stop();
      } catch (failure) {
        failures.push(failure);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'some services did not stop cleanly');
  };

  return {
    add: (name, thing) => {
      started.push({ name, thing });
      return thing;
    },
    health: () =>
      Object.fromEntries(started.flatMap(({ name, thing }) => (thing.health ? [[name, thing.health()] as const] : []))),
    stop: () => (stopping ??= stopAll()),
  };
}
