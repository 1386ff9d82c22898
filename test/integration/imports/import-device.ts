import 'fake-indexeddb/auto';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { BehaviorSubject, filter, firstValueFrom } from 'rxjs';
import { AppError } from '#shared/errors/app-error';
import type { PlannedChange, PlannedRecord } from '#shared/domain/roster/types';
import type { Sealed, WireRecord } from '#shared/schema/envelope';
import type { CollectionName } from '#shared/schema/record-type';
import { openImports, type Planning, type RunningImports } from '#renderer/data/imports/imports';
import {
  openJournal,
  type Chunk,
  type GridShare,
  type ImportJournal,
  type JournalHead,
} from '#renderer/data/imports/journal';
import { createImportRecords, gridOfId } from '#renderer/data/imports/records';
import type { RosterSession } from '#renderer/data/imports/types';
import { createLocalCipher } from '#renderer/data/local-cipher';
import { createSealer } from '#renderer/data/sealer';
import { personFields, STATION, uid } from '#test/support/builders';
import { openDevice, until, type TestDevice } from '#test/support/device';

const GRIDS = [1, 2] as const;
const DATABASES = ['commons-qinghe', 'grid-qinghe-1', 'grid-qinghe-2'];

const keys = GRIDS.flatMap((grid) =>
  (['general', 'child'] as const).map((keyClass) => ({
    kid: `${STATION}-${grid}.${keyClass}.1`,
    scope: `${STATION}-${grid}`,
    class: keyClass,
    key: Buffer.alloc(32, `${grid}${keyClass}`).toString('base64'),
  })),
);

/** Stands between imports and the disk: counts what is written, and ends the device before or after any of it. */
export interface Death {
  /** Steps taken so far. */
  readonly steps: number;
  /** Ends the device at that step from now, counted from 1: before it is on the disk, or right after. */
  at(step: number, when: 'before' | 'after'): void;
  /** Makes the disk full at that step from now, until healed. */
  failFrom(step: number): void;
  heal(): void;
  /** The same object, with methods that write as steps. */
  over<T extends object>(target: T, methods: readonly (keyof T)[]): T;
}

/** A device without a hub whose imports run over the product's own data layer, on a disk that outlives it. */
export interface ImportDevice {
  readonly device: TestDevice;
  readonly imports: RunningImports;
  readonly death: Death;
  readonly grids$: BehaviorSubject<readonly number[]>;
  /** Begins an import of that plan. */
  apply(plan: TestPlan): Promise<string>;
  /** Resolves when no import is under way, nor waits to go on. */
  idle(): Promise<void>;
  /** Resolves when the import under way has failed. */
  failed(): Promise<void>;
  records(collection: CollectionName, type: string): Promise<readonly WireRecord[]>;
  /** Whether anything of an import is left to be done. */
  hasJournal(): Promise<boolean>;
  open(record: WireRecord, field: string): Promise<unknown>;
  close(): Promise<void>;
}

export interface TestPlan {
  readonly records: readonly PlannedRecord[];
  readonly changes: readonly PlannedChange[];
  /** Records in one chunk. */
  readonly size?: number;
}

export interface Disk {
  readonly name: string;
  readonly storage: ReturnType<typeof getRxStorageMemory>;
}

let disks = 0;

export function newDisk(): Disk {
  disks += 1;
  return { name: `imports-${disks}`, storage: getRxStorageMemory() };
}

