import { itemsToOffer, nextOwnNumber, shippedFields } from '#shared/domain/applications/catalogue';
import { SERVICE_ITEMS } from '#shared/codes/service-items/index';
import type { ItemVersion, ServiceItem } from '#shared/schema/types/service-item';
import type { OpenStation } from '#renderer/data/index';
import type { ShownItem } from './queries';

type Writing = Pick<OpenStation, 'writer' | 'session' | 'newUid' | 'replica' | 'nowMs'>;

/** Takes over the items that come with the product and are not there, all or none; how many. Throws `access.denied`, `device.*`. */
export async function takeOverItems(station: Writing, items: readonly ShownItem[]): Promise<number> {
  const offered = itemsToOffer(
    SERVICE_ITEMS,
    items.map(({ record }) => record),
  );
  const written = touch(station);
  await station.writer.writeTogether(
    offered.map(({ item, order }) => ({
      kind: 'create' as const,
      keepExisting: true,
      creation: {
        type: 'service-item',
        scope: station.session.station.id,
        uid: station.newUid(),
        key: item.number,
        fields: { ...shippedFields(item, order, written) },
      },
    })),
  );
  return offered.length;
}

/** What a version says, without its frame. */
export type VersionContent = Omit<ItemVersion, 'id' | 'written'>;

/** Adds a version to an item; applications that run keep theirs. Throws as `takeOverItems`. */
export async function saveVersion(station: Writing, { record }: ShownItem, content: VersionContent): Promise<void> {
  const version = { ...content, id: station.newUid(), written: touch(station) };
  await station.writer.edit(record._id, (stored) => ({
    versions: [...(stored as unknown as ServiceItem).versions, version],
  }));
}

/** Makes an item of the station's own, behind all others; its number. Throws as `takeOverItems`. */
export async function createItem(
  station: Writing,
  items: readonly ShownItem[],
  family: string,
  content: VersionContent,
): Promise<string> {
  const records = items.map(({ record }) => record);
  const number = nextOwnNumber(records);
  const order = Math.max(-1, ...records.map((record) => record.order)) + 1;
  const version = { ...content, id: station.newUid(), written: touch(station) };
  await station.writer.create({
    type: 'service-item',
    scope: station.session.station.id,
    uid: station.newUid(),
    key: number,
    fields: { number, family, order, active: true, versions: [version] },
  });
  return number;
}

/** Puts an item away, or offers it again. Throws as `takeOverItems`. */
export async function setItemActive({ writer }: Pick<Writing, 'writer'>, { record }: ShownItem, active: boolean) {
  await writer.edit(record._id, () => ({ active }));
}

const touch = ({ nowMs, session, replica }: Writing) => ({ at: nowMs(), by: session.staff.uid, on: replica });
