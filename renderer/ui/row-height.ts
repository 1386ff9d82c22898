import { useLayout } from './layout';
import { useIsLarge } from './preferences';

/** How much larger type is in the elder mode than at a desk, and on a tablet; `base.css` has the same. */
export const LARGE_TYPE = 18 / 14;
const LARGE_TYPE_ON_TABLET = 18 / 16;
const LEAST_TARGET = 60;

/** The height of a list's rows in pixels, from what they have at the usual size: lists that draw what is seen have to know it. */
export function useRowHeight(usual: number): number {
  const isLarge = useIsLarge();
  const isTablet = useLayout() === 'tablet';
  if (!isLarge) return usual;
  return Math.max(LEAST_TARGET, Math.round(usual * (isTablet ? LARGE_TYPE_ON_TABLET : LARGE_TYPE)));
}
