import { useEffect } from 'react';
import { useSession, useStation } from '#renderer/data/index';
import { PlacePickerContext } from '#renderer/features/incidents/index';
import { MapPlacePicker, useTellPosition } from '#renderer/features/map/index';
import { RoundProvider } from '#renderer/features/visits/index';
import { LockPage, NewPassphrasePage, type DeviceEnd } from '#renderer/features/sign-in/index';
import type { AppUpdate } from './app-update';
import { useClosedDialogs, useLock } from './lock';
import { Shell } from './Shell';

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
  const { mustChangePassphrase, idleLockMs } = useSession();
  const { lock, close, open } = useLock(idleLockMs);
  useEffect(() => {
    const subscription = station.revoked$.subscribe(onEnd);
    return () => subscription.unsubscribe();
  }, [station, onEnd]);

  useTellPosition();

  const isLocked = lock.kind === 'locked';
  const hasPages = !isLocked || !lock.isSafe;
  useClosedDialogs(isLocked && !lock.isSafe);
  return (
    <RoundProvider>
      {hasPages && (
        <div className="at-work" hidden={isLocked} inert={isLocked}>
          {mustChangePassphrase ? (
            <NewPassphrasePage onSignOut={onSignOut} />
          ) : (
            <PlacePickerContext value={MapPlacePicker}>
              <Shell update={update} onLock={close} onSignOut={onSignOut} />
            </PlacePickerContext>
          )}
        </div>
      )}
      {isLocked && <LockPage isSafe={lock.isSafe} onUnlock={open} onSignOut={onSignOut} />}
    </RoundProvider>
  );
}
