import { createContext, useContext, useDeferredValue, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { CalendarDate } from '#shared/domain/calendar/date';
import { readVisitTable, USUAL_VISIT_TABLE, type VisitTable } from '#shared/domain/visits/plan-table';
import { USUAL_VISIT_INTERVALS } from '#shared/domain/visits/usual-intervals';
import { VISIT_FORM } from '#shared/domain/visits/questions';
import type { WireRecord } from '#shared/schema/envelope';
import type { Station } from '#shared/schema/types/place';
import type { RuleTable } from '#shared/schema/types/rule-table';
import type { Visit } from '#shared/schema/types/visit';
import {
  useAll,
  useLiveQuery,
  useObservable,
  useOwned,
  useRegister,
  useStation,
  type DraftRow,
  type RoundRow,
} from '#renderer/data/index';
import { useToday, useUidsOf } from '../people/index';
import { createRoundKeeper } from './round-keeper';

export type VisitRecord = Visit & WireRecord;
export type PersonDue = RoundRow;

/** Everything the visit screens share, computed once for all of them. */
export interface Round {
  readonly today: CalendarDate;
  /** What the station keeps to beside its intervals by kind; the usual one where its own is not to be used. */
  readonly table: VisitTable;
  /** Key people, the longest overdue first; undefined while loading. */
  readonly due: readonly PersonDue[] | undefined;
  /** Why `due` is not of this moment; null where it is. */
  readonly failure: unknown;
  /** Has what failed tried again. */
  readonly retry: () => void;
  /** Drafts of visits by the person's uid. */
  readonly drafts: ReadonlyMap<string, DraftRow>;
}

export const RoundContext = createContext<Round | null>(null);

/** The round; throws outside a `RoundProvider`. */
export function useRound(): Round {
  const round = useContext(RoundContext);
  if (!round) throw new Error('useRound needs a RoundProvider above it');
  return round;
}

/** The round as the register has it, kept current; for the provider alone. */
export function useBuildRound(): Round {
  const today = useToday();
  const register = useRegister();
  const keeper = useMemo(() => createRoundKeeper(register), [register]);
  const stations = useLiveQuery<Station & WireRecord>('reference', { selector: { type: 'station' } });
  const intervals = stations && (stations[0]?.visitIntervalDays ?? USUAL_VISIT_INTERVALS);
  const kept = useVisitTable();
  const table = kept?.table ?? USUAL_VISIT_TABLE;
  const levelDays = kept?.table.levelDays;
  useEffect(() => keeper.follow(), [keeper]);
  useEffect(() => {
    if (intervals && levelDays) keeper.ask({ today, intervals, levelDays });
  }, [keeper, today, intervals, levelDays]);
  const { rows, failure } = useSyncExternalStore(keeper.subscribe, keeper.read);
  // While thousands of records arrive, typing and scrolling come first.
  const due = useDeferredValue(rows) ?? rows;
  const drafts = useVisitDrafts();
  return useMemo(
    () => ({ today, table, due, failure, retry: keeper.retry, drafts }),
    [today, table, due, failure, keeper, drafts],
  );
}

export type RuleTableRecord = RuleTable & WireRecord;

/** The station's table about visits, as it is kept and as it is used. */
export interface KeptVisitTable {
  /** Null while the station has none of its own. */
  readonly record: RuleTableRecord | null;
  readonly table: VisitTable;
  /** The station's own is not to be used, and the usual one stands in for it. */
  readonly isRefused: boolean;
}

/** See `KeptVisitTable`; undefined while loading. */
export function useVisitTable(): KeptVisitTable | undefined {
  const tables = useAll<RuleTableRecord>('reference', 'rule-table');
  return useMemo(() => {
    if (!tables) return undefined;
    const record = tables.find(({ name }) => name === 'visits') ?? null;
    const own = record && readVisitTable(record.content);
    return { record, table: own ?? USUAL_VISIT_TABLE, isRefused: record !== null && own === null };
  }, [tables]);
}

function useVisitDrafts(): ReadonlyMap<string, DraftRow> {
  const { drafts } = useStation();
  const rows = useObservable(useMemo(() => drafts.all(), [drafts]));
  return useMemo(() => {
    const prefix = `${VISIT_FORM.id}~`;
    return new Map(
      rows?.flatMap((row): [string, DraftRow][] =>
        row.id.startsWith(prefix) ? [[row.id.slice(prefix.length), row]] : [],
      ),
    );
  }, [rows]);
}

/** A person's visits, those to files merged into this one among them, newest first, at most `limit`; undefined while loading. */
export function usePersonVisits(personUid: string, limit: number): readonly VisitRecord[] | undefined {
  const found = useOwned<VisitRecord>('visits', useUidsOf(personUid), limit);
  return useMemo(
    () => found && [...found].sort((a, b) => b.startedAtMs - a.startedAtMs).slice(0, limit),
    [found, limit],
  );
}
