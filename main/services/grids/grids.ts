import { ulid } from 'ulid';
import { AppError } from '#shared/errors/app-error';
import { err, ok, type Result } from '#shared/errors/result';
import { MAX_GRIDS, type AddGrid } from '#shared/ipc/admin-api';
import type { AreaText } from '#shared/schema/area';
import { databaseName, documentId } from '#shared/schema/ids';
import { grid } from '#shared/schema/types/place';
import { createRecord } from '#shared/sync/author';
import { gridScope, SEALED_CLASSES } from '#sync-server/access/hub-access';
import { createHostWriter, WINNER, type WritableDatabase } from '../host-writer';
import type { Audit, GridAdmin, Log } from '../ports';
import type { DataKeys } from '../key-ports';

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

/** A grid as it is to be made. */
export interface NewGrid {
  readonly name: AddGrid['name'];
  readonly boundary: AreaText | null;
}

export interface GridMaker extends GridAdmin {
  /** A number that nobody else is given from now on, once `keep` has noted it; null when there are enough. */
  reserve(keep: (number: number) => Promise<void>): Promise<number | null>;
  /** Takes up a number that was reserved before a restart. */
  reserved(number: number): void;
  /** Makes what a reserved grid lacks: keys, database, record. Made already, nothing changes. */
  complete(by: string, number: number, wanted: NewGrid): Promise<void>;
}

/**
 * Adds grids to a station that runs: keys first, then the database, and last the record that names it. What a crash left half made,
 * a grid without a record, is what the next call completes.
 */
export function createGridAdmin(deps: GridsDeps): GridMaker {
  const { station, hub, gridNumbers, commons, dataKeys, audit, announceChange, log, now } = deps;
  const writer = createHostWriter(now);
  const promised = new Set<number>();
  let queue: Promise<unknown> = Promise.resolve();

  const hasRecord = async (number: number): Promise<boolean> =>
    (await commons.get(documentId(grid.type, station, String(number)), WINNER)).found;

  /** The number of a half-made grid, or the next one; null when there are enough. */
  async function nextNumber(): Promise<number | null> {
    const numbers = [...gridNumbers()].sort((a, b) => a - b);
    for (const number of numbers) if (!promised.has(number) && !(await hasRecord(number))) return number;
    const next = Math.max(0, ...numbers, ...promised) + 1;
    return next > MAX_GRIDS ? null : next;
  }

  async function complete(by: string, number: number, { name, boundary }: NewGrid): Promise<void> {
    if (await hasRecord(number)) return;
    const scope = gridScope(station, number);
    await dataKeys.keysFor(SEALED_CLASSES.map((sealedClass) => ({ scope, class: sealedClass })));
    await hub.create(databaseName('grid', station, number));
    const fields = { number, name, center: null, boundary };
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
  }

  async function add(by: string, name: AddGrid['name']): Promise<Result<number, AppError>> {
    const number = await nextNumber();
    if (number === null) return err(new AppError('request.malformed', `a station has at most ${MAX_GRIDS} grids`));
    await complete(by, number, { name, boundary: null });
    return ok(number);
  }

  /** One at a time: two must not take one number. */
  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const done = queue.then(task);
    queue = done.catch(() => undefined);
    return done;
  }

  return {
    add: (by, name) => inTurn(() => add(by, name)),
    reserve: (keep) =>
      inTurn(async () => {
        const number = await nextNumber();
        if (number === null) return null;
        await keep(number);
        promised.add(number);
        return number;
      }),
    reserved: (number) => void promised.add(number),
    complete: (by, number, wanted) => inTurn(() => complete(by, number, wanted)),
  };
}
