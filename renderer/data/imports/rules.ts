import { firstValueFrom } from 'rxjs';
import { accessOf, may } from '#shared/domain/access/access';
import type { CalendarDate } from '#shared/domain/calendar/date';
import type { StationHomes } from '#shared/domain/roster/index';
import type { WireRecord } from '#shared/schema/envelope';
import { databaseName } from '#shared/schema/ids';
import type { ImportBatch } from '#shared/schema/types/import-batch';
import type { Building, Grid } from '#shared/schema/types/place';
import type { Records, SessionView } from '../types';
import type { DeskRules } from './desk-types';

/** What rows are judged by: the day, the station's grids and buildings, and what this person may write. */
export async function rulesOf(
  records: Pick<Records, 'find'>,
  { staff, station, stationGrids, databases }: SessionView,
  today: CalendarDate,
): Promise<DeskRules> {
  const { post, functions, gridNumbers } = staff;
  const access = accessOf({ actor: post, functions, gridNumbers }, stationGrids);
  const opened = new Set(databases.filter((each) => each.access === 'write').map(({ name }) => name));
  const openGrids = stationGrids.filter(
    (gridNumber) =>
      may(access, 'create', 'person', { kind: 'grid', gridNumber }) &&
      opened.has(databaseName('grid', station.id, gridNumber)),
  );
  return {
    today,
    isPractice: station.practice,
    homes: await homesOf(records),
    openGrids,
    mayCreateBuildings: may(access, 'create', 'building', { kind: 'commons', gridNumber: null }),
    mayWriteChildren: access.functions.includes('child'),
  };
}

async function homesOf(records: Pick<Records, 'find'>): Promise<StationHomes> {
  const all = <T extends WireRecord>(collection: 'reference' | 'people', type: string) =>
    firstValueFrom(records.find<T>(collection, { selector: { type } }));
  const [grids, buildings, batches] = await Promise.all([
    all<Grid & WireRecord>('reference', 'grid'),
    all<Building & WireRecord>('reference', 'building'),
    all<ImportBatch & WireRecord>('people', 'import-batch'),
  ]);
  const complete = new Set(batches.flatMap(({ state, importUid }) => (state === 'complete' ? [importUid] : [])));
  const numbers = new Map(grids.map(({ uid, number }) => [uid, number]));
  return {
    grids: grids.map(({ uid, number, name }) => ({
      uid,
      number,
      names: [name.zh, ...(name.en === undefined ? [] : [name.en])],
    })),
    buildings: buildings.flatMap(({ uid, gridUid, name, street, importUid }) => {
      const grid = numbers.get(gridUid);
      const isThere = importUid === null || complete.has(importUid);
      return grid !== undefined && isThere ? [{ uid, grid, name, street }] : [];
    }),
  };
}
