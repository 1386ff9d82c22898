import type { RxStorage } from 'rxdb';
import { AppError } from '#shared/errors/app-error';
import type { ControlStore } from '#shared/sync/ports';
import type { Death } from './operations';

/** One opening of a device's page: until it dies, or its disk is full. */
export interface Life {
  /** The page dies when it comes to that point. */
  arm(death: Death): void;
  disarm(): void;
  fillDisk(writes: number): void;
  end(): void;
  isOver(): boolean;
  /** Whether something has failed on purpose. */
  hasFailed(): boolean;
  /** Resolves when the disk is left alone. */
  atRest(): Promise<void>;
  /** Runs what writes to the disk as the page would, if it lives. */
  write<T>(what: 'queue' | 'collection' | 'acknowledge' | 'cursor' | 'other', work: () => Promise<T>): Promise<T>;
}

const dead = () => new Error('the page was killed');

export function createLife(): Life {
  let isOver = false;
  let armed: Death | null = null;
  let fullFor = 0;
  let hasFailed = false;
  const underway = new Set<Promise<unknown>>();

  function die(): Error {
    isOver = true;
    hasFailed = true;
    return dead();
  }

  return {
    arm: (death) => {
      armed = death;
    },
    disarm: () => {
      armed = null;
      fullFor = 0;
    },
    fillDisk: (writes) => {
      fullFor = writes;
    },
    end: () => {
      isOver = true;
    },
    isOver: () => isOver,
    hasFailed: () => hasFailed,
    atRest: async () => {
      while (underway.size > 0) await Promise.allSettled(underway);
    },
    async write(what, work) {
      if (isOver) throw dead();
      if (armed === `${what}-before`) throw die();
      if (fullFor > 0) {
        fullFor -= 1;
        hasFailed = true;
        throw new AppError('device.storage-full', 'the disk is full', { retry: true });
      }
      const running = work().finally(() => underway.delete(running));
      underway.add(running);
      const result = await running;
      if (isOver) throw dead();
      if (armed === `${what}-after`) throw die();
      return result;
    },
  };
}

/** The disk under a device's records, which outlives the page, as `life` may use it. */
export function mortalStorage(disk: RxStorage<unknown, unknown>, life: Life): typeof disk {
  return {
    ...disk,
    async createStorageInstance(params) {
      const instance = await disk.createStorageInstance(params);
      // RxDB's own books are not what dies half-way here.
      if (params.collectionName.startsWith('_')) return instance;
      const write = instance.bulkWrite.bind(instance);
      instance.bulkWrite = (rows, context) => life.write('collection', () => write(rows, context));
      return instance;
    },
  };
}

/** A control store as `life` may use it. */
export function mortalControl(control: ControlStore, life: Life): ControlStore {
  return {
    ...control,
    get replica() {
      return control.replica;
    },
    nextWrite: () => life.write('other', () => control.nextWrite()),
    notice: (write) => life.write('other', () => control.notice(write)),
    renewReplica: () => life.write('other', () => control.renewReplica()),
    queue: (rows) => life.write('queue', () => control.queue(rows)),
    acknowledge: (acks) => life.write('acknowledge', () => control.acknowledge(acks)),
    amend: (changes) => life.write('other', () => control.amend(changes)),
    setCursor: (cursor) => life.write('cursor', () => control.setCursor(cursor)),
    removeCursor: (db) => life.write('cursor', () => control.removeCursor(db)),
    putAside: (rows) => life.write('other', () => control.putAside(rows)),
    removeAside: (ids) => life.write('other', () => control.removeAside(ids)),
  };
}

/** `target`, with every call of its methods told. */
export function watched<T extends object>(target: T, onCall: () => void): T {
  return new Proxy(target, {
    get(whole, name) {
      const value: unknown = Reflect.get(whole, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        onCall();
        return (value as (...args: unknown[]) => unknown).apply(whole, args);
      };
    },
  });
}
