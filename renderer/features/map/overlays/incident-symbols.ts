import type { Position } from '#shared/schema/types/place';
import type { MapSymbol, SymbolShape } from '#renderer/ui/map/index';
import { MARK } from '#renderer/ui/map/layers/cluster-index';
import { deadlineOf, type ShownIncident } from '../../incidents/index';
import { nearestOf } from '../nearest';
import type { BuildingOnMap } from '../queries';
import type { HomeOnMap } from '../use-homes';

/** How an open incident stands, by the shape that says it. */
export const INCIDENT_SHAPES = ['alert', 'due', 'progress', 'idle'] as const satisfies readonly SymbolShape[];
export type IncidentShape = (typeof INCIDENT_SHAPES)[number];

/** An open incident that lies somewhere. */
export interface IncidentOnMap {
  readonly incident: ShownIncident;
  readonly position: Position;
  readonly shape: IncidentShape;
  /** The building that it is in, or that it lies at; null where it lies at none. */
  readonly buildingUid: string | null;
}

/** An incident lies at a building whose middle is no farther away, metres. */
const AT_BUILDING_METERS = 60;

/** The shape of an open incident: urgent or late, soon due, somebody at it, nobody yet. */
export function shapeOf(incident: ShownIncident, nowMs: number): IncidentShape {
  const deadline = deadlineOf(incident, nowMs);
  if (incident.isUrgent || (deadline.kind === 'due' && deadline.leftMs < 0)) return 'alert';
  if (deadline.kind === 'due' && deadline.isSoon) return 'due';
  return incident.state === 'reported' || incident.state === 'accepted' ? 'idle' : 'progress';
}

/** Open incidents with a place, the most urgent last, so that they are drawn over the others. */
export function incidentsOnMap(
  incidents: readonly ShownIncident[],
  buildings: readonly BuildingOnMap[],
  nowMs: number,
): readonly IncidentOnMap[] {
  const byUid = new Map(buildings.map((building) => [building.record.uid, building]));
  return incidents
    .filter(({ isOpen }) => isOpen)
    .flatMap((incident): IncidentOnMap[] => {
      const { place, buildingUid } = incident.record;
      const known = byUid.get(buildingUid ?? '');
      const position: Position | undefined = place ? [place.lng, place.lat] : known?.center;
      if (!position) return [];
      const at = known ?? nearestOf(buildings, position, AT_BUILDING_METERS);
      return [{ incident, position, shape: shapeOf(incident, nowMs), buildingUid: at?.record.uid ?? null }];
    })
    .sort((a, b) => INCIDENT_SHAPES.indexOf(b.shape) - INCIDENT_SHAPES.indexOf(a.shape));
}

/** The same as symbols. */
export const incidentSymbols = (
  incidents: readonly IncidentOnMap[],
  label: (incident: IncidentOnMap) => string,
): readonly MapSymbol[] =>
  incidents.map((each) => ({ uid: each.incident.id, position: each.position, shape: each.shape, label: label(each) }));

/**
 * Marks for the discs of households: each incident marks one household of its building, so that the arc of a disc says how many there
 * are for its households.
 */
export function marksOf(homes: readonly HomeOnMap[], incidents: readonly IncidentOnMap[]): Uint8Array {
  const marks = new Uint8Array(homes.length).fill(MARK.none);
  if (incidents.length === 0) return marks;
  const wanted = new Map<string, number[]>();
  for (const { buildingUid, shape } of incidents) {
    if (buildingUid === null) continue;
    wanted.set(buildingUid, [...(wanted.get(buildingUid) ?? []), shape === 'alert' ? MARK.crit : MARK.warn]);
  }
  homes.forEach(({ row }, at) => {
    const mark = wanted.get(row.buildingUid)?.pop();
    if (mark !== undefined) marks[at] = mark;
  });
  return marks;
}
