import { randomInt } from 'node:crypto';
import type { DataKey } from '#shared/ipc/station-api';
import { mediaDatabase } from '#shared/media/names';
import { databaseName } from '#shared/schema/ids';
import type { EdgeHub, HubDatabase } from '../embedded/types';
import type { PracticePicture } from './pictures';
import { practiceDatabases, STATION_RECORD_ID } from './practice';
import { PRACTICE_SIZE, type PracticeSize } from './sizes';
import { PRACTICE_STATION_ID } from './station';

export interface SeedOptions {
  readonly hub: Pick<EdgeHub, 'create'>;
  /** General, health and child keys of every grid. */
  readonly keys: readonly DataKey[];
  readonly nowMs: number;
  /** The same from one start to the next, until the station is complete: it chooses the ids. */
  readonly randomSeed: string;
  /** The usual practice station when absent. */
  readonly size?: PracticeSize;
}

export interface SeedOutcome {
  /** Documents written just now. */
  readonly written: number;
  /** Documents that an earlier, interrupted run had brought in. */
  readonly found: number;
}

/** Rows in one write: large enough for the disk, small enough that a slow one shows progress in the log. */
const ROWS_PER_WRITE = 1000;

/**
 * Brings the practice station into the hub, once. One database is held at a time. The station's own
 * record is written last and on disk before this resolves,
 * so its presence means that all is in: then nothing is made or written. After an interruption the next call writes what is
 * missing, and rows that are there stay as they are. Call it before anybody can sign in. Throws what the hub throws.
 */
export async function seedPracticeStation(options: SeedOptions): Promise<SeedOutcome> {
  const { hub, keys, nowMs, randomSeed, size = PRACTICE_SIZE } = options;
  const commons = await hub.create(databaseName('commons', PRACTICE_STATION_ID));
  if (await isComplete(commons)) return { written: 0, found: 0 };

  // A replica of this attempt alone: a number of an interrupted one must not stand for other content.
  const databases = practiceDatabases({ randomSeed, nowMs, size, keys, replica: randomReplica() });
  let written = 0;
  let found = 0;
  for await (const { database, records, pictures } of databases) {
    // Before the records that name them: a picture without a record is harmless, the other way round somebody waits for it.
    for (const picture of pictures) await putPicture(hub, database, picture);
    const target = await hub.create(database);
    for (let start = 0; start < records.length; start += ROWS_PER_WRITE) {
      const rows = records.slice(start, start + ROWS_PER_WRITE);
      const answers = await target.bulkDocs({ rows, newEdits: true });
      for (const answer of answers) {
        if ('ok' in answer) written += 1;
        else if (answer.error === 'conflict') found += 1;
        else throw new Error(`practice record ${answer.id} was refused: ${answer.error}`);
      }
    }
  }
  return { written, found };
}

async function putPicture({ create }: SeedOptions['hub'], database: string, picture: PracticePicture): Promise<void> {
  const { kind } = await (await create(mediaDatabase(database))).putWhole(picture);
  // One that is known, or closed a second time with another claim around the same bytes, came with an earlier attempt.
  if (kind === 'malformed') throw new Error(`practice picture ${picture.document._id} was refused`);
}

async function isComplete(commons: HubDatabase): Promise<boolean> {
  const query = { rev: null, latest: false, revs: false, conflicts: false };
  return (await commons.get(STATION_RECORD_ID, query)).found;
}

function randomReplica(): string {
  return Array.from({ length: 12 }, () => randomInt(36).toString(36)).join('');
}
