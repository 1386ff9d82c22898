import { z } from 'zod';
import { isTakenBy } from '#shared/domain/incidents/rights';
import type { ErrorCode } from '#shared/errors/app-error';
import { incident } from '#shared/schema/types/incident';
import { incidentStepSchema, type IncidentStep } from '#shared/schema/types/incident-step';
import type { StepAuthors } from '../../department-port';
import type { HubRefusal } from '../hub-port';

type Row = Readonly<Record<string, unknown>>;

const stepsSchema = z.array(incidentStepSchema);
const stepsOf = (body: Row | null): readonly IncidentStep[] => stepsSchema.safeParse(body?.['steps']).data ?? [];

const DEPARTMENT = 'department-handler';

/** Whether steps of a department are among those of a row: who may have taken them is known once the station's units are. */
export const bringsUnitSteps = (row: unknown): boolean =>
  typeof row === 'object' &&
  row !== null &&
  (row as Row)['type'] === incident.type &&
  stepsOf(row as Row).some(({ post }) => post === DEPARTMENT);

/**
 * What stands against the steps that a row brings to an incident: those that are there stay as they are, and a new one says truly whose
 * it is. Its post is that of the account in whose name it stands, or may do no more than that; one of a department is by somebody of a
 * unit that the incident was sent to; one of the station itself has an id that only this host can make. Whoever delivers a row need not
 * be who took its steps: after a restore devices bring back each other's.
 */
export function checkSteps(row: Row, stored: Row | null, authors: StepAuthors): HubRefusal | null {
  if (row['type'] !== incident.type) return null;
  const steps = stepsOf(row);
  const byId = new Map(steps.map((step) => [step.id, step]));
  const known = stepsOf(stored);
  for (const before of known) {
    const step = byId.get(before.id);
    if (!step || !isSame(step, before)) return refuse('row.malformed', 'steps: one that is there was changed');
  }
  const knownIds = new Set(known.map(({ id }) => id));
  const units = steps.flatMap((step) =>
    step.kind === 'dispatch' || step.kind === 'transfer' ? [step.to.unitUid] : [],
  );
  const reopened = steps.filter(({ kind }) => kind === 'reopen').length;
  const isHonest = (step: IncidentStep): boolean => {
    if (step.post === 'host') return authors.isHostStep(String(row['uid']), step, reopened);
    const by = step.written.by;
    const post = authors.postOf(by);
    if (post === null || (post !== step.post && !isTakenBy(post, step.kind))) return false;
    if (post !== DEPARTMENT && step.post !== DEPARTMENT) return true;
    return post === DEPARTMENT && units.some((unitUid) => authors.isMember(by, unitUid));
  };
  const isLie = steps.some((step) => !knownIds.has(step.id) && !isHonest(step));
  return isLie ? refuse('access.denied', 'steps: not of the post that they name') : null;
}

/** What of a step nobody changes; its words may lie under another key when a record has gone to another grid. */
const isSame = (a: IncidentStep, b: IncidentStep): boolean =>
  a.kind === b.kind && a.post === b.post && a.written.by === b.written.by && a.written.at === b.written.at;

const refuse = (code: ErrorCode, reason: string): HubRefusal => ({ error: 'forbidden', reason, code });
