import { describe, expect, it } from 'vitest';
import { allowedSteps, INCIDENT_RIGHTS, tellsResidents } from '#shared/domain/incidents/rights';
import { standingOf, type FoldedIncident } from '#shared/domain/incidents/standing';
import { stepProblems, type StepContent } from '#shared/domain/incidents/steps';
import type { IncidentStep } from '#shared/schema/types/incident-step';
import { POSTS } from '#shared/schema/types/place';
import { uid } from '#test/support/builders';
import {
  ACCEPT,
  after,
  aStep,
  DISPATCH,
  FIRE,
  HANDLER,
  LEAD,
  MINUTE_MS,
  NINE,
  REPORTED,
  together,
  TO_PROPERTY,
  WORKER,
} from './incidents';

const DISPATCHED = after(REPORTED, [ACCEPT, LEAD, 3], [DISPATCH, LEAD, 6]);
const CLOSED = after(
  DISPATCHED,
  [{ kind: 'start' }, HANDLER, 19],
  [{ kind: 'finish' }, HANDLER, 40],
  [{ kind: 'verify' }, WORKER, 60],
  [{ kind: 'close' }, LEAD, 70],
);

describe('an incident', () => {
  it('goes its way: taken on, sent out, handled, checked, closed', () => {
    const standing = standingOf(CLOSED);
    expect(standing).toMatchObject({
      state: 'closed',
      sinceMs: NINE + 70 * MINUTE_MS,
      assignee: { unitUid: FIRE },
      respondedAtMs: NINE + 19 * MINUTE_MS,
      finishedAtMs: NINE + 40 * MINUTE_MS,
      unaware: [],
    });
    expect(standing.steps.map(({ step, state, aside }) => [step.kind, state, aside])).toEqual([
      ['accept', 'accepted', null],
      ['dispatch', 'dispatched', null],
      ['start', 'handling', null],
      ['finish', 'handled', null],
      ['verify', 'verified', null],
      ['close', 'closed', null],
    ]);
  });

  it.each([
    ['comes back to be sent out anew', [[{ kind: 'return' }, HANDLER, 10]], { state: 'accepted', assignee: null }],
    ['goes to another unit', [[{ kind: 'transfer', to: TO_PROPERTY }, LEAD, 10]], { assignee: TO_PROPERTY }],
    ['is given more time', [[{ kind: 'postpone', untilMs: NINE * 2 }, LEAD, 10]], { postponedToMs: NINE * 2 }],
    ['is watched over', [[{ kind: 'supervise' }, LEAD, 10]], { isSupervised: true, state: 'dispatched' }],
    [
      'is somebody else’s report',
      [[{ kind: 'duplicate', ofUid: uid(9) }, LEAD, 10]],
      { state: 'duplicate', duplicateOf: uid(9) },
    ],
    [
      'is said to be something else',
      [[{ kind: 'categorise', categoryUid: uid(8) }, LEAD, 10]],
      { categoryUid: uid(8) },
    ],
    [
      'goes back to work when the check fails',
      [
        [{ kind: 'finish' }, HANDLER, 20],
        [{ kind: 'fail' }, WORKER, 30],
      ],
      { state: 'handling', finishedAtMs: null, assignee: { unitUid: FIRE } },
    ],
    [
      'stands still and goes on',
      [
        [{ kind: 'pause' }, HANDLER, 20],
        [{ kind: 'resume' }, HANDLER, 30],
      ],
      { isPaused: false, pauses: [{ fromMs: NINE + 20 * MINUTE_MS, untilMs: NINE + 30 * MINUTE_MS }] },
    ],
  ] as const)('%s', (_what, steps, expected) => {
    const given = steps as unknown as readonly (readonly [StepContent, string, number])[];
    expect(standingOf(after(DISPATCHED, ...given))).toMatchObject(expected);
  });

  it('that is not taken on can be opened again, and then begins anew with its response kept', () => {
    const rejected = after(REPORTED, [{ kind: 'reject', reason: 'not-ours' }, LEAD, 5]);
    expect(standingOf(rejected)).toMatchObject({ state: 'rejected', endedAtMs: NINE + 5 * MINUTE_MS });
    const reopened = standingOf(after(CLOSED, [{ kind: 'reopen' }, LEAD, 90]));
    expect(reopened).toMatchObject({
      state: 'accepted',
      reopened: 1,
      assignee: null,
      endedAtMs: null,
      acceptedAtMs: NINE + 90 * MINUTE_MS,
      dispatchedAtMs: null,
      respondedAtMs: NINE + 19 * MINUTE_MS,
    });
  });

  it('out of a pool belongs to whoever took it first, and the other sees why not to them', () => {
    const pooled = after(
      REPORTED,
      [ACCEPT, LEAD, 3],
      [{ ...DISPATCH, to: { unitUid: FIRE, staffUid: null, mode: 'pool' } }, LEAD, 6],
    );
    const first = after(pooled, [{ kind: 'take' }, WORKER, 10]);
    const second = after(pooled, [{ kind: 'take' }, HANDLER, 12]);
    const standing = standingOf(together(second, first));
    expect(standing.assignee?.staffUid).toBe(WORKER);
    expect(standing.steps.at(-1)).toMatchObject({ step: { written: { by: HANDLER } }, aside: { kind: 'already' } });
    expect(standing.unaware).toHaveLength(2);
  });
});

