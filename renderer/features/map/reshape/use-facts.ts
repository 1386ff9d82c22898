import { useEffect, useMemo, useState } from 'react';
import type { ReshapeBuilding, ReshapeHousehold } from '#shared/domain/grids/reshape';
import { useAll, useRegister, useRegisterAnswer, type DwellingRow } from '#renderer/data/index';
import { useToday } from '../../people/index';
import { useRound } from '../../visits/index';
import { useHeldGrids, type BuildingRecord, type GridOnMap } from '../queries';
import { readDwellings } from '../use-homes';

/** What is known of grids that are to be cut or put together. */
export interface ReshapeFacts {
  readonly buildings: readonly ReshapeBuilding[];
  readonly households: readonly ReshapeHousehold[];
  readonly dwellings: readonly DwellingRow[];
  /** Whether this device holds the people of all these grids. */
  readonly isComplete: boolean;
}

/** Buildings, homes and households of the grids, those that nobody knows the place of too; undefined while they are being read. */
export function useReshapeFacts(grids: readonly GridOnMap[], numbers: readonly number[]): ReshapeFacts | undefined {
  const records = useAll<BuildingRecord>('reference', 'building');
  const held = useHeldGrids();
  const dwellings = useDwellingsOf(numbers);
  const isComplete = numbers.every((number) => held.includes(number));
  return useMemo(() => {
    if (!records || !dwellings) return undefined;
    const numberOf = new Map(grids.map(({ record, number }) => [record.uid, number]));
    const buildings = records.map(({ uid, gridUid, center }) => ({
      uid,
      gridNumber: numberOf.get(gridUid) ?? 0,
      position: center && ([center.lng, center.lat] as const),
    }));
    const known = new Set(records.map(({ uid }) => uid));
    const households = dwellings.flatMap(({ uid, grid, buildingUid, households: count }) =>
      Array.from({ length: count }, (_, at) => ({
        uid: `${uid}/${at}`,
        gridNumber: grid,
        buildingUid: known.has(buildingUid) ? buildingUid : null,
      })),
    );
    return { buildings, households, dwellings, isComplete };
  }, [records, grids, dwellings, isComplete]);
}

function useDwellingsOf(numbers: readonly number[]): readonly DwellingRow[] | undefined {
  const register = useRegister();
  const today = useToday();
  const asked = numbers.join();
  const [read, setRead] = useState<{ readonly asked: string; readonly rows: readonly DwellingRow[] }>();
  useEffect(() => {
    const stop = new AbortController();
    const grids = asked === '' ? [] : asked.split(',').map(Number);
    const reading = grids.length === 0 ? Promise.resolve([]) : readDwellings(register, { grids }, today, stop.signal);
    reading.then(
      (rows) => rows && setRead({ asked, rows }),
      // A register that has failed says so in its state.
      () => undefined,
    );
    return () => stop.abort();
  }, [register, today, asked]);
  return read?.asked === asked ? read.rows : undefined;
}

/** What goes with some buildings. */
export interface WhatGoes {
  readonly buildings: number;
  readonly homes: number;
  readonly households: number;
  readonly people: number;
  /** People among them whose visit is due today or was due before. */
  readonly visits: number;
}

/** Counts what goes; undefined while it is being counted. */
export function useWhatGoes(facts: ReshapeFacts | undefined, buildingUids: readonly string[]): WhatGoes | undefined {
  const today = useToday();
  const { due } = useRound();
  const asked = buildingUids.join();
  const ids = useRegisterAnswer(
    async (register) => {
      const filter = { buildingUids: asked === '' ? [] : asked.split(',') };
      const sort = { by: 'name', descending: false } as const;
      const found =
        asked === '' ? [] : await register.ids({ kind: 'person', filter, sort, offset: 0, limit: 0, today });
      return { asked, found: new Set(found) };
    },
    [asked, today],
  );
  return useMemo(() => {
    if (!facts || !due || ids?.asked !== asked) return undefined;
    const going = new Set(asked.split(','));
    const homes = facts.dwellings.filter(({ buildingUid }) => going.has(buildingUid));
    return {
      buildings: asked === '' ? 0 : going.size,
      homes: homes.length,
      households: homes.reduce((sum, { households }) => sum + households, 0),
      people: ids.found.size,
      visits: due.filter(({ person, overdueDays }) => overdueDays >= 0 && ids.found.has(person._id)).length,
    };
  }, [facts, due, ids, asked]);
}
