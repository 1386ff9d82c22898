import type { z } from 'zod';
import {
  kioskAnnouncementsSchema,
  kioskCatalogueSchema,
  type KioskAnnouncements,
  type KioskCatalogue,
} from '#shared/ipc/kiosk-api';

/**
 * All that a kiosk keeps: its credential, and what hangs on the wall of any hall. Nothing that somebody typed, took or looked up is written here,
 * and no other file of the kiosk writes to a store of the browser.
 */
export interface Kept {
  token(): string | null;
  setToken(token: string | null): void;
  catalogue(): KioskCatalogue | null;
  setCatalogue(catalogue: KioskCatalogue): void;
  announcements(): KioskAnnouncements | null;
  setAnnouncements(announcements: KioskAnnouncements): void;
}

const KEPT_KEYS = {
  token: 'linli-kiosk-token',
  catalogue: 'linli-kiosk-catalogue',
  announcements: 'linli-kiosk-announcements',
} as const;

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** See `Kept`. Where the store is full or forbidden it holds until the page is closed. */
export function openKept(store: Store = localStorage): Kept {
  const memory = new Map<string, string>();

  function read(key: string): string | null {
    try {
      return store.getItem(key) ?? memory.get(key) ?? null;
    } catch {
      return memory.get(key) ?? null;
    }
  }

  function write(key: string, value: string | null): void {
    try {
      if (value === null) store.removeItem(key);
      else store.setItem(key, value);
      memory.delete(key);
    } catch {
      if (value !== null) memory.set(key, value);
    }
    if (value === null) memory.delete(key);
  }

  /** Null for nothing, and for what another version of the kiosk wrote. */
  function parsed<T>(key: string, schema: z.ZodType<T>): T | null {
    const text = read(key);
    if (text === null) return null;
    try {
      return schema.parse(JSON.parse(text));
    } catch {
      return null;
    }
  }

  return {
    token: () => read(KEPT_KEYS.token),
    setToken: (token) => write(KEPT_KEYS.token, token),
    catalogue: () => parsed(KEPT_KEYS.catalogue, kioskCatalogueSchema),
    setCatalogue: (catalogue) => write(KEPT_KEYS.catalogue, JSON.stringify(catalogue)),
    announcements: () => parsed(KEPT_KEYS.announcements, kioskAnnouncementsSchema),
    setAnnouncements: (announcements) => write(KEPT_KEYS.announcements, JSON.stringify(announcements)),
  };
}
