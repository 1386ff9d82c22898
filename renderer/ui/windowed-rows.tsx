import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useActiveRow } from './list/use-active-row';
import { drawnRows, useRowWindow } from './list/use-row-window';
import { useRowHeight } from './row-height';

interface WindowedRowsProps<T> {
  readonly label: string;
  readonly rows: readonly T[];
  readonly rowHeight: number;
  readonly keyOf: (row: T) => string;
  readonly selectedKey: string | null;
  readonly onOpen: (row: T) => void;
  /** Cells of the head row, each with role `columnheader`; null for a list without one. */
  readonly head: ReactNode;
  /** Cells of a row, each with role `gridcell`. */
  readonly cells: (row: T) => ReactNode;
}

/**
 * A list that is all in memory, of any length, that draws only what is seen. One row takes the focus: arrows, Home and End move it,
 * Enter opens. Rows all have the same height. `DataGrid` is for rows that are fetched, sorted and selected.
 */
export function WindowedRows<T>(props: WindowedRowsProps<T>) {
  const { label, rows, keyOf, selectedKey, onOpen, head, cells } = props;
  const rowHeight = useRowHeight(props.rowHeight);
  const total = rows.length;
  const scroller = useRef<HTMLDivElement>(null);
  const view = useRowWindow(scroller, { total, rowHeight });
  const focus = useActiveRow(scroller, total, view);

  const onKeyDown = (event: KeyboardEvent) => {
    const isOnRow = event.target instanceof Element && event.target.matches('[data-row]');
    const row = rows[focus.active];
    if (event.key === 'Enter') {
      if (isOnRow && row !== undefined) onOpen(row);
      return;
    }
    const target = isOnRow ? focus.target(event) : null;
    if (target === null) return;
    event.preventDefault();
    focus.moveTo(target);
  };

  return (
    <div
      className="rows"
      role="grid"
      aria-label={label}
      aria-rowcount={total + (head === null ? 0 : 1)}
      onKeyDown={onKeyDown}
    >
      {head !== null && (
        <div className="rows-head" role="row" aria-rowindex={1}>
          {head}
        </div>
      )}
      <div className="rows-body" ref={scroller} onScroll={view.onScroll}>
        <div className="rows-all" role="rowgroup" style={{ height: total * rowHeight }}>
          {drawnRows(view, focus.active, total).map((index) => {
            const row = rows[index];
            if (row === undefined) return null;
            const key = keyOf(row);
            return (
              <div
                key={key}
                className="row"
                role="row"
                data-row={index}
                aria-rowindex={index + (head === null ? 1 : 2)}
                aria-selected={key === selectedKey}
                tabIndex={index === focus.active ? 0 : -1}
                style={{ top: index * rowHeight, height: rowHeight }}
                onClick={() => {
                  focus.setActive(index);
                  onOpen(row);
                }}
              >
                {cells(row)}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
