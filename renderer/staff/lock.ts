import { useCallback, useEffect, useState } from 'react';
import { leavingSettled } from '#renderer/ui/index';
import { useIdle } from './idle';
import { useShortcuts } from './shortcuts';

/** Whether the screens are open. Behind a lock that is not safe something half written is only in memory and has to stay there. */
export type Lock = { readonly kind: 'open' } | { readonly kind: 'locked'; readonly isSafe: boolean };

/** A disk that has not answered by then does not keep the screen open. */
const LONGEST_SETTLING_MS = 3000;

/** Locks after idleness, by its shortcut, or when told to; what is half written is brought to disk first. */
export function useLock(idleMs: number): {
  readonly lock: Lock;
  readonly close: () => void;
  readonly open: () => void;
} {
  const [lock, setLock] = useState<Lock>({ kind: 'open' });
  const close = useCallback(() => {
    const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), LONGEST_SETTLING_MS));
    void Promise.race([leavingSettled().catch(() => false), late]).then((isSafe) =>
      setLock((before) => (before.kind === 'locked' ? before : { kind: 'locked', isSafe })),
    );
  }, []);
  const open = useCallback(() => setLock({ kind: 'open' }), []);
  const isOpen = lock.kind === 'open';
  useIdle(idleMs, isOpen, close);
  useShortcuts(isOpen ? { lock: close } : {});
  return { lock, close, open };
}

/**
 * While pages stay in the document behind a lock, what they opened beside themselves (dialogs, menus) is neither seen nor reached
 * with the keyboard: those lie in the body, where hiding the pages does not hide them.
 */
export function useClosedDialogs(isClosed: boolean): void {
  useEffect(() => {
    if (!isClosed) return;
    const lock = document.querySelector('.lock');
    const beside = [...document.body.children].filter(
      (child): child is HTMLElement => child instanceof HTMLElement && !child.contains(lock) && !child.hidden,
    );
    const close = (closed: boolean) =>
      beside.forEach((child) => Object.assign(child, { hidden: closed, inert: closed }));
    close(true);
    return () => close(false);
  }, [isClosed]);
}
