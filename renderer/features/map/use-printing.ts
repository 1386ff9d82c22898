import { useCallback, useState } from 'react';
import { boundsOf } from '#shared/geo/contains';
import type { MapControl } from '#renderer/ui/map/index';
import type { GridOnMap } from './queries';

/** As near as a printed map comes. */
const CLOSEST = 17.5;

/** Prints the map with all grids on it: it takes the size of the paper first, and afterwards is where it was. */
export function usePrinting(
  control: MapControl | null,
  grids: readonly GridOnMap[],
): { readonly isPrinting: boolean; readonly print: () => void } {
  const [isPrinting, setIsPrinting] = useState(false);
  const run = useCallback(async () => {
    if (!control) return;
    const { center, zoom } = control.sight();
    setIsPrinting(true);
    await control.settled();
    const bounds = boundsOf(grids.flatMap(({ boundary }) => boundary ?? []));
    if (bounds) control.fit(bounds, CLOSEST);
    await control.settled();
    // Returns when the browser's own dialog has been closed.
    print();
    setIsPrinting(false);
    control.goTo(center, zoom);
  }, [control, grids]);
  return { isPrinting, print: () => void run() };
}
