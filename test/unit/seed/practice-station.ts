import type { DataKey } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import { openRecord, type OpenSealed } from '#shared/schema/open-record';
import type { OpenedPerson } from '#shared/schema/opened-person';
import { importSealingKey, openValue, sealingAad, type AesKey } from '#shared/schema/sealing';
import { PRACTICE_SIZE, type PracticeOptions } from '#sync-server/seed/station';

/** The practice station that the tests of this folder look at. */

export const NOW_MS = Date.UTC(2026, 10, 23, 1, 42);
export const REPLICA = 'seedseedseed';

/** Added to a grid's number: what every byte of its key of that class is. */
export const KEY_FILL = { general: 0, health: 10, child: 20 } as const;

export const keyBytes = (grid: number, keyClass: DataKey['class']): string =>
  Buffer.alloc(32, grid + KEY_FILL[keyClass]).toString('base64');

export const keys = [1, 2, 3].flatMap((grid) =>
  (['general', 'health', 'child'] as const).map((keyClass): DataKey => ({
    kid: `qinghe-${grid}.${keyClass}.1`,
    scope: `qinghe-${grid}`,
    class: keyClass,
    key: keyBytes(grid, keyClass),
  })),
);

export const options: PracticeOptions = {
  randomSeed: 'test',
  nowMs: NOW_MS,
  replica: REPLICA,
  keys,
  size: PRACTICE_SIZE,
};
export const small: PracticeOptions = { ...options, size: { householdsPerGrid: [12, 5, 0], historyDays: 180 } };

/** The records of a type, taken at its word. */
export const ofType = <T>(type: string, records: readonly WireRecord[]): T[] =>
  records.filter((record) => record.type === type) as unknown as T[];

/** Everybody, children's files opened. */
export async function openedPeople(records: readonly WireRecord[]): Promise<readonly (OpenedPerson & WireRecord)[]> {
  const imported = new Map<string, AesKey>();
  for (const { kid, key } of keys) imported.set(kid, await importSealingKey(key));
  const openSealed: OpenSealed = async (sealed, place) => {
    const key = imported.get(sealed.kid);
    const opened = key ? await openValue(key, sealed, sealingAad(place)) : null;
    return opened?.ok ? opened.value : null;
  };
  return Promise.all(ofType<OpenedPerson & WireRecord>('person', records).map((each) => openRecord(each, openSealed)));
}
