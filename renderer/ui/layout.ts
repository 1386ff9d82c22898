import { useMedia } from './preferences';

/** How much room there is: `wide` has a navigation with words, `medium` a rail, `tablet` one page at a time. */
export type Layout = 'wide' | 'medium' | 'tablet';

/** The layout of the window now. The same widths stand in the style sheets. */
export function useLayout(): Layout {
  const isWide = useMedia('(min-width: 1280px)');
  const isTablet = useMedia('(max-width: 899.98px)');
  return isWide ? 'wide' : isTablet ? 'tablet' : 'medium';
}
