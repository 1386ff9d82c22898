import type { HandedInAnswer, HandInKind, HandInRefusal } from '#shared/ipc/kiosk-intake-api';
import type { KioskAnnouncements, KioskCatalogue, KioskHome, PublicItem } from '#shared/ipc/kiosk-api';

/** What somebody may know and do without anybody of the staff: before a kiosk, or with a phone. No name goes out here. */
export interface SelfService {
  readonly stationName: () => string;
  home(): Promise<Omit<KioskHome, 'offers' | 'phone'> & { readonly hasItems: boolean }>;
  catalogue(): Promise<KioskCatalogue>;
  announcements(): Promise<KioskAnnouncements>;
  /**
   * Takes a box in. What is in it is on disk when this resolves, as a record with its receipt, or as the box that it came in. `from` names the kiosk: the
   * same form from there again is the same matter, and what one kiosk photographed is nothing to another.
   * `hub.busy` where too much waits already, `host.disk-full`, `host.folder-read-only`.
   */
  handIn(from: string, kind: HandInKind, box: string): Promise<HandInOutcome>;
  /** Whether the station takes applications from phones. */
  isOnForPhones(): boolean;
  /** An item that may be applied for now; null for none. */
  item(number: string): Promise<PublicItem | null>;
  /** What came over TLS from a phone; on disk when it answers `taken`. `hub.busy` as long as the host has only just started. */
  apply(application: PhoneApplication): Promise<ApplyOutcome>;
}

export type HandInOutcome =
  | { readonly kind: 'taken'; readonly answer: HandedInAnswer }
  | { readonly kind: 'refused'; readonly why: HandInRefusal };

/** An application from somebody's own phone, in the form that the page lets through. */
export interface PhoneApplication {
  /** Made with the page: what was sent twice is one application. */
  readonly form: string;
  readonly startedAtMs: number;
  readonly itemNumber: string;
  readonly versionId: string;
  readonly applicant: { readonly name: string; readonly phone: string; readonly citizenId: string };
  readonly answers: Readonly<Record<string, string>>;
  readonly materials: readonly {
    readonly materialId: string;
    readonly photos: readonly Uint8Array<ArrayBuffer>[];
  }[];
}

/** `bad-photo`: a picture of that material is none that is taken. */
export type ApplyOutcome =
  | { readonly kind: 'taken'; readonly receipt: string }
  | { readonly kind: 'item-gone' }
  | { readonly kind: 'bad-photo'; readonly materialId: string; readonly why: 'kind' | 'damaged' | 'large' };
