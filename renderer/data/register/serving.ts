import type { CalendarDate } from '#shared/domain/calendar/date';
import type { RegisterCore } from './core/register-core';
import type { RegisterChange } from './entries';
import type { RoundAnswer, RoundQuestion } from './round';
import type { Register, RegisterState } from './types';

/** The questions of a `Register`, as they are answered where it is built. */
export interface Questions extends Omit<Register, 'state$' | 'version$' | 'round'> {
  /** See `createRoundAsking`. */
  round(question: RoundQuestion, known: string | null): Promise<RoundAnswer>;
}

/** What whoever asks is told by itself. */
export interface RegisterNews {
  readonly state: RegisterState;
  readonly version: number;
}

/** A core that answers while it takes in records and works off what waits, a little at a time. */
export interface Serving extends Questions {
  apply(changes: readonly RegisterChange[]): void;
  /** Every record that was there at the beginning has been applied. */
  loaded(): void;
  /** Records cannot be read. */
  failed(): void;
  /** Nothing more is worked off or told. */
  stop(): void;
}

/** Longest stretch of work between two answers. */
const SLICE_MS = 4;

/** How often what waits is worked off while everything is being read. */
const POUR_MS = 3000;

/** How often `building` tells how far it has come. */
const PROGRESS_MS = 250;

/** See `Serving`; `onNews` is called when the state or an answer has changed. */
export function serve(core: RegisterCore, today: () => CalendarDate, onNews: (news: RegisterNews) => void): Serving {
  let kind: RegisterState['kind'] = 'building';
  let isLoaded = false;
  let isWorking = false;
  let workedAtMs = performance.now();
  let isStopped = false;
  let toldVersion = -1;
  let toldKind: RegisterState['kind'] | null = null;
  let toldAtMs = -Infinity;
  let askedDay: CalendarDate | null = null;
  // Judging the same records for two days in turn would begin anew each time.
  const day = (): CalendarDate => askedDay ?? today();

  function tell(): void {
    if (isStopped || (toldVersion === core.version && toldKind === kind)) return;
    const isSoon = kind === 'building' && performance.now() - toldAtMs < PROGRESS_MS;
    if (isSoon && toldKind === kind) return;
    toldVersion = core.version;
    toldKind = kind;
    toldAtMs = performance.now();
    onNews({ state: { kind, records: core.records }, version: core.version });
  }

  function judge(): void {
    if (kind !== 'failed') kind = isLoaded && !core.isBehind ? 'ready' : 'building';
    tell();
  }

  async function workOff(): Promise<void> {
    if (isWorking) return;
    isWorking = true;
    workedAtMs = performance.now();
    await turn();
    while (!isStopped && core.work(day(), SLICE_MS)) {
      judge();
      await turn();
    }
    judge();
    isWorking = false;
  }

  const later = async <T>(answer: () => T): Promise<T> => {
    await Promise.resolve();
    const answered = answer();
    // Another day, or pairs that were asked for, bring work.
    if (isLoaded && core.waiting > 0) void workOff();
    return answered;
  };
  const of = <Q extends { readonly today: CalendarDate }>(query: Q): Q => {
    askedDay = query.today;
    return query;
  };
  return {
    apply(changes) {
      core.apply(changes);
      judge();
      // Working off settles everything each time, so while records pour in that is done now and then.
      if (isLoaded || performance.now() - workedAtMs > POUR_MS) void workOff();
    },
    loaded() {
      isLoaded = true;
      void workOff();
    },
    failed() {
      kind = 'failed';
      tell();
    },
    stop: () => void (isStopped = true),
    list: (query) => later(() => core.list(of(query))),
    ids: (query) => later(() => core.ids(of(query))),
    rows: (rowKind, ids, day) => later(() => core.rows(rowKind, ids, day)),
    search: (query) => later(() => core.search(of(query))),
    alike: (candidate, limit) => later(() => core.alike(candidate, limit)),
    duplicates: (limit) => later(() => core.duplicates(limit)),
    byCitizenId: (ids) => later(() => core.byCitizenId(ids)),
    byAddress: (keys) => later(() => core.byAddress(keys)),
    findings: (query) => later(() => core.findings(of(query))),
    findingsOf: (uid, day) => later(() => core.findingsOf(uid, day)),
    counts: (day, grid) => later(() => core.counts(day, grid)),
    round: (question, known) =>
      later(() => {
        if (kind === 'failed') throw new Error('the records cannot be read');
        return core.round(of(question), known);
      }),
    addresses: (uids) => later(() => core.addresses(uids)),
  };
}

/** Resolves when whoever else waits for this thread has had a turn; a timer would take 4 ms each time. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