/** Opens the device that keeps its data on `disk`; a later one goes on with what an earlier one left there. */
export async function openImportDevice({ name, storage }: Disk): Promise<ImportDevice> {
  const device = await openDevice({
    name,
    storage,
    origin: 'http://nowhere.test',
    token: () => 'none',
    databases: DATABASES,
    fetch: async () => {
      throw new TypeError('fetch failed');
    },
  });
  const death = createDeath();
  const cipher = await createLocalCipher(new Uint8Array(32).fill(9), 'imports');
  const journal = death.over(openJournal(`${name}-imports`, cipher), ['put', 'add', 'done', 'clear', 'remove']);
  const sealer = createSealer(keys);
  const grids$ = new BehaviorSubject<readonly number[]>(GRIDS);
  let begin: ((fileName: string, plan: Planning) => Promise<string>) | null = null;
  const imports = openImports({
    journal,
    records: createImportRecords({
      station: STATION,
      store: device.deps.store,
      sealer,
      grids: () => grids$.value,
      today: () => '2026-11-23',
    }),
    writer: death.over(device.writer, ['writeTogether']),
    sealer,
    grids$,
    nowMs: () => Date.now(),
    newUid,
    roomToSend: async () => undefined,
    openSession: async (_file, apply) => {
      begin = apply;
      return {} as RosterSession;
    },
  });
  await imports.open(new File([], 'roster'));
  return {
    device,
    imports,
    death,
    grids$,
    apply: async (plan) => {
      if (!begin) throw new Error('no file was opened');
      return begin('花名册.xlsx', (head) => fill(journal, head, plan));
    },
    idle: () => until(async () => (await firstValueFrom(imports.running$)) === null && (await journal.head()) === null),
    failed: async () =>
      void (await firstValueFrom(imports.running$.pipe(filter((running) => running?.phase === 'failed')))),
    records: async (collection, type) => {
      const documents = await device.collections[collection]?.find({ selector: { type } }).exec();
      return (documents ?? []).map((document) => document.toJSON() as unknown as WireRecord);
    },
    hasJournal: async () => (await journal.head()) !== null,
    open: (record, field) => sealer.open(record[field] as Sealed, { uid: record.uid, field }),
    close: async () => {
      await imports.close();
      await device.stop();
    },
  };
}

let minted = 0;
const newUid = (): string => uid((minted += 1) + 5_000_000);

async function fill(journal: ImportJournal, head: JournalHead, plan: TestPlan): Promise<JournalHead> {
  const { records, changes, size = 3 } = plan;
  const chunks: readonly Chunk[] = [
    ...piecesOf(records, size).map((piece): Chunk => ({ kind: 'create', records: piece })),
    ...piecesOf(changes, size).map((piece): Chunk => {
      const grids = new Set(piece.map(({ id }) => gridOfId(id) ?? 0));
      return { kind: 'change', changes: piece, partUids: Object.fromEntries([...grids].map((g) => [g, newUid()])) };
    }),
  ];
  for (const [position, chunk] of chunks.entries()) await journal.add(head.importUid, position, chunk);
  return { ...head, shares: sharesOf(plan), records: records.length + changes.length };
}

const piecesOf = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));

function sharesOf({ records, changes }: TestPlan): readonly GridShare[] {
  return GRIDS.map((grid) => ({
    grid,
    counts: {
      people: records.filter((record) => record.grid === grid && record.type === 'person').length,
      dwellings: 0,
      households: 0,
      enterprises: 0,
      certificates: 0,
      changed: changes.filter(({ id }) => gridOfId(id) === grid).length,
    },
  }));
}

/** People to be made, half of them in either grid. */
export function plannedPeople(count: number): readonly PlannedRecord[] {
  return Array.from({ length: count }, (_, n) => ({
    type: 'person',
    grid: GRIDS[n % 2] ?? 1,
    uid: newUid(),
    birthDate: '1942-03-05',
    fields: personFields({ name: `新人${n}`, phone: `1380000${String(n).padStart(4, '0')}` }),
  }));
}

function createDeath(): Death {
  let steps = 0;
  let deadly: { readonly step: number; readonly when: 'before' | 'after' } | null = null;
  let failing = Infinity;
  let isDead = false;
  const die = (): never => {
    isDead = true;
    throw new Error('the device has died');
  };
  return {
    get steps() {
      return steps;
    },
    at: (step, when) => (deadly = { step: steps + step, when }),
    failFrom: (step) => (failing = steps + step),
    heal: () => (failing = Infinity),
    over<T extends object>(target: T, methods: readonly (keyof T)[]): T {
      const guarded =
        (method: keyof T) =>
        async (...values: unknown[]) => {
          if (isDead) die();
          steps += 1;
          const isLast = deadly !== null && steps >= deadly.step;
          if (isLast && deadly?.when === 'before') die();
          if (steps >= failing) throw new AppError('device.storage-full', 'full');
          const result: unknown = await (target[method] as (...all: unknown[]) => Promise<unknown>)(...values);
          return isLast ? die() : result;
        };
      return { ...target, ...Object.fromEntries(methods.map((method) => [method, guarded(method)])) };
    },
  };
}
