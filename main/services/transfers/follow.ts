import { parseDatabaseName } from '#shared/schema/ids';
import type { WireRecord } from '#shared/schema/envelope';
import { inCurrentForm, joinRecords } from '#shared/sync/outbox';
import { compareVectors, joinVectors } from '#shared/sync/vector';
import type { GridKeys } from '../grid-keys';
import type { FollowAnswer, FollowingWrite, FollowRefusal, Transfers } from '../transfer-port';
import type { MovedTo } from '#shared/schema/moved';
import type { Job } from './job-log';
import { readLeaf, writeOver, type TransferHub } from './leaf';
import type { Photos } from './photos';
import { translate } from './reseal';

export interface FollowDeps {
  readonly hub: TransferHub;
  readonly keys: GridKeys;
  /** Whether somebody left that id and has not come back. */
  readonly isAway: (id: string) => boolean;
  readonly jobOf: (scope: string, movedTo: MovedTo) => Job | null;
  readonly photos: Pick<Photos, 'take' | 'named'>;
}

/** Times that somebody else may write in between; then the device tries again. */
const TRIES = 5;

/** Grids that somebody went through while a tablet was away, at most. */
const MAX_STAYS = 50;

/** Brings writes of devices after records that went to another grid; see `Transfers.follow`. */
export function createFollow({ hub, keys, isAway, jobOf, photos }: FollowDeps): Transfers['follow'] {
  /** Brings the write to where the record lies, from stub to stub; null when it is there. */
  async function bring(write: WireRecord, from: string, to: MovedTo, judge: Judge): Promise<FollowRefusal | null> {
    let [coming, scope] = [await translated(write, from, to), to.scope];
    for (let stays = 0, tries = 0; stays < MAX_STAYS && tries < TRIES;) {
      const there = hub.database(`grid-${scope}`);
      if (!there) return later('the grid it went to is not there');
      const leaf = await readLeaf(there, coming._id);
      if (leaf.kind === 'erased') return { error: 'forbidden', reason: 'the record was erased', code: 'row.deletion' };
      if (leaf.kind === 'foreign') return later('something else lies where it went');
      if (leaf.kind === 'stub') {
        stays += 1;
        coming = await translated(coming, scope, leaf.stub.movedTo);
        scope = leaf.stub.movedTo.scope;
        continue;
      }
      const inPlace = leaf.kind === 'record' ? leaf.record : null;
      const next = inPlace ? photos.named(joinRecords(inPlace, coming)) : coming;
      if (inPlace && compareVectors(next.vv, inPlace.vv) === 'equal') return null;
      const refusal = judge(next, inPlace);
      if (refusal || (await writeOver(there, next, leaf.kind === 'record' ? leaf.rev : null)) !== null) return refusal;
      tries += 1;
    }
    return later('it is on its way');
  }

  async function translated(write: WireRecord, from: string, to: MovedTo): Promise<WireRecord> {
    const [record, job] = [photos.named(write), jobOf(from, to)];
    if (job) await photos.take(record, job);
    return photos.named((await translate(record, from, to.scope, keys)).record);
  }

  return async ({ database, record, judge }: FollowingWrite): Promise<FollowAnswer> => {
    const from = parseDatabaseName(database)?.scope ?? '';
    const here = hub.database(database);
    if (!here) throw new Error('a write to a database that is not there');
    const write = inCurrentForm(record);
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const leaf = await readLeaf(here, write._id);
      if (leaf.kind !== 'stub') return { error: 'conflict', reason: 'the record has come back', code: 'row.conflict' };
      const causality = compareVectors(write.vv, leaf.stub.vv);
      if (causality === 'before' || causality === 'equal') return { ok: true, rev: leaf.rev };
      if (causality === 'after' && !isAway(write._id)) {
        // It came back, and the hub was set back to before that: whoever holds the record brings it again.
        const rev = await writeOver(here, write, leaf.rev);
        if (rev !== null) return { ok: true, rev };
        continue;
      }
      const refusal = await bring(write, from, leaf.stub.movedTo, judge);
      if (refusal) return refusal;
      const stub = { ...leaf.stub, vv: joinVectors(leaf.stub.vv, write.vv) };
      const rev = await writeOver(here, stub, leaf.rev);
      if (rev !== null) return { ok: true, rev };
    }
    return later('it is on its way');
  };
}

type Judge = FollowingWrite['judge'];

const later = (reason: string): FollowRefusal => ({ error: 'conflict', reason, code: 'row.moved' });
