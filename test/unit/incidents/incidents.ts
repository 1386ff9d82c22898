import type { IncidentStep } from '#shared/schema/types/incident-step';
import type { Category } from '#shared/schema/types/incident-category';
import type { DispatchRule, Unit } from '#shared/schema/types/incident-dispatch';
import { nextStep, type StepContent } from '#shared/domain/incidents/steps';
import { standingOf, type FoldedIncident } from '#shared/domain/incidents/standing';
import type { Taker } from '#shared/domain/incidents/rights';
import { startOfDayMs } from '#shared/domain/calendar/date';
import { uid } from '#test/support/builders';

/** Makers of incidents for the tests of this folder. */

export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;
/** A Monday, nine in the morning at the station. */
export const NINE = startOfDayMs('2026-11-23') + 9 * HOUR_MS;

export const LEAD = uid(801);
export const WORKER = uid(802);
export const HANDLER = uid(803);
const POSTS: Readonly<Record<string, Taker>> = {
  [LEAD]: 'duty-lead',
  [WORKER]: 'grid-worker',
  [HANDLER]: 'department-handler',
};

export const FIRE = uid(701);
export const PROPERTY = uid(702);
export const TO_FIRE = { unitUid: FIRE, staffUid: null, mode: 'assigned' } as const;
export const TO_PROPERTY = { unitUid: PROPERTY, staffUid: null, mode: 'assigned' } as const;

let made = 5000;

/** A step by somebody so many minutes after nine, who knew the steps of `incident`. */
export function aStep(
  incident: FoldedIncident,
  content: StepContent,
  by: string,
  minutes: number,
  post: Taker = POSTS[by] ?? 'manager',
): IncidentStep {
  made += 1;
  const written = { at: NINE + minutes * MINUTE_MS, by, on: 'tablet000000' };
  return nextStep(standingOf(incident), { id: uid(made), written, post, note: null, photoIds: [] }, content);
}

export const REPORTED: FoldedIncident = { categoryUid: null, reportedAtMs: NINE, steps: [] };

/** The incident after steps that followed one on the other. */
export function after(
  incident: FoldedIncident,
  ...steps: readonly (readonly [content: StepContent, by: string, minutes: number])[]
): FoldedIncident {
  return steps.reduce(
    (known, [content, by, minutes]) => ({ ...known, steps: [...known.steps, aStep(known, content, by, minutes)] }),
    incident,
  );
}

/** Everything that several people hold, brought together. */
export function together(...held: readonly FoldedIncident[]): FoldedIncident {
  const byId = new Map(held.flatMap(({ steps }) => steps.map((step) => [step.id, step])));
  return { ...(held[0] ?? REPORTED), steps: [...byId.values()] };
}

export const DISPATCH: Extract<StepContent, { readonly kind: 'dispatch' }> = {
  kind: 'dispatch',
  to: TO_FIRE,
  copyUnitUids: [],
  because: null,
};
export const ACCEPT: StepContent = { kind: 'accept', categoryUid: null };

const FRAME = {
  schema: 1,
  created: { at: NINE, by: LEAD, on: 'tablet000000' },
  changed: { at: NINE, by: LEAD, on: 'tablet000000' },
  vv: { tablet000000: 1 },
  born: '0mwsi1hc0000.tablet000000.1',
  stamps: {},
  yields: [],
};

/** A category that a manager has set a limit for. */
export const aCategory = (n: number, change: Partial<Category> = {}): Category => ({
  ...FRAME,
  _id: `category~qinghe~${uid(n)}`,
  uid: uid(n),
  type: 'category',
  major: { code: '01', name: '市容环境' },
  minor: { code: null, name: '暴露垃圾' },
  filing: null,
  closing: null,
  department: null,
  limitsSeen: [],
  limit: { amount: 4, unit: 'working-hours', from: 'dispatch' },
  pausable: true,
  escalations: null,
  urgent: false,
  photoNeeded: false,
  source: '',
  order: n,
  active: true,
  unitUid: null,
  ...change,
});

export const aUnit = (unitUid: string, change: Partial<Unit> = {}): Unit => ({
  ...FRAME,
  _id: `unit~qinghe~${unitUid}`,
  uid: unitUid,
  type: 'unit',
  name: { zh: '街道消防科' },
  kind: 'street',
  memberUids: [],
  phone: null,
  gridNumbers: [],
  system: null,
  order: 1,
  active: true,
  ...change,
});

export const aRule = (n: number, change: Partial<DispatchRule> = {}): DispatchRule => ({
  ...FRAME,
  _id: `dispatch-rule~qinghe~${uid(n)}`,
  uid: uid(n),
  type: 'dispatch-rule',
  name: `规则${n}`,
  order: n,
  active: true,
  majors: [],
  categoryUids: [],
  gridNumbers: [],
  unitUid: FIRE,
  mode: 'assigned',
  staffUid: null,
  copyUnitUids: [],
  automatic: true,
  ...change,
});
