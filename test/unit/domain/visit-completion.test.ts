import { describe, expect, it } from 'vitest';
import { completeVisit, type Completion, type VisitProblem } from '#shared/domain/visits/complete';
import { beginVisit, readDraft, type VisitDraft } from '#shared/domain/visits/draft';
import { NOTE_LIMIT } from '#shared/domain/visits/questions';

const NOW = Date.UTC(2026, 10, 23, 2, 12);
const AT = { nowMs: NOW, today: '2026-11-23', recordsHealth: true };

const draft = (change: Partial<VisitDraft> = {}): VisitDraft => ({
  ...beginVisit({ uid: 'P', householdUid: 'H', dwellingUid: 'D' }, { visitUid: 'V', nowMs: NOW - 600_000 }),
  outcome: 'met',
  condition: 'well',
  ...change,
});

const problems = (result: Completion): readonly VisitProblem[] => (result.ok ? [] : result.problems);
const done = (change: Partial<VisitDraft>) => {
  const result = completeVisit(draft(change), AT);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result;
};

describe('completing a visit', () => {
  it('keeps open answers open and gives the personal ones to be sealed', () => {
    const { fields, secrets } = done({
      systolic: '148',
      diastolic: '92',
      safety: { 'gas-valve': true, 'smoke-alarm': false },
      needs: ['anti-slip-mat'],
      note: '  膝盖疼  ',
      place: { lat: 31.2, lng: 121.4, accuracyMeters: 4 },
      next: { kind: 'in-days', days: 7 },
    });
    expect(fields).toMatchObject({
      personUid: 'P',
      householdUid: 'H',
      dwellingUid: 'D',
      startedAtMs: NOW - 600_000,
      finishedAtMs: NOW,
      place: { lat: 31.2, lng: 121.4, accuracyMeters: 4 },
      nextVisitOn: '2026-11-30',
      additions: [],
    });
    expect(fields.answers).toEqual({
      outcome: 'met',
      safety: { 'gas-valve': true, 'smoke-alarm': false },
      needs: ['anti-slip-mat'],
    });
    expect(secrets).toEqual({ condition: 'well', bloodPressure: { systolic: 148, diastolic: 92 }, note: '膝盖疼' });
  });

  it.each(['absent', 'refused'] as const)('of somebody %s leaves out what could not be asked', (outcome) => {
    const { fields, secrets } = done({
      outcome,
      systolic: 'abc',
      condition: 'unwell',
      safety: { wiring: true },
      needs: ['meals'],
      note: '门口没有人应',
    });
    expect(fields.answers).toEqual({ outcome });
    expect(secrets).toEqual({ note: '门口没有人应' });
  });

  it('by phone names no place and no state of the home', () => {
    const { fields } = done({ kind: 'phone', place: { lat: 1, lng: 2, accuracyMeters: 3 }, safety: { wiring: true } });
    expect(fields.place).toBeNull();
    expect(fields.answers).toEqual({ outcome: 'met' });
  });

  it('never ends before it began, whatever the clock did', () => {
    const late = completeVisit(draft({ startedAtMs: NOW + 5_000 }), AT);
    expect(late.ok && late.fields.finishedAtMs).toBe(NOW + 5_000);
  });

  it.each([
    ['no outcome', { outcome: null }, [{ field: 'outcome', problem: 'missing' }]],
    ['no condition', { condition: null }, [{ field: 'condition', problem: 'missing' }]],
    ['half a reading', { systolic: '120' }, [{ field: 'bloodPressure', problem: 'half' }]],
    ['a note that is too long', { note: '字'.repeat(NOTE_LIMIT + 1) }, [{ field: 'note', problem: 'too-long' }]],
    ['no day', { next: { kind: 'on', date: '' } }, [{ field: 'next', problem: 'missing' }]],
    [
      'a day that does not exist',
      { next: { kind: 'on', date: '2027-02-30' } },
      [{ field: 'next', problem: 'not-a-date' }],
    ],
    ['today', { next: { kind: 'on', date: '2026-11-23' } }, [{ field: 'next', problem: 'not-later' }]],
    ['a day in two years', { next: { kind: 'on', date: '2028-11-23' } }, [{ field: 'next', problem: 'too-far' }]],
  ] as const)('says what is wrong with %s', (_what, change, expected) => {
    expect(problems(completeVisit(draft(change), AT))).toEqual(expected);
  });

  it('says everything that is wrong at once, in the order of the form', () => {
    const result = completeVisit(
      draft({ condition: null, systolic: '80', diastolic: '90', next: { kind: 'on', date: '' } }),
      AT,
    );
    expect(problems(result).map(({ field }) => field)).toEqual(['condition', 'bloodPressure', 'next']);
  });

  it('takes a signature of whoever stood there, and of nobody on the telephone or at a closed door', () => {
    const signature = { strokes: [[10, 10, 400, 10]] };
    expect(done({ signature }).secrets).toMatchObject({ signature });
    expect(done({ signature, kind: 'chance' }).secrets).toMatchObject({ signature });
    for (const change of [{ kind: 'phone' }, { outcome: 'absent' }, { signature: { strokes: [[1, 1]] } }] as const)
      expect(done({ signature, ...change }).secrets).not.toHaveProperty('signature');
  });

  it('asks nothing about health of a worker who may not record it', () => {
    const result = completeVisit(draft({ condition: null, systolic: '148', diastolic: '92' }), {
      ...AT,
      recordsHealth: false,
    });
    expect(result.ok && result.secrets).toEqual({});
  });
});

describe('a draft that was kept', () => {
  it('comes back as it was', () => {
    const kept = draft({
      systolic: '14',
      note: '说到一',
      next: { kind: 'on', date: '2026-12-01' },
      safety: { passage: false },
      signature: { strokes: [[1, 2, 300, 4]] },
    });
    expect(readDraft(JSON.parse(JSON.stringify(kept)), 'P')).toEqual(kept);
  });

  it('of another version gives what it can', () => {
    const kept = {
      ...draft(),
      condition: 'splendid',
      needs: ['meals', 'moon'],
      safety: { wiring: 'yes' },
      next: 7,
      signature: { strokes: [[1, 2, 3]] },
      extra: 1,
    };
    expect(readDraft(kept, 'P')).toEqual(
      draft({ condition: null, needs: ['meals'], safety: {}, next: { kind: 'open' } }),
    );
  });

  it.each([null, 'text', [], {}, { visitUid: 'V' }])('is not made of %j', (value) => {
    expect(readDraft(value, 'P')).toBeNull();
  });

  it('of somebody else is not this person’s', () => {
    expect(readDraft(draft(), 'Q')).toBeNull();
  });
});
