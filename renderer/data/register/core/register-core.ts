import type { CalendarDate } from '#shared/domain/calendar/date';
import { addressKey } from '#shared/domain/people/address';
import { normalCitizenId, normalPhone } from '#shared/domain/people/identifiers';
import type { QualityFinding } from '#shared/domain/quality/facts';
import type { RegisterChange, RegisterEntry } from '../entries';
import type { RoundAnswer, RoundQuestion } from '../round';
import type {
  Alike,
  Candidate,
  DuplicatePair,
  DwellingRow,
  FindingPage,
  FindingQuery,
  ListPage,
  ListQuery,
  RegisterCounts,
  RegisterKind,
  RegisterRows,
  SearchHit,
  SearchQuery,
} from '../types';
import type { Digests } from './digests';
import { censusOf } from './census';
import { createDoubles } from './doubles';
import { createFindings } from './findings';
import { FLAG } from './flags';
import { hitOf } from './hits';
import { createOrders } from './orders';
import { createRound } from './round';
import { createRows } from './rows';
import { createSelection } from './selection';
import { createSettling, type Counts } from './settle';
import { createState } from './state';
import { createTexts } from './texts';

/** The register in memory: `Register` without waiting, over what `apply` has brought. Runs anywhere. */
export interface RegisterCore {
  /** Goes up whenever an answer may be another than before: with records, and when what waited is worked off. */
  readonly version: number;
  /** Records that are held. */
  readonly records: number;
  /** Changes that `work` has still to do. */
  readonly waiting: number;
  /** So much waits for the indexes that searches do not know of it yet. */
  readonly isBehind: boolean;
  apply(changes: readonly RegisterChange[]): void;
  /**
   * What can wait: giving changes to the indexes, judging by rules. Works for about that long; true while something is left. Without it
   * lists are right, and searches know only what was worked off.
   */
  work(today: CalendarDate, forMs: number): boolean;
  list<K extends RegisterKind>(query: ListQuery<K>): ListPage<RegisterRows[K]>;
  ids(query: ListQuery): readonly string[];
  rows<K extends RegisterKind>(kind: K, ids: readonly string[], today: CalendarDate): readonly RegisterRows[K][];
  search(query: SearchQuery): readonly SearchHit[];
  alike(candidate: Candidate, limit: number): readonly Alike[];
  duplicates(limit: number): readonly DuplicatePair[];
  byCitizenId(citizenIds: readonly string[]): readonly (readonly string[])[];
  byAddress(keys: readonly string[]): readonly (DwellingRow | null)[];
  findings(query: FindingQuery): FindingPage;
  findingsOf(subjectUid: string, today: CalendarDate): readonly QualityFinding[];
  counts(today: CalendarDate, grid: number | null): RegisterCounts;
  /** Needs nothing that `work` does; `known` is the key of an answer that need not be given again. */
  round(question: RoundQuestion, known: string | null): RoundAnswer;
  addresses(dwellingUids: readonly string[]): readonly (string | null)[];
  /** `_id`s of records of which something did not open. */
  unopened(): readonly string[];
  /** All there is, those of hidden records among them: homes before people. */
  entries(): readonly RegisterEntry[];
}

export interface CoreOptions {
  readonly digests: Digests;
  /** Whether the device holds every grid of the station, so that what is not here is nowhere. */
  isWhole(): boolean;
  /** 0 when absent. */
  readonly firstVersion?: number;
}

/** How often whoever shows what is still being worked off is told that there is more. */
const NEWS_EVERY_MS = 1000;

/** So many changes go into the indexes before a search is answered; more are taken in while there is time. */
const SEARCH_WAITS_FOR = 1000;

