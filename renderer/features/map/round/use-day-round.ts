import { useMemo, useState } from 'react';
import { dateAtStation } from '#shared/domain/calendar/date';
import { planRound, walkMeters } from '#shared/domain/visits/round';
import type { WireRecord } from '#shared/schema/envelope';
import type { Visit } from '#shared/schema/types/visit';
import type { Round } from '#shared/schema/types/visit-plan';
import { useOwned, useRecord, useRegisterAnswer, useSession, useStation } from '#renderer/data/index';
import { scopeOf } from '../../people/index';
import { useRound, useVisitWorkers, type PersonDue } from '../../visits/index';
import { useBuildingsOnMap } from '../queries';
import { keepRound, roundId, roundScope } from './commands';
import { callsOf, candidatesOf, homesOf, metersBetween, moved, type RoundHome, type Stop } from './round-homes';

/** How far somebody on the round has been visited today. */
export type CallState = 'open' | 'met' | 'tried';

/** One home of the round, as it is shown. */
export interface ShownStop {
  readonly stop: Stop;
  /** Null for a home that this device does not hold. */
  readonly home: RoundHome | null;
  readonly people: readonly { readonly row: PersonDue; readonly state: CallState }[];
  /** Everybody was met or tried today. */
  readonly isDone: boolean;
}

/** A worker's round of today. */
export interface DayRound {
  /** Undefined while loading. */
  readonly stops: readonly ShownStop[] | undefined;
  /** Homes that are due too and not on it, the longest overdue first. */
  readonly left: readonly ShownStop[];
  /** Metres from building to building. */
  readonly meters: number;
  /** It lies on the disk, and is the same on every device of the worker. */
  readonly isKept: boolean;
  readonly failure: { readonly error: unknown } | null;
  readonly keep: () => void;
  /** Makes the order anew for what is still to be done. */
  readonly replan: () => void;
  readonly move: (index: number, step: -1 | 1) => void;
  readonly drop: (index: number) => void;
  readonly add: (stop: Stop) => void;
}

const WALK = { from: null, metersBetween } as const;

