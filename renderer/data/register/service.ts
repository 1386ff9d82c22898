import { practiceRegionOf, regionOf } from '#shared/codes/region-codes';
import { dateAtStation, type CalendarDate } from '#shared/domain/calendar/date';
import type { DataKey } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import { cipherUnder } from '../local-cipher';
import { createSealer } from '../sealer';
import { createDigests } from './core/digests';
import { createRegisterCore } from './core/register-core';
import { REGISTER_TYPES, type RegisterChange, type RegisterEntry } from './entries';
import { openRecordSource, type FoundRecords, type RecordSource } from './record-source';
import { openRegisterPacks, registerNameOf, type PackCondition, type RegisterPacks } from './register-packs';
import { serve, turn, type Questions, type RegisterNews, type Serving } from './serving';
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

/** The register where it is built and asked: in a worker, or beside whoever asks. */
export interface RegisterService extends Questions {
  /**
   * Builds the register; resolves with how many records had to be read beside packs. Questions are answered from then on, from what is
   * there. Whatever follows is done after it, one thing after another.
   */
  start(setup: RegisterSetup, onNews: (news: RegisterNews) => void): Promise<number>;
  /** These records have changed, or are gone. */
  take(ids: readonly string[]): Promise<void>;
  /** Other keys: what they open is read again, and what they do not open any more is forgotten. */
  use(rights: RegisterRights): Promise<void>;
  /** Writes packs that hold every change taken so far; none written before `watermark` is missing. */
  save(watermark: number): Promise<void>;
  /** Throws away the packs: something that they hold may not lie on this device any longer. */
  discard(): Promise<void>;
  stop(): Promise<void>;
}

/** Records made into entries between two turns of others. */
const STEP_ROWS = 250;

interface Running {
  readonly setup: RegisterSetup;
  readonly source: RecordSource;
  readonly packs: RegisterPacks;
  readonly today: () => CalendarDate;
  onNews(news: RegisterNews): void;
  rights: RegisterRights;
  core: ReturnType<typeof createRegisterCore>;
  serving: Serving;
  toEntry(record: WireRecord): Promise<RegisterEntry | null>;
}

