import { AppError } from '#shared/errors/app-error';
import type { ReshapeView } from '#shared/ipc/reshape-api';
import type { AreaText } from '#shared/schema/area';
import type { Building, Grid } from '#shared/schema/types/place';
import { planReshape, touchedBy } from '#main/services/grids/reshape-plan';
import type { StationAdmin } from '#renderer/data/index';

/** What the host does to the station's records when grids are cut or put together. */
export interface ReshapedRecords {
  grids(): readonly Pick<Grid, 'uid' | 'number'>[];
  buildings(): readonly Building[];
  /** Makes a grid; answers with its number. */
  addGrid(name: { readonly zh: string }): Promise<number>;
  draw(grid: number, boundary: AreaText | null): Promise<void>;
  moveBuilding(uid: string, grid: number): Promise<void>;
  /** The host answers nothing. */
  isAway(): boolean;
}

interface Job {
  readonly view: ReshapeView;
  readonly moves: readonly { readonly buildingUid: string; readonly grid: number }[];
}

/** The host's splits and merges in memory: half of the buildings go each time somebody asks how far it has come. */
export function fakeReshapes(
  by: string,
  nowMs: () => number,
  answer: () => Promise<void>,
  records: ReshapedRecords,
): Pick<StationAdmin, 'reshape' | 'reshapes'> {
  let jobs: readonly Job[] = [];
  const reached = async () => {
    await answer();
    if (records.isAway()) throw new AppError('hub.unreachable', 'away', { retry: true });
  };

  async function goOn({ view, moves }: Job): Promise<Job> {
    const gone = Math.min(moves.length, view.gone + Math.ceil(moves.length / 2));
    for (const { buildingUid, grid } of moves.slice(view.gone, gone)) await records.moveBuilding(buildingUid, grid);
    const counts = { people: gone * 7, visits: gone * 3, others: gone * 4, unreadable: 0 };
    const isDone = gone === moves.length;
    return { moves, view: { ...view, gone, counts, ...(isDone && { state: 'done', endedAtMs: nowMs() }) } };
  }

  return {
    async reshape(wanted) {
      await reached();
      const touched = touchedBy(wanted);
      const isBusy = jobs.some(({ view: { state, grids, to } }) => {
        return state === 'moving' && [...grids, ...to].some((number) => number !== null && touched.includes(number));
      });
      if (isBusy) return { outcome: 'refused', reason: 'under-way' };
      const numbers = new Map(records.grids().map(({ uid, number }) => [uid, number]));
      const buildings = records.buildings().map(({ uid, gridUid, center }) => ({
        uid,
        gridNumber: numbers.get(gridUid) ?? 0,
        position: center && ([center.lng, center.lat] as const),
      }));
      const planned = planReshape(wanted, buildings);
      if (typeof planned === 'string') return { outcome: 'refused', reason: planned };
      const { kind, grids, targets, moves, boundary } = planned;
      const to: number[] = [];
      for (const { number, name } of targets) to.push(number ?? (await records.addGrid({ zh: name?.zh ?? '' })));
      for (const grid of grids) await records.draw(grid, boundary);
      for (const [at, target] of targets.entries()) await records.draw(to[at] as number, target.boundary);
      const view: ReshapeView = {
        ...{ id: `01M4RESHAPE0000000000000${String(jobs.length).padStart(2, '0')}`, kind, grids: [...grids], to },
        ...{
          buildings: moves.length,
          gone: 0,
          waiting: [],
          by,
          state: 'moving',
          startedAtMs: nowMs(),
          endedAtMs: null,
        },
        counts: { people: 0, visits: 0, others: 0, unreadable: 0 },
      };
      const moving = moves.map(({ buildingUid, target }) => ({ buildingUid, grid: to[target] as number }));
      jobs = [{ view, moves: moving }, ...jobs];
      return { outcome: 'started', reshape: view };
    },
    async reshapes() {
      await reached();
      const told = jobs.map(({ view }) => view);
      jobs = await Promise.all(jobs.map((job) => (job.view.state === 'moving' ? goOn(job) : job)));
      return told;
    },
  };
}
