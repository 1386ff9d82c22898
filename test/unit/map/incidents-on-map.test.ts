import { describe, expect, it } from 'vitest';
import type { ShownIncident } from '#renderer/features/incidents/index';
import { nearestOf } from '../../../renderer/features/map/nearest';
import { incidentsOnMap, marksOf } from '../../../renderer/features/map/overlays/incident-symbols';
import { placeFacts } from '../../../renderer/features/map/picker/picked-place';
import { choicesOf, mapPlace } from '../../../renderer/features/map/places';
import type { BuildingOnMap, GridOnMap } from '../../../renderer/features/map/queries';
import type { HomeOnMap } from '../../../renderer/features/map/use-homes';

const NOW_MS = 1_795_000_000_000;
const MINUTE_MS = 60_000;

/** About a metre to the east is 1.06e-5 degrees here. */
const METER = 1.06e-5;
const building = (uid: string, meters: number): BuildingOnMap =>
  ({
    record: { uid, street: '清和路', name: `${uid}幢` },
    center: [118.78 + meters * METER, 32.04],
    ring: null,
    gridNumber: 1,
  }) as unknown as BuildingOnMap;
const BUILDINGS = [building('8', 0), building('9', 100)];

interface Told {
  readonly state?: string;
  readonly isOpen?: boolean;
  readonly isUrgent?: boolean;
  readonly dueInMs?: number;
  readonly meters?: number | null;
  readonly buildingUid?: string | null;
}

/** An incident to which somebody came in time, and that has a day for its handling. */
function incident(id: string, told: Told = {}): ShownIncident {
  const { state = 'handling', isOpen = true, isUrgent = false, dueInMs = 600 * MINUTE_MS } = told;
  const { meters = 0, buildingUid = null } = told;
  const place = meters === null ? null : { lng: 118.78 + meters * METER, lat: 32.04 };
  const limit = { kind: 'running', dueAtMs: NOW_MS + dueInMs };
  const startedAtMs = NOW_MS - 600 * MINUTE_MS;
  return {
    ...{ id, state, isOpen, isUrgent },
    record: { place, buildingUid, reportedAtMs: startedAtMs },
    standing: { response: { atMs: startedAtMs }, limit, dispatchedAtMs: startedAtMs, acceptedAtMs: null },
  } as unknown as ShownIncident;
}
const shapes = (...incidents: readonly ShownIncident[]) =>
  incidentsOnMap(incidents, BUILDINGS, NOW_MS).map(({ incident: { id }, shape }) => `${id} ${shape}`);

describe('incidents on the map', () => {
  it.each([
    ['an urgent one', { isUrgent: true }, 'alert'],
    ['one that is late', { dueInMs: -MINUTE_MS }, 'alert'],
    ['one that is due soon', { dueInMs: 9 * MINUTE_MS }, 'due'],
    ['one that somebody handles', {}, 'progress'],
    ['one that nobody has taken up', { state: 'reported' }, 'idle'],
  ] as const)('show %s by its shape', (_what, told, shape) => {
    expect(shapes(incident('a', told))).toEqual([`a ${shape}`]);
  });

  it('are the open ones with a place, of their own or of their building; the most urgent is drawn last', () => {
    const told = shapes(
      incident('late', { dueInMs: -1 }),
      incident('closed', { isOpen: false, state: 'closed' }),
      incident('nowhere', { meters: null }),
      incident('at 9', { meters: null, buildingUid: '9', state: 'accepted' }),
      incident('fine'),
    );
    expect(told).toEqual(['at 9 idle', 'fine progress', 'late alert']);
  });

  it('mark one household each of the building that they lie at, for the arcs of the discs', () => {
    const homes = ['8', '8', '8', '9'].map((buildingUid) => ({ row: { buildingUid } }) as HomeOnMap);
    const found = incidentsOnMap(
      [
        incident('a', { isUrgent: true, meters: 20 }),
        incident('b', { buildingUid: '8' }),
        incident('c', { meters: 300 }),
      ],
      BUILDINGS,
      NOW_MS,
    );
    expect([...marksOf(homes, found)].sort()).toEqual([0, 0, 1, 2]);
    expect(marksOf(homes, found)[3]).toBe(0);
    expect([...marksOf(homes, [])]).toEqual([0, 0, 0, 0]);
  });
});

describe('a place that is picked', () => {
  const grid = {
    number: 1,
    boundary: [
      [
        [
          [118.77, 32.03],
          [118.79, 32.03],
          [118.79, 32.05],
          [118.77, 32.05],
          [118.77, 32.03],
        ],
      ],
    ],
  } as unknown as GridOnMap;
  const factsOf = placeFacts([grid], BUILDINGS);

  it('is told by the nearest building, and by the grid that it lies in', () => {
    expect(factsOf([118.78 + 30 * METER, 32.04])).toEqual({
      near: { uid: '8', address: '清和路8幢', grid: 1, meters: 30 },
      grid,
    });
    expect(factsOf([118.7, 32.04])).toEqual({ near: null, grid: null });
    expect(nearestOf(BUILDINGS, [118.78 + 70 * METER, 32.04], 80)?.record.uid).toBe('9');
  });
});

describe('the address of the map', () => {
  it('says which grids are to be merged and which incident is open, and takes nothing for what it is not', () => {
    const place = mapPlace({ tool: 'merge', merge: [1, 3], incident: 'incident~qinghe-1~x' });
    expect(choicesOf(place.query as Record<string, string>)).toMatchObject({
      ...{ tool: 'merge', merge: [1, 3], incident: 'incident~qinghe-1~x' },
    });
    expect(choicesOf({ merge: '2,x,-1,2,1.5', incident: '' })).toMatchObject({ merge: [2], incident: null });
  });
});
