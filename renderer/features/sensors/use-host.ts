import { useCallback, useEffect, useState } from 'react';
import { toAppError, type AppError } from '#shared/errors/app-error';
import type { HeardDevice, SensorsView } from '#shared/ipc/sensor-api';
import { useStation } from '#renderer/data/index';

const ASK_EVERY_MS = 60_000;

/** What the host alone knows of devices. */
export interface HostKnowledge {
  /** As last heard; undefined until the first answer. */
  readonly view: SensorsView | undefined;
  /** Why there is no newer one; null while the host answers. */
  readonly error: AppError | null;
  /** Takes over an answer that came with something else. */
  readonly take: (view: SensorsView) => void;
}

/** Asks the host every minute while somebody looks, for whoever may pair devices. */
export function useHost(): HostKnowledge {
  const { sensors } = useStation();
  const [view, setView] = useState<SensorsView>();
  const [error, setError] = useState<AppError | null>(null);
  const take = useCallback((next: SensorsView) => {
    setView(next);
    setError(null);
  }, []);
  useEffect(() => {
    let isGone = false;
    const ask = () =>
      void sensors.view().then(
        (next) => !isGone && take(next),
        (thrown: unknown) => !isGone && setError(toAppError(thrown)),
      );
    ask();
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [sensors, take]);
  return { view, error, take };
}

/** Devices that were heard of and hang nowhere yet, the one heard last first. */
export const unpairedOf = (view: SensorsView | undefined): readonly HeardDevice[] =>
  view?.devices.filter(({ sensor, credential }) => sensor === null && credential?.kind !== 'bridge') ?? [];

/** Devices and bridges whose messages could not all be read. */
export const troubledOf = (view: SensorsView | undefined): readonly HeardDevice[] =>
  view?.devices.filter(({ problems }) => problems > 0) ?? [];
