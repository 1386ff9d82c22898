import { useCallback, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

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

/** Rows drawn beyond the visible ones, so that a quick scroll does not show paper. */
const MARGIN_ROWS = 8;
const PAGE_ROWS = 10;

/**
 * A list of any length that draws only what is seen. One row takes the focus: arrows, Home and End move it, Enter opens.
 * Rows all have the same height.
 */
export function WindowedRows<T>(props: WindowedRowsProps<T>) {
  const { label, rows, rowHeight, keyOf, selectedKey, onOpen, head, cells } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  const [active, setActive] = useState(0);
  const focusMoves = useRef(false);
  const activeRow = Math.min(active, Math.max(0, rows.length - 1));

  const measure = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    // Rounded to rows, so that a scroll of a few pixels draws nothing anew.
    const top = Math.floor(element.scrollTop / rowHeight) * rowHeight;
    setView((known) =>
      known.top === top && known.height === element.clientHeight ? known : { top, height: element.clientHeight },
    );
  }, [rowHeight]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [measure]);

  useLayoutEffect(() => {
    if (!focusMoves.current) return;
    focusMoves.current = false;
    scroller.current?.querySelector<HTMLElement>(`[data-row="${activeRow}"]`)?.focus({ preventScroll: true });
  });

  const first = Math.max(0, Math.floor(view.top / rowHeight) - MARGIN_ROWS);
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / rowHeight) + MARGIN_ROWS);

  const moveTo = (next: number) => {
    const target = Math.min(rows.length - 1, Math.max(0, next));
    const element = scroller.current;
    if (element) {
      const top = target * rowHeight;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + rowHeight > element.scrollTop + element.clientHeight)
        element.scrollTop = top + rowHeight - element.clientHeight;
    }
    focusMoves.current = true;
    setActive(target);
    measure();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[activeRow];
    if (event.key === 'Enter' && event.target === event.currentTarget.querySelector(`[data-row="${activeRow}"]`)) {
      if (row !== undefined) onOpen(row);
      return;
    }
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: activeRow + 1,
      ArrowUp: activeRow - 1,
      PageDown: activeRow + PAGE_ROWS,
      PageUp: activeRow - PAGE_ROWS,
      Home: 0,
      End: rows.length - 1,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    moveTo(next);
  };

  return (
    <div
      className="rows"
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + (head === null ? 0 : 1)}
      onKeyDown={onKeyDown}
    >
      {head !== null && (
        <div className="rows-head" role="row" aria-rowindex={1}>
          {head}
        </div>
      )}
      <div className="rows-body" role="rowgroup" ref={scroller} onScroll={measure}>
        <div role="presentation" style={{ height: first * rowHeight }} />
        {rows.slice(first, last).map((row, offset) => {
          const index = first + offset;
          const key = keyOf(row);
          return (
            <div
              key={key}
              className="row"
              role="row"
              data-row={index}
              aria-rowindex={index + (head === null ? 1 : 2)}
              aria-selected={key === selectedKey}
              tabIndex={index === activeRow ? 0 : -1}
              style={{ height: rowHeight }}
              onClick={() => {
                setActive(index);
                onOpen(row);
              }}
            >
              {cells(row)}
            </div>
          );
        })}
        <div role="presentation" style={{ height: (rows.length - last) * rowHeight }} />
      </div>
    </div>
  );
}
