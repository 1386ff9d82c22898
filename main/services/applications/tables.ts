import { workingCalendar, type WorkingCalendar } from '#shared/domain/calendar/working-calendar';
import { currentVersion, versionOf } from '#shared/domain/applications/catalogue';
import { calendar, calendarSchema, type Calendar } from '#shared/schema/types/calendar';
import { serviceItem, serviceItemSchema, type ItemVersion, type ServiceItem } from '#shared/schema/types/service-item';

/** Types of the commons that applications go by. */
export const TABLE_TYPES = [calendar.type, serviceItem.type] as const;

/** What the commons say about applications, kept as the hub takes it in. */
export interface DeskTables {
  /** Takes note of a record, or of none under that id any more; whether it has to do with applications. */
  note(id: string, document: unknown): boolean;
  calendar(): WorkingCalendar;
  /** The version that an application began with; null for one there is not. */
  version(itemNumber: string, versionId: string): ItemVersion | null;
  /** What is offered under that number now; null for one there is not, or that was put away. */
  current(itemNumber: string): ItemVersion | null;
  /** What an item is called; null for one there is not. */
  nameOf(itemNumber: string): string | null;
}

/** Empty tables; what does not fit its type is left out. */
export function createDeskTables(): DeskTables {
  const years = new Map<string, Calendar>();
  const items = new Map<string, ServiceItem>();
  let made: WorkingCalendar | null = null;
  const itemOf = (number: string) => [...items.values()].find((item) => item.number === number) ?? null;
  return {
    note: (id, document) => {
      const type = id.split('~')[0];
      if (type === calendar.type) {
        made = null;
        return keep(years, id, calendarSchema.safeParse(document).data);
      }
      return type === serviceItem.type && keep(items, id, serviceItemSchema.safeParse(document).data);
    },
    calendar: () => (made ??= workingCalendar([...years.values()])),
    version: (itemNumber, versionId) => {
      const item = itemOf(itemNumber);
      return item && versionOf(item, versionId);
    },
    current: (itemNumber) => {
      const item = itemOf(itemNumber);
      return item?.active ? currentVersion(item) : null;
    },
    nameOf: (itemNumber) => {
      const item = itemOf(itemNumber);
      return item && currentVersion(item).name;
    },
  };
}

function keep<T>(kept: Map<string, T>, id: string, value: T | undefined): true {
  if (value === undefined) kept.delete(id);
  else kept.set(id, value);
  return true;
}
