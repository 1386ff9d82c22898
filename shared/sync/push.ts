import { AppError, isErrorCode } from '../errors/app-error';
import { LIMITS, type BulkRow } from '../ipc/station-api';
import { deliverRecords, type DeliverDeps } from './deliver';
import { restamp } from './restamp';
import type { HubClient, HubRecord, OutboxRow } from './ports';

export interface PushDeps extends DeliverDeps {
  readonly hub: HubClient;
}

/** Rows in one request, and their size: small enough that a slow link shows progress, large enough to be quick. */
const PUSH_ROWS = 500;
const PUSH_BYTES = LIMITS.requestBytes / 4;

/** Rounds without progress on a hub database before it is left alone until the next wake-up. */
const MAX_STALLED_ROUNDS = 8;

/**
 * Sends what waits for one hub database until nothing does. A refused row goes to the tray and the rest flows; a row the
 * hub has moved past is brought together with the hub's state and sent again. Throws only for whole-request failures.
 */
export async function pushDatabase(deps: PushDeps, db: string, signal: AbortSignal): Promise<void> {
  for (let stalled = 0; stalled < MAX_STALLED_ROUNDS;) {
    signal.throwIfAborted();
    const rows = takeBatch(await deps.control.waiting(db, PUSH_ROWS));
    if (rows.length === 0) return;
    const before = new Map(rows.map((row) => [row.id, row.vectorKey]));
    const answers = await deps.hub.push(db, rows, deps.control.replica, signal);
    await settleAnswers(deps, db, rows, answers, signal);
    const after = await deps.control.queued(rows.map((row) => row.id));
    const moved = rows.some(({ id }) => {
      const row = after.get(id);
      return row === undefined || row.state !== 'waiting' || row.vectorKey !== before.get(id);
    });
    stalled = moved ? 0 : stalled + 1;
  }
  throw new AppError('hub.busy', `rows of ${db} keep meeting newer states`, { retry: true });
}

function takeBatch(rows: readonly OutboxRow[]): readonly OutboxRow[] {
  let bytes = 0;
  const batch: OutboxRow[] = [];
  for (const row of rows) {
    bytes += JSON.stringify(row.record).length;
    if (batch.length > 0 && bytes > PUSH_BYTES) break;
    batch.push(row);
  }
  return batch;
}

async function settleAnswers(
  deps: PushDeps,
  db: string,
  rows: readonly OutboxRow[],
  answers: readonly BulkRow[],
  signal: AbortSignal,
): Promise<void> {
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  const accepted: { id: string; vectorKey: string; rev: string }[] = [];
  const contested: OutboxRow[] = [];
  const lateClock: OutboxRow[] = [];
  const refused: { id: string; vectorKey: string; change: { state: 'refused'; code: string; reason: string } }[] = [];

  for (const row of rows) {
    const answer = byId.get(row.id);
    if (!answer) continue;
    if ('ok' in answer) accepted.push({ id: row.id, vectorKey: row.vectorKey, rev: answer.rev });
    else if (answer.error === 'conflict') contested.push(row);
    else if (answer.code === 'row.clock') lateClock.push(row);
    else {
      const code = isErrorCode(answer.code) ? answer.code : 'row.malformed';
      refused.push({ id: row.id, vectorKey: row.vectorKey, change: { state: 'refused', code, reason: answer.reason } });
    }
  }

  if (accepted.length > 0) await deps.control.acknowledge(accepted);
  if (refused.length > 0) await deps.control.amend(refused);
  if (contested.length > 0) await takeInHubState(deps, db, contested, signal);
  if (lateClock.length > 0) await correctClock(deps, lateClock, signal);
}

/** The hub holds another state of these: deliver it, which acknowledges, rebases or merges what waits. */
async function takeInHubState(
  deps: PushDeps,
  db: string,
  rows: readonly OutboxRow[],
  signal: AbortSignal,
): Promise<void> {
  const states = await deps.hub.fetch(
    db,
    rows.map((row) => row.id),
    signal,
  );
  const gone = rows.filter((row) => !states.has(row.id) && row.rev !== '');
  if (gone.length > 0) {
    await deps.control.amend(gone.map(({ id, vectorKey }) => ({ id, vectorKey, change: { rev: '' } })));
  }
  for (const collection of new Set(rows.map((row) => row.collection))) {
    const found = rows.flatMap((row): readonly HubRecord[] => {
      const state = row.collection === collection ? states.get(row.id) : undefined;
      return state ? [state] : [];
    });
    if (found.length > 0) await deliverRecords(deps, db, collection, found, false);
  }
}

/** The hub says our stamps lie in the future: measure how wrong this device is, and stamp the rows anew. */
async function correctClock(deps: PushDeps, rows: readonly OutboxRow[], signal: AbortSignal): Promise<void> {
  const hubNowMs = await deps.hub.nowMs(signal);
  deps.clock.setOffset(deps.clock.offsetMs() + hubNowMs - deps.clock.nowMs());
  for (const row of rows) await restamp(deps, row, hubNowMs + LIMITS.clockAheadMs / 2);
}
