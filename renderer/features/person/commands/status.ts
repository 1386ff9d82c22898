import type { PersonStatus } from '#shared/domain/people/draft';
import type { WireRecord } from '#shared/schema/envelope';
import type { Household } from '#shared/schema/types/home';
import type { Write } from '#shared/sync/local-writer';
import type { PersonRecord } from '../../people/index';
import type { PersonWriting } from './writing';

export type HouseholdRecord = Household & WireRecord;

/**
 * Marks somebody as living here, moved out or deceased. A household whose last resident that was has moved out too, and lives here
 * again with whoever comes back. Answers how to undo it. Throws `access.denied`, `device.*`.
 */
export async function setStatus(
  station: PersonWriting,
  person: PersonRecord,
  household: HouseholdRecord | null,
  /** People living in the household now. */
  residents: number,
  status: PersonStatus,
): Promise<() => Promise<void>> {
  const before = person.status;
  const left = residents - (before === 'living-here' ? 1 : 0) + (status === 'living-here' ? 1 : 0);
  const householdStatus = left === 0 ? ('moved-out' as const) : ('current' as const);
  const changesHome = household !== null && household.status !== householdStatus;
  const writes = (to: PersonStatus, home: Household['status'] | null): readonly Write[] => [
    { kind: 'edit', id: person._id, change: () => ({ status: to }) },
    ...(home !== null && household !== null
      ? [{ kind: 'edit', id: household._id, change: () => ({ status: home }) } as const]
      : []),
  ];
  await station.writer.writeTogether(writes(status, changesHome ? householdStatus : null));
  return async () => {
    await station.writer.writeTogether(writes(before, changesHome ? (household?.status ?? null) : null));
  };
}
