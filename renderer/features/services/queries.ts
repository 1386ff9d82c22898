import { useMemo } from 'react';
import { currentVersion, versionOf } from '#shared/domain/applications/catalogue';
import { accessOf, may } from '#shared/domain/access/access';
import type { WireRecord } from '#shared/schema/envelope';
import type { ItemVersion, ServiceItem } from '#shared/schema/types/service-item';
import { useAll, useSession } from '#renderer/data/index';

export type ItemRecord = ServiceItem & WireRecord;

/** An item as screens have it: the record, and what it says now. */
export interface ShownItem {
  readonly number: string;
  readonly record: ItemRecord;
  readonly now: ItemVersion;
}

/** Every item of the catalogue in its order, those put away too; undefined while loading. */
export function useItems(): readonly ShownItem[] | undefined {
  const records = useAll<ItemRecord>('reference', 'service-item');
  return useMemo(
    () =>
      records &&
      [...records]
        .sort((a, b) => a.order - b.order || (a.number < b.number ? -1 : 1))
        .map((record) => ({ number: record.number, record, now: currentVersion(record) })),
    [records],
  );
}

/** What an item is called in the catalogue now, whether it came with the product or is the station's own; null for one that is not there. */
export function useItemName(): (itemNumber: string | null) => string | null {
  const items = useItems();
  return useMemo(() => {
    const names = new Map(items?.map(({ number, now }) => [number, now.name]));
    return (itemNumber) => (itemNumber === null ? null : (names.get(itemNumber) ?? null));
  }, [items]);
}

/** The version of an item that an application began with; null where this device does not know it, undefined while loading. */
export function useVersions(): ((itemNumber: string, versionId: string) => ItemVersion | null) | undefined {
  const items = useItems();
  return useMemo(() => {
    if (!items) return undefined;
    const byNumber = new Map(items.map((item) => [item.number, item.record]));
    return (itemNumber, versionId) => {
      const record = byNumber.get(itemNumber);
      return record ? versionOf(record, versionId) : null;
    };
  }, [items]);
}

/** The items that fit what is typed, by number, name, family or authority; all of them for nothing. */
export function itemsFor(items: readonly ShownItem[], text: string): readonly ShownItem[] {
  const words = text.trim().toLowerCase().split(/\s+/u).filter(Boolean);
  return items.filter(({ number, record, now }) => {
    const searched = [number, now.name, record.family, now.department ?? ''].join(' ').toLowerCase();
    return words.every((word) => searched.includes(word));
  });
}

/** Whether the signed-in person keeps the catalogue. */
export function useMayKeepCatalogue(): boolean {
  const { staff, stationGrids } = useSession();
  return useMemo(() => {
    const { post: actor, functions, gridNumbers } = staff;
    const access = accessOf({ actor, functions, gridNumbers }, stationGrids);
    return may(access, 'edit', 'service-item', { kind: 'commons', gridNumber: null });
  }, [staff, stationGrids]);
}
