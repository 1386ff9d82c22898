import fc from 'fast-check';
import type { Fact, Subject, Topic } from '#shared/domain/risk/facts';
import type { Evidence } from '#shared/domain/risk/evidence';
import { TOPICS } from '#shared/domain/risk/facts';
import { uid } from '#test/support/builders';

/** The day of every report here. */
export const TODAY = 20_780;

/** Most that a fact about a topic can say; the others go to 3. */
const MOST: Partial<Record<Topic, number>> = {
  ability: 4,
  disability: 4,
  age: 105,
  met: 0,
  alone: 1,
  contacts: 1,
  company: 1,
};

/** A fact about `topic`, or about any, of up to a year ago or some days to come. */
export function anyFact(topic: fc.Arbitrary<Topic> = fc.constantFrom(...TOPICS)): fc.Arbitrary<Fact> {
  return topic.chain((known) =>
    fc
      .record({
        day: fc.integer({ min: TODAY - 400, max: TODAY + 3 }),
        severity: fc.integer({ min: 0, max: MOST[known] ?? 3 }),
        source: fc.record({
          type: fc.constantFrom('visit' as const, 'reading' as const),
          uid: fc.integer({ min: 1, max: 4 }).map(uid),
        }),
      })
      .map((fact) => ({ topic: known, ...fact, figures: [90 - 20 * fact.severity] })),
  );
}

export const anySubject: fc.Arbitrary<Subject> = fc.record({
  kinds: fc.subarray(['livingAlone', 'elderly', 'child', 'disabled'] as const),
  visitEveryDays: fc.integer({ min: 1, max: 366 }),
  sinceDay: fc.integer({ min: TODAY - 1000, max: TODAY }),
});

/** An elder who lives alone and about whom everything is known and well. */
export const WELL: Evidence = {
  person: {
    uid: uid(1),
    ageYears: 70,
    kinds: ['livingAlone', 'elderly'],
    livesAlone: true,
    disabilityGrade: null,
    contacts: 2,
  },
  visits: [
    {
      ...{ uid: uid(10), startedAtMs: Date.UTC(2026, 10, 20, 2), outcome: 'met', condition: 'well' },
      ...{ bloodPressure: { systolic: 120, diastolic: 75 }, safety: { wiring: true, passage: true }, needs: [] },
    },
  ],
  assessments: [{ uid: uid(20), assessedOn: '2026-08-01', total: 90, level: 0, careEvents: 0 }],
  days: [],
  alarms: [],
  incidents: [],
  company: [],
  doctor: [],
};

export const SUBJECT: Subject = { kinds: ['livingAlone', 'elderly'], visitEveryDays: 30, sinceDay: TODAY - 900 };
