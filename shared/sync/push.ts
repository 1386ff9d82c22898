import { AppError, isErrorCode, toAppError, type ErrorCode } from '../errors/app-error';
import { LIMITS, type BulkRow } from '../ipc/station-api';
import { deliverPage, type DeliverDeps } from './deliver';
import { correctClock } from './hub-clock';
import { jsonBytes } from './json-bytes';
import { inCurrentForm } from './outbox';
import type { Pace } from './pace';
import { restamp } from './restamp';
import type { HubClient, OutboxChange, OutboxRow } from './ports';

export interface PushDeps extends DeliverDeps {
  readonly hub: HubClient;
}

/** Rows in one request, and their size: small enough that a slow link shows progress, large enough to be quick. */
const PUSH_ROWS = 500;
const PUSH_BYTES = LIMITS.requestBytes / 4;

/** Times one row is sent in a run without being accepted: a row that keeps meeting newer states waits for the next run. */
const MAX_TRIES = 8;

/** Times a row is stamped anew: a hub that still does not like it will not like it the next time. */
const MAX_RESTAMPS = 2;

/**
 * Sends what waits for one hub database until nothing does. A refused row goes to the tray and the rest flows; a row the
 * hub has moved past is brought together with the hub's state and sent again. Throws for whole-request failures, and
 * `hub.busy` when all went that could and some rows have to be tried again later.
 */
export async function pushDatabase(deps: PushDeps, db: string, pace: Pace, signal: AbortSignal): Promise<void> {
  const run: Run = { deps, db, signal, tries: new Map(), restamps: new Map(), later: new Set() };
  const read = (besides: Iterable<string>) => deps.control.waiting(db, PUSH_ROWS, new Set([...run.later, ...besides]));
  // While what the hub said to one batch goes to the disk, the next is on its way, and the one after it is read.
  let settling: Promise<void> = Promise.resolve();
  let unsettled: ReadonlySet<string> = new Set();
  let reading = read([]);
  try {
    let waiting = await reading;
    for (;;) {
      signal.throwIfAborted();
      if (waiting.length === 0) {
        await settling;
        // Settling may leave rows to be sent again, and people go on writing.
        waiting = await read([]);
        unsettled = new Set();
        if (waiting.length === 0) break;
      }
      const batch = takeBatch(waiting, PUSH_BYTES * pace.share());
      const sent = new Set(batch.map(({ id }) => id));
      reading = read(new Set([...unsettled, ...sent]));
      // Heard of where they are waited for.
      reading.catch(() => undefined);
      const answers = await pace.measure(() => send(run, batch));
      await settling;
      waiting = await reading;
      unsettled = sent;
      settling = settleAnswers(run, batch, answers);
      settling.catch(() => undefined);
    }
  } finally {
    await Promise.allSettled([settling, reading]);
  }
  if (run.later.size > 0) throw new AppError('hub.busy', `${run.later.size} rows of ${db} wait`, { retry: true });
}

/** One run over what waits. */
interface Run {
  readonly deps: PushDeps;
  readonly db: string;
  readonly signal: AbortSignal;
  readonly tries: Map<string, number>;
  readonly restamps: Map<string, number>;
  /** Rows left for the next run, so that they do not stand before the others in this one. */
  readonly later: Set<string>;
}

function takeBatch(rows: readonly OutboxRow[], maxBytes: number): readonly OutboxRow[] {
  let bytes = 0;
  const end = rows.findIndex((row, index) => {
    bytes += jsonBytes(row.record);
    return index > 0 && bytes > maxBytes;
  });
  return end === -1 ? rows : rows.slice(0, end);
}

/** Codes by which a hub refuses a whole request for what is in it. */
const CODE_OF_SPOILED: Readonly<Partial<Record<ErrorCode, ErrorCode>>> = {
  'request.malformed': 'row.malformed',
  'request.too-large': 'row.too-large',
};

