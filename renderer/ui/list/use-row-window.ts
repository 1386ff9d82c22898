import { useCallback, useLayoutEffect, useState, type RefObject } from 'react';

/** Rows drawn beyond the visible ones, so that a quick scroll does not show paper. */
const MARGIN_ROWS = 8;

/** Before the first measurement: a tall screen. */
const ASSUMED_HEIGHT = 800;

export interface RowWindow {
  readonly onScroll: () => void;
  /** The first row to draw, and the one after the last. */
  readonly first: number;
  readonly last: number;
  /** Whole rows that fit. */
  readonly pageRows: number;
  /** Scrolls just as far as the row needs to be seen. */
  reveal(index: number): void;
  toTop(): void;
}

interface WindowOptions {
  readonly total: number;
  readonly rowHeight: number;
  /** Height of a head that stays at the top within the scroller, pixels. */
  readonly headHeight?: number;
}

/** Which rows of a long list are to be drawn as its scroller scrolls and changes its size. All rows have one height, pixels. */
export function useRowWindow(
  scrollerRef: RefObject<HTMLDivElement | null>,
  { total, rowHeight, headHeight = 0 }: WindowOptions,
): RowWindow {
  const [view, setView] = useState({ top: 0, height: ASSUMED_HEIGHT });

  const measure = useCallback(() => {
    const element = scrollerRef.current;
    if (!element || element.clientHeight === 0) return;
    // Rounded to rows, so that a scroll of a few pixels draws nothing anew.
    const top = Math.floor(element.scrollTop / rowHeight) * rowHeight;
    setView((known) =>
      known.top === top && known.height === element.clientHeight ? known : { top, height: element.clientHeight },
    );
  }, [scrollerRef, rowHeight]);

  useLayoutEffect(() => {
    const element = scrollerRef.current;
    if (!element) return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scrollerRef, measure]);

  // A list that became shorter is scrolled back by the browser, which tells nobody before it paints.
  const top = Math.min(view.top, Math.max(0, total * rowHeight + headHeight - view.height));
  const first = Math.max(0, Math.floor(top / rowHeight) - MARGIN_ROWS);
  const last = Math.min(total, Math.ceil((top + view.height) / rowHeight) + MARGIN_ROWS);

  return {
    onScroll: measure,
    first,
    last,
    pageRows: Math.max(1, Math.floor((view.height - headHeight) / rowHeight)),
    reveal(index) {
      const element = scrollerRef.current;
      if (!element) return;
      const rowTop = index * rowHeight;
      const lowest = rowTop + rowHeight + headHeight - element.clientHeight;
      if (rowTop < element.scrollTop) element.scrollTo({ top: rowTop });
      else if (lowest > element.scrollTop) element.scrollTo({ top: lowest });
      measure();
    },
    toTop() {
      scrollerRef.current?.scrollTo({ top: 0 });
      measure();
    },
  };
}

/** The rows to draw, and among them the one that has the focus even where it is out of sight: a focus must not fall out of the page. */
export function drawnRows({ first, last }: Pick<RowWindow, 'first' | 'last'>, active: number, total: number) {
  const rows = Array.from({ length: Math.max(0, last - first) }, (_, offset) => first + offset);
  if (active >= total || (active >= first && active < last)) return rows;
  return active < first ? [active, ...rows] : [...rows, active];
}
