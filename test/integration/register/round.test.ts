import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { addDays, startOfDayMs } from '#shared/domain/calendar/date';
import { canonicalUids } from '#shared/domain/people/merged';
import { visitsDue, type VisitIntervals } from '#shared/domain/visits/due';
import { USUAL_VISIT_TABLE } from '#shared/domain/visits/plan-table';
import type { WireRecord } from '#shared/schema/envelope';
import { openRecord } from '#shared/schema/open-record';
import type { OpenedPerson } from '#shared/schema/opened-person';
import type { Visit } from '#shared/schema/types/visit';
import { createRoundAsking, roundRows, type RoundQuestion } from '#renderer/data/register/round';
import { aVisit, personFields, uid } from '#test/support/builders';
import { aBatch, aCore, aDwelling, aHousehold, aRecord, openAs, sealedAs, TODAY, type TestCore } from './support';

const INTERVALS: VisitIntervals = { elderly: 90, child: 180, disabled: 60, livingAlone: 30 };
const QUESTION: RoundQuestion = { today: TODAY, intervals: INTERVALS, levelDays: USUAL_VISIT_TABLE.levelDays };

const aPerson = (n: number, fields: Readonly<Record<string, unknown>> = {}) =>
  aRecord('person', n, personFields(fields));
const visitOn = (n: number, person: number, daysAgo: number, fields: Readonly<Record<string, unknown>> = {}) =>
  aVisit(n, {
    fields: { personUid: uid(person), startedAtMs: startOfDayMs(addDays(TODAY, -daysAgo)), ...fields },
  });

/** The round as screens get it. */
const roundOf = ({ core }: TestCore, question = QUESTION) => {
  const { columns } = core.round(question, null);
  return columns ? roundRows(columns, question.today) : [];
};
const namesOf = (at: TestCore) => roundOf(at).map(({ person }) => person.name);

