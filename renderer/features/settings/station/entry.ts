import { checkAreaCode, type AreaCodeCheck } from '#shared/domain/grids/area-code';
import type { RegionLookup } from '#shared/domain/people/citizen-id';
import type { VisitIntervals } from '#shared/domain/visits/due';
import { readIntervalDays } from '#shared/domain/visits/usual-intervals';
import type { Station } from '#shared/schema/types/place';

/** Kinds of people who are visited, in the order of the form. */
export const INTERVAL_KINDS = ['livingAlone', 'disabled', 'elderly', 'child'] as const;
export type IntervalKind = (typeof INTERVAL_KINDS)[number];

type StationFields = Pick<Station, 'name' | 'areaCode' | 'visitIntervalDays'>;

/** The station's record as it stands in the form: text. */
export interface StationEntry {
  readonly zh: string;
  readonly en: string;
  readonly areaCode: string;
  readonly days: Readonly<Record<IntervalKind, string>>;
}

/** What the form begins with. */
export function entryOf({ name, areaCode, visitIntervalDays: days }: StationFields): StationEntry {
  const { livingAlone, disabled, elderly, child } = days;
  return {
    zh: name.zh,
    en: name.en ?? '',
    areaCode: areaCode ?? '',
    days: {
      livingAlone: String(livingAlone),
      disabled: String(disabled),
      elderly: String(elderly),
      child: String(child),
    },
  };
}

/** The intervals as typed, or null while one of them is no number of days. */
export function intervalsIn({ days }: StationEntry): VisitIntervals | null {
  const read = (kind: IntervalKind) => readIntervalDays(days[kind]);
  const [livingAlone, disabled, elderly, child] = INTERVAL_KINDS.map(read);
  if (livingAlone == null || disabled == null || elderly == null || child == null) return null;
  return { elderly, child, disabled, livingAlone };
}

/** Whether two sets of intervals say the same. */
export const isSameIntervals = (a: VisitIntervals, b: VisitIntervals): boolean =>
  INTERVAL_KINDS.every((kind) => a[kind] === b[kind]);

/** A form read: what it changes of the record, or what is wrong with it. */
export type StationReading =
  | { readonly kind: 'good'; readonly changes: Partial<StationFields> }
  | {
      readonly kind: 'wrong';
      readonly isNameMissing: boolean;
      readonly areaCode: Extract<AreaCodeCheck, { kind: 'wrong' }> | null;
      readonly days: readonly IntervalKind[];
    };

/** Reads the form against the record that it began from. */
export function readEntry(entry: StationEntry, record: StationFields, regionOf: RegionLookup): StationReading {
  const zh = entry.zh.trim();
  const en = entry.en.trim();
  const code = checkAreaCode(entry.areaCode, regionOf);
  const intervals = intervalsIn(entry);
  if (zh === '' || code.kind === 'wrong' || intervals === null) {
    return {
      kind: 'wrong',
      isNameMissing: zh === '',
      areaCode: code.kind === 'wrong' ? code : null,
      days: INTERVAL_KINDS.filter((kind) => readIntervalDays(entry.days[kind]) === null),
    };
  }
  const areaCode = code.kind === 'good' ? code.code : null;
  return {
    kind: 'good',
    changes: {
      ...(zh === record.name.zh && en === (record.name.en ?? '') ? {} : { name: { zh, ...(en !== '' && { en }) } }),
      ...(areaCode === record.areaCode ? {} : { areaCode }),
      ...(isSameIntervals(intervals, record.visitIntervalDays) ? {} : { visitIntervalDays: intervals }),
    },
  };
}
