import type { ReactNode } from 'react';
import { useLayout, WindowedRows } from '#renderer/ui/index';

/** A desk shows columns under a head; a finger takes rows of two lines without one. */
export type RowScale = 'desk' | 'touch';

const ROW_HEIGHT: Readonly<Record<RowScale, number>> = { desk: 44, touch: 88 };

/** Which of the two belongs on this screen. */
export const useRowScale = (): RowScale => (useLayout() === 'tablet' ? 'touch' : 'desk');

interface SettingsRowsProps<T> {
  /** `account` makes `account-rows` of the list and `account-name` of a column. */
  readonly noun: string;
  readonly columns: readonly { readonly name: string; readonly title: string }[];
  readonly label: string;
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  readonly selected: string;
  readonly onOpen: (row: T) => void;
  readonly scale: RowScale;
  /** For that scale. */
  readonly cells: (row: T) => ReactNode;
}

/** A list of a settings section: rows under their columns, one of them open beside it. */
export function SettingsRows<T>({ noun, columns, scale, selected, ...list }: SettingsRowsProps<T>) {
  const head = columns.map(({ name, title }) => (
    <span key={name} role="columnheader" className={`${noun}-${name}`}>
      {title}
    </span>
  ));
  return (
    <div className={`${noun}-rows`}>
      <WindowedRows
        {...list}
        rowHeight={ROW_HEIGHT[scale]}
        selectedKey={selected}
        head={scale === 'desk' ? head : null}
      />
    </div>
  );
}
