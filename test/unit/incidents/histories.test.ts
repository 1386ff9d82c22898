import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPossibleIn, STEP_KINDS } from '#shared/domain/incidents/machine';
import { allowedSteps, isTakenBy } from '#shared/domain/incidents/rights';
import { standingOf, type FoldedIncident, type Standing } from '#shared/domain/incidents/standing';
import type { StepContent } from '#shared/domain/incidents/steps';
import { incident as incidentType } from '#shared/schema/types/incident';
import type { StepKind } from '#shared/schema/types/incident-step';
import { createRecord, editRecord } from '#shared/sync/author';
import { mergeRecords } from '#shared/sync/merge';
import { testReplica, uid } from '#test/support/builders';
import { aStep, DISPATCH, FIRE, HANDLER, LEAD, NINE, REPORTED, together, TO_PROPERTY, WORKER } from './incidents';

/** What three people do about one incident on devices that meet now and then. */
type Act =
  | { readonly kind: 'step'; readonly who: number; readonly choice: number; readonly minutes: number }
  | { readonly kind: 'meet'; readonly a: number; readonly b: number };

const act = fc.oneof<fc.Arbitrary<Act>[]>(
  fc.record({
    kind: fc.constant('step' as const),
    who: fc.nat(2),
    choice: fc.nat(1000),
    minutes: fc.integer({ min: -30, max: 600 }),
  }),
  fc.record({ kind: fc.constant('meet' as const), a: fc.nat(2), b: fc.nat(2) }),
);
const PEOPLE = [LEAD, WORKER, HANDLER] as const;

const contentOf = (kind: StepKind, n: number): StepContent => {
  switch (kind) {
    case 'accept':
      return { kind, categoryUid: n % 2 === 0 ? uid(n) : null };
    case 'reject':
      return { kind, reason: 'other' };
    case 'duplicate':
      return { kind, ofUid: uid(n) };
    case 'categorise':
      return { kind, categoryUid: uid(n) };
    case 'dispatch':
      return { ...DISPATCH, to: { unitUid: FIRE, staffUid: null, mode: n % 2 === 0 ? 'pool' : 'assigned' } };
    case 'transfer':
      return { kind, to: TO_PROPERTY };
    case 'postpone':
      return { kind, untilMs: NINE + n };
    case 'escalate':
      return { kind, clock: 'handling', level: 1 + (n % 3) };
    default:
      return { kind } as StepContent;
  }
};

/** Mostly what may be done, sometimes anything at all. */
function choose(standing: Standing, who: number, choice: number): StepContent {
  const allowed = allowedSteps(standing, { uid: PEOPLE[who] ?? LEAD, post: 'manager' }, { pausable: true });
  const kinds = choice % 5 === 0 || allowed.length === 0 ? STEP_KINDS : allowed;
  return contentOf(kinds[choice % kinds.length] ?? 'note', choice);
}

describe('any history', () => {
  const histories = fc.array(act, { minLength: 1, maxLength: 40 });

  it('comes to one standing on every device, in whatever order its parts meet', () => {
    fc.assert(
      fc.property(histories, fc.array(fc.nat(), { minLength: 45, maxLength: 45 }), (acts, shuffle) => {
        const held = play(acts);
        const all = together(...held);
        const standing = standingOf(all);
        const shuffled = [...all.steps.entries()].sort(([a], [b]) => (shuffle[a] ?? 0) - (shuffle[b] ?? 0));
        expect(standingOf({ ...all, steps: shuffled.map(([, step]) => step) })).toEqual(standing);
        expect(standingOf(together(all, ...held, all))).toEqual(standing);
      }),
      { numRuns: 200 },
    );
  });

  it('loses no step, puts none before what its author knew, and says of each why it counts or not', () => {
    fc.assert(
      fc.property(histories, (acts) => {
        const all = together(...play(acts));
        const { steps } = standingOf(all);
        expect(new Set(steps.map(({ step }) => step.id))).toEqual(new Set(all.steps.map(({ id }) => id)));
        const places = new Map(steps.map(({ step }, place) => [step.id, place]));
        let before: Standing['state'] = 'reported';
        for (const { step, state, aside } of steps) {
          for (const id of step.after) expect(places.get(id)).toBeLessThan(places.get(step.id) ?? 0);
          if (aside === null) {
            expect(isPossibleIn(before, step.kind) && isTakenBy(step.post, step.kind)).toBe(true);
          } else {
            expect(state).toBe(before);
            if (aside.kind === 'state') expect(isPossibleIn(before, step.kind)).toBe(false);
          }
          before = state;
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is brought together by the records’ own merge, whichever way they go round', () => {
    fc.assert(
      fc.property(histories, (acts) => {
        const replicas = ['one', 'two', 'three'].map((name) => testReplica(name, () => NINE));
        const root = createRecord(
          { type: 'incident', schema: 1, scope: 'qinghe-1', uid: uid(1), fields: { title: '试', steps: [] } },
          testReplica('root', () => NINE).write(),
        );
        const [a, b, c] = play(acts).map(({ steps }, n) =>
          editRecord(root, { steps }, replicas[n]?.write() ?? never()),
        );
        if (!a || !b || !c) throw new Error('three people');
        const merge = (x: typeof a, y: typeof a) => mergeRecords(x, y, incidentType.merge);
        const left = merge(merge(a, b), c);
        expect(merge(c, merge(b, a))).toEqual(left);
        expect(merge(left, a)).toEqual(left);
        const standing = standingOf({ ...REPORTED, steps: left['steps'] as FoldedIncident['steps'] });
        expect(standing).toEqual(standingOf(together(...play(acts))));
        expect(left.yields).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

const never = (): never => {
  throw new Error('no replica');
};

/** What each of the three holds in the end. Ids are by place, so that playing twice makes the same. */
function play(acts: readonly Act[]): readonly FoldedIncident[] {
  const held: FoldedIncident[] = [REPORTED, REPORTED, REPORTED];
  for (const [place, each] of acts.entries()) {
    if (each.kind === 'meet') {
      const met = together(held[each.a] ?? REPORTED, held[each.b] ?? REPORTED);
      held[each.a] = met;
      held[each.b] = met;
      continue;
    }
    const known = held[each.who] ?? REPORTED;
    const content = choose(standingOf(known), each.who, each.choice);
    const post = content.kind === 'escalate' ? 'host' : 'manager';
    const step = { ...aStep(known, content, PEOPLE[each.who] ?? LEAD, each.minutes, post), id: uid(10_000 + place) };
    held[each.who] = { ...known, steps: [...known.steps, step] };
  }
  return held;
}
