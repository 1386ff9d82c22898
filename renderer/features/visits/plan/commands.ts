import { firstValueFrom } from 'rxjs';
import type { VisitTable } from '#shared/domain/visits/plan-table';
import type { WireRecord } from '#shared/schema/envelope';
import type { VisitPlan } from '#shared/schema/types/visit-plan';
import type { Write } from '#shared/sync/local-writer';
import type { OpenStation } from '#renderer/data/index';
import { scopeOf } from '../../people/index';
import type { PersonDue, RuleTableRecord } from '../queries';

type PlanWriting = Pick<OpenStation, 'writer' | 'records' | 'newUid'>;

/** What of somebody's plan is to be another. */
export type PlanChange = Partial<Pick<VisitPlan, 'assigneeUid' | 'everyDays'>>;

/** Changes the plans of these people together, or none of them. Resolves when that is on disk. Throws as `LocalWriter`. */
export async function changePlans(
  { writer, records, newUid }: PlanWriting,
  people: readonly Pick<PersonDue['person'], '_id' | 'uid'>[],
  change: PlanChange,
): Promise<void> {
  const writes = await Promise.all(
    people.map(async ({ _id, uid: personUid }): Promise<Write> => {
      const scope = scopeOf(_id);
      const id = `visit-plan~${scope}~${personUid}`;
      const known = await firstValueFrom(records.byId<VisitPlan & WireRecord>('visits', id));
      if (known) return { kind: 'edit', id, change: () => change };
      const fields = { personUid, assigneeUid: null, everyDays: null, ...change };
      return { kind: 'create', creation: { type: 'visit-plan', scope, uid: newUid(), key: personUid, fields } };
    }),
  );
  await writer.writeTogether(writes);
}

/** Gives visits to a worker, or to nobody in particular. Answers what takes it back. */
export async function giveVisits(
  station: PlanWriting,
  rows: readonly PersonDue[],
  assigneeUid: string | null,
): Promise<() => Promise<void>> {
  await changePlans(
    station,
    rows.map(({ person }) => person),
    { assigneeUid },
  );
  return async () => {
    for (const before of new Set(rows.map((row) => row.assigneeUid))) {
      const people = rows.filter((row) => row.assigneeUid === before).map(({ person }) => person);
      await changePlans(station, people, { assigneeUid: before });
    }
  };
}

/** Keeps the station's table about visits; resolves when it is on disk. Throws `access.denied`, `device.*`. */
export async function saveVisitTable(
  { writer, newUid, session }: Pick<OpenStation, 'writer' | 'newUid' | 'session'>,
  table: VisitTable,
  known: RuleTableRecord | null,
): Promise<void> {
  const content = { ...table };
  if (known) {
    await writer.edit(known._id, (record) => ({ content, revision: (record as RuleTableRecord).revision + 1 }));
    return;
  }
  const fields = { name: 'visits', revision: 1, content };
  await writer.create({ type: 'rule-table', scope: session.station.id, uid: newUid(), key: 'visits', fields });
}
