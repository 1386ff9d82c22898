import type { ComponentType } from 'react';
import type { Booked } from '#shared/ipc/booking-api';
import type { KioskHost } from './host/kiosk-host';
import { insist } from './insist';

/**
 * Where parts of the kiosk that are written apart are mounted. A folder that is not there is not asked for, and nothing of it is shown;
 * one that is comes with the first press that needs it.
 */

/** A page that fills what the frame leaves, from the title on. */
export interface SlotProps {
  readonly host: KioskHost;
  readonly onBack: () => void;
  readonly onHome: () => void;
}

/** What rings and talks (`call/`). Unmounting it ends the call. */
export interface CallPageProps {
  readonly token: () => string;
  readonly onLeave: () => void;
  /** While it is true the clock stands still. */
  readonly onEngaged: (isEngaged: boolean) => void;
}

/** `booking/`. */
export interface BookingPageProps extends SlotProps {
  /** The booking that somebody looked up by its code; null to begin at the beginning. */
  readonly found: Booked | null;
}

type Loaded<P> = () => Promise<{ readonly default: ComponentType<P> }>;

function slot<P>(found: Readonly<Record<string, () => Promise<unknown>>>, name: string): Loaded<P> | null {
  const load = Object.values(found)[0];
  if (!load) return null;
  return async () => {
    const module = (await insist(load)()) as Readonly<Record<string, ComponentType<P>>>;
    const page = module[name];
    if (!page) throw new Error(`no ${name} in its folder`);
    return { default: page };
  };
}

export const callPage = slot<CallPageProps>(import.meta.glob('./call/index.ts'), 'CallPage');
export const bookingPage = slot<BookingPageProps>(import.meta.glob('./booking/index.ts'), 'BookingPage');

export { BigButton } from './frame/BigButton';
export { FaultNote } from './frame/FaultNote';
export { Screen } from './frame/Screen';
export { Scroll } from './frame/Scroll';
export { useHoldIdle, useKiosk, useKnown } from './session/kiosk-context';
