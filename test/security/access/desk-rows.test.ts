import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nextStep } from '#shared/domain/applications/steps';
import type { Application } from '#shared/schema/types/application';
import type { ApplicationRecordStep } from '#shared/schema/types/application-step';
import type { Post } from '#shared/schema/types/place';
import type { Rating } from '#shared/schema/types/rating';
import type { StepAuthors } from '#main/services/department-port';
import { checkDesk } from '#main/services/gateway/rows/desk-checks';
import { FOLLOWS_WITHIN_MS } from '#shared/domain/applications/ratings';
import { uid } from '#test/support/builders';

/** What devices may say of applications and ratings: nobody takes a stranger's post, and nobody rewrites what was said. */

const [LEAD, CLERK] = [uid(901), uid(902)];
const POSTS: Readonly<Record<string, Post>> = { [LEAD]: 'duty-lead', [CLERK]: 'clerk' };
const AUTHORS: StepAuthors = {
  isReady: () => true,
  postOf: (staff) => POSTS[staff] ?? null,
  isMember: () => false,
  isHostStep: () => false,
  alarms: { isHosts: () => false, isHostStep: () => false },
};
const fixture = (name: string) => JSON.parse(readFileSync(`test/fixtures/records/${name}.v1.json`, 'utf8')) as unknown;
const APPLICATION = fixture('application') as Application;
const RATING = fixture('rating') as Rating;
const answer = (row: object, stored: object | null) =>
  checkDesk(row as never, stored as never, AUTHORS)?.code ?? 'taken';
const withStep = (by: string, post: ApplicationRecordStep['post'], kind: 'supervise' | 'start' | 'note') => ({
  ...APPLICATION,
  steps: [
    ...APPLICATION.steps,
    nextStep(
      { heads: [] },
      { id: uid(70), written: { at: 1, by, on: 'desk00000000' }, post, note: null, photoIds: [] },
      { kind },
    ),
  ],
});

describe('a step of an application that a device brings', () => {
  it('is of the post that its author has', () => {
    expect(answer(withStep(CLERK, 'clerk', 'start'), APPLICATION)).toBe('taken');
    expect(answer(withStep(LEAD, 'duty-lead', 'supervise'), APPLICATION)).toBe('taken');
    expect(answer(withStep(CLERK, 'duty-lead', 'supervise'), APPLICATION)).toBe('access.denied');
    expect(answer(withStep(uid(99), 'clerk', 'note'), APPLICATION)).toBe('access.denied');
  });

  it('is never the station’s own or a resident’s', () => {
    expect(answer(withStep(CLERK, 'host', 'start'), APPLICATION)).toBe('access.denied');
    expect(answer(withStep(CLERK, 'resident', 'note'), APPLICATION)).toBe('access.denied');
  });

  it('takes none back that is there', () => {
    expect(answer({ ...APPLICATION, steps: APPLICATION.steps.slice(1) }, APPLICATION)).toBe('row.malformed');
    const [first, ...others] = APPLICATION.steps;
    const rewritten = { ...first, written: { ...first?.written, at: 5 } };
    expect(answer({ ...APPLICATION, steps: [rewritten, ...others] }, APPLICATION)).toBe('row.malformed');
  });
});

describe('what was said at the beginning', () => {
  it('of an application stays: another item is another application', () => {
    expect(answer({ ...APPLICATION, itemNumber: 'S018' }, APPLICATION)).toBe('access.denied');
    expect(answer({ ...APPLICATION, ticketNumber: 'A024' }, APPLICATION)).toBe('taken');
  });

  it('in a rating stays: no clerk makes a better one of it', () => {
    expect(answer({ ...RATING, satisfaction: 'very-satisfied' }, RATING)).toBe('access.denied');
    expect(answer({ ...RATING, rectifyByMs: null }, RATING)).toBe('access.denied');
    const taken = {
      id: uid(71),
      written: { at: 1, by: LEAD, on: 'desk00000000' },
      kind: 'done',
      reached: null,
      note: null,
    };
    expect(answer({ ...RATING, steps: [...RATING.steps, taken] }, RATING)).toBe('taken');
  });

  it('may be followed by words and a telephone for two minutes, once, and is not rewritten', () => {
    const sealed = { kid: 'qinghe.general.1', iv: 'AAAAAAAAAAAAAAAA', ct: 'AAAAAAAAAAA=' };
    const bare = { ...RATING, comment: null };
    const at = (ms: number) => ({ changed: { ...RATING.changed, at: RATING.ratedAtMs + ms } });
    const [now, late] = [at(FOLLOWS_WITHIN_MS), at(FOLLOWS_WITHIN_MS + 1)];
    expect(answer({ ...bare, schema: 2, comment: sealed, phone: sealed, ...now }, bare)).toBe('taken');
    expect(answer({ ...bare, schema: 2, phone: sealed, ...late }, bare)).toBe('access.denied');
    expect(answer({ ...RATING, comment: sealed, ...now }, RATING)).toBe('access.denied');
    expect(answer({ ...RATING, comment: null, ...now }, RATING)).toBe('access.denied');
  });

  it('is closed without a call back by who leads, with a reason, where nobody can be reached', () => {
    const note = { kid: 'qinghe.general.1', iv: 'AAAAAAAAAAAAAAAA', ct: 'AAAAAAAAAAA=' };
    const number = { ...RATING, schema: 2, service: 'ticket', phone: null, steps: [] } as unknown as Rating;
    const close = (by: string, rating: Rating, said: typeof note | null = note) => {
      const step = {
        id: uid(72),
        written: { at: 1, by, on: 'desk00000000' },
        kind: 'unreachable',
        reached: null,
        note: said,
      };
      return answer({ ...rating, steps: [...rating.steps, step] }, rating);
    };
    expect(close(LEAD, number)).toBe('taken');
    expect(close(CLERK, number)).toBe('access.denied');
    expect(close(LEAD, number, null)).toBe('access.denied');
    expect(close(LEAD, { ...number, phone: note })).toBe('access.denied');
    // Somebody was reached.
    expect(close(LEAD, RATING)).toBe('access.denied');
  });
});
