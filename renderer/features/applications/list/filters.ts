import { severalOf, type FilterValues } from '#renderer/ui/index';
import type { ShownApplication } from '../view';

/** Ready-made lists, one press each. */
export const APPLICATION_TABS = ['open', 'mine', 'waiting', 'late', 'ended'] as const;
export type ApplicationTab = (typeof APPLICATION_TABS)[number];

/** The list named in an address; what is open where it names none. */
export const tabOf = (text: string | undefined): ApplicationTab =>
  APPLICATION_TABS.find((tab) => tab === text) ?? 'open';

/** Whether an application belongs to a ready-made list of somebody. */
export function isOnTab({ view, record }: ShownApplication, tab: ApplicationTab, staffUid: string): boolean {
  const { state, steps } = view.standing;
  switch (tab) {
    case 'open':
      return view.isOpen;
    case 'mine':
      return view.isOpen && (record.created.by === staffUid || steps.some(({ step }) => step.written.by === staffUid));
    case 'waiting':
      return state === 'submitted' || state === 'lacking';
    case 'late':
      return view.isLate;
    case 'ended':
      return !view.isOpen;
  }
}

/** How many each ready-made list has. */
export const tabCounts = (
  all: readonly ShownApplication[],
  staffUid: string,
): Readonly<Record<ApplicationTab, number>> => {
  const count = (tab: ApplicationTab) => all.filter((each) => isOnTab(each, tab, staffUid)).length;
  return {
    open: count('open'),
    mine: count('mine'),
    waiting: count('waiting'),
    late: count('late'),
    ended: count('ended'),
  };
};

/** A row of the list: the application and who applies, as far as this person may read it. */
export interface ApplicationRow {
  readonly shown: ShownApplication;
  readonly who: string;
}

interface Wish {
  readonly tab: ApplicationTab;
  readonly filters: FilterValues;
  /** As typed: an item, a name, or a receipt code. */
  readonly text: string;
  readonly staffUid: string;
}

/** What a list shows, what is due first on top. Words that are typed and a choice of states look through every application. */
export function rowsShown(
  all: readonly ApplicationRow[],
  { tab, filters, text, staffUid }: Wish,
): readonly ApplicationRow[] {
  const words = text.trim().toLowerCase().split(/\s+/u).filter(Boolean);
  const states = severalOf(filters['state']);
  const items = severalOf(filters['item']);
  const isWide = words.length > 0 || states.length > 0;
  return all
    .filter(({ shown, who }) => {
      const { record, version, view } = shown;
      if (!isWide && !isOnTab(shown, tab, staffUid)) return false;
      if (states.length > 0 && !states.includes(view.standing.state)) return false;
      if (items.length > 0 && !items.includes(record.itemNumber)) return false;
      const searched = [record.itemNumber, version?.name ?? '', who, record.receipt ?? '', record.ticketNumber ?? ''];
      const joined = searched.join(' ').toLowerCase();
      return words.every((word) => joined.includes(word.replaceAll('-', '')) || joined.includes(word));
    })
    .sort((a, b) => rankOf(a) - rankOf(b) || b.shown.record.startedAtMs - a.shown.record.startedAtMs);
}

const rankOf = ({ shown: { view, dueAtMs } }: ApplicationRow): number =>
  view.isOpen ? (dueAtMs ?? Number.MAX_SAFE_INTEGER - 1) : Number.MAX_SAFE_INTEGER;