describe('the round', () => {
  it('has whoever is longest overdue first, with the day, the rule and the home', async () => {
    const at = await aCore([
      aDwelling(100, '清和路 8幢2单元301'),
      aPerson(1, { name: '何秀兰', dwellingUid: uid(100) }),
      aPerson(2, { name: '沈桂英', sex: 'male' }),
      aPerson(3, { name: '年轻人', birthDate: '1990-01-01' }),
      visitOn(201, 1, 100, { answers: { outcome: 'met' }, nextVisitOn: null }),
      visitOn(202, 2, 120, { answers: { outcome: 'met' }, nextVisitOn: null }),
      // A closed door is no visit.
      visitOn(203, 2, 5, { answers: { outcome: 'absent' }, nextVisitOn: null }),
    ]);
    expect(roundOf(at)).toMatchObject([
      {
        person: { _id: 'person~qinghe-1~' + uid(2), uid: uid(2), name: '沈桂英', sex: 'male', birthDate: '1942-03-05' },
        age: 84,
        kinds: ['elderly'],
        lastMetOn: addDays(TODAY, -120),
        dueOn: addDays(TODAY, -30),
        overdueDays: 30,
        reason: 'elderly',
        address: null,
      },
      { person: { name: '何秀兰', sex: 'female' }, overdueDays: 10, address: '清和路 8幢2单元301' },
    ]);
  });

  it('follows a visit that is written, changed and taken away', async () => {
    const at = await aCore([aPerson(1, { name: '何秀兰' })]);
    expect(roundOf(at)).toMatchObject([{ lastMetOn: null, reason: 'never-met' }]);
    await at.take(visitOn(201, 1, 2, { answers: { outcome: 'met' }, nextVisitOn: addDays(TODAY, 5) }));
    expect(roundOf(at)).toMatchObject([{ lastMetOn: addDays(TODAY, -2), dueOn: addDays(TODAY, 5), reason: 'agreed' }]);
    at.core.apply([{ kind: 'remove', id: visitOn(201, 1, 2)._id }]);
    expect(roundOf(at)).toMatchObject([{ lastMetOn: null, reason: 'never-met' }]);
  });

  it('knows nothing of a closed file but that a visit is due', async () => {
    const child = { name: sealedAs('child', '许小满'), birthDate: '2018-06-01', dwellingUid: uid(100) };
    const at = await aCore([aDwelling(100, '清和路 8幢2单元301'), aPerson(1, child)], openAs('general'));
    expect(roundOf(at)).toMatchObject([{ person: { name: null, sex: null }, kinds: ['child'], address: null }]);
  });

  it('has nobody of an import that is not complete, and one of two files that are one person’s', async () => {
    const at = await aCore([
      aBatch(uid(70), 'applying'),
      aPerson(1, { name: '新来的', importUid: uid(70) }),
      aPerson(2, { name: '何秀蓝', mergedIntoUid: uid(3) }),
      aPerson(3, { name: '何秀兰' }),
      visitOn(201, 2, 10, { answers: { outcome: 'met' }, nextVisitOn: null }),
    ]);
    expect(roundOf(at)).toMatchObject([{ person: { name: '何秀兰' }, lastMetOn: addDays(TODAY, -10) }]);
    await at.take(aBatch(uid(70), 'complete'));
    expect(namesOf(at).sort()).toEqual(['何秀兰', '新来的'].sort());
  });

  it('says what the rules say over the records themselves, whoever lives where and was visited when', async () => {
    const person = fc.record({
      birthDate: fc.constantFrom('1938-02-28', '1942-03-05', '1990-01-01', '2018-06-01'),
      status: fc.constantFrom('living-here', 'moved-out', 'deceased'),
      household: fc.nat(3),
      disability: fc.constantFrom(null, { kind: 'limb', grade: 2 }),
      mergedInto: fc.option(fc.nat(5), { freq: 5 }),
    });
    const visit = fc.record({
      person: fc.nat(5),
      daysAgo: fc.nat(400),
      outcome: fc.constantFrom('met', 'absent', 'refused'),
      next: fc.option(fc.integer({ min: -30, max: 30 })),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(person, { maxLength: 6 }),
        fc.array(visit, { maxLength: 12 }),
        async (people, visits) => {
          const persons = people.map(({ household, mergedInto, ...fields }, n) =>
            aPerson(n, {
              ...fields,
              householdUid: household === 0 ? null : uid(300 + household),
              mergedIntoUid: mergedInto === null || mergedInto === n ? null : uid(mergedInto),
            }),
          );
          const visited = visits.map(({ person: whom, daysAgo, outcome, next }, n) =>
            visitOn(500 + n, whom, daysAgo, {
              answers: { outcome },
              nextVisitOn: next === null ? null : addDays(TODAY, next),
            }),
          );
          const at = await aCore([...persons, ...visited, ...[1, 2, 3].map((n) => aHousehold(300 + n, 100))]);
          expect(roundOf(at)).toEqual(await bySimpleWay(persons, visited));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is made and sent again only when somebody, a home or a visit has changed', async () => {
    const at = await aCore([aPerson(1, { name: '何秀兰' })]);
    const asked: (string | null)[] = [];
    const ask = createRoundAsking(async (question, known) => {
      asked.push(known);
      return at.core.round(question, known);
    });
    const first = await ask(QUESTION);
    await at.take(aHousehold(300, 100));
    expect(await ask(QUESTION)).toBe(first);
    expect(asked[1]).not.toBeNull();
    const another = await ask({ ...QUESTION, today: addDays(TODAY, 1) });
    expect(another.map(({ overdueDays }) => overdueDays)).toEqual(first.map(({ overdueDays }) => overdueDays + 1));
    await at.take(visitOn(201, 1, 0, { answers: { outcome: 'met' }, nextVisitOn: null }));
    expect(await ask(QUESTION)).toMatchObject([{ lastMetOn: TODAY }]);
  });

  it('follows plans, risk, devices and assessments, each as it is now', async () => {
    const at = await aCore([
      aPerson(1, { name: '何秀兰', dwellingUid: uid(100) }),
      visitOn(201, 1, 10, { answers: { outcome: 'met' }, nextVisitOn: null }),
    ]);
    const now = () => roundOf(at)[0];
    expect(now()).toMatchObject({ reason: 'elderly', watch: 'none', assessedOn: null, assigneeUid: null });
    await at.take(aReport(1, 'high', TODAY));
    expect(now()).toMatchObject({ reason: 'risk-high', overdueDays: 3, dwellingUid: uid(100) });
    // What an older report says is no news.
    await at.take(aReport(1, 'low', addDays(TODAY, -1)));
    expect(now()).toMatchObject({ reason: 'risk-high' });
    await at.take(
      aRecord('visit-plan', 401, { personUid: uid(1), assigneeUid: uid(9), everyDays: 4 }, { key: uid(1) }),
    );
    expect(now()).toMatchObject({ reason: 'plan', overdueDays: 6, assigneeUid: uid(9) });

    await at.take(aSensor(402, { dwellingUid: uid(100) }));
    expect(now()).toMatchObject({ watch: 'silent' });
    await at.take(aMonth(402, '2026-11', false));
    expect(now()).toMatchObject({ watch: 'works' });
    await at.take(aMonth(402, '2026-11', true));
    expect(now()).toMatchObject({ watch: 'silent' });
    // Somebody else’s own device says nothing about the others of the home.
    await at.take(aSensor(402, { dwellingUid: uid(100), personUid: uid(2) }));
    expect(now()).toMatchObject({ watch: 'none' });

    await at.take(anAssessment(410, '2026-05-01', null));
    await at.take(anAssessment(411, '2026-03-01', uid(410)));
    expect(now()).toMatchObject({ assessedOn: '2026-03-01' });
    at.core.apply([{ kind: 'remove', id: anAssessment(411, '2026-03-01', uid(410))._id }]);
    expect(now()).toMatchObject({ assessedOn: '2026-05-01' });
    at.core.apply([{ kind: 'remove', id: aReport(1, 'high', TODAY)._id }]);
    expect(now()).toMatchObject({ reason: 'plan' });
  });

  it('is not made anew because a device says that all is as before', async () => {
    const at = await aCore([aPerson(1, { name: '何秀兰' }), aSensor(402, { personUid: uid(1) })]);
    await at.take(aMonth(402, '2026-11', false));
    const { key } = at.core.round(QUESTION, null);
    await at.take(aMonth(402, '2026-11', false, 2));
    expect(at.core.round(QUESTION, key).columns).toBeNull();
    await at.take(aMonth(402, '2026-11', true));
    expect(at.core.round(QUESTION, key).columns).not.toBeNull();
  });

  it('names the addresses of dwellings that it knows', async () => {
    const { core } = await aCore([aBatch(uid(70), 'applying'), aDwelling(100, '清和路 8幢'), hidden]);
    expect(core.addresses([uid(100), uid(101), uid(999)])).toEqual(['清和路 8幢', null, null]);
  });
  const hidden = aDwelling(101, '清和路 9幢', { importUid: uid(70) });
});

const aReport = (person: number, level: string, day: string) =>
  aRecord(
    'risk-report',
    600,
    {
      ...{ personUid: uid(person), day, madeAtMs: startOfDayMs(day), tableVersion: 1 },
      summary: sealedAs('general', { level, dimensions: {} }),
      content: sealedAs('general', {}),
    },
    { key: `${uid(person)}.${day}` },
  );
const aSensor = (n: number, fields: Readonly<Record<string, unknown>>) =>
  aRecord('sensor', n, {
    ...{ deviceName: 'meter-1', adapterId: 'linli', kind: 'water-meter', model: '', spot: '厨房', buildingUid: null },
    ...{ dwellingUid: null, personUid: null, place: null, pairedAtMs: 1, endedAtMs: null, reportsEveryMs: 3_600_000 },
    ...fields,
  });
const aMonth = (sensor: number, month: string, isSilent: boolean, heardAtMs = 1) =>
  aRecord(
    'reading-month',
    700,
    {
      ...{
        sensorUid: uid(sensor),
        personUid: null,
        dwellingUid: null,
        month,
        heardAtMs,
        batteryPercent: null,
        isSilent,
      },
      ...{ life: null, health: null },
    },
    { key: `${uid(sensor)}.${month}` },
  );
const anAssessment = (n: number, assessedOn: string, replacesUid: string | null) =>
  aRecord('assessment', n, {
    ...{ personUid: uid(1), assessedOn, reason: 'first', replacesUid },
    content: sealedAs('general', {}),
  });

/** The rows as the domain makes them of whole records. */
async function bySimpleWay(persons: readonly WireRecord[], visits: readonly WireRecord[]) {
  const opened = (await Promise.all(
    persons.map((record) => openRecord(record, openAs('general', 'child'))),
  )) as unknown as readonly (OpenedPerson & WireRecord)[];
  const listed = opened.filter(({ mergedIntoUid }) => !mergedIntoUid);
  const due = visitsDue(listed, visits as unknown as readonly Visit[], INTERVALS, TODAY, canonicalUids(opened));
  return due.map(({ person: { _id, uid: personUid, name, sex, birthDate }, alone: _alone, ...row }) => ({
    ...row,
    person: { _id, uid: personUid, name, sex, birthDate },
    address: null,
    dwellingUid: null,
    assigneeUid: null,
    watch: 'none',
    assessedOn: null,
  }));
}