describe('what residents are told', () => {
  const told = { kid: 'qinghe-1.general.1', iv: 'AAAAAAAAAAAAAAAA', ct: 'AAAA' };
  const [before, after1] = [uid(31), uid(32)];
  /** The incident with one more step, which says that to residents. */
  const saying = (incident: FoldedIncident, content: StepContent, by: string, says: Partial<IncidentStep>) => ({
    ...incident,
    steps: [...incident.steps, { ...aStep(incident, content, by, 80), ...says } as IncidentStep],
  });
  const finished = saying(DISPATCHED, { kind: 'finish' }, HANDLER, { told, shownPhotoIds: [before, after1] });
  const shown = (incident: FoldedIncident) => {
    const { toldBy, shownPhotoIds } = standingOf(incident);
    return [toldBy !== null, shownPhotoIds];
  };

  it('is nothing until somebody says so, stays through steps that say nothing of it, and is what the last one says', () => {
    expect(shown(CLOSED)).toEqual([false, []]);
    expect(shown(after(finished, [{ kind: 'verify' }, WORKER, 90]))).toEqual([true, [before, after1]]);
    const checked = saying(finished, { kind: 'verify' }, WORKER, { shownPhotoIds: [after1] });
    expect(shown(checked)).toEqual([true, [after1]]);
    expect(shown(saying(checked, { kind: 'note' }, LEAD, { told: null, shownPhotoIds: [] }))).toEqual([false, []]);
  });

  it('is gone when the work failed its check or the matter was opened again', () => {
    expect(shown(after(finished, [{ kind: 'fail' }, WORKER, 90]))).toEqual([false, []]);
    const closed = after(finished, [{ kind: 'verify' }, WORKER, 90], [{ kind: 'close' }, LEAD, 95]);
    expect(shown(after(closed, [{ kind: 'reopen' }, LEAD, 99]))).toEqual([false, []]);
  });

  it('is not for every post and step to say', () => {
    expect(POSTS.filter((post) => tellsResidents(post, 'note'))).toEqual(
      POSTS.filter((post) => !['building-head', 'volunteer', 'it', 'auditor'].includes(post)),
    );
    expect(tellsResidents('manager', 'dispatch')).toBe(false);
    const started = saying(DISPATCHED, { kind: 'start' }, HANDLER, { shownPhotoIds: [before] });
    expect(shown(started)).toEqual([false, []]);
  });
});

describe('two people who act at once without knowing of each other', () => {
  const finished = after(DISPATCHED, [{ kind: 'start' }, HANDLER, 10], [{ kind: 'finish' }, HANDLER, 20]);
  const returned = after(DISPATCHED, [{ kind: 'return' }, LEAD, 15]);

  it('both stay to be seen, and the one who came too late is told what stood before', () => {
    const standing = standingOf(together(finished, returned));
    expect(standing.steps.map(({ step }) => step.kind)).toEqual(['accept', 'dispatch', 'start', 'return', 'finish']);
    const last = standing.steps.at(-1);
    const back = standing.steps.at(-2);
    expect(standing.state).toBe('accepted');
    expect(last?.aside).toEqual({ kind: 'state', state: 'accepted', by: back?.step.id, knew: false });
    expect(standing.unaware).toEqual(standing.steps.slice(2).map(({ step }) => step.id));
  });

  it('are no longer pointed out once somebody who knew of both has gone on', () => {
    const met = together(finished, returned);
    const settled = { ...met, steps: [...met.steps, aStep(met, DISPATCH, LEAD, 30)] };
    expect(standingOf(settled)).toMatchObject({ state: 'dispatched', unaware: [] });
    // What the host does by itself settles nothing.
    const told = {
      ...met,
      steps: [...met.steps, aStep(met, { kind: 'escalate', clock: 'response', level: 1 }, LEAD, 31, 'host')],
    };
    expect(standingOf(told).unaware).toHaveLength(3);
  });

  it('are not pointed out when one of them only remarked on something', () => {
    const noted = after(DISPATCHED, [{ kind: 'note' }, WORKER, 12], [{ kind: 'supervise' }, LEAD, 13]);
    expect(standingOf(together(finished, noted))).toMatchObject({ state: 'handled', unaware: [] });
  });

  it('do not turn cause and effect round when a clock is wrong', () => {
    const late = after(DISPATCHED, [{ kind: 'start' }, HANDLER, 600]);
    const then = after(late, [{ kind: 'finish' }, WORKER, 30]);
    expect(
      standingOf(then)
        .steps.map(({ step }) => step.kind)
        .slice(2),
    ).toEqual(['start', 'finish']);
  });
});

