import { useMemo } from 'react';
import type { TableUses } from '#shared/domain/incidents/shipped-table';
import { useAll } from '#renderer/data/index';
import { useRuleRecords } from '../../queries';
import type { IncidentRecord } from '../../view';

/** What on this device goes by categories; undefined while loading. */
export function useTableUses(): TableUses | undefined {
  const incidents = useAll<IncidentRecord>('incidents', 'incident');
  const rules = useRuleRecords();
  return useMemo(
    () => incidents && rules && { incidents: new Set(incidents.flatMap(categoriesOf)), rules },
    [incidents, rules],
  );
}

/** Every category that an incident has or ever had. */
const categoriesOf = ({ categoryUid, steps }: IncidentRecord): readonly string[] =>
  [categoryUid, ...steps.map((step) => ('categoryUid' in step ? step.categoryUid : null))].filter(
    (uid) => uid !== null,
  );
