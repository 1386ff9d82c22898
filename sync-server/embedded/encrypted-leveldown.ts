import type { Level, LevelCallback, LevelOptions } from './pouchdb-parts';

/** Encrypts the values of one database; who made it keeps the key. */
export interface ValueCipher {
  /** What opens with the same place alone. */
  seal(place: Uint8Array, value: Uint8Array): Buffer;
  /** What was sealed, or null: another key, another place, or altered. */
  open(place: Uint8Array, sealed: Uint8Array): Buffer | null;
}

/** First byte of every encrypted value. PouchDB's own are JSON, which begins with none below 0x20. */
const MARK = 0x01;

/** A stored value as it was written. Throws, in words that `storageError` knows, when it does not open under this key. */
export function openStored(cipher: ValueCipher, key: unknown, stored: Uint8Array): Buffer {
  const opened = isEncrypted(stored) ? cipher.open(bytesOf(key), stored.subarray(1)) : null;
  if (!opened) throw new Error('corrupt store: a value does not open');
  return opened;
}

/** A value as it is stored under the key. */
export function sealStored(cipher: ValueCipher, key: unknown, value: unknown): Buffer {
  const sealed = cipher.seal(bytesOf(key), bytesOf(value));
  const stored = Buffer.allocUnsafe(sealed.length + 1);
  stored[0] = MARK;
  sealed.copy(viewOf(stored), 1);
  return stored;
}

/** Whether bytes off the disk are those of an encrypted value. */
export const isEncrypted = (stored: Uint8Array): boolean => stored[0] === MARK;

/**
 * Makes a store encrypt what it writes and decrypt what it reads, value by value and bound to its key; keys stay as they are, since
 * leveldb orders by them. Everything above reads and writes plain text. A value that does not open is a failure, never missing.
 */
export function encrypted(level: Level, cipher: ValueCipher): Level {
  const { _get, _getMany, _put, _batch, _chainedBatch, _iterator } = level;
  const asked = (options: LevelOptions, opened: Buffer) => (options.asBuffer === false ? opened.toString() : opened);
  const asBuffers = (options: LevelOptions): LevelOptions => ({ ...options, asBuffer: true });

  level._get = (key, options, callback) =>
    _get.call(level, key, asBuffers(options), (error, value) => {
      if (error) return callback(error, value);
      attempt(callback, () => asked(options, openStored(cipher, key, value as Uint8Array)));
    });
  level._getMany = (keys, options, callback) =>
    _getMany.call(level, keys, asBuffers(options), (error, values) => {
      if (error) return callback(error, values);
      attempt(callback, () =>
        values.map((value, index) =>
          value === undefined ? undefined : asked(options, openStored(cipher, keys[index], value as Uint8Array)),
        ),
      );
    });
  level._put = (key, value, options, callback) =>
    _put.call(level, key, sealStored(cipher, key, value), options, callback);
  level._batch = (operations, options, callback) => {
    const sealed = operations.map((operation) =>
      operation.type === 'put'
        ? { ...operation, value: sealStored(cipher, operation.key, operation.value) }
        : operation,
    );
    _batch.call(level, sealed, options, callback);
  };
  level._chainedBatch = () => {
    const batch = _chainedBatch.call(level);
    const { _put: put } = batch;
    batch._put = (key, value, options) => put.call(batch, key, sealStored(cipher, key, value), options);
    return batch;
  };
  level._iterator = (options) => {
    const iterator = _iterator.call(level, { ...options, valueAsBuffer: true });
    // Not `_next`, which leveldown's iterator calls again from within itself.
    const { next } = iterator;
    const inText = options.valueAsBuffer === false;
    iterator.next = (callback) => {
      next.call(iterator, (error, key, value) => {
        if (error || value === undefined || options.values === false) return callback(error, key, value);
        let opened: Buffer;
        try {
          opened = openStored(cipher, key, value as Uint8Array);
        } catch (cause) {
          return callback(cause as Error);
        }
        callback(null, key, inText ? opened.toString() : opened);
      });
    };
    return iterator;
  };
  return level;
}

/** Hands on what `make` makes, or why it could not; what the callback itself throws is not caught. */
function attempt<T>(callback: LevelCallback<T>, make: () => T): void {
  let made: T;
  try {
    made = make();
  } catch (cause) {
    return callback(cause as Error, undefined as T);
  }
  callback(null, made);
}

/** Keys and values reach leveldown as text or as buffers. */
const bytesOf = (content: unknown): Uint8Array =>
  typeof content === 'string' ? viewOf(Buffer.from(content)) : (content as Uint8Array);

const viewOf = (buffer: Buffer): Uint8Array => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
