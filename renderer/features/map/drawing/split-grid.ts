import { filter, firstValueFrom, map, timeout } from 'rxjs';
import { AppError } from '#shared/errors/app-error';
import type { MultiPolygon } from '#shared/schema/types/place';
import type { OpenStation } from '#renderer/data/index';
import { saveBoundaries } from '../commands';
import type { GridRecord } from '../queries';

export interface GridSplit {
  /** What stays. */
  readonly kept: MultiPolygon;
  /** What becomes the new grid. */
  readonly cut: MultiPolygon;
  readonly name: string;
}

/** The new grid's record comes with the next sync; so long is it waited for. */
const ARRIVAL_MS = 60_000;

/**
 * Makes a grid of one part of another: the host makes it, then both boundaries are written together. Answers with its number. One of that
 * name that nobody has drawn yet is taken for what an earlier try left half done. Throws as `addGrid` and `saveBoundaries`;
 * `hub.unreachable` when the new grid does not come.
 */
export async function splitGrid(
  station: Pick<OpenStation, 'admin' | 'records' | 'writer'>,
  grid: GridRecord,
  { kept, cut, name }: GridSplit,
): Promise<number> {
  const grids$ = station.records.all<GridRecord>('reference', 'grid');
  const halfDone = (await firstValueFrom(grids$)).find((each) => each.name.zh === name && each.boundary === null);
  const number = halfDone?.number ?? (await station.admin.addGrid({ zh: name }));
  const made$ = grids$.pipe(
    map((grids) => grids.find((each) => each.number === number)),
    filter((found) => found !== undefined),
    timeout({
      first: ARRIVAL_MS,
      with: () => {
        throw new AppError('hub.unreachable', 'the new grid did not come', { retry: true });
      },
    }),
  );
  const made = await firstValueFrom(made$);
  await saveBoundaries(station, [
    { id: grid._id, boundary: kept },
    { id: made._id, boundary: cut },
  ]);
  return number;
}
