import type { ScanKind, ScanSetAnswer, ScanSettings, ScanTaken, ScanTaking, ScansView } from '#shared/ipc/scans-api';

/** What scanners have saved in their folder, for the desk. The folder alone holds it. */
export interface Scans {
  /** As the folder stood when it was last looked at, a second or two ago. */
  view(staff: string): Promise<ScansView>;
  /** Null for one that lies there no more, or not as it did. */
  read(id: string): Promise<{ readonly kind: ScanKind; readonly bytes: Uint8Array } | null>;
  /** Keeps it for this person for a while. */
  take(staff: string, id: string): Promise<ScanTaking>;
  /** Puts away what is on a device's disk by now: only the file whose hash it is, and where it cannot be moved it stays. */
  putAway(staff: string, taken: { readonly id: string; readonly sha256: string }): Promise<ScanTaken>;
  settings(): ScanSettings;
  /** On disk, and in the audit chain, when it answers `set`. */
  set(by: string, wanted: ScanSettings): Promise<ScanSetAnswer>;
}
