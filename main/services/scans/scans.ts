import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import {
  scanSettingsSchema,
  type ScanFolderTrouble,
  type ScanKind,
  type ScanRefusal,
  type ScanSettings,
} from '#shared/ipc/scans-api';
import type { DurableFolder } from '../durable-folder';
import { errorFields } from '../error-fields';
import { openHostOnlyFile } from '../host-only-file';
import type { Audit, Log, Service } from '../ports';
import type { Scans } from '../scans-port';
import { filesIn, judge, moveAway, readScan, removeScan, troubleOf, type SeenFile } from './folder';

export interface ScansDeps {
  /** The sealed host-only folder, for the setting. */
  readonly folder: DurableFolder;
  /** Folders of the host, in which no scanner may save. */
  readonly own: readonly string[];
  readonly audit: Pick<Audit, 'append'>;
  readonly log: Log;
  readonly now: () => number;
  readonly times?: ScanTimes;
}

/** How long is waited for a file that is being written, ms. */
export interface ScanTimes {
  /** Between two looks at the folder. Looked at, not listened to: shares of other machines tell nobody what changes. */
  readonly look: number;
  /** A file that has not changed for so long is whole if its end is there, */
  readonly still: number;
  /** and is given up if it is not. */
  readonly giveUp: number;
  /** For which a scan is kept for whoever takes it. */
  readonly taking: number;
}

const SCAN_TIMES: ScanTimes = { look: 1500, still: 1500, giveUp: 60_000, taking: 120_000 };

const FILE = 'scans.json';
const fileSchema = z.strictObject({ version: z.literal(1), settings: scanSettingsSchema });
const OFF: ScanSettings = { folder: null, then: 'move' };

interface Standing {
  readonly file: SeenFile;
  /** Since when it has been as it is, by the host's clock: that of a scanner may be anything. */
  readonly sinceMs: number;
  readonly verdict: { readonly kind: ScanKind } | { readonly why: ScanRefusal } | null;
}

/** Opens what watches over the scanner's folder. It changes nothing there but what somebody has taken. `host.data-damaged`. */
export async function openScans(deps: ScansDeps): Promise<Scans & Service> {
  const { folder: sealed, own, audit, log, now, times = SCAN_TIMES } = deps;
  const file = await openHostOnlyFile(sealed, FILE, fileSchema, { version: 1 as const, settings: OFF });
  const settings = (): ScanSettings => file.current().settings;
  let standing = new Map<string, Standing>();
  let trouble: ScanFolderTrouble | null = null;
  let lookedAt = -Infinity;
  let looking: Promise<void> | null = null;
  const taking = new Map<string, { readonly staff: string; readonly untilMs: number }>();

  async function look(): Promise<void> {
    const { folder } = settings();
    if (folder === null) {
      standing = new Map();
      trouble = null;
      return;
    }
    trouble = await troubleOf(folder, own);
    // What cannot be put away can still be taken.
    const mayLook = trouble === null || trouble === 'unwritable';
    const files = mayLook ? await filesIn(folder).catch(() => null) : [];
    if (files === null) trouble = 'unreadable';
    const next = new Map<string, Standing>();
    for (const each of files ?? []) next.set(each.id, await standingOf(folder, each));
    standing = next;
  }

  async function standingOf(folder: string, seen: SeenFile): Promise<Standing> {
    const before = standing.get(seen.id);
    const sinceMs = before?.sinceMs ?? now();
    if (before?.verdict) return before;
    const forMs = now() - sinceMs;
    if (forMs < times.still) return { file: seen, sinceMs, verdict: null };
    const verdict = await judge(folder, seen).catch(() => null);
    const isHopeful = verdict !== null && 'why' in verdict && verdict.why !== 'too-large' && verdict.why !== 'format';
    return { file: seen, sinceMs, verdict: isHopeful && forMs < times.giveUp ? null : verdict };
  }

  /** Looks again where the last look is too old; several who ask at once share one. */
  async function looked(): Promise<void> {
    if (!looking && performance.now() - lookedAt < times.look) return;
    looking ??= look()
      .catch((thrown: unknown) => log.warn('scans.not-looked', errorFields(thrown)))
      .finally(() => {
        lookedAt = performance.now();
        looking = null;
      });
    await looking;
  }

  const timer = setInterval(() => void (settings().folder !== null && looked()), times.look).unref();

  function takerOf(id: string): string | null {
    const known = taking.get(id);
    if (known && known.untilMs > now()) return known.staff;
    taking.delete(id);
    return null;
  }

  const scanOf = (id: string): Standing | null => {
    const found = standing.get(id);
    return found?.verdict && 'kind' in found.verdict ? found : null;
  };

  return {
    view: async (staff) => {
      await looked();
      const all = [...standing.values()];
      return {
        isOn: settings().folder !== null,
        trouble,
        scans: all.flatMap(({ file: { id, name, bytes, savedAtMs }, verdict }) => {
          if (!verdict || !('kind' in verdict)) return [];
          const taker = takerOf(id);
          return [{ id, name, kind: verdict.kind, bytes, savedAtMs, isOthers: taker !== null && taker !== staff }];
        }),
        arriving: all.filter(({ verdict }) => verdict === null).length,
        refused: all.flatMap(({ file: { name }, verdict }) =>
          verdict && 'why' in verdict ? [{ name, why: verdict.why }] : [],
        ),
      };
    },
    read: async (id) => {
      const { folder } = settings();
      const found = scanOf(id);
      if (folder === null || !found?.verdict || !('kind' in found.verdict)) return null;
      const bytes = await readScan(folder, found.file);
      return bytes && { kind: found.verdict.kind, bytes };
    },
    take: async (staff, id) => {
      if (!scanOf(id)) return { outcome: 'gone' };
      const taker = takerOf(id);
      if (taker !== null && taker !== staff) return { outcome: 'others' };
      taking.set(id, { staff, untilMs: now() + times.taking });
      return { outcome: 'yours' };
    },
    putAway: async (staff, { id, sha256 }) => {
      const { folder, then } = settings();
      const found = scanOf(id);
      const bytes = folder !== null && found ? await readScan(folder, found.file) : null;
      if (folder === null || !found || !bytes) return { outcome: 'gone' };
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) return { outcome: 'changed' };
      try {
        await (then === 'move' ? moveAway(folder, found.file) : removeScan(folder, found.file));
      } catch (thrown) {
        log.warn('scans.not-put-away', errorFields(thrown));
        throw new AppError('host.folder-read-only', 'the scan could not be put away', { cause: thrown });
      }
      standing.delete(id);
      taking.delete(id);
      log.info('scans.taken', { staff, bytes: bytes.length });
      return { outcome: 'put-away' };
    },
    settings,
    set: async (by, wanted) => {
      const found = wanted.folder === null ? null : await troubleOf(wanted.folder, own);
      if (found !== null) return { outcome: 'refused', trouble: found };
      await file.change(() => ({ version: 1, settings: wanted }));
      await audit.append({
        kind: 'scans-set',
        by,
        subject: null,
        detail: wanted.folder === null ? 'off' : wanted.then,
      });
      standing = new Map();
      await looking;
      lookedAt = -Infinity;
      return { outcome: 'set' };
    },
    health: () => ({ ok: trouble === null, facts: { scans: standing.size, isOn: settings().folder !== null } }),
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}
