import { dateAtStation } from '#shared/domain/calendar/date';
import { cipherUnder } from '../local-cipher';
import { REGISTER_TYPES, type RegisterChange, type RegisterEntry } from './entries';
import { openRecordSource, type FoundRecords } from './record-source';
import { openRegisterPacks, registerNameOf } from './register-packs';
import { anew, conditionOf, end, entriesWith, type RegisterRights, type RegisterSetup, type Running } from './running';
import { turn, type Questions, type RegisterNews } from './serving';

export type { RegisterRights, RegisterSetup } from './running';

/** The register where it is built and asked: in a worker, or beside whoever asks. */
export interface RegisterService extends Questions {
  /**
   * Builds the register; resolves with how many records had to be read beside packs. What is packed is taken in at once, records when
   * their databases are there (`openRecords`). Questions are answered from then on, from what is there; one about the round waits for
   * what is packed. Whatever follows is done after it, one thing after another. Called again, it builds everything anew.
   */
  start(setup: RegisterSetup, onNews: (news: RegisterNews) => void): Promise<number>;
  /** The databases of the records are there: made, and lifted to this release. */
  openRecords(): Promise<void>;
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

/** See `RegisterService`. */
export function createRegisterService(): RegisterService {
  let running: Running | null = null;
  const begun = deferred();
  /** What was packed is taken in, or there is nothing of it. */
  const unpacked = deferred();
  /** Everything that was on the disk is taken in, or cannot be. */
  const whole = deferred();
  const records = deferred();
  let isStopped = false;

  // One after the other, so that what is read later is applied later.
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const done = last.then(task);
    last = done.catch(() => undefined);
    return done;
  }
  const current = async (): Promise<Running> => {
    await begun.promise;
    if (!running) throw new Error('the register has not begun');
    return running;
  };

  const pending = new Set<string>();

  /** Takes in what has changed so far. */
  async function drain(at: Running): Promise<void> {
    while (pending.size > 0) {
      const ids = [...pending];
      pending.clear();
      await takeFound(at, await (await at.source).byIds(ids));
    }
  }

  async function begin(setup: RegisterSetup, onNews: (news: RegisterNews) => void): Promise<number> {
    const before = running;
    if (before) await end(before);
    const today = () => dateAtStation(Date.now() + setup.clockAheadMs);
    const packs = openRegisterPacks(registerNameOf(setup.name), cipherUnder(setup.packKey));
    const source = records.promise.then(() => openRecordSource(setup.name, cipherUnder(setup.recordKey)));
    // Whoever waits for it learns that it failed; nobody may be waiting yet.
    source.catch(() => undefined);
    const parts = { setup, source, packs, today, onNews, rights: setup.rights };
    running = { ...parts, ...anew(parts, before ? before.core.version + 1 : 0) };
    begun.resolve();
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
      const written = at.source.then((source) => source.since(packed.watermark));
      written.catch(() => undefined);
      if (await takePages(at, packed.pages())) {
        const { records, gone } = await written;
        await takeFound(at, { records, gone });
        const isSame = condition.kids.length === packed.kids.length;
        const unopened = isSame ? [] : at.core.unopened();
        if (unopened.length > 0) await takeFound(at, await (await at.source).byIds(unopened));
        return records.length + gone.length + unopened.length;
      }
      // A pack that does not open. What the others held may have been erased since.
      await written;
      restart(at);
    }
    unpacked.resolve();
    const source = await at.source;
    let read = 0;
    for (const type of REGISTER_TYPES) {
      for await (const page of source.pages(type)) {
        if (isStopped) return read;
        await takeFound(at, { records: page, gone: [] });
        // Reading everything takes a while; whoever saves something meanwhile wants to see it.
        await drain(at);
        read += page.length;
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
      await takeFound(at, await (await at.source).byIds(at.core.unopened()));
    }
  }

  const ask = <K extends keyof Questions>(question: K): Questions[K] =>
    (async (...args: Parameters<Questions[K]>) => {
      const { serving } = await current();
      return (serving[question] as (...args: unknown[]) => unknown)(...args);
    }) as Questions[K];

  return {
    start: (setup, onNews) =>
      inTurn(() =>
        begin(setup, onNews).finally(() => {
          begun.resolve();
          unpacked.resolve();
          whole.resolve();
        }),
      ),
    openRecords: async () => records.resolve(),
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
      // A station that could not be opened never had them.
      records.reject(new Error('the register has been stopped'));
      await last;
      if (running) await end(running);
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
    async round(question, known) {
      await unpacked.promise;
      return ask('round')(question, known);
    },
    async addresses(dwellingUids) {
      const found = await ask('addresses')(dwellingUids);
      if (!found.includes(null)) return found;
      // It may only not have been read yet.
      await whole.promise;
      return ask('addresses')(dwellingUids);
    },
  };
}

function deferred() {
  let resolve: () => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((resolved, rejected) => {
    resolve = resolved;
    reject = rejected;
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
