import { AppError } from '../errors/app-error';
import { parseDatabaseName } from '../schema/ids';
import { recordTypes } from '../schema/registry';
import type { ReplicaBudget } from './budget';
import { deliverPage, type DeliverDeps } from './deliver';
import { outboxRow } from './outbox';
import type { Pace } from './pace';
import type { Cursor, FeedPage, HubClient } from './ports';
import { toWire } from './rxdb-store';
import { compareVectors } from './vector';

export interface CatchUpDeps extends DeliverDeps {
  readonly hub: HubClient;
  /** What of it belongs on this device; without one, all does. */
  readonly budget?: Pick<ReplicaBudget, 'admit' | 'settle' | 'meetEpoch'>;
}

/** Rows in one page of the feed: larger pages did not get faster, and cost memory on a tablet. */
const PAGE_ROWS = 2000;

/** Records compared with the hub at once after it was restored or re-created. */
const COMPARE_ROWS = 500;

const BEGINNING = '0';

/** Epochs met in one catch-up before it is given up: something is wrong with the hub, and nothing may spin. */
const MAX_EPOCHS = 3;

/**
 * Reads a hub database from where this device stands to its end, each row once for all collections. While one page is
 * written the next is on its way. The cursor moves only when a page is on disk. A new epoch (the hub was restored or
 * re-created, or this device has lost its cursor) first queues what the hub lacks, then reads it from the start.
 */
export async function catchUp(
  deps: CatchUpDeps,
  db: string,
  pace: Pace,
  signal: AbortSignal,
  onProgress: (received: number) => void,
): Promise<void> {
  const readPage = ({ seq }: Cursor): Promise<FeedPage> =>
    pace.measure(() => deps.hub.changes(db, seq, Math.ceil(PAGE_ROWS * pace.share()), signal));

  const stored = await deps.control.cursor(db);
  const isFirst = stored === undefined;
  let cursor: Cursor = stored ?? { db, epoch: '', seq: BEGINNING };
  let received = 0;
  let epochs = 0;
  onProgress(received);
  let page = await readPage(cursor);

  for (;;) {
    signal.throwIfAborted();
    if (page.epoch !== cursor.epoch) {
      epochs += 1;
      if (epochs > MAX_EPOCHS) throw new AppError('hub.busy', `${db} keeps changing its epoch`, { retry: true });
      await deps.budget?.meetEpoch();
      await queueWhatHubLacks(deps, db, signal);
      const isElsewhere = cursor.seq !== BEGINNING;
      cursor = { db, epoch: page.epoch, seq: BEGINNING };
      if (isElsewhere) {
        page = await readPage(cursor);
        continue;
      }
    }
    const next: Cursor = { db, epoch: page.epoch, seq: page.lastSeq };
    const nextPage = page.isLast ? undefined : readPage(next);
    // Delivery may fail first; the page on its way must not become an unhandled rejection then.
    nextPage?.catch(() => undefined);
    const rows = deps.budget ? await deps.budget.admit(page.rows) : page.rows;
    await deliverPage(deps, db, rows, isFirst);
    await deps.control.setCursor(next);
    await deps.budget?.settle(rows.length);
    cursor = next;
    received += page.rows.length;
    onProgress(received);
    if (!nextPage) return;
    page = await nextPage;
  }
}

/** Queues every record of the database whose state here is ahead of the hub's, or missing there. */
async function queueWhatHubLacks(deps: CatchUpDeps, db: string, signal: AbortSignal): Promise<void> {
  const identity = parseDatabaseName(db);
  if (!identity) return;
  for (const type of recordTypes.filter((each) => each.database === identity.kind)) {
    let afterId = '';
    for (;;) {
      signal.throwIfAborted();
      const page = await deps.store.page(type.collection, type.type, identity.scope, afterId, COMPARE_ROWS);
      const last = page.at(-1);
      if (!last) break;
      afterId = last._id;
      const readable = page.filter((record) => !record.locked);
      const atHub = await deps.hub.fetch(
        db,
        readable.map((record) => record._id),
        signal,
      );
      const lacking = readable.filter((record) => {
        const state = atHub.get(record._id);
        // What was erased there is not missing: the feed brings the tombstone.
        return !state || (state.record !== null && compareVectors(record.vv, state.record.vv) === 'after');
      });
      const nowMs = deps.clock.nowMs();
      await deps.control.queue(
        lacking.map((record) =>
          outboxRow(db, type.collection, toWire(record), atHub.get(record._id)?.rev ?? '', nowMs),
        ),
      );
    }
  }
}
