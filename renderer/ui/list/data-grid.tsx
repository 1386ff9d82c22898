import {
  useLayoutEffect,
  useRef,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { useTranslation } from 'react-i18next';
import { columnTracks, type GridColumn, type RowSelection, type Sort } from './grid-types';
import { GridHead, SelectBox } from './grid-head';
import { useIsLarge } from '../preferences';
import { LARGE_TYPE, useRowHeight } from '../row-height';
import { useActiveRow } from './use-active-row';
import { drawnRows, useRowWindow } from './use-row-window';
import './list.css';

interface DataGridProps<R, S extends string> {
  readonly label: string;
  readonly total: number;
  /** The row at a place in the list; undefined while it is on its way. */
  readonly rowAt: (index: number) => R | undefined;
  readonly idOf: (row: R) => string;
  /** What readers call a row. */
  readonly nameOf: (row: R) => string;
  readonly columns: readonly GridColumn<R, S>[];
  /** Widths that somebody chose, pixels, by column. */
  readonly widths?: Readonly<Record<string, number>>;
  readonly rowHeight: number;
  readonly sort: Sort<S>;
  readonly onSort: (sort: Sort<S>) => void;
  /** The row that stands opened beside the list. */
  readonly openId: string | null;
  readonly onOpen: (row: R) => void;
  readonly selection: RowSelection | null;
  /** Draws a whole row for a thumb, in place of columns and head. */
  readonly touchRow?: ((row: R) => ReactNode) | undefined;
  /** Another one scrolls back to the top: another filter, another order. */
  readonly listKey: string;
  /** Told of the rows that are drawn, the last excluded. */
  readonly onWindow?: (first: number, last: number) => void;
}

const HEAD_HEIGHT = 36;
const PADDING = 32;
const GAP = 12;
const BOX_WIDTH = { usual: 18, large: 30 } as const;

/**
 * A table of any length over rows that may still be on their way: it draws only what is seen, and a row that is not there yet is a
 * quiet line. Arrows, Page Up and Down, Home and End move; Enter opens; Space selects, Shift with an arrow or a press a range, Ctrl+A
 * all. Heads sort.
 */
export function DataGrid<R, S extends string>(given: DataGridProps<R, S>) {
  const props = { ...given, rowHeight: useRowHeight(given.rowHeight) };
  const { label, total, rowAt, columns, widths, rowHeight, selection, touchRow, listKey, onWindow } = props;
  const headHeight = useRowHeight(HEAD_HEIGHT);
  const isLarge = useIsLarge();
  const scale = isLarge ? LARGE_TYPE : 1;
  const boxWidth = BOX_WIDTH[isLarge ? 'large' : 'usual'];
  const isTouch = touchRow !== undefined;
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRowWindow(scroller, { total, rowHeight, headHeight: isTouch ? 0 : headHeight });
  const focus = useActiveRow(scroller, total, rows);
  const onKeyDown = useGridKeys(props, focus);

  const shownKey = useRef(listKey);
  useLayoutEffect(() => {
    if (shownKey.current === listKey) return;
    shownKey.current = listKey;
    rows.toTop();
    focus.setActive(0);
  });
  const { first, last } = rows;
  useLayoutEffect(() => onWindow?.(first, last), [onWindow, first, last]);

  const { template, minWidth } = columnTracks(columns, widths, scale);
  const boxes = selection ? 1 : 0;
  const style: CSSProperties & Record<'--tracks', string> = {
    '--tracks': selection ? `${boxWidth}px ${template}` : template,
    minWidth: minWidth + boxes * boxWidth + (columns.length + boxes - 1) * GAP + PADDING,
  };
  return (
    <div className="data-grid" ref={scroller} onScroll={rows.onScroll}>
      <div
        role="grid"
        aria-label={label}
        aria-rowcount={total + (isTouch ? 0 : 1)}
        aria-colcount={isTouch ? undefined : columns.length + boxes}
        aria-multiselectable={selection !== null}
        style={isTouch ? undefined : style}
        onKeyDown={onKeyDown}
      >
        {!isTouch && <GridHead {...props} />}
        <div className="grid-body" role="rowgroup" style={{ height: total * rowHeight }}>
          {drawnRows(rows, focus.active, total).map((index) => (
            <GridRow
              key={index}
              {...props}
              index={index}
              row={rowAt(index)}
              isActive={index === focus.active}
              onActive={focus.setActive}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

interface GridRowProps<R, S extends string> extends DataGridProps<R, S> {
  readonly index: number;
  readonly row: R | undefined;
  readonly isActive: boolean;
  readonly onActive: (index: number) => void;
}

function GridRow<R, S extends string>(props: GridRowProps<R, S>) {
  const { index, row, columns, rowHeight, idOf, nameOf, openId, onOpen, selection, touchRow, isActive, onActive } =
    props;
  const { t } = useTranslation('list');
  const id = row === undefined ? null : idOf(row);
  const isSelected = id !== null && (selection?.has(id) ?? false);
  const select = (event: MouseEvent) => {
    if (!selection || id === null) return;
    onActive(index);
    if (event.shiftKey) selection.extendTo(index);
    else selection.toggle(index, id);
  };
  const press = (event: MouseEvent) => {
    if (row === undefined) return;
    if (selection && (event.shiftKey || event.ctrlKey || event.metaKey)) return select(event);
    onActive(index);
    selection?.anchor(index);
    onOpen(row);
  };
  return (
    <div
      className={`row${touchRow ? '' : ' has-tracks'}`}
      role="row"
      data-row={index}
      aria-rowindex={index + (touchRow ? 1 : 2)}
      aria-selected={selection ? isSelected : undefined}
      aria-current={id !== null && id === openId ? 'true' : undefined}
      aria-busy={row === undefined ? true : undefined}
      tabIndex={isActive ? 0 : -1}
      style={{ top: index * rowHeight, height: rowHeight }}
      // A press with Shift would select the text between.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onClick={press}
    >
      {row === undefined ? (
        <span role="gridcell" className="row-coming">
          <span className="visually-hidden">{t('row.coming')}</span>
        </span>
      ) : (
        <>
          {selection && <SelectBox label={nameOf(row)} isChecked={isSelected} onPress={select} />}
          {touchRow
            ? touchRow(row)
            : columns.map(({ id: column, align, cell }) => (
                <span key={column} role="gridcell" className={`grid-cell${align === 'end' ? ' is-end' : ''}`}>
                  {cell(row)}
                </span>
              ))}
        </>
      )}
    </div>
  );
}

/** What keys do in the rows; those in heads and boxes keep their own. */
function useGridKeys<R, S extends string>(
  { rowAt, idOf, onOpen, selection }: DataGridProps<R, S>,
  focus: ReturnType<typeof useActiveRow>,
): (event: KeyboardEvent) => void {
  return (event) => {
    if (!(event.target instanceof Element) || !event.target.matches('[data-row]')) return;
    const row = rowAt(focus.active);
    if (event.key === 'Enter') {
      if (row !== undefined) onOpen(row);
      return;
    }
    if (selection && event.key === ' ') {
      event.preventDefault();
      if (row !== undefined) selection.toggle(focus.active, idOf(row));
      return;
    }
    if (selection && event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      selection.all();
      return;
    }
    const target = focus.target(event);
    if (target === null) return;
    event.preventDefault();
    const reached = focus.moveTo(target);
    if (event.shiftKey) selection?.extendTo(reached);
    else selection?.anchor(reached);
  };
}