/** See `RegisterCore`. */
export function createRegisterCore({ digests, isWhole, firstVersion = 0 }: CoreOptions): RegisterCore {
  const state = createState();
  const { people, dwellings, households, enterprises } = state;
  const rows = createRows(state);
  const texts = createTexts(state, rows, digests);
  const doubles = createDoubles(state);
  const findings = createFindings(state, rows, isWhole);
  const orders = createOrders(state);
  const round = createRound(state, rows);
  const settling = createSettling(state, (stale) => {
    texts.stale(stale);
    doubles.stale(stale);
    findings.stale(stale);
    selection.clear();
    orders.clear();
    addresses = null;
  });
  const selection = createSelection(state, orders);
  let addresses: ReadonlyMap<string, number> | null = null;
  let version = firstVersion;
  /** `version` as it was when the round last changed. */
  let roundVersion = firstVersion;
  let toldAtMs = -Infinity;
  let lastDay: CalendarDate = '1970-01-01';

  const tables = { person: people, dwelling: dwellings, household: households, enterprise: enterprises } as const;

  const waiting = (): number => state.unnumbered + texts.waiting + findings.waiting + doubles.waiting;

  function settle(today: CalendarDate): Counts {
    if (today !== lastDay) selection.clear();
    lastDay = today;
    return settling.settle(today);
  }

  /** Whoever just saved something looks for it. */
  function catchUp(): void {
    if (texts.waiting <= SEARCH_WAITS_FOR) texts.work(Infinity);
  }

  /** Slots that a query finds, in its order. */
  function select(query: ListQuery): Uint32Array {
    const { kind, filter, today } = query;
    if (filter.hasFindings !== undefined) state.takeNumbers(Infinity);
    const counts = settle(today);
    if (filter.hasFindings !== undefined) findings.finish(counts);
    const text = filter.text?.trim() ?? '';
    if (text !== '') catchUp();
    const found = () => (text === '' ? null : texts.marks(text, kind, tables[kind].entries.length));
    return selection.of(query, found, counts, text === '' ? '' : String(texts.waiting));
  }

  function dwellingsByAddress(): ReadonlyMap<string, number> {
    const known = addresses ?? new Map<string, number>();
    if (addresses) return known;
    dwellings.entries.forEach((entry, slot) => {
      if (entry && ((dwellings.flags[slot] as number) & FLAG.shown) !== 0)
        (known as Map<string, number>).set(addressKey(entry.address), slot);
    });
    addresses = known;
    return known;
  }

  return {
    get version() {
      return version;
    },
    get records() {
      return people.size + dwellings.size + households.size + enterprises.size;
    },
    get waiting() {
      return waiting();
    },
    get isBehind() {
      return texts.waiting > SEARCH_WAITS_FOR;
    },
    apply(changes) {
      if (changes.length === 0) return;
      const isOfRound = changes.some((change) => isAlwaysOfRound(change) || state.care.isNews(change));
      state.apply(changes);
      version += 1;
      if (isOfRound) roundVersion = version;
    },
    work(today, forMs) {
      const until = performance.now() + forMs;
      if (texts.waiting === 0) state.takeNumbers(until);
      const counts = settle(today);
      const before = waiting();
      if (before === 0) return false;
      const wasBehind = texts.waiting > 0;
      if (wasBehind) texts.work(until);
      const isSearchable = texts.waiting === 0;
      if (isSearchable && state.unnumbered === 0) findings.work(counts, until);
      if (isSearchable && findings.waiting === 0) doubles.work(until);
      const left = waiting();
      const hasNews = left === 0 || (wasBehind && isSearchable) || performance.now() - toldAtMs > NEWS_EVERY_MS;
      if (hasNews) {
        version += 1;
        toldAtMs = performance.now();
      }
      return left > 0;
    },
    list(query) {
      const slots = select(query);
      const counts = settle(query.today);
      const page = slots.subarray(query.offset, query.offset + query.limit);
      return {
        rows: Array.from(page).flatMap((slot) => rows.of(query.kind, slot, counts) ?? []),
        total: slots.length,
        version,
      };
    },
    ids(query) {
      const { entries } = tables[query.kind];
      return Array.from(select(query), (slot) => entries[slot]?.id ?? '');
    },
    rows(kind, ids, today) {
      const counts = settle(today);
      return ids.flatMap((id) => {
        const slot = tables[kind].find(id);
        return slot < 0 ? [] : (rows.of(kind, slot, counts) ?? []);
      });
    },
    search({ text, kinds = ['person', 'dwelling', 'household', 'enterprise'], limit, today }) {
      const counts = settle(today);
      catchUp();
      if (text.trim() === '') return [];
      return texts.find(text, kinds, limit).flatMap((found) => hitOf(found, rows, counts) ?? []);
    },
    alike({ citizenId, phone, ...candidate }, limit) {
      settle(lastDay);
      const found = doubles.alike(
        {
          ...candidate,
          idDigest: citizenId ? digests.citizenId(normalCitizenId(citizenId)) : null,
          phoneDigests: phone ? [digests.phone(normalPhone(phone))] : [],
        },
        limit,
      );
      return found.flatMap(({ slot, reasons, certainty }) => {
        const person = rows.person(slot);
        return person ? [{ person, reasons, certainty }] : [];
      });
    },
    duplicates(limit) {
      settle(lastDay);
      return doubles.duplicates(limit).flatMap((pair) => {
        const [a, b] = [rows.person(pair.a), rows.person(pair.b)];
        return a && b ? [{ a, b, reasons: pair.reasons, certainty: pair.certainty }] : [];
      });
    },
    byCitizenId(citizenIds) {
      state.takeNumbers(Infinity);
      return citizenIds.map((citizenId) =>
        state.numbers
          .slotsOf(digests.citizenId(normalCitizenId(citizenId)))
          .filter((slot) => people.isShown(slot) && !people.isClosed(slot))
          .flatMap((slot) => people.entries[slot]?.id ?? []),
      );
    },
    byAddress(keys) {
      const counts = settle(lastDay);
      const known = dwellingsByAddress();
      return keys.map((key) => {
        const slot = known.get(key);
        return slot === undefined ? null : rows.dwelling(slot, counts);
      });
    },
    findings(query) {
      state.takeNumbers(Infinity);
      return findings.page(query, settle(query.today));
    },
    findingsOf(uid, today) {
      state.takeNumbers(Infinity);
      return findings.of(uid, settle(today));
    },
    counts(today, grid) {
      settle(today);
      return censusOf(state, grid);
    },
    round: (question, known) => round.answer(question, roundVersion, known),
    addresses: (dwellingUids) => dwellingUids.map((uid) => rows.addressOf(state.refs.known(uid)) || null),
    entries: () => state.all(),
    unopened: () => [
      ...people.entries.flatMap((entry) => (entry?.isUnopened ? [entry.id] : [])),
      ...state.papers.unopened(),
      ...state.care.unopened(),
    ],
  };
}

/** Records that a round is made from, beside those of care. */
const OF_ROUND: ReadonlySet<string> = new Set<RegisterEntry['type']>(['person', 'visit', 'dwelling', 'import-batch']);

const isAlwaysOfRound = (change: RegisterChange): boolean =>
  OF_ROUND.has(change.kind === 'put' ? change.entry.type : change.id.slice(0, change.id.indexOf('~')));
