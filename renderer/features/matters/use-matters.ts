import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { useStation, useSync } from '#renderer/data/index';

/** What the host answered last, and whether it answers now. */
export interface Asked<T> {
  /** Undefined until there has been an answer. */
  readonly value: T | undefined;
  /** When the value was read. */
  readonly readAtMs: number | null;
  /** Why the last question was not answered; null when it was. */
  readonly error: unknown;
  readonly reload: () => void;
  /** Takes an answer that came with something else. */
  readonly put: (value: T) => void;
}

/** The station is asked that often while the page is looked at. */
const LOOK_EVERY_MS = 60_000;

/**
 * Asks the host for `key`, again each minute, when the page is looked at again and when the host is back; what was answered stays while
 * it does not answer.
 */
export function useAsked<T>(key: string, ask: () => Promise<T>): Asked<T> {
  const station = useStation();
  const isLive = useSync()?.status.link.kind === 'live';
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<{ readonly key: string } & Omit<Asked<T>, 'reload' | 'put'>>();
  const askNow = useEffectEvent(ask);
  useEffect(() => {
    let isCurrent = true;
    askNow().then(
      (value) => isCurrent && setState({ key, value, readAtMs: station.nowMs(), error: null }),
      (error: unknown) =>
        isCurrent &&
        setState((before) => {
          const known = before?.key === key ? before : { value: undefined, readAtMs: null };
          return { key, value: known.value, readAtMs: known.readAtMs, error };
        }),
    );
    return () => {
      isCurrent = false;
    };
  }, [key, attempt, isLive, station]);
  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  useEffect(() => {
    const look = () => !document.hidden && reload();
    const timer = setInterval(look, LOOK_EVERY_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [reload]);
  const put = useCallback(
    (value: T) => setState({ key, value, readAtMs: station.nowMs(), error: null }),
    [key, station],
  );
  const current = state?.key === key ? state : { value: undefined, readAtMs: null, error: null };
  return { value: current.value, readAtMs: current.readAtMs, error: current.error, reload, put };
}
