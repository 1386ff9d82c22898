import { workingCalendar, type WorkingCalendar } from '#shared/domain/calendar/working-calendar';
import type { DispatchTable } from '#shared/domain/incidents/dispatch';
import { calendar, type Calendar } from '#shared/schema/types/calendar';
import { category, type Category } from '#shared/schema/types/incident-category';
import { dispatchRule, unit, type DispatchRule, type Unit } from '#shared/schema/types/incident-dispatch';

/** What the station's own records say about incidents, kept as the hub takes it in. */
export interface StationTable {
  /** Takes note of a record of the commons, or of none under that id any more; whether it has to do with incidents. */
  note(id: string, document: unknown): boolean;
  calendar(): WorkingCalendar;
  category(uid: string | null): Category | null;
  unit(uid: string): Unit | null;
  /** The units that somebody belongs to, those that were put away too: what they have in hand stays theirs. */
  unitsOf(staffUid: string): readonly Unit[];
  records(): Pick<DispatchTable, 'rules' | 'units' | 'categories'>;
}

const TYPES = { calendar, category, unit, 'dispatch-rule': dispatchRule } as const;
export const TABLE_TYPES = Object.keys(TYPES) as readonly (keyof typeof TYPES)[];

/** An empty table; what does not fit its type is left out of it. */
export function createStationTable(): StationTable {
  const calendars = new Map<string, Calendar>();
  const categories = new Map<string, Category>();
  const units = new Map<string, Unit>();
  const rules = new Map<string, DispatchRule>();
  let years: WorkingCalendar | null = null;

  function keep<T>(kept: Map<string, T>, id: string, value: T | undefined): true {
    if (value === undefined) kept.delete(id);
    else kept.set(id, value);
    return true;
  }

  const byUid = <T extends { readonly uid: string }>(kept: ReadonlyMap<string, T>, uid: string | null): T | null =>
    [...kept.values()].find((each) => each.uid === uid) ?? null;

  return {
    note: (id, document) => {
      switch (id.split('~')[0]) {
        case calendar.type:
          years = null;
          return keep(calendars, id, TYPES.calendar.schema.safeParse(document).data);
        case category.type:
          return keep(categories, id, TYPES.category.schema.safeParse(document).data);
        case unit.type:
          return keep(units, id, TYPES.unit.schema.safeParse(document).data);
        case dispatchRule.type:
          return keep(rules, id, TYPES['dispatch-rule'].schema.safeParse(document).data);
        default:
          return false;
      }
    },
    calendar: () => (years ??= workingCalendar([...calendars.values()])),
    category: (uid) => byUid(categories, uid),
    unit: (uid) => byUid(units, uid),
    unitsOf: (staffUid) => [...units.values()].filter(({ memberUids }) => memberUids.includes(staffUid)),
    records: () => ({
      rules: [...rules.values()],
      units: [...units.values()],
      categories: [...categories.values()],
    }),
  };
}
