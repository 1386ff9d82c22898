/** One thing that a list can be narrowed by, as plain data. Values are texts that can stand in an address. */
export type FilterField = {
  readonly id: string;
  readonly label: string;
  /** Stands in the toolbar itself; the others behind "more". */
  readonly isMain?: boolean;
} & (
  | {
      /** Any of several: `a,b`. */
      readonly kind: 'several';
      readonly options: readonly FilterOption[];
      /** With a field to narrow the options by. */
      readonly isLong?: boolean;
    }
  | {
      readonly kind: 'one';
      readonly options: readonly FilterOption[];
      /** What no value means; "any" when absent. */
      readonly absent?: string;
    }
  /** From, to, both included: `65-79`, `80-`, `-14`. */
  | { readonly kind: 'range'; readonly options: readonly FilterOption[]; readonly max: number; readonly unit: string }
);

export interface FilterOption {
  readonly value: string;
  readonly label: string;
}

/** What is asked of each field by its id; absent or '' asks for nothing. */
export type FilterValues = Readonly<Record<string, string>>;

/** The chosen values of a field of several. */
export const severalOf = (value: string | undefined): readonly string[] =>
  value === undefined || value === '' ? [] : value.split(',');

export interface Range {
  readonly from: number | null;
  readonly to: number | null;
}

/** Reads `65-79`, `80-` or `-14`; null for anything else. */
export function rangeOf(text: string | undefined): Range | null {
  const match = /^(\d{1,4})?-(\d{1,4})?$/.exec(text ?? '');
  if (!match || (match[1] === undefined && match[2] === undefined)) return null;
  return {
    from: match[1] === undefined ? null : Number(match[1]),
    to: match[2] === undefined ? null : Number(match[2]),
  };
}

/** A range as a value; '' for one without ends. */
export const rangeText = ({ from, to }: Range): string =>
  from === null && to === null ? '' : `${from ?? ''}-${to ?? ''}`;

/** The values of fields that ask for something. */
export function activeFilters(fields: readonly FilterField[], values: FilterValues): readonly FilterField[] {
  return fields.filter(({ id }) => (values[id] ?? '') !== '');
}
