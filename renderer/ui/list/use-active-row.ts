import { useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { RowWindow } from './use-row-window';

export interface ActiveRow {
  /** The row that Tab comes to. */
  readonly active: number;
  /** Makes a row the active one without moving the focus. */
  readonly setActive: (index: number) => void;
  /** Moves focus and scroll to a row; beyond the ends, to the nearest. Answers with the row. */
  readonly moveTo: (index: number) => number;
  /** The row that a key leads to: arrows, Page Up and Down, Home, End; null for other keys. */
  readonly target: (event: KeyboardEvent) => number | null;
}

/** One row of a list takes the focus, and keys move it. */
export function useActiveRow(scrollerRef: RefObject<HTMLDivElement | null>, total: number, rows: RowWindow): ActiveRow {
  const [kept, setActive] = useState(0);
  const focusMoves = useRef(false);
  const active = Math.min(kept, Math.max(0, total - 1));

  useLayoutEffect(() => {
    if (!focusMoves.current) return;
    focusMoves.current = false;
    focusRow(scrollerRef, active);
  });

  return {
    active,
    setActive,
    moveTo(index) {
      const next = Math.min(total - 1, Math.max(0, index));
      rows.reveal(next);
      // The active row is always drawn; any other may have to be drawn first.
      if (next === active) focusRow(scrollerRef, next);
      else focusMoves.current = true;
      setActive(next);
      return next;
    },
    target({ key }) {
      const targets: Readonly<Record<string, number>> = {
        ArrowDown: active + 1,
        ArrowUp: active - 1,
        PageDown: active + rows.pageRows,
        PageUp: active - rows.pageRows,
        Home: 0,
        End: total - 1,
      };
      return targets[key] ?? null;
    },
  };
}

function focusRow(scrollerRef: RefObject<HTMLDivElement | null>, index: number): void {
  scrollerRef.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus({ preventScroll: true });
}
