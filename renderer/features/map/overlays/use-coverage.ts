import { useEffect, useMemo, useState } from 'react';
import { coverageByBuilding, type Coverage } from '#shared/domain/grids/coverage';
import { KEY_KINDS } from '#shared/domain/people/key-people';
import { useRegister, type Register } from '#renderer/data/index';
import { useToday } from '../../people/index';
import { useRound } from '../../visits/index';
import type { HomeOnMap } from '../use-homes';

const PAGE_ROWS = 1500;

/**
 * How far visits have come, by building, for those whose home this person may see; undefined while it is not asked for or being counted.
 */
export function useCoverage(
  isWanted: boolean,
  homes: readonly HomeOnMap[] | undefined,
): ReadonlyMap<string, Coverage> | undefined {
  const { due } = useRound();
  const register = useRegister();
  const today = useToday();
  const [dwellingOf, setDwellingOf] = useState<ReadonlyMap<string, string>>();
  useEffect(() => {
    if (!isWanted || !due) return;
    const stop = new AbortController();
    readHomes(register, today, stop.signal).then(
      (read) => read && setDwellingOf(read),
      // A register that has failed says so in its state.
      () => undefined,
    );
    return () => stop.abort();
    // Who lives where is read again whenever the round is another.
  }, [isWanted, due, register, today]);
  return useMemo(() => {
    if (!isWanted || !due || !homes || !dwellingOf) return undefined;
    const buildingOf = new Map(homes.map(({ row }) => [row.uid, row.buildingUid]));
    return coverageByBuilding(
      due.flatMap(({ person, lastMetOn, overdueDays }) => {
        const buildingUid = buildingOf.get(dwellingOf.get(person._id) ?? '');
        return buildingUid === undefined ? [] : [{ buildingUid, lastMetOn, overdueDays }];
      }),
    );
  }, [isWanted, due, homes, dwellingOf]);
}

/** The home of every key person, by `_id` and uid; null when it was stopped. */
async function readHomes(
  register: Register,
  today: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string> | null> {
  const found = new Map<string, string>();
  const sort = { by: 'grid', descending: false } as const;
  for (let [offset, total] = [0, Infinity]; offset < total; offset += PAGE_ROWS) {
    const query = { kind: 'person', filter: { kinds: KEY_KINDS }, sort, offset, limit: PAGE_ROWS, today } as const;
    const page = await register.list<'person'>(query);
    if (signal.aborted) return null;
    for (const { id, dwellingUid } of page.rows) if (dwellingUid !== null) found.set(id, dwellingUid);
    total = page.total;
  }
  return found;
}
