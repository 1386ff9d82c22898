import { ulid } from 'ulid';
import { AppError } from '#shared/errors/app-error';
import { err, ok, type Result } from '#shared/errors/result';
import { MAX_GRIDS, type AddGrid } from '#shared/ipc/admin-api';
import { databaseName, documentId } from '#shared/schema/ids';
import { grid } from '#shared/schema/types/place';
import { createRecord } from '#shared/sync/author';
import { gridScope, SEALED_CLASSES } from '#sync-server/access/hub-access';
import { createHostWriter, WINNER, type WritableDatabase } from '../host-writer';
import type { Audit, DataKeys, GridAdmin, Log } from '../ports';

export interface GridsDeps {
  readonly station: string;
  readonly hub: { create(name: string): Promise<unknown> };
  /** Numbers of the grids that have a database. */
  readonly gridNumbers: () => readonly number[];
  readonly commons: WritableDatabase;
  readonly dataKeys: Pick<DataKeys, 'keysFor'>;
  readonly audit: Pick<Audit, 'append'>;
  /** Tells every device that what it may open has changed. */
  readonly announceChange: () => void;
  readonly log: Log;
  readonly now: () => number;
}

/**
 * Adds grids to a station that runs: keys first, then the database, and last the record that names it. What a crash left half made,
 * a grid without a record, is what the next call completes.
 */
export function createGridAdmin(deps: GridsDeps): GridAdmin {
  const { station, hub, gridNumbers, commons, dataKeys, audit, announceChange, log, now } = deps;
  const writer = createHostWriter(now);
  let queue: Promise<unknown> = Promise.resolve();

  const hasRecord = async (number: number): Promise<boolean> =>
    (await commons.get(documentId(grid.type, station, String(number)), WINNER)).found;

  /** The number of a half-made grid, or the next one; null when there are enough. */
  async function nextNumber(): Promise<number | null> {
    const numbers = [...gridNumbers()].sort((a, b) => a - b);
    for (const number of numbers) if (!(await hasRecord(number))) return number;
    const next = (numbers.at(-1) ?? 0) + 1;
    return next > MAX_GRIDS ? null : next;
  }

  async function add(by: string, name: AddGrid['name']): Promise<Result<number, AppError>> {
    const number = await nextNumber();
    if (number === null) return err(new AppError('request.malformed', `a station has at most ${MAX_GRIDS} grids`));
    const scope = gridScope(station, number);
    await dataKeys.keysFor(SEALED_CLASSES.map((sealedClass) => ({ scope, class: sealedClass })));
    await hub.create(databaseName('grid', station, number));
    const fields = { number, name, center: null };
    const record = {
      type: grid.type,
      schema: grid.version,
      scope: station,
      uid: ulid(now()),
      key: String(number),
      fields,
    };
    const [answer] = await commons.bulkDocs({ rows: [createRecord(record, writer.write(by))], newEdits: true });
    if (!answer || 'error' in answer) throw new Error('the record of a new grid was not written');
    await audit.append({ kind: 'grid-added', by, subject: scope, detail: null });
    log.info('grids.added', { grids: number });
    announceChange();
    return ok(number);
  }

  return {
    // One at a time: two must not take one number.
    add: (by, name) => {
      const added = queue.then(() => add(by, name));
      queue = added.catch(() => undefined);
      return added;
    },
  };
}
