import { describe, expect, it } from 'vitest';
import { assessmentContent, readAssessmentContent } from '#shared/domain/ability/content';
import {
  assessmentProblems,
  beginAssessment,
  beginCorrection,
  completeAssessment,
  readAssessmentDraft,
  withEvents,
  type AssessmentDraft,
} from '#shared/domain/ability/draft';
import { ABILITY_ITEMS } from '#shared/domain/ability/items';
import { abilityChanges, abilityProgress } from '#shared/domain/ability/level';
import { uid } from '#test/support/builders';

const TODAY = '2026-11-23';
const ABLE = Object.fromEntries(ABILITY_ITEMS.map(({ id }) => [id, 0]));
const START = { assessmentUid: uid(1), nowMs: Date.parse('2026-11-23T02:00:00Z') };
const draft = (change: Partial<AssessmentDraft> = {}): AssessmentDraft => ({
  ...beginAssessment(uid(7), { ...START, isFirst: true }),
  answers: ABLE,
  disorder: 'none',
  ...change,
});
const done = (change: Partial<AssessmentDraft> = {}) => {
  const completion = completeAssessment(draft(change), TODAY);
  if (!completion.ok) throw new Error(JSON.stringify(completion.problems));
  return completion;
};

describe('an assessment being written', () => {
  it('names every item that is left, then what else was not asked', () => {
    const { 'B1.1': _eating, ...answers } = ABLE;
    expect(assessmentProblems(draft({ answers, disorder: null, reason: null, note: '长'.repeat(2001) }))).toEqual([
      { field: 'item', id: 'B1.1' },
      { field: 'disorder', problem: 'missing' },
      { field: 'reason', problem: 'missing' },
      { field: 'note', problem: 'too-long' },
    ]);
    expect(assessmentProblems(beginAssessment(uid(7), { ...START, isFirst: false }))).toHaveLength(28);
  });

  it('becomes a record of the day it was finished, with what it comes to', () => {
    const { fields, content } = done({ disorder: 'dementia', events: { fall: 2 }, note: ' 用拐杖 ' });
    expect(fields).toEqual({ personUid: uid(7), assessedOn: TODAY, reason: 'first', replacesUid: null });
    expect(content).toMatchObject({ note: '用拐杖', result: { total: 90, levelByPoints: 0, level: 2 } });
  });

  it('that corrects one starts from what that said, keeps its day and names it', () => {
    const wrong = { uid: uid(2), assessedOn: '2026-03-01', reason: 'routine' } as const;
    const content = assessmentContent({ ...ABLE, 'B1.1': 3 }, { disorder: 'other', events: { choking: 1 } }, '原话');
    if (!content) throw new Error('nothing to correct');
    const correction = beginCorrection(uid(7), START, wrong, content);
    expect(correction).toMatchObject({ disorder: 'other', events: { choking: 1 }, note: '原话', reason: 'routine' });
    const completion = completeAssessment({ ...correction, answers: ABLE }, TODAY);
    expect(completion).toMatchObject({ ok: true, fields: { assessedOn: '2026-03-01', replacesUid: uid(2) } });
  });

  it('is taken up as it was kept; answers that there are none of are left out, and another person’s is none', () => {
    const kept = draft({ events: { straying: 1 }, corrects: { uid: uid(2), assessedOn: '2026-03-01' } });
    expect(readAssessmentDraft(JSON.parse(JSON.stringify(kept)), uid(7))).toEqual(kept);
    const spoilt = { ...kept, answers: { ...ABLE, 'B1.1': 9, 'X9.9': 0 }, disorder: 'flu', events: { fall: -2 } };
    const { 'B1.1': _eating, ...left } = ABLE;
    expect(readAssessmentDraft(spoilt, uid(7))).toMatchObject({ answers: left, disorder: null, events: {} });
    expect(readAssessmentDraft(kept, uid(8))).toBeNull();
    expect(readAssessmentDraft('x', uid(7))).toBeNull();
  });

  it('counts events from none to the most that can be written', () => {
    expect(withEvents({}, 'fall', 1)).toEqual({ fall: 1 });
    expect(withEvents({ fall: 1, choking: 2 }, 'fall', 0)).toEqual({ choking: 2 });
    expect(withEvents({}, 'fall', 1000)).toEqual({ fall: 99 });
    expect(withEvents({}, 'fall', -1)).toEqual({});
  });
});

describe('an assessment that is read', () => {
  it('says what its answers come to, whatever result was written beside them', () => {
    const { content } = done({ events: { fall: 1, 'self-harm': 1 } });
    const tampered = { ...content, result: { ...content.result, level: 0, total: 12 } };
    expect(readAssessmentContent(JSON.parse(JSON.stringify(tampered)))).toEqual(content);
    expect(content.result.level).toBe(1);
  });

  it('is none where an answer lacks or nothing opened', () => {
    const { 'B4.5': _last, ...answers } = ABLE;
    for (const wrong of [null, 'x', [], {}, { answers, circumstances: {} }])
      expect(readAssessmentContent(wrong)).toBeNull();
  });
});

describe('points', () => {
  it('are counted while somebody is still answering, by group', () => {
    expect(abilityProgress({ 'B1.1': 1, 'B2.1': 0 })).toEqual({ answered: 2, of: 26, points: 7, most: 90 });
    expect(abilityProgress({ 'B1.1': 1, 'B2.1': 0 }, 'self-care')).toEqual({ answered: 1, of: 8, points: 3, most: 32 });
  });

  it('are compared item by item between two assessments', () => {
    const after = { ...ABLE, 'B1.3': 2, 'B3.9': 3 };
    expect(abilityChanges(ABLE, after)).toEqual([
      { id: 'B1.3', from: 0, to: 2, points: -2 },
      { id: 'B3.9', from: 0, to: 3, points: -2 },
    ]);
    expect(abilityChanges(after, after)).toEqual([]);
    expect(abilityChanges(after, ABLE)[0]).toMatchObject({ points: 2 });
  });
});
