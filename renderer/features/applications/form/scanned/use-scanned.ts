import { useCallback, useEffect, useState } from 'react';
import {
  scanFilePath,
  scanPaths,
  scansViewSchema,
  scanTakenAnswerSchema,
  scanTakingSchema,
  type Scan,
  type ScanKind,
  type ScansView,
} from '#shared/ipc/scans-api';
import { useStation, type HostCalls } from '#renderer/data/index';
import type { PhotoAdding } from '../../../media/index';

/** How often the folder is asked for while a material's scans are open: somebody stands at the scanner. */
const EVERY_MS = 2000;

export type TakeTrouble =
  { readonly kind: 'others' | 'gone' | 'refused' } | { readonly kind: 'failed'; readonly error: unknown };

/** What has just been scanned, and how it is taken. */
export interface Scanned {
  /** Null as long as nothing was heard, and for those who are told nothing. */
  readonly view: ScansView | null;
  /** The one that is on its way. */
  readonly taking: string | null;
  readonly trouble: { readonly id: string; readonly trouble: TakeTrouble } | null;
  take(scan: Scan): Promise<void>;
}

/**
 * Scans that lie in the media store and could not be put away yet, as when the host went away in between: hash by id. They are not offered again, and are put
 * away as soon as the host answers. Kept for as long as the page is open.
 */
const toPutAway = new Map<string, string>();

/** Asks for the folder while it is looked at. */
export function useScanned(adding: PhotoAdding): Scanned {
  const { host } = useStation();
  const [view, setView] = useState<ScansView | null>(null);
  const [taking, setTaking] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Scanned['trouble']>(null);
  const look = useCallback(async () => {
    for (const [id, sha256] of toPutAway) await putAway(host, id, sha256);
    const found = await host.get(scanPaths.scans, scansViewSchema);
    setView({ ...found, scans: found.scans.filter(({ id }) => !toPutAway.has(id)) });
  }, [host]);
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = async (): Promise<void> => {
      // Whoever may not, or cannot reach the host, adds scans by hand.
      await look().catch(() => isOver || setView(null));
      if (!isOver) timer = setTimeout(() => void again(), EVERY_MS);
    };
    void again();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [look]);
  const take = async (scan: Scan): Promise<void> => {
    if (taking !== null) return;
    setTaking(scan.id);
    setTrouble(null);
    try {
      const found = await takeOver(host, adding, scan);
      if (found) setTrouble({ id: scan.id, trouble: found });
      await look();
    } catch (error) {
      setTrouble({ id: scan.id, trouble: { kind: 'failed', error } });
    } finally {
      setTaking(null);
    }
  };
  return { view, taking, trouble, take };
}

const MIME: Readonly<Record<ScanKind, string>> = { jpeg: 'image/jpeg', png: 'image/png', pdf: 'application/pdf' };

/** Into the media store first, and only then out of the folder: whatever stops in between, the scan lies in one of them. */
async function takeOver(host: HostCalls, adding: PhotoAdding, { id, name, kind }: Scan): Promise<TakeTrouble | null> {
  const { outcome } = await host.post(scanPaths.taking, { id }, scanTakingSchema);
  if (outcome !== 'yours') return { kind: outcome };
  const bytes = await host.bytes(scanFilePath(id));
  const refusedBefore = new Set(adding.state().refused.map(({ key }) => key));
  adding.add([new File([bytes], name, { type: MIME[kind] })]);
  await adding.settled();
  if (adding.state().refused.some((each) => !refusedBefore.has(each.key) && each.name === name))
    return { kind: 'refused' };
  const sha256 = await hashOf(bytes);
  toPutAway.set(id, sha256);
  await putAway(host, id, sha256);
  return null;
}

async function putAway(host: HostCalls, id: string, sha256: string): Promise<void> {
  await host.post(scanPaths.taken, { id, sha256 }, scanTakenAnswerSchema);
  // Also where it is gone or another file by now: there is nothing to be put away under that id.
  toPutAway.delete(id);
}

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
