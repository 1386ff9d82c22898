import { createHash } from 'node:crypto';
import { englishItemName } from '#shared/codes/service-items/english';
import { announcementState, byUrgency } from '#shared/domain/announcements/announcements';
import { currentVersion } from '#shared/domain/applications/catalogue';
import { groupOfItem, type Hall } from '#shared/domain/queue/hall';
import type { KioskAnnouncements, KioskCatalogue, PublicItem } from '#shared/ipc/kiosk-api';
import type { WireRecord } from '#shared/schema/envelope';
import { databaseName } from '#shared/schema/ids';
import { liftRecord } from '#shared/schema/migrate';
import { announcement, announcementSchema, type Announcement } from '#shared/schema/types/announcement';
import { serviceItem, serviceItemSchema, type ServiceItem } from '#shared/schema/types/service-item';
import { endOf, type FollowedDatabase } from '../follow-hub';
import { recordsOf, type ListedDatabase } from '../records-of';

/** What the commons hold for everybody, read again only when they have changed. */
export interface PublicTables {
  current(): Promise<{ readonly items: readonly ServiceItem[]; readonly announcements: readonly Announcement[] }>;
}

export interface PublicTablesDeps {
  readonly station: string;
  readonly hub: { database(name: string): (FollowedDatabase & ListedDatabase) | null };
}

type Read = Awaited<ReturnType<PublicTables['current']>>;

/** See `PublicTables`; nothing is read before somebody asks. What does not fit its type is left out. */
export function createPublicTables({ station, hub }: PublicTablesDeps): PublicTables {
  let known: { readonly seq: string; readonly read: Promise<Read> } | null = null;
  return {
    current: async () => {
      const commons = hub.database(databaseName('commons', station));
      if (!commons) throw new Error('a station has its commons');
      const seq = await endOf(commons);
      if (known?.seq !== seq) {
        const reading = { seq, read: readAll(commons, station) };
        known = reading;
        reading.read.catch(() => {
          if (known === reading) known = null;
        });
      }
      return known.read;
    },
  };
}

async function readAll(commons: ListedDatabase, station: string): Promise<Read> {
  const items: ServiceItem[] = [];
  for await (const page of recordsOf<object>(commons, serviceItem.type, station)) {
    for (const record of page) {
      const item = serviceItemSchema.safeParse(liftRecord(serviceItem, record as unknown as WireRecord)).data;
      if (item) items.push(item);
    }
  }
  const announcements: Announcement[] = [];
  for await (const page of recordsOf<object>(commons, announcement.type, station)) {
    for (const record of page) {
      const read = announcementSchema.safeParse(liftRecord(announcement, record as unknown as WireRecord)).data;
      if (read) announcements.push(read);
    }
  }
  items.sort((a, b) => a.order - b.order || (a.number < b.number ? -1 : 1));
  return { items, announcements };
}

/** Items that are offered, as everybody may read them; `mark` is the same as long as all of them say the same. */
export function publicCatalogue(items: readonly ServiceItem[], hall: Pick<Hall, 'groups'>): KioskCatalogue {
  const offered = items.filter(({ active }) => active).map((item) => publicItem(item, hall));
  const mark = createHash('sha256').update(JSON.stringify(offered)).digest('base64url').slice(0, 22);
  return { mark, items: offered };
}

/** Made of named fields alone, so that nothing else gets out: who wrote a version stays inside. */
function publicItem(item: ServiceItem, hall: Pick<Hall, 'groups'>): PublicItem {
  const { number, family } = item;
  const version = currentVersion(item);
  const { id, name, department, who, materials, statutory, promised, steps, fee, form } = version;
  return {
    number,
    versionId: id,
    family,
    name,
    english: englishItemName(name),
    department,
    who,
    materials:
      materials?.map((each) => ({
        id: each.id,
        name: each.name,
        need: each.need,
        when: each.when,
        mayFollow: each.mayFollow,
      })) ?? null,
    statutory: statutory?.text ?? null,
    promised: promised?.text ?? null,
    steps: steps && [...steps],
    fee,
    form: form?.map((field) => ({ id: field.id, label: field.label })) ?? null,
    group: groupOfItem(hall, number)?.letter ?? null,
  };
}

/** Current ones that staff marked for residents, the most urgent first. */
export const publicAnnouncements = (all: readonly Announcement[], today: string): KioskAnnouncements => ({
  announcements: all
    .filter((each) => each.forResidents && announcementState(each, today) === 'current')
    .sort(byUrgency)
    .map(({ uid, title, body, from, until, importance }) => ({ uid, title, body, from, until, importance })),
});
