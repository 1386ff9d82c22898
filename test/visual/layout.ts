import type { Page } from 'playwright-core';

/** Where a landmark stands, CSS pixels. */
export interface Landmark {
  readonly what: string;
  readonly left: number;
  readonly width: number;
}

/** What can be wrong with a page in any font: it is wider than the window, words are cut off or lie upon each other. */
export function layoutTroubles(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    interface Box {
      readonly left: number;
      readonly top: number;
      readonly right: number;
      readonly bottom: number;
    }
    interface Words {
      readonly text: string;
      readonly element: Element;
      readonly box: Box;
    }
    /** Pixels that rounding may add. */
    const SLACK = 2;
    const troubles: string[] = [];
    const styles = new Map<Element, CSSStyleDeclaration>();
    const styleOf = (element: Element): CSSStyleDeclaration => {
      const known = styles.get(element) ?? getComputedStyle(element);
      styles.set(element, known);
      return known;
    };
    const overflow = document.documentElement.scrollWidth - innerWidth;
    if (overflow > 0) troubles.push(`wider than the window by ${overflow} px`);

    const isHidden = (element: Element): boolean =>
      !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) ||
      element.closest('.visually-hidden, option, svg, [inert]') !== null;
    /** Clips a box by everything around it; says when words are cut off in their middle. */
    const clip = (text: string, element: Element, full: Box): Box | null => {
      let box = full;
      let mayEnd = false;
      const cuts: string[] = [];
      for (let at: Element | null = element; at && at !== document.documentElement; at = at.parentElement) {
        const style = styleOf(at);
        if (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') mayEnd = true;
        if (style.overflowX !== 'visible' || style.overflowY !== 'visible') {
          const edge = at.getBoundingClientRect();
          const scrollsAcross = style.overflowX === 'auto' || style.overflowX === 'scroll';
          const scrollsDown = style.overflowY === 'auto' || style.overflowY === 'scroll';
          const cut = box.right > edge.right + SLACK && box.left < edge.right - SLACK && box.bottom > edge.top;
          if (cut && !scrollsAcross && !mayEnd) cuts.push(`cut off at the right: ${text}`);
          const middle = (box.top + box.bottom) / 2;
          const isThrough = Math.abs(middle - edge.bottom) < (box.bottom - box.top) / 4 && box.left < edge.right;
          if (isThrough && !scrollsDown && !mayEnd) cuts.push(`cut through at the bottom: ${text}`);
          box = {
            left: Math.max(box.left, edge.left),
            top: Math.max(box.top, edge.top),
            right: Math.min(box.right, edge.right),
            bottom: Math.min(box.bottom, edge.bottom),
          };
          if (scrollsAcross || scrollsDown) mayEnd = true;
        }
        if (style.position === 'fixed') break;
      }
      // What is hidden as a whole is hidden on purpose.
      if (box.right - box.left < 1 || box.bottom - box.top < 1) return null;
      troubles.push(...cuts);
      return box;
    };

    const words: Words[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = (node.nodeValue ?? '').trim().slice(0, 40);
      if (!element || text === '' || isHidden(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        if (rect.width < 2 || rect.height < 2) continue;
        // Glyphs fill the middle of a line's box; fonts are higher than the lines they stand in.
        const inset = rect.height * 0.2;
        const glyphs = { left: rect.left, top: rect.top + inset, right: rect.right, bottom: rect.bottom - inset };
        const box = clip(text, element, glyphs);
        if (box && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight) words.push({ text, element, box });
      }
    }

    /** Whether something with a ground of its own lies between, so that the lower words are not seen. */
    const covers = (upper: Element, lower: Element): boolean => {
      for (let at: Element | null = upper; at && !at.contains(lower); at = at.parentElement) {
        const { backgroundColor, backgroundImage } = styleOf(at);
        const alpha = /rgba\(.*,\s*([\d.]+)\)/.exec(backgroundColor)?.[1];
        if (backgroundImage !== 'none' || (backgroundColor !== 'transparent' && (alpha ? Number(alpha) > 0.8 : true))) {
          return true;
        }
      }
      return false;
    };
    const sorted = words.sort((a, b) => a.box.top - b.box.top);
    for (const [index, one] of sorted.entries()) {
      for (let next = index + 1; next < sorted.length; next += 1) {
        const other = sorted[next];
        if (!other || other.box.top > one.box.bottom - SLACK) break;
        if (one.element === other.element) continue;
        const left = Math.max(one.box.left, other.box.left);
        const right = Math.min(one.box.right, other.box.right);
        if (right - left <= SLACK) continue;
        const [x, y] = [(left + right) / 2, (other.box.top + Math.min(one.box.bottom, other.box.bottom)) / 2];
        const hit = document.elementFromPoint(x, y);
        const upper = [one, other].find(({ element }) => hit !== null && (element.contains(hit) || hit === element));
        if (!upper) continue;
        const lower = upper === one ? other : one;
        if (!covers(upper.element, lower.element)) troubles.push(`upon each other: ${one.text} / ${other.text}`);
      }
    }

    for (const control of document.querySelectorAll('button, a[href], input, select, textarea')) {
      if (isHidden(control)) continue;
      const { left, right, width, height } = control.getBoundingClientRect();
      if (width < 2 || height < 2 || (left >= -SLACK && right <= innerWidth + SLACK)) continue;
      let scroller = control.parentElement;
      while (scroller && !/auto|scroll/.test(styleOf(scroller).overflowX)) scroller = scroller.parentElement;
      const name = control.getAttribute('aria-label') ?? control.textContent ?? control.tagName;
      if (!scroller) troubles.push(`out of the window: ${name.trim().slice(0, 40)}`);
    }
    return [...new Set(troubles)];
  });
}

/** The page's landmarks in their order. */
export function landmarksOf(page: Page): Promise<readonly Landmark[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll(
        'header, nav, main, aside, article, footer, h1, h2, form, table, [role=grid], [role=dialog]',
      ),
    ]
      .filter(
        (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.visually-hidden'),
      )
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight)
      .map(({ element, box }) => ({
        what: element.getAttribute('role') ?? element.tagName.toLowerCase(),
        left: Math.round(box.left),
        width: Math.round(box.width),
      })),
  );
}

/** Headings are as wide as their words. */
const WORDS_WIDE = new Set(['h1', 'h2']);
/** Pixels that another font may move a landmark by. */
const FONT_SLACK = 24;

/** How the landmarks of a page differ from those stored, so that another font would not explain it. */
export function landmarkTroubles(stored: readonly Landmark[], taken: readonly Landmark[]): readonly string[] {
  const names = (landmarks: readonly Landmark[]) => landmarks.map(({ what }) => what).join(' ');
  // What stands at the foot of the window, a font can move out of it.
  const common = Math.min(stored.length, taken.length);
  if (Math.abs(stored.length - taken.length) > 2 || names(stored.slice(0, common)) !== names(taken.slice(0, common))) {
    return [`landmarks are ${names(taken)}, stored are ${names(stored)}`];
  }
  return stored.slice(0, common).flatMap(({ what, left, width }, index) => {
    const now = taken[index];
    if (!now) return [];
    const isMoved = Math.abs(now.left - left) > FONT_SLACK;
    const isResized = !WORDS_WIDE.has(what) && Math.abs(now.width - width) > FONT_SLACK;
    if (!isMoved && !isResized) return [];
    return [`${what} ${index + 1} stands at ${now.left}, ${now.width} wide; stored is ${left}, ${width}`];
  });
}
