import { expect } from 'vitest';
import type { DataKey } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import { openRecord, type OpenSealed } from '#shared/schema/open-record';
import type { OpenedPerson } from '#shared/schema/opened-person';
import { importSealingKey, openValue, sealingAad, type AesKey } from '#shared/schema/sealing';
import { isSealed } from '#shared/schema/value-class';
import { PRACTICE_SIZE } from '#sync-server/seed/sizes';
import type { PracticeOptions } from '#sync-server/seed/station';

/** The practice station that the tests of this folder look at. */

export const NOW_MS = Date.UTC(2026, 10, 23, 1, 42);
export const REPLICA = 'seedseedseed';

/** Added to a grid's number: what every byte of its key of that class is. */
export const KEY_FILL = { general: 0, health: 10, child: 20 } as const;

export const keyBytes = (grid: number, keyClass: DataKey['class']): string =>
  Buffer.alloc(32, grid + KEY_FILL[keyClass]).toString('base64');

const deskKey: DataKey = { kid: 'qinghe.general.1', scope: 'qinghe', class: 'general', key: keyBytes(9, 'general') };

export const keys = [
  ...[1, 2, 3].flatMap((grid) =>
    (['general', 'health', 'child'] as const).map((keyClass): DataKey => ({
      kid: `qinghe-${grid}.${keyClass}.1`,
      scope: `qinghe-${grid}`,
      class: keyClass,
      key: keyBytes(grid, keyClass),
    })),
  ),
  deskKey,
];

export const options: PracticeOptions = {
  randomSeed: 'test',
  nowMs: NOW_MS,
  replica: REPLICA,
  keys,
  size: PRACTICE_SIZE,
};
export const small: PracticeOptions = { ...options, size: { householdsPerGrid: [12, 5, 0], historyDays: 180 } };

/** Items by what `keyFor` says of them. */
export function groupBy<T, K>(items: readonly T[], keyFor: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyFor(item));
    if (group) group.push(item);
    else groups.set(keyFor(item), [item]);
  }
  return groups;
}

/** A share that lies between two bounds, both included. */
export function expectShare(part: number, whole: number, [least, most]: readonly [least: number, most: number]): void {
  expect(part / whole).toBeGreaterThanOrEqual(least);
  expect(part / whole).toBeLessThanOrEqual(most);
}

/** The records of a type, taken at its word. */
export const ofType = <T>(type: string, records: readonly WireRecord[]): T[] =>
  records.filter((record) => record.type === type) as unknown as T[];

let imported: Promise<ReadonlyMap<string, AesKey>> | null = null;
const importKeys = async (): Promise<ReadonlyMap<string, AesKey>> =>
  new Map(await Promise.all(keys.map(async ({ kid, key }) => [kid, await importSealingKey(key)] as const)));

/** Opens what a key of the station opens; null otherwise. */
const openSealed: OpenSealed = async (sealed, place) => {
  imported ??= importKeys();
  const key = (await imported).get(sealed.kid);
  const value = key ? await openValue(key, sealed, sealingAad(place)) : null;
  return value?.ok ? value.value : null;
};

/** Everybody, children's files opened. */
export const openedPeople = (records: readonly WireRecord[]): Promise<readonly (OpenedPerson & WireRecord)[]> =>
  Promise.all(ofType<OpenedPerson & WireRecord>('person', records).map((each) => openRecord(each, openSealed)));

/** Those of them who live here. */
export const living = <T extends Pick<OpenedPerson, 'status'>>(people: readonly T[]): readonly T[] =>
  people.filter(({ status }) => status === 'living-here');

/** A sealed value of a record, opened, that of a list entry by its id; null where there is none or it does not open. */
export async function opened(record: WireRecord, field: string, entryId?: string): Promise<unknown> {
  const [name = '', inner] = field.split('.');
  const outer = record[name];
  const entry = Array.isArray(outer) ? (outer as readonly Entry[]).find(({ id }) => id === entryId) : undefined;
  const value = inner === undefined ? outer : entry?.[inner];
  if (!isSealed(value)) return null;
  return openSealed(value, { uid: record.uid, field, ...(entryId !== undefined && { entryId }) });
}

type Entry = Readonly<Record<string, unknown>>;
