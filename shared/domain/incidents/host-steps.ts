import type { Incident } from '../../schema/types/incident';
import { dueEscalations, type LimitRules } from './deadlines';
import { chooseDispatch, type DispatchTable } from './dispatch';
import { standingOf, type Standing } from './standing';
import type { StepContent } from './steps';
import type { WorkingCalendar } from '../calendar/working-calendar';

/** What the station's host goes by when it looks at an incident by itself. */
export interface HostContext {
  readonly gridNumber: number;
  /** Whether it waits until a person has taken it on: a report by somebody nobody knows, that rules may not act on. */
  readonly waitsForPerson: boolean;
  readonly table: DispatchTable;
  readonly rules: LimitRules | null;
  readonly calendar: WorkingCalendar;
  readonly nowMs: number;
}

/** A step that the host takes, with a name that is the same whenever it would take that step again. */
export interface HostStep {
  readonly name: string;
  readonly content: StepContent;
}

/**
 * What the host does about an incident now: takes it on and sends it out where a rule says so by itself, once each time it is opened, and
 * tells of limits that have run out. What came back from whom it was sent to waits for a person.
 */
export function hostSteps(
  incident: Pick<Incident, 'categoryUid' | 'reportedAtMs' | 'steps'>,
  context: HostContext,
): readonly HostStep[] {
  const standing = standingOf(incident);
  const { calendar, rules, nowMs } = context;
  return [
    ...sendingOut(standing, context),
    ...dueEscalations(incident, standing, rules, calendar, nowMs).map(({ clock, level }): HostStep => ({
      name: `escalate.${standing.reopened}.${clock}.${level}`,
      content: { kind: 'escalate', clock, level },
    })),
  ];
}

function sendingOut(standing: Standing, { gridNumber, table, waitsForPerson }: HostContext): readonly HostStep[] {
  const { state, categoryUid, reopened } = standing;
  if ((state !== 'reported' && state !== 'accepted') || standing.dispatchedAtMs !== null) return [];
  if (waitsForPerson && state === 'reported') return [];
  const choice = chooseDispatch({ categoryUid, gridNumber }, table);
  if (choice.kind === 'none' || !choice.automatic) return [];
  const { to, copyUnitUids, because } = choice;
  const dispatch: StepContent = { kind: 'dispatch', to, copyUnitUids: [...copyUnitUids], because };
  return [
    ...(state === 'reported'
      ? [{ name: `accept.${reopened}`, content: { kind: 'accept', categoryUid: null } as const }]
      : []),
    { name: `dispatch.${reopened}`, content: dispatch },
  ];
}
