import { createContext, useContext, useDeferredValue, useEffect, useMemo } from 'react';
import type { CalendarDate } from '#shared/domain/calendar/date';
import { visitsDue, type VisitDue, type VisitIntervals } from '#shared/domain/visits/due';
import { VISIT_FORM } from '#shared/domain/visits/questions';
import type { WireRecord } from '#shared/schema/envelope';
import type { Station } from '#shared/schema/types/place';
import type { Visit } from '#shared/schema/types/visit';
import { useAll, useLiveQuery, useObservable, useOwned, useStation, type DraftRow } from '#renderer/data/index';
import { useAddresses, useCanonicalUids, usePeople, useToday, useUidsOf, type PersonRecord } from '../people/index';

export type VisitRecord = Visit & WireRecord;
export type PersonDue = VisitDue<PersonRecord>;

/** Everything the visit screens share, computed once for all of them. */
export interface Round {
  readonly today: CalendarDate;
  /** Key people, the longest overdue first; undefined while loading. */
  readonly due: readonly PersonDue[] | undefined;
  /** Address of a dwelling, null for none, undefined while loading. */
  readonly addressOf: (dwellingUid: string | null) => string | null | undefined;
  /** Drafts of visits by the person's uid. */
  readonly drafts: ReadonlyMap<string, DraftRow>;
}

export const RoundContext = createContext<{ readonly round: Round; readonly want: () => void } | null>(null);

/** The round, from now on built if it was not before; throws outside a `RoundProvider`. */
export function useRound(): Round {
  const context = useContext(RoundContext);
  if (!context) throw new Error('useRound needs a RoundProvider above it');
  const { round, want } = context;
  useEffect(want, [want]);
  return round;
}

/** Before the station's record has arrived: what a station keeps to that sets nothing else. */
const USUAL_INTERVALS: VisitIntervals = { elderly: 90, child: 180, disabled: 60, livingAlone: 30 };

/** Builds the round from everything on the device; for the provider alone. */
export function useBuildRound(): Round {
  const today = useToday();
  const people = usePeople();
  const addresses = useAddresses();
  const visits = useAll<VisitRecord>('visits', 'visit');
  const stations = useLiveQuery<Station & WireRecord>('reference', { selector: { type: 'station' } });
  const intervals = stations?.[0]?.visitIntervalDays ?? USUAL_INTERVALS;
  // While thousands of records arrive, typing and scrolling come first.
  const calmPeople = useDeferredValue(people);
  const calmVisits = useDeferredValue(visits);
  const canonical = useCanonicalUids();
  const due = useMemo(
    () => calmPeople && calmVisits && visitsDue(calmPeople, calmVisits, intervals, today, canonical),
    [calmPeople, calmVisits, intervals, today, canonical],
  );
  const drafts = useVisitDrafts();
  return useMemo(
    () => ({
      today,
      due,
      drafts,
      addressOf: (uid) => (uid === null ? null : addresses === undefined ? undefined : (addresses.get(uid) ?? null)),
    }),
    [today, due, drafts, addresses],
  );
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
