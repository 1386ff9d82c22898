import { encrypted, type ValueCipher } from './encrypted-leveldown';
import { leveldown, type Level, type LevelCallback, type LevelOptions, type Leveldown } from './pouchdb-parts';

export interface DurableLeveldown {
  /** For the `db` option of PouchDB's leveldb adapter, which keeps its own list of open stores by this function's name. */
  readonly factory: Leveldown;
  /** The store that the adapter opened; throws before it did. */
  level(): Level;
  /** What went wrong first since the store was opened, or null. Once set, the store takes no more writes. */
  trouble(): Error | null;
}

/**
 * A leveldown that encrypts every value, whose every write is on disk (fsync) before its callback, and which stops writing at its first failure.
 *
 * Stopping matters twice. After a write that failed half-way (a full disk) leveldb's log ends in a fragment, and what is
 * appended behind it may be skipped when the log is next read. And PouchDB's adapter takes any failing read for "not
 * found", so it would write a damaged document anew, as its first revision. Opening again clears both.
 */
export function durableLeveldown(cipher: ValueCipher | null): DurableLeveldown {
  let opened: Level | null = null;
  let trouble: Error | null = null;
  const note = (error: Error): void => {
    trouble ??= error;
  };

  function durableLeveldownStore(location: string): Level {
    const level = leveldown(location);
    opened = hardened(cipher ? encrypted(level, cipher) : level, note, () => trouble);
    return opened;
  }
  durableLeveldownStore.destroy = leveldown.destroy;

  return {
    factory: durableLeveldownStore,
    level: () => {
      if (!opened) throw new Error('the store is not open');
      return opened;
    },
    trouble: () => trouble,
  };
}

function hardened(level: Level, note: (error: Error) => void, trouble: () => Error | null): Level {
  const { _get, _put, _del, _batch, _chainedBatch } = level;

  const noting = <T>(callback: LevelCallback<T>): LevelCallback<T> => {
    return (error, value) => {
      if (error && !isNotFound(error)) note(error);
      callback(error, value);
    };
  };
  const writing = (callback: LevelCallback, write: (callback: LevelCallback) => void): void => {
    const earlier = trouble();
    if (earlier) process.nextTick(callback, earlier);
    else write(noting(callback));
  };
  const synced = (options: LevelOptions): LevelOptions => ({ ...options, sync: true });

  level._get = (key, options, callback) => _get.call(level, key, options, noting(callback));
  level._put = (key, value, options, callback) =>
    writing(callback, (done) => _put.call(level, key, value, synced(options), done));
  level._del = (key, options, callback) => writing(callback, (done) => _del.call(level, key, synced(options), done));
  level._batch = (operations, options, callback) =>
    writing(callback, (done) => _batch.call(level, operations, synced(options), done));
  level._chainedBatch = () => {
    const batch = _chainedBatch.call(level);
    const { _write } = batch;
    batch._write = (options, callback) => writing(callback, (done) => _write.call(batch, synced(options), done));
    return batch;
  };
  level._clear = (_options, callback) => process.nextTick(callback, new Error('clearing a store has no durable form'));
  return level;
}

const isNotFound = (error: Error): boolean => /notfound/i.test(error.message);
