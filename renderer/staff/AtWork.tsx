import { lazy, Suspense, useEffect, useRef, useState, type ComponentType } from 'react';
import { useObservable, useSession, useStation } from '#renderer/data/index';
import { answersCallsOf, loadLockedCall, type LockedCallProps } from '#renderer/features/calls/index';
import { PlacePickerContext } from '#renderer/features/incidents/index';
import { MapPlacePicker, useTellPosition } from '#renderer/features/map/index';
import { RoundProvider } from '#renderer/features/visits/index';
import { EndingDevice, LockPage, NewPassphrasePage, type DeviceEnd } from '#renderer/features/sign-in/index';
import type { AppUpdate } from './app-update';
import { useClosedDialogs, useLock } from './lock';
import { Shell } from './Shell';

const LockedCall = lazy<ComponentType<LockedCallProps>>(() => loadLockedCall().catch(() => ({ default: () => null })));

interface AtWorkProps {
  readonly update: AppUpdate;
  readonly onSignOut: () => Promise<void>;
  readonly onEnd: (end: DeviceEnd) => void;
}

/**
 * The open station of one person: the pages, or what stands before them. While locked, the pages are out of the document; sync and
 * what the pages compute from go on.
 */
export function AtWork({ update, onSignOut, onEnd }: AtWorkProps) {
  const station = useStation();
  const { mustChangePassphrase, idleLockMs, staff } = useSession();
  const { lock, close, open } = useLock(idleLockMs);
  useEffect(() => {
    const subscription = station.revoked$.subscribe(onEnd);
    return () => subscription.unsubscribe();
  }, [station, onEnd]);

  useTellPosition();
  /** What rings at the lock, and what was to be answered by unlocking. */
  const ringing = useRef<string | null>(null);
  const [answer, setAnswer] = useState<string | null>(null);
  const unlock = () => {
    setAnswer(ringing.current);
    open();
  };

  const isLocked = lock.kind === 'locked';
  const hasPages = !isLocked || !lock.isSafe;
  const handingOver = useObservable(station.handingOver$);
  useClosedDialogs(isLocked && !lock.isSafe);
  if (handingOver) return <EndingDevice {...handingOver} />;
  return (
    <RoundProvider>
      {hasPages && (
        <div className="at-work" hidden={isLocked} inert={isLocked}>
          {mustChangePassphrase ? (
            <NewPassphrasePage onSignOut={onSignOut} />
          ) : (
            <PlacePickerContext value={MapPlacePicker}>
              <Shell update={update} answer={answer} onLock={close} onSignOut={onSignOut} />
            </PlacePickerContext>
          )}
        </div>
      )}
      {isLocked && (
        <LockPage
          isSafe={lock.isSafe}
          notice={
            answersCallsOf(staff) && (
              <Suspense fallback={null}>
                <LockedCall isSilent={!lock.isSafe} onRinging={(call) => (ringing.current = call)} />
              </Suspense>
            )
          }
          onUnlock={unlock}
          onSignOut={onSignOut}
        />
      )}
    </RoundProvider>
  );
}