/** See `RegisterService`. */
export function createRegisterService(): RegisterService {
  let running: Running | null = null;
  let begun: () => void = () => undefined;
  const hasBegun = new Promise<void>((resolve) => (begun = resolve));
  let isStopped = false;

  // One after the other, so that what is read later is applied later.
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const done = last.then(task);
    last = done.catch(() => undefined);
    return done;
  }
  const current = async (): Promise<Running> => {
    await hasBegun;
    if (!running) throw new Error('the register has not begun');
    return running;
  };

  const pending = new Set<string>();

  /** Takes in what has changed so far. */
  async function drain(at: Running): Promise<void> {
    while (pending.size > 0) {
      const ids = [...pending];
      pending.clear();
      await takeFound(at, await at.source.byIds(ids));
    }
  }

  async function begin(setup: RegisterSetup, onNews: (news: RegisterNews) => void): Promise<number> {
    const today = () => dateAtStation(Date.now() + setup.clockAheadMs);
    const packs = openRegisterPacks(registerNameOf(setup.name), cipherUnder(setup.packKey));
    const source = await openRecordSource(setup.name, cipherUnder(setup.recordKey));
    const parts = { setup, source, packs, today, onNews, rights: setup.rights };
    running = { ...parts, ...anew(parts, 0) };
    begun();
    return build(running);
  }

  async function build(at: Running): Promise<number> {
    try {
      const beside = await load(at);
      at.serving.loaded();
      return beside;
    } catch (thrown) {
      if (!isStopped) at.serving.failed();
      throw thrown;
    }
  }

  /** From packs and what was written since, else from every record. */
  async function load(at: Running): Promise<number> {
    const condition = conditionOf(at);
    const packed = await at.packs.load(condition);
    if (packed && packed.watermark < at.setup.nowLwt) {
      const written = at.source.since(packed.watermark);
      if (await takePages(at, packed.pages())) {
        const { records, gone } = await written;
        await takeFound(at, { records, gone });
        const isSame = condition.kids.length === packed.kids.length;
        const unopened = isSame ? [] : at.core.unopened();
        if (unopened.length > 0) await takeFound(at, await at.source.byIds(unopened));
        return records.length + gone.length + unopened.length;
      }
      // A pack that does not open. What the others held may have been erased since.
      await written;
      restart(at);
    }
    let read = 0;
    for (const type of REGISTER_TYPES) {
      for await (const records of at.source.pages(type)) {
        if (isStopped) return read;
        await takeFound(at, { records, gone: [] });
        // Reading everything takes a while; whoever saves something meanwhile wants to see it.
        await drain(at);
        read += records.length;
      }
    }
    return read;
  }

  /** An empty register in place of the present one. */
  function restart(at: Running): void {
    at.serving.stop();
    Object.assign(at, anew(at, at.core.version + 1));
  }

  /** Whether every page opened. */
  async function takePages(at: Running, pages: AsyncIterable<readonly RegisterEntry[] | null>): Promise<boolean> {
    for await (const entries of pages) {
      if (!entries || isStopped) return false;
      at.serving.apply(entries.map((entry) => ({ kind: 'put', entry })));
      await turn();
    }
    return true;
  }

  async function takeFound({ serving, toEntry }: Running, { records, gone }: FoundRecords): Promise<void> {
    if (gone.length > 0) serving.apply(gone.map((id) => ({ kind: 'remove', id })));
    for (let from = 0; from < records.length; from += STEP_ROWS) {
      const entries = await Promise.all(records.slice(from, from + STEP_ROWS).map(toEntry));
      serving.apply(entries.flatMap((entry): RegisterChange[] => (entry ? [{ kind: 'put', entry }] : [])));
      await turn();
    }
  }

  async function use(rights: RegisterRights): Promise<void> {
    const at = await current();
    const before = new Set(at.rights.keys.map(({ kid }) => kid));
    const now = new Set(rights.keys.map(({ kid }) => kid));
    const isLess = [...before].some((kid) => !now.has(kid)) || rights.isWhole !== at.rights.isWhole;
    const isMore = [...now].some((kid) => !before.has(kid));
    at.rights = rights;
    if (isLess) {
      await at.packs.discard();
      restart(at);
      await build(at);
    } else if (isMore) {
      Object.assign(at, { toEntry: entriesWith(at.setup, rights, at.today) });
      await takeFound(at, await at.source.byIds(at.core.unopened()));
    }
  }

  const ask = <K extends keyof Questions>(question: K): Questions[K] =>
    (async (...args: Parameters<Questions[K]>) => {
      const { serving } = await current();
      return (serving[question] as (...args: unknown[]) => unknown)(...args);
    }) as Questions[K];

  return {
    start: (setup, onNews) => inTurn(() => begin(setup, onNews).finally(begun)),
    take(ids) {
      for (const id of ids) pending.add(id);
      return inTurn(async () => drain(await current()));
    },
    use: (rights) => inTurn(() => use(rights)),
    save: (watermark) =>
      inTurn(async () => {
        const at = await current();
        await at.packs.save(at.core.entries(), { ...conditionOf(at), watermark });
      }),
    discard: () => inTurn(async () => (await current()).packs.discard()),
    async stop() {
      isStopped = true;
      running?.serving.stop();
      await last;
      running?.source.close();
      running?.packs.close();
    },
    list: ask('list'),
    ids: ask('ids'),
    rows: ask('rows'),
    search: ask('search'),
    alike: ask('alike'),
    duplicates: ask('duplicates'),
    byCitizenId: ask('byCitizenId'),
    byAddress: ask('byAddress'),
    findings: ask('findings'),
    findingsOf: ask('findingsOf'),
    counts: ask('counts'),
  };
}

const conditionOf = ({ setup, rights }: Pick<Running, 'setup' | 'rights'>): PackCondition => ({
  kids: rights.keys.map(({ kid }) => kid).sort(),
  made: setup.isPractice ? 'practice' : 'real',
});

/** An empty register under the present rights; its version goes up from `firstVersion`. */
function anew(
  { setup, rights, today, onNews }: Omit<Running, 'core' | 'serving' | 'toEntry'>,
  firstVersion: number,
): Pick<Running, 'core' | 'serving' | 'toEntry'> {
  const digests = createDigests(setup.digestKey);
  const core = createRegisterCore({ digests, isWhole: () => rights.isWhole, firstVersion });
  return { core, serving: serve(core, today, onNews), toEntry: entriesWith(setup, rights, today) };
}

function entriesWith(setup: RegisterSetup, rights: RegisterRights, today: () => CalendarDate): Running['toEntry'] {
  const { open } = createSealer(rights.keys);
  const how = {
    open,
    digests: createDigests(setup.digestKey),
    regionOf: setup.isPractice ? practiceRegionOf : regionOf,
    today,
  };
  return (record) => entryOf(record, how);
}
