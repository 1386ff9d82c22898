import { now, type RxCollection } from 'rxdb';
import type { WireRecord } from '#shared/schema/envelope';
import type { StoredRecord } from '#shared/sync/ports';
import { oldestWrite } from './encrypted-storage';
import type { PackedBriefs, Packs } from './packs';

/** When the briefs of one type are packed, and whether what was packed is still to be trusted. */
export interface Packing {
  /** Briefs that only lack what was written from their watermark on; null when there are none or in doubt. */
  load(): Promise<PackedBriefs | null>;
  /**
   * So many rows changed or had to be read beside the packs: packs are written anew when enough did and it is calm, and for one that
   * was `erased` in any case, since what the law erases may not stay in a pack.
   */
  changed(rows: number, erased: boolean): void;
  save(): Promise<void>;
  stop(): void;
}

/**
 * Packs are written when nothing has changed for this long: longer than `MARGIN_MS`, or what was written last before the calm would
 * lie beside the packs until the next time.
 */
const CALM_MS = 6000;

/** Rows that an opening may have to read beside the packs before these are written anew. */
const LOOSE_ROWS = 500;

/** A write gets its time a moment before it is known to be under way. */
const MARGIN_MS = 5000;

/** See `Packing`; `briefs` holds every write of the collection that has been told of. */
export function createPacking(
  collection: RxCollection<StoredRecord>,
  type: string,
  packs: Packs,
  briefs: ReadonlyMap<string, WireRecord>,
  marginMs = MARGIN_MS,
): Packing {
  const format = `v${collection.schema.version}`;
  let loose = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  let saving: Promise<void> = Promise.resolve();

  async function save(): Promise<void> {
    // Every write before this is in `briefs`: it was taken in at once, and those under way are later.
    const watermark = Math.min(now() - marginMs, oldestWrite(collection.internalStorageInstance) ?? Infinity);
    loose = 0;
    await packs.save(type, format, { records: [...briefs.values()], watermark });
  }

  return {
    async load() {
      const packed = await packs.load(type, format);
      // A clock that was set back would give new writes times before the watermark: they would be passed over.
      if (!packed || packed.watermark < now()) return packed;
      await packs.discard(type);
      return null;
    },
    changed(rows, erased) {
      loose += erased ? LOOSE_ROWS : rows;
      clearTimeout(timer);
      if (isStopped || loose < LOOSE_ROWS) return;
      timer = setTimeout(() => {
        // A disk that is full says so elsewhere; without packs the next opening only takes longer.
        saving = saving.then(save).catch(() => undefined);
      }, CALM_MS);
    },
    save,
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
