import { useMemo } from 'react';
import { chooseDispatch, turnsOf, type DispatchChoice, type DispatchTable } from '#shared/domain/incidents/dispatch';
import { useAll } from '#renderer/data/index';
import type { WireRecord } from '#shared/schema/envelope';
import type { Staff } from '#shared/schema/types/place';
import { useCategoryRecords, useIncidents, useRuleRecords, useUnitRecords } from './queries';
import type { ShownIncident } from './view';

/** What dispatch goes by on this device; undefined while loading. */
export function useDispatchTable(): DispatchTable | undefined {
  const rules = useRuleRecords();
  const units = useUnitRecords();
  const categories = useCategoryRecords();
  const staff = useAll<Staff & WireRecord>('reference', 'staff');
  const incidents = useIncidents();
  return useMemo(() => {
    if (!rules || !units || !categories || !staff || !incidents) return undefined;
    const active = new Set(staff.filter((each) => each.active).map(({ uid }) => uid));
    const turns = turnsOf(incidents.map(({ standing }) => standing));
    return { rules, units, categories, turns, worksHere: (uid) => active.has(uid) };
  }, [rules, units, categories, staff, incidents]);
}

/** Where the rules would send an incident; undefined while loading. */
export function useDispatchChoice({ standing, grid }: ShownIncident): DispatchChoice | undefined {
  const table = useDispatchTable();
  const { categoryUid } = standing;
  return useMemo(
    () => (table && grid !== null ? chooseDispatch({ categoryUid, gridNumber: grid }, table) : undefined),
    [table, categoryUid, grid],
  );
}
