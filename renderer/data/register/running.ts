import { practiceRegionOf, regionOf } from '#shared/codes/region-codes';
import type { CalendarDate } from '#shared/domain/calendar/date';
import type { DataKey } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import { createSealer } from '../sealer';
import { createDigests } from './core/digests';
import { createRegisterCore } from './core/register-core';
import type { RegisterEntry } from './entries';
import type { RecordSource } from './record-source';
import type { PackCondition, RegisterPacks } from './register-packs';
import { serve, type RegisterNews, type Serving } from './serving';
import { entryOf } from './taking-in';

/** What the register works with; keys go nowhere but into memory. */
export interface RegisterSetup {
  /** Of the person's local database. */
  readonly name: string;
  /** Opens the stored records, and the register's own packs. */
  readonly recordKey: CryptoKey;
  readonly packKey: CryptoKey;
  /** 32 bytes for digests of whole numbers. */
  readonly digestKey: Uint8Array;
  readonly rights: RegisterRights;
  /** Citizen ids of a practice station have a region code that no real one has. */
  readonly isPractice: boolean;
  /** How far the station's clock is ahead of this device's. */
  readonly clockAheadMs: number;
  /** RxDB's time: packs from later than now are from before the clock was set back. */
  readonly nowLwt: number;
}

/** What the person may read at the moment. */
export interface RegisterRights {
  readonly keys: readonly DataKey[];
  /** The device holds every grid of the station. */
  readonly isWhole: boolean;
}

/** A register at work: what it reads from, and what it has read. */
export interface Running {
  readonly setup: RegisterSetup;
  /** Once the databases of the records are there. */
  readonly source: Promise<RecordSource>;
  readonly packs: RegisterPacks;
  readonly today: () => CalendarDate;
  onNews(news: RegisterNews): void;
  rights: RegisterRights;
  core: ReturnType<typeof createRegisterCore>;
  serving: Serving;
  toEntry(record: WireRecord): Promise<RegisterEntry | null>;
}

/** Closes what it reads from; its questions are answered from what is there. */
export async function end({ serving, source, packs }: Running): Promise<void> {
  serving.stop();
  await source.then(
    (opened) => opened.close(),
    () => undefined,
  );
  packs.close();
}

/** Under what circumstances the entries of the moment are made. */
export const conditionOf = ({ setup, rights }: Pick<Running, 'setup' | 'rights'>): PackCondition => ({
  kids: rights.keys.map(({ kid }) => kid).sort(),
  made: setup.isPractice ? 'practice' : 'real',
});

/** An empty register under the present rights; its version goes up from `firstVersion`. */
export function anew(
  { setup, rights, today, onNews }: Omit<Running, 'core' | 'serving' | 'toEntry'>,
  firstVersion: number,
): Pick<Running, 'core' | 'serving' | 'toEntry'> {
  const digests = createDigests(setup.digestKey);
  const core = createRegisterCore({ digests, isWhole: () => rights.isWhole, firstVersion });
  return { core, serving: serve(core, today, onNews), toEntry: entriesWith(setup, rights, today) };
}

/** Makes entries of records under these rights. */
export function entriesWith(
  setup: RegisterSetup,
  rights: RegisterRights,
  today: () => CalendarDate,
): Running['toEntry'] {
  const { open } = createSealer(rights.keys);
  const how = {
    open,
    digests: createDigests(setup.digestKey),
    regionOf: setup.isPractice ? practiceRegionOf : regionOf,
    today,
  };
  return (record) => entryOf(record, how);
}
