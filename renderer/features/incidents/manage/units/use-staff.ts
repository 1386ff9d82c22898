import { useMemo } from 'react';
import type { WireRecord } from '#shared/schema/envelope';
import type { Staff } from '#shared/schema/types/place';
import { useAll } from '#renderer/data/index';

/** Everybody who works at the station, by name; undefined while loading. */
export function useStaff(): readonly (Staff & WireRecord)[] | undefined {
  const staff = useAll<Staff & WireRecord>('reference', 'staff');
  return useMemo(
    () => staff && [...staff].filter(({ active }) => active).sort((a, b) => a.code.localeCompare(b.code)),
    [staff],
  );
}