describe('a post', () => {
  const lead = { uid: LEAD, post: 'duty-lead' } as const;
  const worker = { uid: WORKER, post: 'grid-worker' } as const;

  it('is offered what it may do now, in the order of the work', () => {
    expect(allowedSteps(standingOf(REPORTED), worker, null)).toEqual(['start', 'categorise', 'duplicate', 'note']);
    expect(allowedSteps(standingOf(REPORTED), { uid: uid(1), post: 'clerk' }, null)).toEqual([
      'accept',
      'categorise',
      'duplicate',
      'reject',
      'note',
    ]);
    expect(allowedSteps(standingOf(CLOSED), lead, null)).toEqual(['reopen', 'note']);
    expect(allowedSteps(standingOf(CLOSED), { uid: uid(1), post: 'auditor' }, null)).toEqual([]);
  });

  it('stops the clock only where the category lets it', () => {
    expect(allowedSteps(standingOf(DISPATCHED), worker, { pausable: true })).toContain('pause');
    expect(allowedSteps(standingOf(DISPATCHED), worker, { pausable: false })).not.toContain('pause');
  });

  it('does not check its own work, and does not finish what is another’s', () => {
    const own = after(DISPATCHED, [{ kind: 'finish' }, WORKER, 20]);
    expect(allowedSteps(standingOf(own), worker, null)).not.toContain('verify');
    expect(allowedSteps(standingOf(own), lead, null)).toContain('verify');
    const others = after(
      REPORTED,
      [ACCEPT, LEAD, 1],
      [{ ...DISPATCH, to: { unitUid: FIRE, staffUid: HANDLER, mode: 'rotation' } }, LEAD, 2],
    );
    expect(allowedSteps(standingOf(others), worker, null)).not.toContain('finish');
    expect(allowedSteps(standingOf(others), lead, null)).toContain('finish');
  });

  it('that may not take a step changes nothing by it, wherever it comes from', () => {
    const forged = { ...aStep(REPORTED, ACCEPT, uid(1), 5, 'auditor') };
    expect(standingOf({ ...REPORTED, steps: [forged] })).toMatchObject({
      state: 'reported',
      steps: [{ aside: { kind: 'post' } }],
    });
    for (const post of POSTS) expect(INCIDENT_RIGHTS[post]).not.toContain('escalate');
  });
});

describe('a step that somebody writes', () => {
  const about = { uid: uid(1), category: { photoNeeded: true }, dueAtMs: NINE + 60 * MINUTE_MS, nowMs: NINE };

  it.each([
    ['return', { note: ' ', photos: 0 }, ['reason-missing']],
    ['return', { note: '不归我们管', photos: 0 }, []],
    ['finish', { note: '', photos: 0 }, ['photo-missing']],
    ['finish', { note: '', photos: 1 }, []],
    ['postpone', { note: '等配件', photos: 0 }, ['date-missing']],
    ['postpone', { note: '等配件', photos: 0, untilMs: NINE + 30 * MINUTE_MS }, ['date-not-later']],
    ['postpone', { note: '等配件', photos: 0, untilMs: NINE + 90 * MINUTE_MS }, []],
    ['duplicate', { note: '', photos: 0, ofUid: uid(1) }, ['same-incident']],
    ['accept', { note: '', photos: 0 }, []],
  ] as const)('%s with %j lacks %j', (kind, draft, problems) => {
    expect(stepProblems(kind, draft, about)).toEqual(problems);
  });
});
