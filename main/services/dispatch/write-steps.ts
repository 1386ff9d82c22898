import { hostSteps, type HostContext } from '#shared/domain/incidents/host-steps';
import { isOpenState } from '#shared/domain/incidents/machine';
import { standingOf } from '#shared/domain/incidents/standing';
import { nextStep } from '#shared/domain/incidents/steps';
import { liftRecord } from '#shared/schema/migrate';
import { incident as incidentType, incidentSchema } from '#shared/schema/types/incident';
import type { IncidentStep } from '#shared/schema/types/incident-step';
import type { WireRecord } from '#shared/schema/envelope';
import { createHostWriter, WINNER, type WritableDatabase } from '../host-writer';
import type { IncidentRecord } from './book';
import type { Receipts } from './receipts';
import type { StepIds } from './step-ids';

export interface StepWriterDeps {
  readonly receipts: Receipts;
  readonly idOf: StepIds['idOf'];
  /** Staff uid in whose name the host writes. */
  readonly author: () => string;
  readonly now: () => number;
}

/** What became of an incident that was looked at. */
export interface Treated {
  /** As it lies at the hub now; null for one that is not there or cannot be read. */
  readonly record: IncidentRecord | null;
  /** Steps that the host has just taken. */
  readonly added: readonly IncidentStep[];
}

/** Somebody else's writes that a change may have to be made again over. */
const ROUNDS = 5;
/** Room that stays for people in a record's 500 steps. */
const MOST_STEPS = 450;

/**
 * Looks at an incident as it lies on the disk and writes down what the host does about it: one write, over the very state that was looked
 * at. Whoever else writes at that moment is met by looking again. What has an id that is there already is not done twice.
 */
export function createStepWriter({ receipts, idOf, author, now }: StepWriterDeps) {
  const writer = createHostWriter(now);

  async function read(database: WritableDatabase, id: string) {
    const stored = await database.get(id, WINNER);
    if (!stored.found) return null;
    const { _rev, ...document } = stored.document as Record<string, unknown>;
    const record = liftRecord(incidentType, document as unknown as WireRecord);
    const parsed = incidentSchema.safeParse(record);
    return parsed.success ? { rev: String(_rev), record: record as unknown as IncidentRecord } : null;
  }

  return async (
    database: WritableDatabase,
    id: string,
    contextOf: (record: IncidentRecord) => HostContext,
  ): Promise<Treated> => {
    let receipt: string | null = null;
    for (let round = 0; round < ROUNDS; round += 1) {
      const stored = await read(database, id);
      if (!stored) return { record: null, added: [] };
      const { record, rev } = stored;
      const known = new Set(record.steps.map((step) => step.id));
      const wanted = hostSteps(record, contextOf(record))
        .map((step) => ({ ...step, id: idOf(record.uid, step.name) }))
        .filter((step) => !known.has(step.id));
      const isFull = record.steps.length + wanted.length > MOST_STEPS;
      const isNamed = record.receipt !== null || !isOpenState(standingOf(record).state);
      if ((wanted.length === 0 || isFull) && isNamed) return { record, added: [] };
      if (!isNamed) receipt ??= await receipts.next();
      const fields = ['steps', ...(isNamed ? [] : ['receipt'])];
      const edited = writer.edit(record, Object.fromEntries(fields.map((name) => [name, record[name]])), author());
      const added = isFull ? [] : stepsAfter(record, wanted, edited.changed);
      const next = {
        ...edited,
        steps: [...record.steps, ...added],
        ...(isNamed ? {} : { receipt }),
      } as unknown as IncidentRecord;
      const [answer] = await database.bulkDocs({ rows: [{ ...next, _rev: rev }], newEdits: true });
      if (answer && 'ok' in answer) return { record: next, added };
      if (answer?.error !== 'conflict') throw new Error('the hub did not take an incident');
    }
    throw new Error('an incident could not be written');
  };
}

function stepsAfter(
  record: IncidentRecord,
  wanted: readonly (ReturnType<typeof hostSteps>[number] & { readonly id: string })[],
  written: IncidentStep['written'],
): readonly IncidentStep[] {
  const added: IncidentStep[] = [];
  for (const { id, content } of wanted) {
    const standing = standingOf({ ...record, steps: [...record.steps, ...added] });
    added.push(nextStep(standing, { id, written, post: 'host', note: null, photoIds: [] }, content));
  }
  return added;
}
