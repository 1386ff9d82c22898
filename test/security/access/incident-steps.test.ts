import { describe, expect, it } from 'vitest';
import type { Incident } from '#shared/schema/types/incident';
import type { IncidentStep } from '#shared/schema/types/incident-step';
import type { Post } from '#shared/schema/types/place';
import type { StepAuthors } from '#main/services/department-port';
import { createStepIds } from '#main/services/dispatch/step-ids';
import { bringsUnitSteps, checkSteps } from '#main/services/gateway/rows/step-checks';
import { uid } from '#test/support/builders';
import {
  ACCEPT,
  after,
  aStep,
  DISPATCH,
  FIRE,
  HANDLER,
  LEAD,
  PROPERTY,
  REPORTED,
} from '../../unit/incidents/incidents';

/** What devices may say of who took a step: nobody takes a stranger's post, and nobody takes back what is there. */

const [WORKER, STRANGER] = [uid(40), uid(41)];
const POSTS: Readonly<Record<string, Post>> = {
  [LEAD]: 'duty-lead',
  [HANDLER]: 'department-handler',
  [STRANGER]: 'department-handler',
  [WORKER]: 'grid-worker',
};
const ids = createStepIds('the host’s secret');
const AUTHORS: StepAuthors = {
  isReady: () => true,
  postOf: (staff) => POSTS[staff] ?? null,
  isMember: (staff, unit) => (unit === FIRE && staff === HANDLER) || (unit === PROPERTY && staff === STRANGER),
  isHostStep: ids.isHostStep,
  alarms: { isHosts: () => false, isHostStep: () => false },
};
const UID = uid(700);
const row = (steps: readonly IncidentStep[]) => ({ type: 'incident', uid: UID, steps });
const SENT = after(REPORTED, [ACCEPT, LEAD, 1], [DISPATCH, LEAD, 2]);
const answer = (incident: Pick<Incident, 'steps'>, stored: Pick<Incident, 'steps'> | null = SENT) =>
  checkSteps(row(incident.steps), stored && row(stored.steps), AUTHORS)?.code ?? 'taken';
const by = (staff: string, post: IncidentStep['post'], kind: 'start' | 'take' | 'verify' | 'note' | 'finish') => ({
  ...SENT,
  steps: [...SENT.steps, aStep(SENT, { kind }, staff, 3, post)],
});

describe('a step that a device brings', () => {
  it('is of the post that its author has', () => {
    expect(answer(by(WORKER, 'grid-worker', 'start'))).toBe('taken');
    expect(answer(by(LEAD, 'duty-lead', 'verify'))).toBe('taken');
    expect(answer(SENT, null)).toBe('taken');
  });

  it('is refused when it names a post that may do more than its author’s, or an author that there is not', () => {
    expect(answer({ steps: [aStep(REPORTED, ACCEPT, WORKER, 1, 'manager')] }, null)).toBe('access.denied');
    expect(answer(by(uid(99), 'grid-worker', 'start'))).toBe('access.denied');
  });

  it('is taken from somebody who was of another post then, as long as it is one they may take now', () => {
    expect(answer(by(LEAD, 'grid-worker', 'start'))).toBe('taken');
  });

  it('of a department is by a member of a unit that the matter was sent to', () => {
    expect(answer(by(HANDLER, 'department-handler', 'finish'))).toBe('taken');
    expect(answer(by(STRANGER, 'department-handler', 'finish'))).toBe('access.denied');
    expect(answer(by(WORKER, 'department-handler', 'finish'))).toBe('access.denied');
    expect(answer(by(LEAD, 'department-handler', 'finish'))).toBe('access.denied');
    expect(answer(by(STRANGER, 'grid-worker', 'start'))).toBe('access.denied');
    expect(bringsUnitSteps(row(by(HANDLER, 'department-handler', 'finish').steps))).toBe(true);
    expect(bringsUnitSteps(row(SENT.steps))).toBe(false);
  });

  it('of the station itself has an id that only its host can make', () => {
    const host = (name: string, incident = UID) => ({
      ...aStep(REPORTED, ACCEPT, LEAD, 1, 'host'),
      id: ids.idOf(incident, name),
    });
    expect(answer({ steps: [host('accept.0')] }, null)).toBe('taken');
    expect(answer({ steps: [{ ...host('accept.0'), id: uid(50) }] }, null)).toBe('access.denied');
    expect(answer({ steps: [host('dispatch.0')] }, null)).toBe('access.denied');
    expect(answer({ steps: [host('accept.1')] }, null)).toBe('access.denied');
    expect(answer({ steps: [host('accept.0', uid(701))] }, null)).toBe('access.denied');
    expect(createStepIds('another secret').idOf(UID, 'accept.0')).not.toBe(ids.idOf(UID, 'accept.0'));
  });
});

describe('a step that is there', () => {
  it('is neither left out nor changed by anybody', () => {
    expect(answer({ steps: SENT.steps.slice(0, 1) })).toBe('row.malformed');
    const [first, ...rest] = SENT.steps;
    if (!first) throw new Error('no step');
    expect(answer({ steps: [{ ...first, post: 'manager' }, ...rest] })).toBe('row.malformed');
    expect(answer({ steps: [{ ...first, written: { ...first.written, by: WORKER } }, ...rest] })).toBe('row.malformed');
    expect(answer({ steps: [...SENT.steps].reverse() })).toBe('taken');
  });

  it('needs no proof again, whoever took it', () => {
    const odd = { steps: [...SENT.steps, aStep(SENT, { kind: 'note' }, uid(99), 3, 'clerk')] };
    expect(answer(odd, odd)).toBe('taken');
  });
});