/** Plans today's round of the signed-in person, or takes up the one that is kept; every change of a kept one is on disk at once. */
export function useDayRound(): DayRound {
  const station = useStation();
  const { staff, stationGrids, station: place } = useSession();
  const { due, today, table } = useRound();
  const workers = useVisitWorkers();
  const buildings = useBuildingsOnMap();
  const scope = roundScope(place.id, staff.gridNumbers.length > 0 ? staff.gridNumbers : stationGrids);
  const kept = useRecord<Round & WireRecord>('visits', roundId(scope, { workerUid: staff.uid, day: today }));
  const [changed, setChanged] = useState<readonly Stop[] | null>(null);
  const [failure, setFailure] = useState<DayRound['failure']>(null);

  const rowOf = useMemo(() => new Map(due?.map((row) => [row.person.uid, row])), [due]);
  const candidates = useMemo(
    () => (due && workers ? candidatesOf(due, workers, staff.uid) : undefined),
    [due, workers, staff.uid],
  );
  const wanted = candidates && [
    ...candidates,
    ...(kept?.stops ?? []).flatMap(({ personUids }) => personUids.flatMap((uid) => rowOf.get(uid) ?? [])),
  ];
  const ids = wanted && [
    ...new Set(wanted.map(({ person, dwellingUid }) => `dwelling~${scopeOf(person._id)}~${dwellingUid ?? ''}`)),
  ];
  const key = ids?.join();
  const dwellings = useRegisterAnswer(
    async (register) => (ids ? { key, rows: await register.rows<'dwelling'>('dwelling', ids, today) } : undefined),
    [key, today],
  );
  const homes = useMemo(
    () => (dwellings && buildings ? homesOf(dwellings.rows, buildings) : undefined),
    [dwellings, buildings],
  );
  const calls = useMemo(
    () => (candidates && homes && dwellings?.key === key ? callsOf(candidates, homes) : undefined),
    [candidates, homes, dwellings, key],
  );
  const proposed = useMemo(
    () => calls && planRound(calls, { homes: table.homesPerDay, ...WALK }).stops.map(stopOf),
    [calls, table.homesPerDay],
  );
  const current: readonly Stop[] | undefined = kept === undefined ? undefined : (kept?.stops ?? changed ?? proposed);
  const visited = useVisitedToday(current ?? []);

  const shownOf = (stop: Stop): ShownStop => {
    const people = stop.personUids.flatMap((uid) => {
      const row = rowOf.get(uid);
      return row ? [{ row, state: visited(uid) }] : [];
    });
    const isDone = stop.personUids.every((uid) => visited(uid) !== 'open');
    return { stop, home: homes?.get(stop.dwellingUid) ?? null, people, isDone };
  };
  const stops = current && homes ? current.map(shownOf) : undefined;
  const onRound = new Set(current?.map(({ dwellingUid }) => dwellingUid));
  const others = calls?.filter(({ dwellingUid }) => !onRound.has(dwellingUid)) ?? [];
  const left = planRound(others, { homes: MOST_LEFT, ...WALK, metersBetween: () => 0 });

  const put = (next: readonly Stop[], wantsKept = kept !== null) => {
    setFailure(null);
    if (!wantsKept) return setChanged(next);
    const round = { workerUid: staff.uid, day: today, stops: next.map((stop) => ({ ...stop })) };
    keepRound(station, scope, round, Boolean(kept)).then(
      () => setChanged(null),
      (error: unknown) => setFailure({ error }),
    );
  };
  return {
    stops,
    left: left.stops.map(stopOf).map(shownOf).sort(byOverdue),
    meters: walkMeters(stops?.map(({ home }) => home?.place ?? null) ?? [], WALK),
    isKept: Boolean(kept),
    failure,
    keep: () => put(current ?? [], true),
    replan() {
      const done = stops?.filter(({ isDone }) => isDone).map(({ stop }) => stop) ?? [];
      const doneHomes = new Set(done.map(({ dwellingUid }) => dwellingUid));
      const open = calls?.filter(({ dwellingUid }) => !doneHomes.has(dwellingUid)) ?? [];
      const room = Math.max(0, table.homesPerDay - done.length);
      put([...done, ...planRound(open, { homes: room, ...WALK }).stops.map(stopOf)]);
    },
    move: (index, step) => put(moved(current ?? [], index, step)),
    drop: (index) => put((current ?? []).filter((_, at) => at !== index)),
    add: (stop) => put([...(current ?? []), stop]),
  };
}

/** Homes that are offered beside the round; a list of hundreds helps nobody to choose. */
const MOST_LEFT = 30;

const stopOf = ({ dwellingUid, calls }: { dwellingUid: string; calls: readonly { personUid: string }[] }): Stop => ({
  dwellingUid,
  personUids: calls.map(({ personUid }) => personUid),
});

const mostOverdue = ({ people }: ShownStop): number => Math.max(...people.map(({ row }) => row.overdueDays));
const byOverdue = (a: ShownStop, b: ShownStop): number => mostOverdue(b) - mostOverdue(a);

/** Newest visits that are looked at of each: there is hardly more than one a day, and the plan stands among them. */
const LOOKED_AT = 3;

/** What became today of people on the round. */
function useVisitedToday(stops: readonly Stop[]): (personUid: string) => CallState {
  const { today } = useRound();
  const uids = stops.flatMap(({ personUids }) => personUids);
  // Nobody has this uid: an empty round asks for nothing.
  const records = useOwned<WireRecord>('visits', uids.length === 0 ? ['nobody'] : uids, LOOKED_AT);
  return useMemo(() => {
    const states = new Map<string, CallState>();
    for (const record of records ?? []) {
      if (record.type !== 'visit') continue;
      const { personUid, startedAtMs, answers } = record as Visit & WireRecord;
      if (dateAtStation(startedAtMs) !== today || states.get(personUid) === 'met') continue;
      states.set(personUid, answers.outcome === 'met' ? 'met' : 'tried');
    }
    return (personUid) => states.get(personUid) ?? 'open';
  }, [records, today]);
}
