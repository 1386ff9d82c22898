import { ArrowDown, ArrowUp } from 'lucide-react';
import { useEffect, useRef, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { GridColumn, RowSelection, Sort } from './grid-types';

interface GridHeadProps<R, S extends string> {
  readonly total: number;
  readonly columns: readonly GridColumn<R, S>[];
  readonly sort: Sort<S>;
  readonly onSort: (sort: Sort<S>) => void;
  readonly selection: RowSelection | null;
}

/** The heads of a grid; those that sort are buttons, and a second press turns the order round. */
export function GridHead<R, S extends string>({ total, columns, sort, onSort, selection }: GridHeadProps<R, S>) {
  return (
    <div role="rowgroup" className="grid-head">
      <div role="row" aria-rowindex={1} className="has-tracks">
        {selection && <SelectAll total={total} selection={selection} />}
        {columns.map((column) => (
          <ColumnHead key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </div>
    </div>
  );
}

interface ColumnHeadProps<R, S extends string> {
  readonly column: GridColumn<R, S>;
  readonly sort: Sort<S>;
  readonly onSort: (sort: Sort<S>) => void;
}

function ColumnHead<R, S extends string>({ column, sort, onSort }: ColumnHeadProps<R, S>) {
  const { label, align, sort: by, isLargestFirst = false } = column;
  const className = `grid-cell${align === 'end' ? ' is-end' : ''}`;
  if (by === undefined) {
    return (
      <span role="columnheader" className={className}>
        {label}
      </span>
    );
  }
  const isSorted = sort.by === by;
  const Arrow = sort.descending ? ArrowDown : ArrowUp;
  return (
    <span
      role="columnheader"
      className={className}
      aria-sort={!isSorted ? 'none' : sort.descending ? 'descending' : 'ascending'}
    >
      <button
        type="button"
        className="sort-button"
        onClick={() => onSort({ by, descending: isSorted ? !sort.descending : isLargestFirst })}
      >
        {label}
        {isSorted && <Arrow size={13} aria-hidden="true" />}
      </button>
    </span>
  );
}

function SelectAll({ total, selection }: { readonly total: number; readonly selection: RowSelection }) {
  const { t } = useTranslation('list');
  const box = useRef<HTMLInputElement>(null);
  const isAll = total > 0 && selection.count >= total;
  useEffect(() => {
    if (box.current) box.current.indeterminate = selection.count > 0 && !isAll;
  });
  return (
    <span role="columnheader" className="grid-cell is-box">
      <input
        ref={box}
        type="checkbox"
        aria-label={t('select.all')}
        checked={isAll}
        disabled={total === 0}
        onChange={() => (isAll ? selection.clear() : selection.all())}
      />
    </span>
  );
}

interface SelectBoxProps {
  readonly label: string;
  readonly isChecked: boolean;
  readonly onPress: (event: MouseEvent) => void;
}

/** The tick of one row. The row's own keys do the same, so that Tab does not stop at each. */
export function SelectBox({ label, isChecked, onPress }: SelectBoxProps) {
  const { t } = useTranslation('list');
  return (
    <span
      role="gridcell"
      className="grid-cell is-box"
      onClick={(event) => {
        event.stopPropagation();
        onPress(event);
      }}
    >
      <input type="checkbox" tabIndex={-1} aria-label={t('select.one', { name: label })} checked={isChecked} readOnly />
    </span>
  );
}
