import type { RegionLookup } from '#shared/domain/people/citizen-id';
import { practiceRegionOf, regionOf } from '#shared/codes/region-codes';
import { useSession } from '#renderer/data/index';

/** Region codes; a practice station has one of its own, which no real id can have. */
export function useRegions(): RegionLookup {
  return useSession().station.practice ? practiceRegionOf : regionOf;
}
