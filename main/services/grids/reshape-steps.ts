import type { WireRecord } from '#shared/schema/envelope';
import { documentId } from '#shared/schema/ids';
import type { Grid } from '#shared/schema/types/place';
import { recordsOf, type ListedDatabase } from '../records-of';
import { createEditor } from './record-editor';
import type { ReshapesDeps } from './reshape';
import { NO_COUNTS, type Reshape, type ReshapeLog, type ReshapeMove } from './reshape-log';

/** The station's grids by number. */
export async function gridsOf(
  commons: ListedDatabase,
  station: string,
): Promise<ReadonlyMap<number, Grid & WireRecord>> {
  const found = new Map<number, Grid & WireRecord>();
  for await (const page of recordsOf<Grid>(commons, 'grid', station))
    for (const each of page) found.set(each.number, each);
  return found;
}

/** What a step needs. */
export interface Work extends ReshapesDeps {
  readonly jobs: ReshapeLog;
}

/** Does what can be done of a job now. */
export async function goOn(uid: string, work: Work): Promise<void> {
  const { jobs, grids, station, commons, now } = work;
  const job = () => jobs.all().find((each) => each.uid === uid) as Reshape;
  for (const [at, { number, name, boundary }] of job().targets.entries()) {
    if (name === null) continue;
    const keep = (reserved: number) =>
      jobs.change(uid, ({ targets }) => ({
        targets: targets.map((each, index) => (index === at ? { ...each, number: reserved } : each)),
      }));
    const known = number ?? (await grids.reserve(keep));
    if (known === null) throw new Error('a station has no more numbers for grids');
    await grids.complete(job().by, known, { name, boundary });
  }
  const records = await gridsOf(commons, station);
  const editor = createEditor(work, job().by);
  if (!job().isDrawn) {
    const { grids: left, boundary, targets } = job();
    const drawn = [...left.map((number) => ({ number, boundary })), ...targets];
    for (const each of drawn) {
      await editor.edit(documentId('grid', station, String(each.number)), { boundary: each.boundary });
    }
    await jobs.change(uid, () => ({ isDrawn: true }));
  }
  for (const { buildingUid } of job().moves) {
    const move = () => job().moves.find((each) => each.buildingUid === buildingUid) as ReshapeMove;
    const gone = move().isDone ? null : await whatHasGone(uid, job(), move(), work);
    if (gone === null) continue;
    const target = records.get(job().targets[move().target]?.number ?? 0);
    if (!target) throw new Error('a grid that a building goes to has no record');
    await editor.edit(documentId('building', station, buildingUid), { gridUid: target.uid });
    await note(jobs, uid, buildingUid, { isDone: true, isWaiting: false }, gone);
  }
  if (job().moves.every(({ isDone }) => isDone)) await jobs.change(uid, () => ({ endedAtMs: now() }));
}

const note = (
  jobs: ReshapeLog,
  uid: string,
  buildingUid: string,
  change: Partial<ReshapeMove>,
  gone: Reshape['counts'] = NO_COUNTS,
): Promise<void> =>
  jobs.change(uid, ({ moves, counts }) => ({
    moves: moves.map((move) => (move.buildingUid === buildingUid ? { ...move, ...change } : move)),
    counts: {
      people: counts.people + gone.people,
      visits: counts.visits + gone.visits,
      others: counts.others + gone.others,
      unreadable: counts.unreadable + gone.unreadable,
    },
  }));

/** What has gone with a building once everything of it has arrived, else null; begins its transfer where there is none. */
async function whatHasGone(
  uid: string,
  job: Reshape,
  move: ReshapeMove,
  { jobs, transfers }: Work,
): Promise<Reshape['counts'] | null> {
  if (move.transfer !== null) return transfers.endedWith(move.transfer);
  const to = job.targets[move.target]?.number ?? 0;
  const building = { uid: move.buildingUid, from: move.from, to, reason: '' };
  const answer = await transfers.startBuilding(job.by, building);
  if (answer.outcome === 'started') {
    await note(jobs, uid, move.buildingUid, { transfer: answer.id, isWaiting: false });
    return transfers.endedWith(answer.id);
  }
  // Nobody lives there, or it went before a power cut that came before this was noted.
  if (answer.reason === 'not-there') return NO_COUNTS;
  if (!move.isWaiting) await note(jobs, uid, move.buildingUid, { isWaiting: true });
  return null;
}
