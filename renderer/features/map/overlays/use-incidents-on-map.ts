import { useMemo } from 'react';
import { useNow } from '../../people/index';
import { useIncidents } from '../../incidents/index';
import type { BuildingOnMap } from '../queries';
import { incidentsOnMap, type IncidentOnMap } from './incident-symbols';

const MINUTE_MS = 60_000;
const NONE: readonly IncidentOnMap[] = [];

/** The open incidents of this minute that lie somewhere; none while they are being read. */
export function useIncidentsOnMap(buildings: readonly BuildingOnMap[]): readonly IncidentOnMap[] {
  const incidents = useIncidents();
  const nowMs = useNow();
  const minuteMs = nowMs - (nowMs % MINUTE_MS);
  return useMemo(
    () => (incidents ? incidentsOnMap(incidents, buildings, minuteMs) : NONE),
    [incidents, buildings, minuteMs],
  );
}