/** Sends rows; one that spoils the whole request is found by halves and answered for as refused. */
async function send({ deps, db, signal }: Run, rows: readonly OutboxRow[]): Promise<readonly BulkRow[]> {
  const push = (some: readonly OutboxRow[]) =>
    deps.hub.push(
      db,
      some.map(({ record, rev }) => ({ record: inCurrentForm(record), rev })),
      deps.control.replica,
      signal,
    );

  async function pushOrSplit(some: readonly OutboxRow[]): Promise<readonly BulkRow[]> {
    try {
      return await push(some);
    } catch (thrown) {
      const error = toAppError(thrown);
      const code = CODE_OF_SPOILED[error.code];
      const [only, ...others] = some;
      if (!code || !only) throw error;
      if (others.length === 0) {
        await push([]); // A hub that refuses even an empty request does not refuse it for this row.
        return [{ id: only.id, error: 'forbidden', reason: error.message, code }];
      }
      const middle = Math.ceil(some.length / 2);
      return [...(await pushOrSplit(some.slice(0, middle))), ...(await pushOrSplit(some.slice(middle)))];
    }
  }
  return pushOrSplit(rows);
}

async function settleAnswers(run: Run, rows: readonly OutboxRow[], answers: readonly BulkRow[]): Promise<void> {
  const { deps, tries, later } = run;
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  const accepted: { id: string; vectorKey: string; rev: string }[] = [];
  const refused: OutboxChange[] = [];
  const contested: OutboxRow[] = [];
  const lateClock: OutboxRow[] = [];

  for (const row of rows) {
    const answer = byId.get(row.id);
    if (answer && 'ok' in answer) {
      accepted.push({ id: row.id, vectorKey: row.vectorKey, rev: answer.rev });
      continue;
    }
    const count = (tries.get(row.id) ?? 0) + 1;
    tries.set(row.id, count);
    if (count >= MAX_TRIES) later.add(row.id);
    if (answer?.error === 'conflict') contested.push(row);
    else if (answer?.code === 'row.clock' && mayRestamp(run, row)) lateClock.push(row);
    else if (answer && isVerdict(answer)) refused.push(refusal(row, answer.code ?? 'row.malformed', answer.reason));
    else later.add(row.id); // The hub could not write it for reasons of its own.
  }

  if (accepted.length > 0) await deps.control.acknowledge(accepted);
  if (refused.length > 0) await deps.control.amend(refused);
  if (contested.length > 0) await takeInHubState(run, contested);
  if (lateClock.length > 0) await stampAnew(run, lateClock);
}

/** Whether an answer is about the row itself, rather than about trouble of the hub. */
const isVerdict = ({ error, code }: Extract<BulkRow, { error: string }>): boolean =>
  error === 'forbidden' || (isErrorCode(code) && code.startsWith('row.'));

const refusal = ({ id, vectorKey }: OutboxRow, code: ErrorCode, reason: string): OutboxChange => ({
  id,
  vectorKey,
  change: { state: 'refused', code, reason },
});

/** The hub holds another state of these: deliver it, which acknowledges, rebases or merges what waits. */
async function takeInHubState({ deps, db, signal }: Run, rows: readonly OutboxRow[]): Promise<void> {
  const ids = rows.map((row) => row.id);
  const states = await deps.hub.fetch(db, ids, signal);
  const aside = new Set(await deliverPage(deps, db, [...states.values()], false));
  const changes = rows.flatMap((row): readonly OutboxChange[] => {
    const state = states.get(row.id);
    if (aside.has(row.id)) return [refusal(row, 'row.newer-schema', 'the hub holds a version unknown here')];
    if (state && !state.deleted && !state.record) {
      return [refusal(row, 'row.conflict', 'the hub holds something else under this id')];
    }
    return state || row.rev === '' ? [] : [{ id: row.id, vectorKey: row.vectorKey, change: { rev: '' } }];
  });
  if (changes.length > 0) await deps.control.amend(changes);
}

function mayRestamp({ restamps }: Run, { id }: OutboxRow): boolean {
  const count = (restamps.get(id) ?? 0) + 1;
  restamps.set(id, count);
  return count <= MAX_RESTAMPS;
}

/** The hub says our stamps lie in the future: measure how wrong this device is, and stamp the rows anew. */
async function stampAnew({ deps, signal }: Run, rows: readonly OutboxRow[]): Promise<void> {
  const hubNowMs = await correctClock(deps, signal);
  for (const row of rows) await restamp(deps, row, hubNowMs + LIMITS.clockAheadMs / 2);
}
