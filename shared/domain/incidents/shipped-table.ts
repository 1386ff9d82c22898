import type { Category } from '../../schema/types/incident-category';
import type { DispatchRule } from '../../schema/types/incident-dispatch';

/** A part of a table that comes with the product; whoever takes it over hands it in. */
export interface ShippedRows {
  /** What its rows say of where they come from. */
  readonly source: string;
  readonly majors: readonly {
    readonly code: string | null;
    readonly name: string;
    readonly minors: readonly {
      readonly name: string;
      readonly limits: readonly { readonly text: string; readonly source: string }[];
    }[];
  }[];
}

/** What of a row that is there decides whether it stands in the way of one that would come, or may go again. */
export type KnownRow = Pick<Category, 'uid' | 'major' | 'minor' | 'source' | 'order' | 'active' | 'stamps'>;

/** The fields of a row as it is taken over: what no source gives is null, which screens tell as 未提供. */
export type ShippedFields = Pick<
  Category,
  | 'major'
  | 'minor'
  | 'filing'
  | 'closing'
  | 'department'
  | 'limitsSeen'
  | 'limit'
  | 'pausable'
  | 'escalations'
  | 'urgent'
  | 'photoNeeded'
  | 'source'
  | 'order'
  | 'active'
  | 'unitUid'
>;

/** What taking over some majors would do. */
export interface TakeOver {
  /** Rows that would be made, after all that are there. */
  readonly added: readonly ShippedFields[];
  /** uids of rows of that name that were put away and would be offered again. */
  readonly woken: readonly string[];
  /** uids of rows of that name that are there and stay as they are. */
  readonly kept: readonly string[];
}

/** What taking over the majors of these names does to the table there is: a row of the same major and minor is never made a second time. */
export function planTakeOver(
  parts: readonly ShippedRows[],
  chosen: ReadonlySet<string>,
  known: readonly KnownRow[],
): TakeOver {
  const there = new Map(known.map((row) => [nameOf(row.major.name, row.minor.name), row]));
  const added: ShippedFields[] = [];
  const woken: string[] = [];
  const kept: string[] = [];
  let order = Math.max(-1, ...known.map((row) => row.order));
  for (const { source, majors } of parts) {
    for (const major of majors.filter(({ name }) => chosen.has(name))) {
      for (const minor of major.minors) {
        const row = there.get(nameOf(major.name, minor.name));
        if (row) (row.active ? kept : woken).push(row.uid);
        else added.push(shippedFields(major, minor, source, (order += 1)));
      }
    }
  }
  return { added, woken, kept };
}

/** A row of the shipped table as a category: what was not sourced is null, and nobody is responsible for it yet. */
export function shippedFields(
  { code, name }: ShippedRows['majors'][number],
  minor: ShippedRows['majors'][number]['minors'][number],
  source: string,
  order: number,
): ShippedFields {
  return {
    major: { code, name },
    minor: { code: null, name: minor.name },
    filing: null,
    closing: null,
    department: null,
    limitsSeen: minor.limits.map((limit) => ({ ...limit })),
    limit: null,
    pausable: false,
    escalations: null,
    urgent: false,
    photoNeeded: false,
    source,
    order,
    active: true,
    unitUid: null,
  };
}

const nameOf = (major: string, minor: string): string => `${major}/${minor}`;

/** What goes by categories, so that one of them cannot be taken back. */
export interface TableUses {
  /** uids of categories that incidents have or had. */
  readonly incidents: ReadonlySet<string>;
  readonly rules: readonly Pick<DispatchRule, 'active' | 'majors' | 'categoryUids'>[];
}

/** What can be taken back of what was taken over. */
export interface TakeBack {
  /** uids of rows that nobody has changed and nothing goes by. */
  readonly free: readonly string[];
  /** uids of rows that stay since incidents or rules go by them. */
  readonly used: readonly string[];
  /** uids of rows that stay since somebody has worked on them. */
  readonly changed: readonly string[];
}

/** Looks through the rows in use that come from these sources. */
export function planTakeBack(sources: readonly string[], known: readonly KnownRow[], uses: TableUses): TakeBack {
  const own = known.filter(({ active, source }) => active && sources.includes(source));
  const rules = uses.rules.filter(({ active }) => active);
  const isUsed = ({ uid, major }: KnownRow) =>
    uses.incidents.has(uid) ||
    rules.some(({ majors, categoryUids }) => majors.includes(major.name) || categoryUids.includes(uid));
  const isChanged = ({ stamps }: KnownRow) => Object.keys(stamps).some((field) => field !== 'active');
  const uids = (rows: readonly KnownRow[]) => rows.map(({ uid }) => uid);
  return {
    free: uids(own.filter((row) => !isUsed(row) && !isChanged(row))),
    used: uids(own.filter(isUsed)),
    changed: uids(own.filter((row) => !isUsed(row) && isChanged(row))),
  };
}
