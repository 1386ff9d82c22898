import type { ReactNode } from 'react';

export interface Sort<S extends string = string> {
  readonly by: S;
  readonly descending: boolean;
}

/** One column of a grid. */
export interface GridColumn<R, S extends string = string> {
  readonly id: string;
  readonly label: string;
  /** Least width, pixels. */
  readonly minWidth: number;
  /** Share of the room that is left over; 0 keeps the least width. */
  readonly grow: number;
  /** The order that a press on the head gives; absent for a column that nothing is sorted by. */
  readonly sort?: S;
  /** Whether the first press sorts the largest first: changes, counts. */
  readonly isLargestFirst?: boolean;
  readonly align?: 'end';
  /** Always shown, and first. */
  readonly isFixed?: boolean;
  readonly cell: (row: R) => ReactNode;
}

/** What a grid asks of a selection of its rows. */
export interface RowSelection {
  readonly count: number;
  has(id: string): boolean;
  /** Takes a row in or out; the next range begins there. */
  toggle(index: number, id: string): void;
  /** Where the next range begins. */
  anchor(index: number): void;
  /** What was selected before, and all rows from the anchor to this one. */
  extendTo(index: number): void;
  all(): void;
  clear(): void;
}

/**
 * The tracks of a grid's columns for CSS, as wide as chosen where a width was chosen, and how wide they are at least, pixels. `scale`
 * widens all of them where type is drawn larger.
 */
export function columnTracks(
  columns: readonly Pick<GridColumn<never>, 'id' | 'minWidth' | 'grow'>[],
  widths: Readonly<Record<string, number>> = {},
  scale = 1,
): { readonly template: string; readonly minWidth: number } {
  const tracks = columns.map(({ id, minWidth, grow }) => {
    const chosen = widths[id];
    const least = Math.round((chosen ?? minWidth) * scale);
    return { track: chosen !== undefined || grow === 0 ? `${least}px` : `minmax(${least}px, ${grow}fr)`, least };
  });
  return {
    template: tracks.map(({ track }) => track).join(' '),
    minWidth: tracks.reduce((sum, { least }) => sum + least, 0),
  };
}
