import { createContext, use, useEffect, useSyncExternalStore } from 'react';
import type { Contact, Known } from '../host/contact';
import type { KioskHost } from '../host/kiosk-host';
import type { Reader } from '../voice/reader';
import type { Page, Session } from './pages';

/** What every page of the kiosk may do. */
export interface Kiosk {
  readonly host: KioskHost;
  readonly contact: Contact;
  readonly reader: Reader;
  readonly session: Session;
  go(page: Page): void;
  /** In place of the page that is seen: going back does not lead there again. */
  replace(page: Page): void;
  back(): void;
  home(): void;
  call(): void;
  hangUp(): void;
  switchLanguage(): void;
  switchSize(): void;
  /** Somebody is there, though nothing was touched. */
  touch(): void;
  /** Stops the clock; answers how to let it go on. */
  hold(): () => void;
  /** Ends when this person's session does. */
  readonly signal: AbortSignal;
}

const KioskContext = createContext<Kiosk | null>(null);
export const KioskProvider = KioskContext.Provider;

export function useKiosk(): Kiosk {
  const kiosk = use(KioskContext);
  if (!kiosk) throw new Error('outside of the kiosk');
  return kiosk;
}

/** What is known of the station, kept current. */
export function useKnown(): Known {
  const { contact } = useKiosk();
  return useSyncExternalStore(contact.onChange, contact.known);
}

/** Stops the 60 s as long as it is held. */
export function useHoldIdle(isHeld: boolean): void {
  const { hold } = useKiosk();
  useEffect(() => (isHeld ? hold() : undefined), [hold, isHeld]);
}
